"""What is done on the desk: verbs, merges, edits, many at once. Each is taken back."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from lxml import html

from benchmarks.desk import articles
from benchmarks.desk.address import Address
from benchmarks.desk.filling import WIDE, sound
from policyarchive.archive.models import Actor, Document, Entry, Law, Topic
from policyarchive.archive.vocabulary import Stage
from policyarchive.editorial import tables
from policyarchive.editorial.admin.many import MOST
from policyarchive.editorial.models import Change, Load

_NOTE = {"note": "For the benchmark."}


def acts(client: Client, chief: User) -> Iterator[Address]:
    """Yield what may be done, those of one name one after the other."""
    yield from _verbs(chief)
    yield from _merges()
    yield from _topics()
    yield from _edits(client)
    yield from _many(chief)
    yield from _tables(chief)


def _verbs(chief: User) -> Iterator[Address]:
    """The page and the deed of each verb, on documents in the stage it starts from."""
    tombstone = {**_NOTE, "reason": "robots"}
    renamed = {"title_zh": "新名", "title_en": "A new name", "since": "2021"}
    verbs: Sequence[tuple[str, Stage, dict[str, Any]]] = (
        ("submit", Stage.DRAFT, _NOTE),
        ("rename", Stage.DRAFT, renamed),
        ("approve", Stage.IN_REVIEW, _NOTE),
        ("release", Stage.IN_REVIEW, _NOTE),
        ("return", Stage.IN_REVIEW, _NOTE),
        ("assign", Stage.IN_REVIEW, {**_NOTE, "to": str(chief.pk)}),
        ("publish", Stage.APPROVED, _NOTE),
        ("revise", Stage.APPROVED, _NOTE),
        ("withdraw", Stage.PUBLISHED, tombstone),
    )
    for verb, stage, given in verbs:
        for entry in sound(stage, 3, chief):
            url = _do(entry, verb)
            yield Address(f"ask: {verb}", url, is_strict=True)
            yield Address(f"do: {verb}", url, given, is_act=True)


def _do(entry: Entry, verb: str) -> str:
    return reverse(f"admin:archive_{entry.KIND}_do", args=(entry.pk, verb))


def _most_linked(model: type[Entry], count: int) -> list[Any]:
    rows: Any = model._default_manager.filter(stage__in=(Stage.DRAFT, Stage.PUBLISHED))
    return list(rows.annotate(n=Count("reverse_links")).order_by("-n")[:count])


def _merges() -> Iterator[Address]:
    """Merging the two that most points at, with a look at it before."""
    for model in (Actor, Law, Document):
        survivor, loser = _most_linked(model, 2)
        name, url = model.KIND, _do(loser, "merge")
        look = f"{url}?{urlencode({'survivor': survivor.pk})}"
        given = {**_NOTE, "survivor": str(survivor.pk), "seen": str(survivor.pk)}
        yield Address(f"ask: merge, {name}", look, is_strict=True)
        yield Address(f"do: merge, {name}", url, given, is_act=True)


def _topics() -> Iterator[Address]:
    """A topic that twenty thousand entries are filed under, merged into another."""
    wide = Topic.objects.get(key=WIDE)
    other = Topic.objects.standing().exclude(pk=wide.pk)[0]
    url = reverse("admin:archive_topic_merge", args=(wide.pk,))
    look = f"{url}?{urlencode({'survivor': other.pk})}"
    given = {**_NOTE, "survivor": str(other.pk), "seen": str(other.pk)}
    yield Address("ask: merge, topic", look, is_strict=True)
    yield Address("do: merge, topic", url, given, is_act=True)
    listed = reverse("admin:archive_document_changelist")
    query = urlencode({"topics__id__exact": wide.pk})
    yield Address("list, by a wide topic: document", f"{listed}?{query}")


def _edits(client: Client) -> Iterator[Address]:
    """Saving a form, a comment, a relation; putting an old state back."""
    drafts = Entry.objects.filter(stage=Stage.DRAFT, document__isnull=False)
    for entry in drafts.select_related("permalink").order_by("pk")[:3]:
        change = reverse("admin:archive_document_change", args=(entry.pk,))
        given = {**_filled(client, change), "title_en": "Another name"}
        yield Address("do: save, document", change, given, is_act=True)
        url = reverse("admin:archive_document_comment", args=(entry.pk,))
        yield Address("do: comment", url, {"body": "Compare it."}, is_act=True)
        at = entry.document.texts.values_list("pk", flat=True)[:1]
        for pk in at:
            lines = reverse("admin:archive_document_lines", args=(entry.pk, pk))
            yield Address("lines of a text", lines, is_strict=True)
    law = Law.objects.order_by("-pk")[0]
    url = reverse("admin:archive_law_relate", args=(law.pk,))
    query = urlencode({"find": "notice"})
    yield Address("ask: relate", f"{url}?{query}", is_strict=True)
    older = Change.objects.order_by("pk").select_related("entry__permalink")
    for change_of in older[:3]:
        name = f"admin:archive_{change_of.entry.permalink.kind}_restore"
        url = reverse(name, args=(change_of.entry_id, change_of.pk))
        yield Address("do: restore", url, is_act=True)


def _filled(client: Client, url: str) -> dict[str, list[str]]:
    """Return what a browser would send of a form that nobody has changed."""
    page: Any = html.fromstring(client.get(url).content.decode())
    form = next(form for form in page.forms if form.get("id") == "document_form")
    given: dict[str, list[str]] = {}
    for name, value in form.form_values():
        given.setdefault(name, []).append(value.removeprefix("\n"))
    return given


def _many(chief: User) -> Iterator[Address]:
    """As many as may be chosen at once."""
    topic = Topic.objects.standing()[0]
    for slug, stage, given in (
        ("submit", Stage.DRAFT, _NOTE),
        ("approve", Stage.IN_REVIEW, _NOTE),
        ("publish", Stage.APPROVED, _NOTE),
        ("add-topic", Stage.DRAFT, {"topic": str(topic.pk)}),
    ):
        keys = [entry.pk for entry in sound(stage, MOST, chief)]
        url = reverse("admin:archive_document_many", args=(slug,))
        chosen = f"{url}?{urlencode({'pk': keys}, doseq=True)}"
        yield Address(f"ask: {slug} many", chosen, is_strict=True)
        yield Address(f"do: {slug} many", chosen, given, is_act=True)


def _tables(chief: User) -> Iterator[Address]:
    """The steps of a dry run of a thousand rows, and the stroke."""
    load = tables.bring_in("t.csv", articles.table(), by=chief)
    at = (load.pk,)
    step = reverse("admin:editorial_load_step", args=at)
    yield Address("do: first step of a table", step, is_act=True)
    yield Address("table, begun", reverse("admin:editorial_load_change", args=at))
    checked = Load.objects.filter(total__gte=articles.ROWS, state=Load.State.CHECKED)
    for pk in checked.values_list("pk", flat=True)[:1]:
        url = reverse("admin:editorial_load_load", args=(pk,))
        given = {"looked-at": "yes"}
        yield Address("do: load a table", url, given, is_act=True)
