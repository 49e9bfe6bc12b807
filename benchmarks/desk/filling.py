"""An archive as a desk has it after years: working copies of all, and work in hand."""

import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from policyarchive.archive.models import (
    Actor,
    DateFact,
    Document,
    Entry,
    Event,
    Law,
    Link,
    Name,
    Permalink,
    Topic,
)
from policyarchive.archive.vocabulary import Kind, Role, Stage
from policyarchive.editorial import history, workflow
from policyarchive.editorial.models import Assignment, Comment, Step, Verb
from policyarchive.editorial.thaw import thaw_all
from policyarchive.search import follower

LAWS = EVENTS = 400
DRAFTS = 3_000
"""Documents being worked on, and half as many that wait for a reviewer."""

WIDE = "widely-used"
"""The key of a topic that a great many documents are filed under."""
_UNDER_IT = 20_000
_APPROVED = 300

_PLACES = "北东南西江河湖海山林云宁安平和兴昌永新青"
_WORKS = ("数据", "网络", "工业", "科技", "金融", "能源", "交通", "卫生", "教育")
_BODIES = ("委员会", "管理局", "办公室", "研究院", "中心", "协会", "集团", "厅")


class NotForBenchmarks(Exception):
    """The variable folder holds an archive that no benchmark made."""


def fill(actors: int) -> None:
    """Make what is missing; an archive that is filled already stays as it is."""
    if not (Path(settings.ARCHIVE_VAR) / "benchmark").exists():
        raise NotForBenchmarks(
            f"{settings.ARCHIVE_VAR} holds no archive of a benchmark: run make bench."
        )
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Entry.objects.exists():
        sys.stderr.write("Making working copies: minutes for a hundred thousand.\n")
        with transaction.atomic():
            thaw_all(lambda done, total: None)
    # Otherwise it is built behind the scenes while the pages are timed.
    follower.catch_up()
    if put_to_work(actors):
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def put_to_work(actors: int) -> bool:
    """Make actors, laws, events and work in hand; return whether they were missing."""
    people = _people()
    if Actor.objects.count() < actors:
        _add_bodies(actors - Actor.objects.count())
        _add_laws_and_events()
        _put_in_hand(people)
    is_missing = not Topic.objects.filter(key=WIDE).exists()
    if is_missing:
        _approve_some(people)
        _file_widely()
    return is_missing


def _people() -> list[User]:
    names = ("desk-chief", "desk-ana", "desk-mei")
    return [
        User.objects.get_or_create(
            username=name, defaults={"is_staff": True, "is_superuser": True}
        )[0]
        for name in names
    ]


def _names() -> Iterator[tuple[str, str]]:
    """Yield made-up bodies, each once."""
    number = 0
    while True:
        for place in _PLACES:
            for work in _WORKS:
                for body in _BODIES:
                    number += 1
                    yield f"{place}{number % 97}州{work}{body}", f"Body {number}"


def _add_bodies(count: int) -> None:
    minted = Permalink.objects.mint_all([Kind.ACTOR] * count)
    names = islice(_names(), count)
    for permalink, (zh, en) in zip(minted, names, strict=True):
        Actor(permalink=permalink, title_zh=zh, title_en=en).save(force_insert=True)
    made = Actor.objects.filter(permalink__in=minted)
    Name.objects.bulk_create(
        Name(entry=one, text=f"{one.title_zh[:4]}办", language="zh-Hans")
        for one in made
    )


def _add_laws_and_events() -> None:
    minted = Permalink.objects.mint_all([Kind.LAW] * LAWS + [Kind.EVENT] * EVENTS)
    documents = list(Document.objects.order_by("pk")[: LAWS + EVENTS])
    actors = list(Actor.objects.order_by("pk")[:50])
    for permalink, document in zip(minted, documents, strict=True):
        model = Law if permalink.kind == Kind.LAW else Event
        entry = model(
            permalink=permalink,
            title_zh=document.title_zh[:300],
            title_en=document.title_en[:500] or f"About {document.pk}",
        )
        entry.save(force_insert=True)
        role = Role.TEXT_OF if permalink.kind == Kind.LAW else Role.REPORTS
        Link.objects.create(entry=document, role=role, target=entry)
        if permalink.kind == Kind.EVENT:
            DateFact.objects.create(entry=entry, role="happened", edtf="2021-06")
            Link.objects.create(
                entry=entry, role=Role.HOST, target=actors[entry.pk % 50]
            )


def _put_in_hand(people: list[User]) -> None:
    """Give people drafts, reviews, comments and things to do."""
    dice = random.Random(1)  # noqa: S311
    documents = list(Document.objects.order_by("pk"))
    topics = list(Topic.objects.all())
    now = timezone.now()
    drafts = dice.sample(documents, min(DRAFTS, len(documents)))
    through = Entry.writers.through
    for number, draft in enumerate(drafts):
        stage = Stage.IN_REVIEW if number % 3 == 0 else Stage.DRAFT
        Entry.objects.filter(pk=draft.pk).update(stage=stage)
        draft.topics.add(*dice.sample(topics, min(2, len(topics))))
    writers = [through(entry_id=d.pk, user_id=dice.choice(people).pk) for d in drafts]
    through.objects.bulk_create(writers, ignore_conflicts=True)
    Step.objects.bulk_create(
        Step(
            entry_id=draft.pk,
            verb=verb,
            by=dice.choice(people),
            at=now,
        )
        for draft in drafts
        for verb in (Verb.EDIT, Verb.SUBMIT, Verb.RETURN)
    )
    Comment.objects.bulk_create(
        Comment(entry_id=draft.pk, body="Compare it.", by=dice.choice(people), at=now)
        for draft in drafts[:1000]
    )
    Assignment.objects.bulk_create(
        Assignment(entry_id=draft.pk, to=dice.choice(people), at=now)
        for draft in drafts[:500]
    )
    for draft in drafts[:200]:
        history.record([draft], by=people[0], note="A second look.")


def _approve_some(people: list[User]) -> None:
    """Let documents wait for a publisher, each written by somebody else."""
    through = Entry.writers.through
    with transaction.atomic():
        for entry in sound(Stage.PUBLISHED, _APPROVED, people[0]):
            Entry.objects.filter(pk=entry.pk).update(stage=Stage.APPROVED)
            through.objects.get_or_create(entry_id=entry.pk, user_id=people[1].pk)


def sound(stage: Stage, count: int, by: User) -> list[Document]:
    """Return documents of a stage that no verb would refuse to somebody."""
    rows = Document.objects.filter(stage=stage, status="").exclude(writers=by)
    rows = rows.select_related("permalink")
    found: list[Document] = []
    for document in rows.order_by("-pk").iterator(chunk_size=100):
        try:
            workflow.refuse_faults(document)
        except workflow.Refused:
            continue
        found.append(document)
        if len(found) == count:
            break
    return found


def _file_widely() -> None:
    """File a great many documents under one topic."""
    topic = Topic.objects.create(key=WIDE, label_en="Widely used", label_zh="常用")
    through = Entry.topics.through
    keys = Document.objects.order_by("pk").values_list("pk", flat=True)[:_UNDER_IT]
    through.objects.bulk_create(
        (through(entry_id=key, topic_id=topic.pk) for key in keys), batch_size=1_000
    )
