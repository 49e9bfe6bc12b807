"""A version as Markdown: what a reader keeps in notes, or a script reads. Pure."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from policyarchive.archive import records
from policyarchive.archive.vocabulary import DateRole, Language, Role, TextKind

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


class TextLike(Protocol):
    """A text with its canonical body."""

    sha256: str
    body: str


def page(record: records.Record, texts: Sequence[TextLike], url: str) -> str:
    """Return the whole version as Markdown; only texts that may be shown are given."""
    closed = _closed(record, texts, url)
    return "\n".join([*_head(record, url), *_body(record, texts), *closed]) + "\n"


def _head(record: records.Record, url: str) -> Iterator[str]:
    yield f"# {_plain(record.title)}"
    if record.title_zh and record.title_en:
        yield f"\n**{_plain(record.title_en)}**"
    yield f"\n- Permalink: {url}"
    for fact in record.dates:
        role = DateRole.find(fact.role)
        mark = " (unverified)" if fact.is_unverified else ""
        yield f"- {role.en if role else fact.role}: {fact.edtf}{mark}"
    for link in record.links:
        if link.ref.zh or link.ref.en:
            yield f"- {_role(link.role)}: {_plain(link.ref.en or link.ref.zh)}"
    for source in record.sources:
        yield f"- Source: {source.url or _plain(source.label)}"


def _body(record: records.Record, texts: Sequence[TextLike]) -> Iterator[str]:
    for summary in (record.summary_zh, record.summary_en):
        if summary:
            yield f"\n> {_plain(summary)}"
    refs = {ref.sha256: ref for ref in getattr(record, "texts", ())}
    for text in texts:
        ref = refs[text.sha256]
        yield f"\n## {_called(ref)}"
        for passage in json.loads(text.body)["passages"]:
            yield from _passage(passage)


def _closed(
    record: records.Record, texts: Sequence[TextLike], url: str
) -> Iterator[str]:
    """Yield that a text is kept and not shown, and where the reason stands."""
    shown = {text.sha256 for text in texts}
    for ref in getattr(record, "texts", ()):
        if ref.sha256 not in shown:
            yield f"\n*{_called(ref)}: kept, not shown; see {url}/text/{ref.sha256}*"


def _called(ref: records.TextRef) -> str:
    kind, language = TextKind.find(ref.kind), Language.find(ref.language)
    return f"{kind.en if kind else ref.kind}, {language.en if language else ''}"


def _passage(passage: dict[str, str]) -> Iterator[str]:
    label = " ".join(filter(None, (passage["label"], passage["heading"])))
    if passage["heading"]:
        yield f"\n### {_plain(label)}"
    elif label:
        yield f"\n**{_plain(label)}**"
    for paragraph in passage["body"].splitlines():
        yield f"\n{_plain(paragraph)}"


def _role(code: str) -> str:
    role = Role.find(code)
    return role.en if role else code


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
