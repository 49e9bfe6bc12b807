"""Signposting (FAIR level 2) and the linkset (RFC 9264) of a version."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyarchive.archive import records
from policyarchive.archive.vocabulary import Access, Role
from policyarchive.public.metadata import schema

LINKSET = "application/linkset+json"
_METADATA = (
    (".json", "application/json"),
    (".bib", "application/x-bibtex"),
    (".ris", "application/x-research-info-systems"),
    (".csl.json", "application/vnd.citationstyles.csl+json"),
)
# Longer Link headers break proxies (InvenioRDM's guard): then the linkset stands alone.
_MOST_ITEMS = 5


@dataclass(frozen=True, slots=True)
class Signpost:
    """One typed link."""

    rel: str
    href: str
    type: str = ""

    def __str__(self) -> str:
        kind = f'; type="{self.type}"' if self.type else ""
        return f'<{self.href}>; rel="{self.rel}"{kind}'


def signposts(record: records.Record, url: str) -> tuple[Signpost, ...]:
    """Return the typed links of a version's page, for its header and its head."""
    items, authors = _items(record, url), _authors(record, url)
    linkset = Signpost("linkset", f"{url}.linkset.json", LINKSET)
    if max(len(items), len(authors)) > _MOST_ITEMS:
        return (linkset,)
    return (*_about(record, url), *authors, *items, linkset)


def linkset(record: records.Record, url: str) -> str:
    """Return the linkset of a version as JSON."""
    page: dict[str, object] = {"anchor": url}
    posts = (*_about(record, url), *_authors(record, url), *_items(record, url))
    for post in posts:
        target = {"href": post.href} | ({"type": post.type} if post.type else {})
        page.setdefault(post.rel, []).append(target)  # type: ignore[attr-defined]
    back = [
        {"anchor": post.href, rel: [{"href": url, "type": "text/html"}]}
        for those, rel in (
            (_items(record, url), "collection"),
            (_described(url), "describes"),
        )
        for post in those
    ]
    return json.dumps({"linkset": [page, *back]}, ensure_ascii=False, indent=1)


def _about(record: records.Record, url: str) -> Iterator[Signpost]:
    yield Signpost("cite-as", url)
    yield Signpost("type", "https://schema.org/AboutPage")
    yield Signpost("type", f"https://schema.org/{schema.type_of(record)}")
    yield from _described(url)


def _authors(record: records.Record, url: str) -> Sequence[Signpost]:
    """Return the entries of who wrote it, or else of who issued it.

    One that was not public then has no labels, and is not named.
    """
    wrote = record.linked(Role.AUTHOR) or record.linked(Role.ISSUER)
    refs = [link.ref for link in wrote if link.ref.zh or link.ref.en]
    return [Signpost("author", f"{schema.root(url)}/{ref.ark}") for ref in refs]


def _described(url: str) -> Sequence[Signpost]:
    return [Signpost("describedby", url + suffix, kind) for suffix, kind in _METADATA]


def _items(record: records.Record, url: str) -> Sequence[Signpost]:
    texts: tuple[records.TextRef, ...] = getattr(record, "texts", ())
    return [
        Signpost("item", f"{url}.md", "text/markdown"),
        *(
            Signpost("item", f"{url}/text/{text.sha256}.json", "application/json")
            for text in texts
            if text.access == Access.OPEN
        ),
    ]
