"""The quotation check: are these words in that version, and in which others?

Asked are the texts that may be searched. Of one that is not open no more is shown than
the asker had nearly right already; of a dark one nothing is said at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote as percent

from policyarchive.archive import quotations, records
from policyarchive.archive.models.published import Permalink, Text, Version
from policyarchive.archive.passages import stored
from policyarchive.archive.references import folding
from policyarchive.archive.vocabulary import Access
from policyarchive.public import linking, twins

LONGEST = 1000  # signs of a quotation
# Signs of one that is asked about in an address: nine bytes for each Chinese sign, and
# servers read addresses of 8 KiB at most (``limit_request_line`` of gunicorn).
LONGEST_ASKED = 800
LEAST = 4  # signs; of fewer nothing can be said
_EXTRACT = 400  # signs of an open text
_SHORT_EXTRACT = 120  # signs of one of which only extracts are shown
# Below the first, what is "nearest" is chance; below the second, showing words of a
# text that is not open would tell more than the asker knew.
_NEAR, _NEARLY_RIGHT = 0.4, 0.8
_HAN = re.compile(f"[{folding.HAN}]")
_SHORT = 60  # signs of a quotation that a text fragment holds whole


@dataclass(frozen=True, slots=True)
class Held:
    """A text of a version that may be searched, in one piece."""

    text: Text
    ref: records.TextRef
    is_open: bool
    words: str
    starts: tuple[tuple[int, str, str], ...]  # place, anchor, label of each passage

    def passage(self, place: int) -> tuple[str, str]:
        """Return anchor and label of the passage at a place."""
        begun = [passage for passage in self.starts if passage[0] <= place]
        return begun[-1][1:] if begun else ("", "")


@dataclass(frozen=True, slots=True)
class Stands:
    """Where the words stand, or what stands there instead (``likeness`` below 1)."""

    language: str
    kind: str
    anchor: str
    label: str
    url: str
    words: str  # empty where they may not be shown
    is_verbatim: bool
    likeness: float


@dataclass(frozen=True, slots=True)
class Edition:
    """A version and whether it holds the words."""

    number: int
    url: str
    published_at: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer. ``verdict`` is found, elsewhere, not-found or no-text."""

    verdict: str
    version: Version
    found: tuple[Stands, ...]
    nearest: tuple[Stands, ...]
    editions: tuple[Edition, ...]


def check(permalink: Permalink, version: Version, quotation: str) -> Finding:
    """Return whether a version of an entry holds the words, and which versions do."""
    pieces: dict[str, Held] = {}
    shelves = {
        edition.pk: tuple(_held(edition, pieces))
        for edition in permalink.versions.prefetch_related("texts")
    }
    holders = {
        sha256: quotations.find(quotation, held.words)
        for sha256, held in pieces.items()
    }
    here = shelves[version.pk]
    found = [
        _stands(version, held, place, 1.0)
        for held in here
        if (place := holders[held.text.sha256])
    ]
    editions = tuple(
        _edition(edition, any(holders[h.text.sha256] for h in shelves[edition.pk]))
        for edition in permalink.editions
    )
    nearest = () if found else tuple(_nearest(version, here, quotation))
    has_text = any(_may_hold(held, quotation) for held in here)
    verdict = _verdict(has_text, bool(found), any(row.holds for row in editions))
    return Finding(verdict, version, tuple(found), nearest, editions)


def _may_hold(held: Held, quotation: str) -> bool:
    """Whether a text is written as the quotation is.

    Words in English are no wrong quotation of a law that is held in Chinese alone.
    """
    is_chinese = held.ref.language.startswith("zh")
    return is_chinese == bool(_HAN.search(quotation))


def _verdict(has_text: bool, is_here: bool, is_anywhere: bool) -> str:
    if is_here:
        return "found"
    if is_anywhere:
        return "elsewhere"
    return "not-found" if has_text else "no-text"


def _held(version: Version, pieces: dict[str, Held]) -> Iterator[Held]:
    """Yield the texts of a version that may be searched; each text is read once."""
    refs = {ref.sha256: ref for ref in getattr(version.record, "texts", ())}
    for text in version.texts.all():
        access = twins.access_of(version.record, text)
        if access is Access.DARK or text.sha256 not in refs:
            continue
        held = _whole(text, refs[text.sha256], access is Access.OPEN)
        pieces.setdefault(text.sha256, held)
        yield held


def _whole(text: Text, ref: records.TextRef, is_open: bool) -> Held:
    pieces, starts, place = [], [], 0
    for passage in stored(text.body):
        words = " ".join(filter(None, (passage.label, passage.heading, passage.body)))
        starts.append((place, passage.anchor, passage.label))
        pieces.append(words)
        place += len(words) + 1
    return Held(text, ref, is_open, "\n".join(pieces), tuple(starts))


def _nearest(
    version: Version, shelf: tuple[Held, ...], quotation: str
) -> Iterator[Stands]:
    for held in shelf:
        near = quotations.nearest(quotation, held.words)
        least = _NEAR if held.is_open else _NEARLY_RIGHT
        if near is not None and near.likeness >= least:
            place = quotations.Place(near.start, near.end, False)
            yield _stands(version, held, place, near.likeness)


def _stands(
    version: Version, held: Held, place: quotations.Place, likeness: float
) -> Stands:
    anchor, label = held.passage(place.start)
    most = _EXTRACT if held.is_open else _SHORT_EXTRACT
    words = held.words[place.start : place.end]
    is_shown = held.is_open or likeness < 1  # an ellipsis may span what is not open
    path = linking.version_path(version.permalink, version.number)
    fragment = text_fragment(anchor, words) if held.is_open else f"#{anchor}"
    return Stands(
        language=held.ref.language,
        kind=held.ref.kind,
        anchor=anchor,
        label=label,
        url=linking.absolute(f"{path}{fragment}"),
        words=_cut(words, most) if is_shown else "",
        is_verbatim=place.is_verbatim,
        likeness=round(likeness, 3),
    )


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[:most]}…"


def text_fragment(anchor: str, words: str) -> str:
    """Return the fragment that leads to an anchor and, in browsers, to the words.

    Of long quotations, or those over several lines, it names where they begin and end.
    """
    line = words.split("\n")
    if len(words) <= _SHORT and len(line) == 1:
        return f"#{anchor}:~:text={_escaped(words)}"
    ends = [word for word in quotations.words(words) if not word.is_mark]
    few = slice(ends[0].start, ends[min(5, len(ends) - 1)].end)
    last = slice(ends[max(-6, -len(ends))].start, ends[-1].end)
    return f"#{anchor}:~:text={_escaped(words[few])},{_escaped(words[last])}"


def _escaped(words: str) -> str:
    # A dash would be read as the mark of a prefix or suffix.
    return percent(words.strip(), safe="").replace("-", "%2D")


def _edition(version: Version, holds: bool) -> Edition:
    path = linking.version_path(version.permalink, version.number)
    return Edition(
        version.number,
        linking.absolute(path),
        version.published_at.isoformat(),
        holds,
    )
