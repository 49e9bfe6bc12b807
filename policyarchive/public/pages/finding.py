"""Search and the lists of entries: one page, confined to a kind or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from policyarchive.archive.vocabulary import Kind, SourceKind
from policyarchive.public import facets, results
from policyarchive.public.addresses import Address, bounded
from policyarchive.public.exports import EXPORTS
from policyarchive.public.facets import Names
from policyarchive.public.labels import Label
from policyarchive.public.metadata.coins import coins
from policyarchive.public.pages import carrying, over_time, ways
from policyarchive.search import trees
from policyarchive.search.filters import BY_KIND
from policyarchive.search.parameters import LONGEST_VALUE
from policyarchive.search.query import SearchQuery
from policyarchive.search.question import Order, Range
from policyarchive.search.results import Hit, SearchPage

# The facets of each list, in the order of the page; the year has a place of its own.
_LEGAL = ("type", "topic", "origin", "level", "issuer", "status")
_FACETS: dict[str, tuple[str, ...]] = {
    "": ("kind", *_LEGAL),
    Kind.DOCUMENT: _LEGAL,
    Kind.LAW: _LEGAL,
    Kind.ACTOR: ("type", "topic", "actor"),
    Kind.EVENT: ("type", "topic", "actor"),
}
# Folded under "More filters" until one of them is used.
_MORE: dict[str, tuple[str, ...]] = {
    "": ("language", "actor", "law", "event", "source"),
    Kind.DOCUMENT: ("language", "actor", "law", "event", "source"),
    Kind.LAW: ("actor", "source"),
    Kind.ACTOR: (),
    Kind.EVENT: ("issuer", "law", "source"),
}


_ORDERS = (Order.RELEVANCE, Order.NEWEST, Order.OLDEST, Order.ADDED)


@dataclass(frozen=True, slots=True)
class List:
    """How a list is called: its heading, its nouns, its place in the masthead."""

    kind: str
    section: str
    en: str
    zh: str
    one: str
    many: str
    hint: str


_SEARCH = List("", "search", "Search", "检索", "entry", "entries", "")
_DOCUMENTS = List(
    Kind.DOCUMENT, "documents", "Documents", "文献", "document", "documents",
    "Laws as adopted, drafts, translations, notices, standards, reports, news.",
)  # fmt: skip
_LAWS = List(
    Kind.LAW, "laws", "Laws", "法规", "law", "laws",
    "Instruments as people name them, each with its texts and its life.",
)  # fmt: skip
_ACTORS = List(
    Kind.ACTOR, "actors", "Actors", "机构与人物", "actor", "actors",
    "Bodies, companies, media outlets and people that issue, decide or are named.",
)  # fmt: skip
_EVENTS = List(
    Kind.EVENT, "events", "Events", "事件", "event", "events",
    "Meetings, adoptions, entries into force, controls, decisions of companies.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit with the labels of its issuers and of the law whose text it is."""

    hit: Hit
    issuers: tuple[Label, ...]
    text_of: Label | None = None

    @property
    def coins(self) -> str:
        """The hit as reference managers read it."""
        names = [label.best for label in self.issuers]
        printed = [self.hit.issuer_as_printed] if self.hit.issuer_as_printed else []
        return coins(self.hit, results.url_of(self.hit), names or printed)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search everything."""
    return _finding(request, _SEARCH)


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """List the documents."""
    return _finding(request, _DOCUMENTS)


@require_safe
def laws(request: HttpRequest) -> HttpResponse:
    """List the laws."""
    return _finding(request, _LAWS)


@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    """List the actors."""
    return _finding(request, _ACTORS)


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """List the events."""
    return _finding(request, _EVENTS)


def _finding(request: HttpRequest, what: List) -> HttpResponse:
    address = Address(request.path, bounded(request.GET))
    is_part = request.headers.get("HX-Request") == "true"
    if not is_part and "" in [v for _, vs in request.GET.lists() for v in vs]:
        # A form sends its empty fields too; the address to copy has none.
        return HttpResponseRedirect(str(address))
    if today := _with_topics_of_today(request.GET):
        return HttpResponseRedirect(str(Address(request.path, today)))
    template = "public/search.html#finding" if is_part else "public/search.html"
    response = render(request, template, _context(request, what, address))
    response["HX-Push-Url"] = str(address)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _with_topics_of_today(asked: QueryDict) -> QueryDict | None:
    """Return what an address asks, by topics as they are; None if it asks just that."""
    given = asked.getlist("topic")
    if not given:
        return None
    tree = trees.topics()
    bare = [value.removeprefix("-") for value in given]
    if not any(tree.now(value) != value for value in bare):
        return None
    signs = ("-" if value.startswith("-") else "" for value in given)
    today = [
        f"{sign}{tree.now(value)}" for sign, value in zip(signs, bare, strict=True)
    ]
    query = asked.copy()
    query.setlist("topic", list(dict.fromkeys(today)))
    return query


def _context(request: HttpRequest, what: List, address: Address) -> dict[str, Any]:
    filters = BY_KIND[what.kind](_without_finds(request.GET))
    query = filters.query
    page = query.run()
    finds = _finds(request)
    names = Names(page, query.chosen("cites"), whole=finds)
    ranges = tuple(_ranges(query, filters.dates))
    drawn = facets.shown(page, _FACETS[what.kind], names=names, finds=finds)
    more = facets.shown(page, _MORE[what.kind], names=names, finds=finds)
    when = over_time.context(page, address)
    dates = (when["years"], when["months"])
    found = {
        "section": what.section,
        "list": what,
        "text": query.text,
        "ignored": filters.ignored,
        "page": page,
        "results": tuple(_shown(hit, names) for hit in page.hits),
        "first_names": tuple(_shown(hit, names) for hit in page.names),
        "topics": tuple(
            names.topics[key] for key in page.topics if key in names.topics
        ),
        "facets": drawn,
        "more": more,
        "more_open": any(facet.chosen or facet.find for facet in more),
        "carried": tuple(carrying.fields(query, page, address, (*drawn, *more), dates)),
        **when,
        "chips": tuple(ways.chips(query, names, address)),
        "ways": tuple(ways.ways(page, names, address)),
        "narrowed": [facets.TITLES[key][0].lower() for key in page.narrowed],
        "shown_dates": query.range_of(),
        "ranges": ranges,
        "ranges_open": any(asked.first or asked.last for *_, asked in ranges),
        "no_news": _no_news(query, address),
        "mark": f"?{urlencode({'mark': query.text})}" if query.text else "",
        "show_kind": not what.kind,
    }
    sound = Address(request.path, filters.sound)
    return found | _around(query, page, what, address) | _taken(sound, what)


def _around(
    query: SearchQuery, page: SearchPage, what: List, address: Address
) -> dict[str, Any]:
    """Return the addresses around a list: its orders, pages, forms and widenings."""
    kept = {"q": query.text, "sort": address.query.get("sort", "")}
    return {
        "address": address,
        "here": str(address),
        "cleared": Address(address.path, QueryDict()).setting(**kept),
        "orders": tuple(_orders(query, address)),
        "pages": tuple(_pages(page, address)),
        "next": address.setting(page=str(page.page + 1)),
        "narrow": address.setting(widen="no"),
        "widen": address.setting(widen=""),
    }


def _taken(sound: Address, what: List) -> dict[str, Any]:
    """Return where programs take a list from, which refuse what the page ignored."""
    kind = {"kind": what.kind} if what.kind else {}
    forms = ("atom", "json", *EXPORTS)
    return {"feeds": {form: sound.to(f"/search.{form}", **kind) for form in forms}}


def _without_finds(query: QueryDict) -> QueryDict:
    """Return the query string without what only narrows the lists of values."""
    kept = query.copy()
    for key in facets.TITLES:
        kept.pop(f"find-{key}", None)
    return kept


def _finds(request: HttpRequest) -> dict[str, str]:
    """Return what the reader typed to find a value of a facet."""
    return {
        key: request.GET[f"find-{key}"].strip()[:LONGEST_VALUE]
        for key in facets.TITLES
        if request.GET.get(f"find-{key}", "").strip()
    }


def _shown(hit: Hit, names: Names) -> Shown:
    labels = (names.labels.of(ark) for ark in hit.issuers)
    text_of = names.labels.of(hit.text_of) if hit.text_of else None
    return Shown(hit, tuple(label for label in labels if label), text_of)


def _ranges(
    query: SearchQuery, dates: tuple[str, ...]
) -> Iterator[tuple[str, str, str, Range]]:
    """Yield the dates that have a range of their own, with their labels and bounds."""
    for date in dates:
        yield (date, *facets.date_title(date), query.range_of(date))


def _no_news(query: SearchQuery, address: Address) -> str:
    """Return the address of the list without news, if it may still hold any."""
    news = SourceKind.MEDIA.value
    if news in query.chosen("origin", is_excluded=True):
        return ""
    return address.swapping("origin", news, f"-{news}")


def _orders(query: SearchQuery, address: Address) -> Iterator[tuple[str, str, bool]]:
    for order in _ORDERS if query.text else _ORDERS[1:]:
        is_default = order == (Order.RELEVANCE if query.text else Order.NEWEST)
        yield (
            "Added last" if order == Order.ADDED else order.capitalize(),
            address.setting(sort="" if is_default else order),
            query.order == order,
        )


def _pages(page: SearchPage, address: Address) -> Iterator[tuple[int, str]]:
    """Yield the pages to offer: the first, the last, and those around this one.

    A gap is yielded as page 0.
    """
    wanted = {1, page.pages} | set(range(page.page - 2, page.page + 3))
    last = 0
    for number in sorted(n for n in wanted if 1 <= n <= page.pages):
        if number > last + 1:
            yield 0, ""
        yield number, address.setting(page=str(number) if number > 1 else "")
        last = number
