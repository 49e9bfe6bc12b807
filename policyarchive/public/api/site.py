"""The API's doors: each an address, what it takes, and what it answers with."""

from dataclasses import asdict
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError
from pydantic import Field

from policyarchive.archive.records import Record
from policyarchive.public import linking, quoting, results, strictly, twins
from policyarchive.public.addresses import Address
from policyarchive.public.answers import (
    Problem,
    answer,
    problem,
    takes,
)
from policyarchive.public.api import changing, cursors, finding, resolving, schemas
from policyarchive.public.api.parameters import Asked
from policyarchive.search import links
from policyarchive.search.query import SearchQuery
from policyarchive.search.question import Order
from policyarchive.search.results import SearchPage

_DESCRIPTION = """\
Read-only. Everything published, by the same filters as the pages. Unknown parameters
and values that mean nothing are refused with 400 and a sentence. Every answer has an
ETag; send it back as If-None-Match and get 304 while nothing changed. A request line,
which is the address with its parameters, may have 8,190 bytes; a longer one is answered
414 by the server, without JSON."""

api = NinjaAPI(
    title="Policy Archive",
    version="1",
    description=_DESCRIPTION,
    docs_url=None,  # a page of ours, /about/api, that loads nothing from elsewhere
    urls_namespace="api",
)

# What is longer than an address may be (deploy/gunicorn.conf.py) never gets this far:
# the server refuses it, in words of its own.
_REFUSED = {400: schemas.Error, 414: None}
_ABSENT = {**_REFUSED, 404: schemas.Error, 410: schemas.Tombstone}


@api.get("/", summary="What there is", response={200: dict[str, str], **_REFUSED})
@takes()
def index(request: HttpRequest) -> HttpResponse:
    """The addresses to begin with."""
    names = ("openapi.json", "entries", "changes", "resolve", "quote")
    found = {name: linking.absolute(f"/api/{name}") for name in names}
    return answer({**found, "about": linking.absolute("/about/api")})


