"""The pages of the desk that show something."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Count
from django.urls import reverse

from benchmarks.desk import articles
from benchmarks.desk.address import Address
from policyarchive.archive.models import (
    Actor,
    Document,
    Entry,
    Event,
    Law,
    Term,
    Topic,
)
from policyarchive.archive.vocabulary import Stage
from policyarchive.editorial import queues, tables
from policyarchive.editorial.checks.asking import CHECKS
from policyarchive.editorial.ingest import Refused
from policyarchive.editorial.models import Change, Comment, Load
from policyarchive.editorial.takein import arrivals

ENTRIES = ("document", "law", "actor", "event", "entry")
# What is asked of a list in words: one, two, a common one, Chinese, a number, nothing.
_SEARCHES = {
    "one word": "semiconductor",
    "two words": "artificial intelligence",
    "a common word": "notice",
    "two common words": "the rule",
    "two characters": "数据",
    "common characters": "通知",
    "one character": "芯",
    "two Chinese words": "数据 安全",
    "two letters": "AI",
    "a number": "国发〔2025〕11号",
    "a year": "2021",
    "no such word": "zebrafinch",
}
_LOOKED_AT = (
    *("permalink", "version", "publication", "othername", "text", "capture"),
    *("topic", "term", "takedownrequest"),
)


def pages(chief: User) -> Iterator[Address]:
    """Yield the addresses that are asked for, those of one name one after the other."""
    yield Address("first page", "/admin/")
    for queue in queues.queues(chief):
        yield Address("queue", reverse("admin:queue", args=(queue.slug,)))
    yield from _lists()
    yield from _forms()
    yield from _looking_up()
    yield Address("checks", reverse("admin:checks"))
    for check in CHECKS:
        yield Address(f"check {check.slug}", reverse("admin:check", args=(check.slug,)))
    yield Address("reading list", reverse("admin:reading_list"))
    yield from _uses()
    yield from _bringing_in(chief)


def _lists() -> Iterator[Address]:
    for model in ENTRIES:
        yield from _list_of(model)
    for model in _LOOKED_AT:
        yield Address(f"list: {model}", reverse(f"admin:archive_{model}_changelist"))
    for model in ("permalink", "version", "publication"):
        url = reverse(f"admin:archive_{model}_changelist")
        yield Address(f"search: {model}", f"{url}?q=%E6%95%B0%E6%8D%AE")
        yield Address(f"list, last page: {model}", f"{url}?p=1500")
    for model in ("step", "nevermeant", "load"):
        yield Address(f"list: {model}", reverse(f"admin:editorial_{model}_changelist"))
    yield Address("list: user", reverse("admin:auth_user_changelist"))


def _list_of(model: str) -> Iterator[Address]:
    url = reverse(f"admin:archive_{model}_changelist")
    last = (Entry if model == "entry" else _model(model)).objects.count() // 50
    asked: list[tuple[str, dict[str, str]]] = [
        ("list", {}),
        ("list, last page", {"p": str(last)}),
        ("list, a page in the middle", {"p": str(last // 2)}),
        *(("list, sorted", {"o": order}) for order in ("1", "-1", "2", "-3")),
        *(("list, by stage", {"stage__exact": stage.value}) for stage in Stage),
        ("list, by state", {"permalink__state__exact": "published"}),
        *((f"search, {name}", {"q": words}) for name, words in _SEARCHES.items()),
        ("search and filter", {"q": "数据", "stage__exact": "draft"}),
        ("search, sorted", {"q": "数据", "o": "1"}),
    ]
    if model != "entry":
        topic = Topic.objects.values_list("pk", flat=True)[0]
        asked.append(("list, by topic", {"topics__id__exact": str(topic)}))
    if model == "document":
        asked.append(("list, by type", {"type__exact": "notice"}))
        asked.append(("list, by access", {"texts__access__exact": "open"}))
    for name, query in asked:
        yield Address(f"{name}: {model}", f"{url}?{urlencode(query)}")


def _model(name: str) -> type[Entry]:
    models: dict[str, type[Entry]] = {
        "document": Document, "law": Law, "actor": Actor, "event": Event,
    }  # fmt: skip
    return models[name]


def _forms() -> Iterator[Address]:
    for model in ENTRIES[:-1]:
        kind = f"admin:archive_{model}"
        yield Address(f"form, empty: {model}", reverse(f"{kind}_add"))
        for entry in _examples(_model(model)):
            at = (entry.pk,)
            yield Address(f"form: {model}", reverse(f"{kind}_change", args=at))
            yield Address(f"changes: {model}", reverse(f"{kind}_changes", args=at))
            yield Address(f"preview: {model}", reverse(f"{kind}_preview", args=at))
            yield Address(f"difference: {model}", reverse(f"{kind}_upcoming", args=at))
    changed = Change.objects.select_related("entry__permalink")[:3]
    for change in changed:
        name = f"admin:archive_{change.entry.permalink.kind}_a_change"
        args = (change.entry_id, change.pk)
        yield Address("one change", reverse(name, args=args))
    for comment in Comment.objects.all()[:2]:
        at = (comment.entry_id,)
        url = reverse("admin:archive_document_change", args=at)
        yield Address("form with comments: document", url)
        yield Address("suggestions", reverse("admin:suggestions", args=at))
    topic = Topic.objects.values_list("pk", flat=True)[0]
    yield Address("form: topic", reverse("admin:archive_topic_change", args=(topic,)))
    yield Address("form, empty: topic", reverse("admin:archive_topic_add"))


def _examples(model: type[Entry]) -> list[Entry]:
    """The one most linked to, the one with most links, a draft and two others."""
    rows = model._default_manager.select_related("permalink").order_by()
    keys = (
        "SELECT {} FROM archive_link l JOIN archive_entry e ON e.id = l.{} "
        "JOIN archive_permalink p ON p.id = e.permalink_id WHERE p.kind = %s "
        "GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    )
    found: list[int] = []
    with connection.cursor() as cursor:
        for column in ("target_id", "entry_id"):
            cursor.execute(keys.format(column, column), [model.KIND])
            found += [row[0] for row in cursor.fetchall()]
    drafts = rows.filter(stage=Stage.DRAFT).values_list("pk", flat=True)
    others = rows.order_by("-pk").values_list("pk", flat=True)
    found += [*drafts[:1], *others[:2]]
    return list(rows.filter(pk__in=found))


def _looking_up() -> Iterator[Address]:
    for name, words in (*_SEARCHES.items(), ("nothing", "")):
        query = {
            "term": words,
            "app_label": "archive",
            "model_name": "link",
            "field_name": "target",
        }
        url = f"{reverse('admin:autocomplete')}?{urlencode(query)}"
        yield Address(f"look up, {name}", url)
    url = reverse("admin:archive_document_alike")
    typed = [("关于数据安全工作的通知", "Data security")]
    some = Document.objects.order_by("pk")[:: max(1, Document.objects.count() // 20)]
    typed += [(one.title_zh, one.title_en) for one in some]
    # Also while somebody is not through with it.
    typed += [(zh[: len(zh) // 2], en[: len(en) // 2]) for zh, en in typed]
    for zh, en in typed:
        given = {"title_zh": zh, "title_en": en}
        yield Address("duplicates while typing", url, given)


def _uses() -> Iterator[Address]:
    """The pages of where something is used, of what is used most."""
    topic = Topic.objects.annotate(n=Count("entries")).order_by("-n")[0]
    found: list[tuple[str, int]] = [("topic", topic.pk)]
    found += [("term", pk) for pk in Term.objects.values_list("pk", flat=True)[::40]]
    for model in ENTRIES[:-1]:
        found += [(model, one.pk) for one in _examples(_model(model))]
    for kind, pk in found:
        url = reverse("admin:uses", args=(kind, pk))
        yield Address(f"where used: {kind}", url, is_strict=True)


def _bringing_in(chief: User) -> Iterator[Address]:
    yield Address("take in", reverse("admin:take_in"))
    brought = (
        arrivals.Brought("news.txt", articles.NEWS.encode()),
        arrivals.Brought("law.txt", articles.law(70).encode()),
    )
    for kept in arrivals.keep(brought, chief):
        if isinstance(kept, Refused):
            raise AssertionError(kept.reason)
        url = reverse("admin:take_in_bench", args=(kept.pk,))
        yield Address(f"bench: {kept.name[:8]}", url)
    yield Address("table, empty", reverse("admin:editorial_load_add"))
    load = Load.objects.filter(total__gte=articles.ROWS).first() or _load(chief)
    url = reverse("admin:editorial_load_change", args=(load.pk,))
    yield Address("table, preview", url)


def _load(chief: User) -> Load:
    load = tables.bring_in("t.csv", articles.table(), by=chief)
    while load.state == Load.State.CHECKING:
        tables.step(load)
    return load
