"""What the tests of export, import and verify share: an archive with some of all."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from policyarchive.archive import records, storage
from policyarchive.archive.models import Capture, Document, Entry, Permalink
from policyarchive.archive.publishing import append_version
from policyarchive.archive.vocabulary import Access, Language, Reason, TextKind
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Merge
from tests.factories import (
    archivist,
    make_actor,
    make_capture,
    make_document,
    make_link,
    make_published_actor,
    make_published_document,
    make_published_event,
    make_published_law,
    make_term,
    make_topic,
    publish,
)

OPEN_WORDS = "第一条 公开的词句。"
SNIPPET_WORDS = "A sentence of which only extracts may be shown."
DARK_BYTES = b"<p>bytes that are kept, not shown</p>"
OPEN_BYTES = b"<p>bytes that anybody may have</p>"


@dataclass(frozen=True, slots=True)
class Filled:
    """The addresses of the entries that tests ask about."""

    document: Permalink  # two versions, two texts, two captures
    withdrawn: Permalink
    merged: Permalink
    survivor: Permalink
    reserved: Permalink  # a draft that a published entry links to


def fill() -> Filled:
    """Make an archive with entries of all kinds in all states."""
    topic = make_topic("chips")
    topic.parent = make_topic("industry")
    topic.save()
    make_term("芯片", "chip", variants="semiconductor", group="hardware")
    actor = make_published_actor(names=["Test Ministry"], pinyin="ceshi bu")
    draft = make_actor(title_en="Secret draft body")
    law = make_published_law(dates={"adopted": "2021-06"}, links=[("issuer", actor)])
    document = _document(law, actor, draft)
    make_published_event(links=[("host", actor), ("concerns", law)])
    survivor = make_published_document(text="第一条 留下的词句。")
    merged = make_published_document(text="第一条 并入的词句。")
    workflow.merge(merged, survivor, by=archivist(), note="The same thing.")
    publish(survivor)
    apart = make_published_document(text="第一条 又分开的词句。")
    workflow.merge(apart, survivor, by=archivist(), note="Taken for the same thing.")
    merge = Merge.objects.get(loser=apart)
    workflow.unmerge(merge, by=archivist(), note="Two things after all.")
    mistake = make_published_document(text="第一条 误发的词句。")
    workflow.erase(mistake, by=archivist(), note="Published by mistake.")
    withdrawn = make_published_document(text="第一条 撤回的词句。")
    workflow.withdraw(
        withdrawn,
        by=archivist(),
        reason=Reason.TAKEDOWN,
        note="Asked for by the rights holder.",
        replaced_by=survivor,
    )
    entries = (document, withdrawn, merged, survivor, draft)
    return Filled(*(Permalink.objects.get(entry=entry) for entry in entries))


def _document(law: Entry, actor: Entry, draft: Entry) -> Document:
    document = make_document(
        title_zh="测试办法",
        number="测发〔2021〕3号",
        status="in-force",
        status_as_of="2022",
        texts=[
            {"body": f"测试办法\n{OPEN_WORDS}\n第二条 又一句。\n附件\n清单\n甲\n乙"},
            {
                "body": SNIPPET_WORDS,
                "language": Language.EN,
                "kind": TextKind.UNOFFICIAL,
                "access": Access.SNIPPET,
                "translator": "A. Translator",
            },
        ],
        captures=[
            stored_capture(OPEN_BYTES, access=Access.OPEN),
            stored_capture(DARK_BYTES, access=Access.DARK),
        ],
        dates={"published": "2021-06-10", "effective": "2021-09/2022"},
        names=["测试法规", "Test rules"],
        sources=["https://example.org/a?b=1"],
        flags=["status"],
        topics=["chips"],
        links=[("text-of", law), ("issuer", actor), ("mentions", draft)],
    )
    publish(document)
    document.title_en = "Test rules, renamed"
    document.save()
    make_link(document, "applies", law, here="art-1", note="As its article 1 says.")
    return publish(document, "Named in English.")


def stored_capture(content: bytes, **fields: Any) -> Capture:
    """A capture whose bytes are in the storage."""
    storage.store(content)
    url = f"https://example.org/{len(content)}"
    return make_capture(content, url=url, redirects=[url], http_status=200, **fields)


def empty() -> None:
    """Empty every table, so that a package finds a new archive."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "TRUNCATE archive_permalink, archive_text, archive_capture, "
            "archive_topic, archive_term CASCADE"
        )
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    User.objects.all().delete()


def tamper(table: str, statement: str) -> None:
    """Run SQL as the owner of the tables, who can switch the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def publish_without_its_text() -> Permalink:
    """A version whose record names a text that was never stored."""
    permalink = Permalink.objects.mint("document")
    at = timezone.now().replace(microsecond=0)
    record = records.DocumentRecord(
        ark=permalink.ark,
        version=1,
        published_at=at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        type="notice",
        texts=(
            records.TextRef(
                sha256="0" * 64, language="en", kind="original", access="open"
            ),
        ),
    )
    append_version(permalink, record, [], [], at=at, by=archivist())
    return permalink


def export(target: Path, *options: str) -> Path:
    """Run the command; return the target."""
    call_command("export", str(target), *options, stdout=_Silent())
    return target


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def list_anew(folder: Path) -> None:
    """Write manifests that agree with what the folder holds now: a well-made lie."""
    payload = {path: text for path, text in files(folder).items() if "/" in path}
    _write_manifest(folder / "manifest-sha256.txt", payload)
    tags = {
        path: text
        for path, text in files(folder).items()
        if "/" not in path and not path.startswith("tagmanifest")
    }
    _write_manifest(folder / "tagmanifest-sha256.txt", tags)


def _write_manifest(path: Path, content: dict[str, bytes]) -> None:
    path.write_text(
        "".join(
            f"{hashlib.sha256(content[name]).hexdigest()}  {name}\n"
            for name in sorted(content)
        )
    )


class _Silent:
    def write(self, text: str) -> None:
        pass

    def isatty(self) -> bool:
        return False
