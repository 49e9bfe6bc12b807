"""The tree of topics, and the page of one."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from policyarchive.archive.models.vocabulary import Topic
from policyarchive.archive.vocabulary import Kind
from policyarchive.public.addresses import strange
from policyarchive.public.facets import Names, shown
from policyarchive.public.moving import moved
from policyarchive.public.pages import over_time
from policyarchive.search.query import SearchQuery

_SOME = 12


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """List all topics with the number of documents under each."""
    page = SearchQuery().of_kind(Kind.DOCUMENT).at_page(1, 1).run()
    counts = {value.value: value.count for value in page.facets.get("topic", ())}
    tree = tuple(_tree(Topic.objects.standing(), counts))
    found = {"section": "topics", "tree": tree, "ignored": strange(request.GET)}
    return render(request, "public/topics.html", found)


@require_safe
def topic(request: HttpRequest, key: str) -> HttpResponse:
    """Return the page of a topic: its documents, laws and events.

    One that was merged leads to what it was merged into.
    """
    topics = Topic.objects.select_related("parent", "merged_into")
    found = get_object_or_404(topics, key=key)
    if found.merged_into:
        survivor = reverse("topic", args=(found.merged_into.key,))
        return moved(request, survivor, for_now=True)
    about = SearchQuery().including("topic", key).ordered("newest").at_page(1, _SOME)
    documents = about.of_kind(Kind.DOCUMENT).run()
    others = about.heads(Kind.LAW, Kind.EVENT)
    names = Names(documents)
    narrowed = urlencode({"topic": key})
    return render(
        request,
        "public/topic.html",
        {
            "section": "topics",
            "topic": found,
            "ignored": strange(request.GET),
            "children": list(found.children.standing()),
            "narrowed": narrowed,
            "documents": documents,
            "laws": others[Kind.LAW],
            "events": others[Kind.EVENT],
            "years": over_time.years(
                documents.histogram, f"{reverse('documents')}?{narrowed}"
            ),
            "groups": shown(documents, ("type", "issuer"), names=names, most=8),
        },
    )


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
            counts.get(root.key, 0),
            [(child, counts.get(child.key, 0)) for child in under.get(root.pk, [])],
        )
        for root in under.get(None, [])
    ]
