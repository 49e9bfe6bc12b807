"""Filters of the public templates: languages, titles, terms, dates and hashes."""

import html
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from urllib.parse import urlsplit

from django import template
from django.utils.safestring import SafeString

from policyarchive.archive import vocabulary
from policyarchive.archive.vocabulary import Status, Terms
from policyarchive.public import places

register = template.Library()

_HAN = r"\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
# A run of Chinese may hold digits and Latin between Chinese characters, never at its
# ends.
_CHINESE = re.compile(rf"[{_HAN}](?:[{_HAN}A-Za-z0-9.·“”‘’—…－-]*[{_HAN}])?")
_SEAMS = re.compile("(?<=中华人民共和国)|(?=[《（])")
_ADDRESS = re.compile(r"https?://[^\s，。；）\]]+")
_VOCABULARIES: dict[str, type[Terms]] = {
    "kind": vocabulary.Kind,
    "document": vocabulary.DocumentType,
    "law": vocabulary.DocumentType,
    "actor": vocabulary.ActorKind,
    "event": vocabulary.EventKind,
    "status": vocabulary.Status,
    "level": vocabulary.Level,
    "date": vocabulary.DateRole,
    "language": vocabulary.Language,
    "text": vocabulary.TextKind,
    "access": vocabulary.Access,
    "alias": vocabulary.AliasKind,
    "origin": vocabulary.Origin,
    "reason": vocabulary.Reason,
    "role": vocabulary.Role,
}
# Status is a shape and a word; several words share a shape.
_SHAPES = {
    Status.DRAFT: "draft",
    Status.NOT_YET: "adopted",
    Status.IN_FORCE: "in-force",
    Status.TIME_LIMITED: "in-force",
    Status.AMENDED: "in-force",
    Status.PUBLISHED: "published",
    Status.NON_BINDING: "non-binding",
    Status.SUSPENDED: "suspended",
    Status.SUSPENDED_IN_PART: "suspended",
    Status.SUPERSEDED: "repealed",
    Status.REPEALED: "repealed",
    Status.LAPSED: "repealed",
    Status.NOT_PUBLIC: "as-found",
}
_DIGITS = "零一二三四五六七八九"


@register.filter
def runs(text: str, language: str = "zh-Hans") -> str:
    """Mark every Chinese run of a mixed text with its language."""
    text = str(text)
    if text.isascii():
        return text  # the template escapes it
    cuts = [0]
    for match in _CHINESE.finditer(text):
        cuts.extend(match.span())
    # ``format_html`` takes five times as long, and a list says this a hundred times.
    pieces = (html.escape(text[a:b]) for a, b in pairwise([*cuts, len(text)]))
    start = f'<span lang="{html.escape(language)}">'
    marked = (
        f"{start}{piece}</span>" if number % 2 else piece
        for number, piece in enumerate(pieces)
    )
    return SafeString("".join(marked))


@register.filter
def seams(title: str) -> SafeString:
    """Let a long Chinese title break after the state's name and before 《 and （."""
    return _breaking(piece for piece in _SEAMS.split(title) if piece)


@register.filter
def term(code: str, vocabulary_name: str) -> Terms | None:
    """Return the term a code stands for, with its labels ``en`` and ``zh``."""
    return _VOCABULARIES[vocabulary_name].find(code)


@register.filter
def path(ark: str) -> str:
    """Return the path of a permalink: its identifier behind a slash."""
    return f"/{ark}"


@register.filter
def place(anchor: str) -> str:
    """Return an anchor as it is read: ch-3.sec-2 is Chapter 3, Section 2."""
    return places.read(anchor)


@register.filter
def item(counts: Mapping[str, int], key: str) -> int:
    """Return what a mapping holds under a key that only the template knows; else 0."""
    return counts.get(key, 0)


@register.filter
def shape(code: str) -> str:
    """Return which shape stands for a status."""
    status = Status.find(code)
    return _SHAPES[Status(status)] if status else "as-found"


@register.filter
def day(edtf: str) -> str:
    """Return an EDTF date as it is read: an interval in words, doubt spelled out."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point(edtf)
    if start in ("", ".."):
        return f"until {_point(end)}"
    return (
        f"{_point(start)} to {_point(end)}"
        if end not in ("", "..")
        else (f"from {_point(start)}")
    )


def _point(point: str) -> str:
    words = {"?": " (uncertain)", "~": " (about)", "%": " (about, uncertain)"}
    return point.rstrip("?~%") + words.get(point[-1:], "")


@register.filter
def ordinal_zh(number: int) -> str:
    """Return a small number in Chinese numerals: 3 is 三, 12 is 十二, 120 is 120."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    lead = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return lead + (_DIGITS[ones] if ones else "")


@register.filter
def grouped(sha256: str) -> SafeString:
    """Let a hash break after every sixteen signs, and be copied whole."""
    return _breaking(sha256[i : i + 16] for i in range(0, len(sha256), 16))


@register.filter
def passage_name(anchor: str) -> str:
    """Return what to call a passage without a label: p-3 is ¶ 3, art-21 is Art. 21."""
    kind, _, number = anchor.rpartition(".")[2].partition("-")
    words = {"p": "¶", "art": "Art.", "app": "App.", "ch": "Ch.", "sec": "Sec."}
    return f"{words[kind]} {number}" if kind in words and number else anchor


@register.filter
def host(url: str) -> str:
    """Return the host of an address without ``www.``."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


@register.filter
def is_address(text: str | None) -> bool:
    """Whether a source, if there is one, is an address that a reader can follow."""
    return (text or "").startswith(("http://", "https://"))


@register.filter
def wbr_path(text: str) -> SafeString:
    """Let long addresses in a text break after their slashes."""
    if "://" not in text:
        return _breaking((text,))
    slashes = {
        match.start() + found.end()
        for match in _ADDRESS.finditer(text)
        for found in re.finditer("(?<!/)/(?!/)", match.group())
    }
    cuts = [0, *sorted(slashes - {len(text)}), len(text)]
    return _breaking(text[start:end] for start, end in pairwise(cuts))


def _breaking(pieces: Iterable[str]) -> SafeString:
    """Let a line break between pieces; ``format_html_join`` takes ten times as long."""
    return SafeString("<wbr>".join(map(html.escape, pieces)))
