"""Hits as machines read them, in feeds and in the API alike. Pure."""

from html import unescape
from typing import Any

from django.utils.html import strip_tags

from policyarchive.public import linking
from policyarchive.search.results import Hit, PassageHit, SearchPage


def url_of(hit: Hit) -> str:
    """Return the absolute address of the version that was found."""
    return linking.absolute(f"/{hit.ark}/v{hit.version}")


def listed(page: SearchPage) -> dict[str, Any]:
    """Return a page of results with its counts and facets."""
    facets = {
        name: [
            {"value": value.value, "count": value.count, "state": value.state}
            for value in values
        ]
        for name, values in page.facets.items()
    }
    return {
        "count": page.count,
        "page": page.page,
        "pages": page.pages,
        "names": [result(hit) for hit in page.names],
        "results": [result(hit) for hit in page.hits],
        "facets": facets,
        "narrowed": list(page.narrowed),
    }


def result(hit: Hit) -> dict[str, Any]:
    """Return one hit with the passages that hold what was asked."""
    return {
        "ark": hit.ark,
        "url": url_of(hit),
        "kind": hit.kind,
        "type": hit.type,
        "title": hit.title_en or hit.title_zh,
        "title_zh": hit.title_zh,
        "title_en": hit.title_en,
        "date": hit.date,
        "date_is": hit.date_role,
        "number": hit.number,
        "status": hit.status,
        "status_as_stated": hit.stated or hit.status,
        "issuers": list(hit.issuers),
        "is_unverified": hit.is_unverified,
        "passages": [_passage(hit, passage) for passage in hit.passages],
    }


def _passage(hit: Hit, passage: PassageHit) -> dict[str, str]:
    fragment = f"#{passage.anchor}" if passage.anchor else ""
    return {
        "url": f"{url_of(hit)}{fragment}",
        "anchor": passage.anchor,
        "label": passage.label,
        "language": passage.language,
        "text": unescape(strip_tags(passage.text)),
        "html": str(passage.text),
    }
