"""All hits of a search as citations, each made of the record that is public now."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import batched

from policyarchive.archive import citations
from policyarchive.archive.models.published import Permalink, Version
from policyarchive.archive.vocabulary import State
from policyarchive.public import linking
from policyarchive.search.query import SearchQuery
from policyarchive.search.results import Hit

_BATCH = 200  # records in memory at once


def ris(query: SearchQuery, today: date) -> Iterator[str]:
    """Yield a RIS record of every hit."""
    return _cited(query, citations.ris, today)


def bibtex(query: SearchQuery, today: date) -> Iterator[str]:
    """Yield a BibLaTeX entry of every hit."""
    return _cited(query, citations.bibtex, today)


def _cited(query: SearchQuery, make: Callable[..., str], today: date) -> Iterator[str]:
    for hits in query.stream():
        for batch in batched(hits, _BATCH, strict=False):
            yield from (
                make(version.record, url=_url(version), accessed=today)
                for version in _versions(batch)
            )


def _versions(hits: tuple[Hit, ...]) -> Iterator[Version]:
    """Yield the current versions of hits in their order; what was withdrawn is out."""
    names = [hit.ark.rpartition("/")[2] for hit in hits]
    public = Permalink.objects.filter(name__in=names, state=State.PUBLISHED)
    current = {
        permalink.ark: linking.newest(permalink)
        for permalink in public.select_related("current")
    }
    for hit in hits:
        if version := current.get(hit.ark):
            yield version


def _url(version: Version) -> str:
    ark = version.record.ark
    return linking.absolute(f"/{ark}/v{version.number}")
