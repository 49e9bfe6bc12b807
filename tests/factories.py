"""Makers of test rows: each takes only what the test is about and invents the rest.

make_document(title_zh="…", text="第一条 …")            a draft
make_published_document(title_en="…", text="…")         version 1, through the verbs
make_user("editor")                                     a member of a group
"""

import hashlib
import itertools
from typing import Any, cast

from django.contrib.auth.models import Group, User
from django.utils import timezone

from policyarchive.archive.models import (
    Actor,
    Capture,
    DateFact,
    Document,
    Entry,
    Event,
    Flag,
    Law,
    Link,
    Name,
    Source,
    Term,
    Topic,
    Version,
    WorkingText,
)
from policyarchive.archive.vocabulary import (
    Access,
    DateRole,
    DocumentType,
    Language,
    Origin,
    Role,
    TextKind,
)
from policyarchive.editorial import workflow

_count = itertools.count(1)

Concrete = Document | Law | Actor | Event


def make_user(role: str = "", **fields: Any) -> User:
    """A person of the desk; ``role`` is contributor, editor, publisher or superuser."""
    fields.setdefault("username", f"{role or 'user'}-{next(_count)}")
    password = fields.pop("password", "correct horse battery staple")
    if role == "superuser":
        return User.objects.create_superuser(password=password, **fields)
    fields.setdefault("is_staff", bool(role))
    user = User.objects.create_user(password=password, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_document(**fields: Any) -> Document:
    """A draft of a document; see ``_dress`` for what else may be given.

    ``text`` is the body of an open original in ``language`` (zh-Hans); or give
    ``texts``, a list of keyword dictionaries for ``make_text``.
    """
    texts = fields.pop("texts", [])
    if "text" in fields:
        texts = [
            {
                "body": fields.pop("text"),
                "language": fields.pop("language", Language.ZH_HANS),
                "access": fields.pop("access", Access.OPEN),
            }
        ]
    captures = fields.pop("captures", [])
    fields.setdefault("type", DocumentType.NOTICE)
    document = _make(Document, "测试文献", "Test document", fields)
    for text in texts:
        make_text(document, **text)
    document.captures.add(*captures)
    return document


def make_law(**fields: Any) -> Law:
    """A draft of a law."""
    return _make(Law, "测试法", "Test law", fields)


def make_actor(**fields: Any) -> Actor:
    """A draft of an actor."""
    return _make(Actor, "测试机构", "Test body", fields)


def make_event(**fields: Any) -> Event:
    """A draft of an event."""
    return _make(Event, "测试会议", "Test meeting", fields)


def make_published_document(**fields: Any) -> Document:
    """A document with version 1."""
    return publish(make_document(**fields))


def make_published_law(**fields: Any) -> Law:
    """A law with version 1."""
    return publish(make_law(**fields))


def make_published_actor(**fields: Any) -> Actor:
    """An actor with version 1."""
    return publish(make_actor(**fields))


def make_published_event(**fields: Any) -> Event:
    """An event with version 1."""
    return publish(make_event(**fields))


def publish[E: Concrete](entry: E, note: str = "What this version changes.") -> E:
    """Take an entry from wherever it stands to its next version, through the verbs."""
    by = archivist()
    workflow.record_edit(entry, by=by)
    entry.writers.clear()  # nobody the test knows has written it
    workflow.release([entry], by=by, note=note)
    return entry


def version_of(entry: Entry) -> Version:
    """The version that the public sees now."""
    version = Version.objects.filter(permalink=entry.permalink_id).last()
    assert version is not None, "never published"
    return version


def archivist() -> User:
    """The one superuser who publishes what tests need published."""
    found = User.objects.filter(username="archivist").first()
    return found or make_user("superuser", username="archivist")


def make_text(document: Document, body: str, **fields: Any) -> WorkingText:
    """A working text; open unless told otherwise."""
    fields.setdefault("language", Language.ZH_HANS)
    fields.setdefault("kind", TextKind.ORIGINAL)
    fields.setdefault("access", Access.OPEN)
    return WorkingText.objects.create(document=document, body=body, **fields)


def make_capture(content: bytes = b"as found", **fields: Any) -> Capture:
    """A row for captured bytes; the bytes themselves are not stored."""
    fields.setdefault("sha256", hashlib.sha256(content).hexdigest())
    fields.setdefault("size", len(content))
    fields.setdefault("origin", Origin.CAPTURED)
    fields.setdefault("media_type", "text/html")
    fields.setdefault("fetched_at", timezone.now())
    return Capture.objects.create(**fields)


def make_link(entry: Entry, role: str, target: Entry, **fields: Any) -> Link:
    """One relation between two entries."""
    return Link.objects.create(entry=entry, role=role, target=target, **fields)


def make_topic(key: str = "", **fields: Any) -> Topic:
    """A topic; the same key gives the same topic."""
    key = key or f"topic-{next(_count)}"
    fields.setdefault("label_en", f"Topic {key}")
    fields.setdefault("label_zh", f"主题{key}")
    return Topic.objects.get_or_create(key=key, defaults=fields)[0]


def make_term(zh: str, en: str, **fields: Any) -> Term:
    """A pair of the glossary."""
    return Term.objects.create(zh=zh, en=en, **fields)


def _make[E: Concrete](model: type[E], zh: str, en: str, fields: dict[str, Any]) -> E:
    number = next(_count)
    if "title_zh" not in fields and "title_en" not in fields:
        fields |= {"title_zh": f"{zh}{number}", "title_en": f"{en} {number}"}
    if fields.get("status"):
        fields.setdefault("status_source", "The official database")
    parts = {key: fields.pop(key) for key in _PARTS if key in fields}
    return _dress(cast("E", model.objects.start(**fields)), parts)


_PARTS = ("dates", "names", "sources", "flags", "topics", "links")


def _dress[E: Concrete](entry: E, parts: dict[str, Any]) -> E:
    """Hang on an entry what the test gave in short form.

    ``dates={"adopted": "2021-06-10"}``, ``names=["PIPL"]``, ``sources=["https://…"]``,
    ``flags=["status"]``, ``topics=["ai"]``, ``links=[("issuer", actor), …]``.
    """
    for role, edtf in parts.get("dates", {}).items():
        DateFact.objects.create(entry=entry, role=DateRole(role), edtf=edtf)
    for name in parts.get("names", ()):
        Name.objects.create(entry=entry, text=name, language=_language(name))
    for url in parts.get("sources", ()):
        Source.objects.create(entry=entry, url=url)
    for field in parts.get("flags", ()):
        Flag.objects.create(entry=entry, field=field)
    entry.topics.set([make_topic(key) for key in parts.get("topics", ())])
    for order, (role, target) in enumerate(parts.get("links", ())):
        make_link(entry, Role(role), target, order=order)
    return entry


def _language(text: str) -> str:
    return Language.EN if text.isascii() else Language.ZH_HANS
