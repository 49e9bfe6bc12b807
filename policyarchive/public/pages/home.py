"""The home page: search, ways in, what is new, what is covered, the latest months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from policyarchive.archive import citations
from policyarchive.archive.models.published import Publication, Version
from policyarchive.archive.vocabulary import Happening, Kind, State
from policyarchive.public import charts, facets, linking
from policyarchive.public.facets import Names, Value
from policyarchive.search import links
from policyarchive.search.query import SearchQuery
from policyarchive.search.results import Hit, SearchPage

_MONTHS = 8
_MOST_EVENTS = 3
_NEWEST = 5
_SOME = 4


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its events, oldest first."""

    first: date
    events: tuple[tuple[str, Hit], ...]  # the day, or '' where none is known
    hidden: int


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Return the home page."""
    pages = {kind: _newest(kind) for kind in Kind.values}
    documents = pages[Kind.DOCUMENT]
    names = Names(documents)
    version = _latest()
    months = tuple(_months(pages[Kind.EVENT].hits))
    found = {
        "counts": {kind: page.count for kind, page in pages.items()},
        "document_types": _some(documents, "type", names),
        "actor_kinds": _some(pages[Kind.ACTOR], "type", names),
        "event_kinds": _some(pages[Kind.EVENT], "type", names),
        "laws": _some(documents, "law", names),
        "topic_count": len(names.topics),
        "topics": _some(documents, "topic", names),
        "newest": tuple(
            (hit, [label for ark in hit.issuers if (label := names.labels.of(ark))])
            for hit in documents.hits[:_NEWEST]
        ),
        "chart": _chart(documents),
        "undated": documents.histogram.undated,
        "months": months,
        "latest": version,
        "latest_record": version.record if version else None,
        "latest_hit": links.entry(version.permalink.ark) if version else None,
        "latest_citation": _citation(version) if version else None,
    }
    return render(request, "public/home.html", found)


def _newest(kind: str) -> SearchPage:
    size = 100 if kind == Kind.EVENT else _NEWEST
    return SearchQuery().of_kind(kind).ordered("newest").at_page(1, size).run()


def _some(page: SearchPage, facet: str, names: Names) -> tuple[Value, ...]:
    found = facets.shown(page, (facet,), names=names, most=_SOME)
    return found[0].values if found else ()


def _chart(page: SearchPage) -> charts.Chart:
    """Return the documents of the last years; earlier ones are on the coverage page."""
    years = [(bar.year, bar.count) for bar in page.histogram.years]
    return charts.by_year(years[-13:])


def _latest() -> Version | None:
    """Return the version of a law that was published last."""
    found = (
        Publication.objects.filter(
            happening=Happening.PUBLISHED,
            permalink__kind=Kind.LAW,
            permalink__state=State.PUBLISHED,
        )
        .select_related("version__permalink")
        .order_by("-sequence")
        .first()
    )
    return found.version if found else None


def _citation(version: Version) -> citations.Form:
    path = linking.version_path(version.permalink, version.number)
    forms = citations.forms(
        version.record, url=linking.absolute(path), accessed=timezone.localdate()
    )
    return next(form for form in forms if form.key == "gbt")


def _months(hits: tuple[Hit, ...]) -> Iterator[Month]:
    """Yield the latest months that have events, oldest first."""
    by_month: dict[str, list[Hit]] = {}
    for hit in hits:
        if len(hit.date) >= 7 and hit.date[:4].isdecimal():
            by_month.setdefault(hit.date[:7], []).append(hit)
    for key in sorted(by_month)[-_MONTHS:]:
        events = sorted(by_month[key], key=lambda hit: hit.date)
        yield Month(
            date(int(key[:4]), int(key[5:7]), 1),
            tuple((hit.date[8:10].lstrip("0"), hit) for hit in events[:_MOST_EVENTS]),
            max(0, len(events) - _MOST_EVENTS),
        )
