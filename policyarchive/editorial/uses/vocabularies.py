"""Where a topic and a pair of the glossary are used."""

from collections.abc import Iterator, Sequence
from functools import partial

from django.db.models import Count, QuerySet
from django.urls import reverse

from policyarchive.archive.models import Entry, Term, Topic
from policyarchive.archive.vocabulary import Kind
from policyarchive.editorial.checks.findings import Finding
from policyarchive.editorial.holding import named
from policyarchive.editorial.uses.using import Side, Use, of_hits, of_index, of_rows
from policyarchive.search import follower
from policyarchive.search.engine import Among, Every
from policyarchive.search.query import SearchQuery


def uses_of_topic(topic: Topic) -> list[Use]:
    """Return the uses of a topic, none of them empty."""
    found = (*_filed(topic), *_stated(topic), *_tree(topic))
    return [use for use in found if use.count]


def _filed(topic: Topic) -> Iterator[Use]:
    rows = Entry.objects.filter(topics=topic)
    by_kind = rows.order_by().values("permalink__kind").annotate(count=Count("pk"))
    counts = dict(by_kind.values_list("permalink__kind", "count"))
    for kind in Kind:
        if count := counts.get(kind, 0):
            of_kind = rows.filter(permalink__kind=kind)
            words = f"{kind.en}s filed under it"
            yield of_rows(kind.value, words, Side.WORKING, of_kind, count)


def _stated(topic: Topic) -> Iterator[Use]:
    """Yield what readers find under it, also what states a topic merged into it."""
    snapshot = follower.fresh_snapshot()
    if snapshot is None:
        return
    merged = topic.merged_from.values_list("key", flat=True)
    stating = Among("topic", (topic.key, *merged))
    counts = dict(snapshot.tally(stating, ("kind",))["kind"])
    for kind in Kind:
        if count := counts.get(kind.value, 0):
            condition = Every((stating, Among("kind", (kind.value,))))
            words = f"{kind.en}s that state it"
            yield of_index(f"public-{kind}", words, condition, count)


def _tree(topic: Topic) -> Iterator[Use]:
    for slug, words, rows in (
        ("narrower", "Topics under it", topic.children.standing()),
        ("merged", "Topics that were merged into it", topic.merged_from.all()),
    ):
        yield Use(slug, words, Side.DESK, rows.count(), partial(_some_topics, rows))


def _some_topics(rows: QuerySet[Topic], start: int, end: int) -> Sequence[Finding]:
    return [
        Finding(str(topic), reverse("admin:archive_topic_change", args=(topic.pk,)))
        for topic in rows[start:end]
    ]


def uses_of_term(term: Term) -> list[Use]:
    """Return where the wordings of a pair stand, none of them empty.

    Of working copies the names are looked through, of what readers see the texts too.
    """
    wordings = (term.zh, term.en, *map(str.strip, term.variants.split(";")))
    found = (
        use
        for at, wording in enumerate(dict.fromkeys(filter(None, wordings)))
        for use in _worded(at, wording)
    )
    return [use for use in found if use.count]


def _phrase(wording: str) -> str:
    bare = wording.replace('"', " ")
    return f'"{bare}"'


def _worded(at: int, wording: str) -> Iterator[Use]:
    rows = Entry.objects.filter(pk__in=named(wording))
    yield of_rows(f"named-{at}", f"Names with “{wording}”", Side.WORKING, rows)
    asked = SearchQuery().widened(False).matching(_phrase(wording))

    def some(start: int, end: int) -> Sequence[Finding]:
        size = end - start
        page = asked.ordered("newest").at_page(start // size + 1, size)
        return of_hits(page.run().hits)

    words = f"“{wording}” anywhere"
    yield Use(f"public-{at}", words, Side.PUBLISHED, asked.count(), some)
