"""The tree of topics, and the page of one."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from policyarchive.archive.models.vocabulary import Topic
from policyarchive.archive.vocabulary import Kind
from policyarchive.public import charts
from policyarchive.public.facets import Names, shown
from policyarchive.search.query import SearchQuery

_SOME = 12


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """List all topics with the number of documents under each."""
    page = SearchQuery().of_kind(Kind.DOCUMENT).at_page(1, 1).run()
    counts = {value.value: value.count for value in page.facets.get("topic", ())}
    found = {"section": "topics", "tree": tuple(_tree(Topic.objects.all(), counts))}
    return render(request, "public/topics.html", found)


@require_safe
def topic(request: HttpRequest, key: str) -> HttpResponse:
    """Return the page of a topic: its documents, laws and events."""
    found = get_object_or_404(Topic.objects.select_related("parent"), key=key)
    children = list(found.children.all())
    keys = _with(found, children)
    pages = {
        kind: (
            SearchQuery()
            .of_kind(kind)
            .including("topic", *keys)
            .ordered("newest")
            .at_page(1, _SOME)
            .run()
        )
        for kind in (Kind.DOCUMENT, Kind.LAW, Kind.EVENT)
    }
    documents = pages[Kind.DOCUMENT]
    names = Names(documents)
    years = [(bar.year, bar.count) for bar in documents.histogram.years]
    return render(
        request,
        "public/topic.html",
        {
            "section": "topics",
            "topic": found,
            "children": children,
            "narrowed": urlencode([("topic", key) for key in keys]),
            "documents": documents,
            "laws": pages[Kind.LAW],
            "events": pages[Kind.EVENT],
            "years": charts.by_year(years, undated=documents.histogram.undated),
            "groups": shown(documents, ("type", "issuer"), names=names, most=8),
        },
    )


def _with(topic: Topic, children: Iterable[Topic]) -> list[str]:
    """Return the keys of a topic and of those under it: what is about it."""
    return [topic.key, *(child.key for child in children)]


def _tree(
    topics: Iterable[Topic], counts: dict[str, int]
) -> list[tuple[Topic, int, list[tuple[Topic, int]]]]:
    """Return the roots with their counts and children, in the editors' order."""
    under: dict[int | None, list[Topic]] = {}
    for found in topics:
        under.setdefault(found.parent_id, []).append(found)
    return [
        (
            root,
            _about(root, under.get(root.pk, [])),
            [(child, counts.get(child.key, 0)) for child in under.get(root.pk, [])],
        )
        for root in under.get(None, [])
    ]


def _about(topic: Topic, children: list[Topic]) -> int:
    """Return how many documents are about a topic or one under it, each once."""
    keys = _with(topic, children)
    return SearchQuery().of_kind(Kind.DOCUMENT).including("topic", *keys).count()