@api.get(
    "/entries",
    summary="Search and list",
    response={200: schemas.Results, **_REFUSED},
)
def entries(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Entries by the same parameters as the search page.

    In an order by date (newest, oldest, added) ``next`` goes on by a cursor: whatever
    is published or withdrawn meanwhile, no entry is skipped and none told twice, unless
    its own date was changed. By relevance pages shift when something is published. For
    a complete copy use /changes, which tells what was withdrawn as well.
    """
    query = strictly.query(request.GET, "cursor")
    page = _going_on(query, request.GET).run()
    return answer(results.listed(page) | _following(request, page))


def _going_on(query: SearchQuery, given: QueryDict) -> SearchQuery:
    cursor = given.get("cursor")
    if not cursor:
        return query
    if "page" in given:
        raise Problem(400, "cursor: Ask with a cursor or with a page, not with both.")
    if query.order == Order.RELEVANCE:
        raise Problem(400, "cursor: Sort by newest, oldest or added to follow one.")
    place = cursors.read_end(cursor)
    if place.order != query.order:
        raise Problem(400, f"cursor: This one needs sort={place.order.value}.")
    return query.going_on(place)


def _following(request: HttpRequest, page: SearchPage) -> dict[str, Any]:
    """Return where the next page is, and no number for a page behind a cursor."""
    address = Address(request.path, request.GET)
    number = {"page": None} if request.GET.get("cursor") else {}
    cursor = cursors.written_end(page.end) if page.end else None
    following = None
    if cursor:
        following = address.setting(cursor=cursor)
    elif page.page < page.pages and not number:
        following = address.setting(page=str(page.page + 1))
    url = linking.absolute(following) if following else None
    return {**number, "next": url, "next_cursor": cursor}


@api.get(
    "/entries/{name}",
    summary="An entry as it reads now",
    response={200: schemas.Entry, 301: None, **_ABSENT},
)
@takes()
def entry(request: HttpRequest, name: str) -> HttpResponse:
    """The newest version of an entry. A merged one answers 301 with the survivor."""
    permalink = finding.permalink(name)
    if permalink.merged_into is not None:
        raise finding.Moved(permalink.merged_into)
    newest = linking.newest(permalink)
    newest.permalink = permalink
    data = {
        **finding.described(permalink),
        "title_zh": permalink.label_zh,
        "title_en": permalink.label_en,
        "version": finding.edition(newest),
        "versions_url": f"{finding.entry_url(permalink)}/versions",
        # The record says what a source said; this may have changed since.
        "legal_status": _legal_status(permalink.ark),
        "record": newest.record.model_dump(mode="json"),
    }
    return answer(data)


def _legal_status(ark: str) -> dict[str, str] | None:
    """Return the legal status of an entry today, where it has one."""
    now = links.entry(ark)
    if now is None or not now.status:
        return None
    return {
        "code": now.status,
        "as_stated": now.stated or now.status,
        "because": now.because,
    }


@api.get(
    "/entries/{name}/versions",
    summary="All versions of an entry",
    response={200: schemas.Editions, **_ABSENT},
)
@takes()
def versions(request: HttpRequest, name: str) -> HttpResponse:
    """The versions of an entry, oldest first. They never change."""
    permalink = finding.permalink(name)
    return answer(
        {
            "ark": permalink.ark,
            "versions": [finding.edition(v) for v in permalink.editions],
        },
    )


@api.get(
    "/entries/{name}/versions/{number}",
    summary="A version's record",
    response={200: Record, **_ABSENT},
)
@takes()
def version(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """The record of a version, byte for byte as it was hashed; the ETag is its hash."""
    found = finding.version(name, number)
    return twins.version(request, found.permalink, found, ".json")


@api.get(
    "/entries/{name}/versions/{number}/texts/{sha256}",
    summary="The words of a text",
    response={200: schemas.Text, 403: schemas.Error, **_ABSENT},
)
@takes()
def text(request: HttpRequest, name: str, number: int, sha256: str) -> HttpResponse:
    """A text by the hash its record states; 403 with the reason when it is not open."""
    found = finding.version(name, number)
    return twins.text(request, found.permalink, found, finding.text(found, sha256))


@api.get(
    "/changes",
    summary="Everything, in the order of the publication log",
    response={200: schemas.Changes, **_REFUSED},
)
@takes("cursor")
def changes(request: HttpRequest, cursor: str = "") -> HttpResponse:
    """Each entry once, with the last that happened to it, the withdrawn included.

    What happens while you read moves to the end of the list: nothing is lost. Keep the
    last cursor and ask with it later to hear only what is new.
    """
    return answer(changing.after(cursor))


@api.get(
    "/resolve",
    summary="From an identifier to entries",
    response={200: schemas.Resolved, **_REFUSED, 404: schemas.Error},
)
@takes("id")
def resolve(request: HttpRequest, id: str) -> HttpResponse:
    """Read an ARK, a permalink, a SHA-256, a document number or a source address."""
    return answer(resolving.resolve(id))


@api.get(
    "/quote",
    summary="Whether a version holds quoted words",
    response={200: schemas.Quoted, **_ABSENT},
)
@takes("ark", "text")
def quote(
    request: HttpRequest,
    ark: str,
    text: Query[
        Annotated[
            str, Field(min_length=quoting.LEAST, max_length=quoting.LONGEST_ASKED)
        ]
    ],
) -> HttpResponse:
    """Ask whether words stand in a version, in which others, and what stands nearest.

    ``ark`` may name a version; without one the newest is meant. Case, breadth, sorts of
    quotation marks and white space make no difference; an ellipsis joins parts that
    follow in order.
    """
    version = resolving.version_named(ark)
    found = quoting.check(version.permalink, version, text)
    return answer(
        {
            "ark": version.permalink.ark,
            "version": version.number,
            "text": text,
            "verdict": found.verdict,
            "found": [asdict(stands) for stands in found.found],
            "nearest": [asdict(stands) for stands in found.nearest],
            "versions": [asdict(edition) for edition in found.editions],
        }
    )


@api.get("/{path:rest}", include_in_schema=False)
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Say in JSON that there is nothing."""
    raise Problem(404, f"There is nothing at /api/{rest}.")


@api.exception_handler(Problem)
def on_problem(request: HttpRequest, error: Problem) -> HttpResponse:
    """Answer a request that cannot be answered otherwise."""
    return problem(error)


@api.exception_handler(ValidationError)
def on_nonsense(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name the parameters whose values are of no use."""
    wrong: dict[str, list[str]] = {}
    for found in error.errors:
        wrong.setdefault(str(found["loc"][-1]), []).append(found["msg"])
    sentence = " ".join(f"{name}: {said[0]}." for name, said in wrong.items())
    return problem(Problem(400, sentence, parameters=wrong))


@api.exception_handler(Http404)
def on_absence(request: HttpRequest, error: Http404) -> HttpResponse:
    """Say in JSON what is not there."""
    return problem(Problem(404, str(error) or "There is nothing at this address."))


@api.exception_handler(finding.Withdrawn)
def on_withdrawal(request: HttpRequest, error: finding.Withdrawn) -> HttpResponse:
    """Answer 410 with the tombstone."""
    response = twins.tombstone(error.permalink)
    response["X-Robots-Tag"] = "noindex"
    return response


@api.exception_handler(finding.Moved)
def on_merger(request: HttpRequest, error: finding.Moved) -> HttpResponse:
    """Lead from a merged entry to its survivor."""
    response = answer({"ark": error.survivor.ark})
    response.status_code = 301
    response["Location"] = finding.entry_url(error.survivor)
    return response
