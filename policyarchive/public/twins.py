"""Machine-readable twins of pages: the same version by suffix or by Accept header.

``.json`` is the canonical JSON exactly as hashed, so anyone can verify a version with
``sha256sum``.
"""

import json
from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import http_date

from policyarchive.archive import citations, records
from policyarchive.archive.models.published import Permalink, Text, Version
from policyarchive.archive.vocabulary import Access
from policyarchive.public import linking, markdown
from policyarchive.public.metadata import signposts

_CSL = "application/vnd.citationstyles.csl+json"
_RIS = "application/x-research-info-systems"

SUFFIXES = {
    ".json": "application/json",
    ".bib": "application/x-bibtex",
    ".ris": _RIS,
    ".csl.json": _CSL,
    ".md": "text/markdown",
    ".linkset.json": signposts.LINKSET,
}
# Of these a reader's programme may prefer one to the page.
_SUFFIX_OF = {media_type: suffix for suffix, media_type in SUFFIXES.items()}


def negotiated(request: HttpRequest) -> str:
    """Return the suffix of the twin that the Accept header prefers, '' for the page."""
    preferred = request.get_preferred_type(["text/html", *_SUFFIX_OF])
    return _SUFFIX_OF.get(preferred or "", "")


def version(
    request: HttpRequest, permalink: Permalink, version: Version, suffix: str
) -> HttpResponse:
    """Answer with a version in the form its suffix names."""
    if suffix == ".json":
        body = version.record_json
    else:
        url = linking.absolute(linking.version_path(permalink, version.number))
        body = _MAKERS[suffix](version, url, timezone.localdate())
    response = HttpResponse(body, content_type=f"{SUFFIXES[suffix]}; charset=utf-8")
    response["Last-Modified"] = http_date(version.published_at.timestamp())
    # The Markdown is the content itself, the others tell of it (Signposting).
    rel = "collection" if suffix == ".md" else "describes"
    response["Link"] = _back(permalink, version, rel)
    if suffix == ".json":
        response["ETag"] = f'"{version.sha256}"'
    # A withdrawal must show within minutes, so nothing is cached for long.
    patch_cache_control(response, public=True, max_age=300)
    return response


def _back(permalink: Permalink, version: Version, rel: str) -> str:
    page = linking.absolute(linking.version_path(permalink, version.number))
    return f'<{page}>; rel="{rel}"; type="text/html"'


def _bib(version: Version, url: str, today: date) -> str:
    return citations.bibtex(version.record, url=url, accessed=today)


def _ris(version: Version, url: str, today: date) -> str:
    return citations.ris(version.record, url=url, accessed=today)


def _csl(version: Version, url: str, today: date) -> str:
    return citations.csl_text([citations.csl(version.record, url=url, accessed=today)])


def _md(version: Version, url: str, today: date) -> str:
    record = version.record
    return markdown.page(record, shown_texts(version, record), url)


def _linkset(version: Version, url: str, today: date) -> str:
    return signposts.linkset(version.record, url)


_MAKERS: dict[str, Callable[[Version, str, date], str]] = {
    ".bib": _bib,
    ".ris": _ris,
    ".csl.json": _csl,
    ".md": _md,
    ".linkset.json": _linkset,
}


def access_of(record: records.Record, text: Text) -> Access:
    """Return what may be shown of a text: the strictest of version and ceiling."""
    refs = getattr(record, "texts", ())
    frozen = [ref.access for ref in refs if ref.sha256 == text.sha256]
    return Access.strictest(text.access, *(frozen or [Access.DARK]))


def shown_texts(version: Version, record: records.Record) -> list[Text]:
    """Return the texts of a version that may be shown whole."""
    return [
        text for text in version.texts.all() if access_of(record, text) is Access.OPEN
    ]


def text(
    request: HttpRequest, permalink: Permalink, version: Version, text: Text
) -> HttpResponse:
    """Answer with the canonical JSON of a text, or say why not."""
    access = access_of(version.record, text)
    if access is not Access.OPEN:
        reason = f"This text is kept but not shown ({access.en.lower()})."
        return HttpResponse(
            json.dumps({"error": reason, "access": access.value}),
            status=403,
            content_type="application/json",
        )
    response = HttpResponse(text.body, content_type="application/json; charset=utf-8")
    response["ETag"] = f'"{text.sha256}"'
    response["Link"] = _back(permalink, version, "collection")
    patch_cache_control(response, public=True, max_age=300)
    return response


def tombstone(permalink: Permalink) -> HttpResponse:
    """Answer 410 with the facts of a withdrawal (field names of InvenioRDM)."""
    replaced_by, decided_at = permalink.replaced_by, permalink.decided_at
    facts = {
        "id": permalink.ark,
        "is_visible": True,
        "removal_reason": permalink.reason,
        "note": permalink.public_note,
        "removal_date": decided_at.isoformat() if decided_at else "",
        "removed_by": permalink.decided_role,
        "citation_text": tombstone_citation(permalink),
        "replaced_by": replaced_by.ark if replaced_by else None,
    }
    return HttpResponse(
        json.dumps(facts, ensure_ascii=False),
        status=410,
        content_type="application/json; charset=utf-8",
    )


def erased(permalink: Permalink) -> HttpResponse:
    """Answer 410 for what was erased in its grace period: nothing else is left."""
    at = permalink.decided_at
    facts = {
        "id": permalink.ark,
        "is_visible": False,
        "removal_reason": "erased",
        "note": permalink.public_note,
        "removal_date": at.isoformat() if at else "",
        "removed_by": permalink.decided_role,
    }
    return HttpResponse(
        json.dumps(facts, ensure_ascii=False),
        status=410,
        content_type="application/json; charset=utf-8",
    )


def tombstone_citation(permalink: Permalink) -> str:
    """Return the citation that a withdrawn entry is remembered by."""
    version = linking.newest(permalink)
    url = linking.absolute(linking.version_path(permalink, version.number))
    forms = citations.forms(version.record, url=url, accessed=timezone.localdate())
    return forms[0].plain
