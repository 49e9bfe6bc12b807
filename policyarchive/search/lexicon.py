"""The lexicon: bilingual glossary and labels of topics, for reading queries.

Both are small tables that editors change; they are read once for each state of the
index, and anew after a minute.
"""

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from policyarchive.archive.models.vocabulary import Term, Topic
from policyarchive.search.folding import fold
from policyarchive.search.keys import name_key
from policyarchive.search.tokens import phrase

_LASTS = 60.0  # seconds
LONGEST_TERM = 6  # words of an English term


class TopicLabel(NamedTuple):
    """What a topic is called."""

    key: str
    label_zh: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What things are called in the other language.

    ``english`` leads from the key of a Chinese term to English terms, ``chinese`` from
    the stems of an English one to Chinese terms, ``topics`` from the key of a label to
    the keys of topics, ``labels`` from there to what they are called; a name of a topic
    that was merged leads to what it was merged into.
    """

    english: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    chinese: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, TopicLabel] = field(default_factory=dict)


def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words of an English term."""
    return phrase(fold(text)).stemmed().tokens


def make(
    terms: Iterable[tuple[str, str, str]],
    topics: Iterable[tuple[str, str, str, str | None]],
) -> Lexicon:
    """Return the lexicon of (zh, en, variants) and of (topic, zh, en, merged into)."""
    english: dict[str, dict[str, None]] = {}
    chinese: dict[tuple[str, ...], dict[str, None]] = {}
    labels: dict[str, TopicLabel] = {}
    named: dict[str, dict[str, None]] = {}
    for zh, en, variants in terms:
        for wording in filter(None, map(str.strip, (en, *variants.split(";")))):
            english.setdefault(name_key(zh), {})[wording] = None
            chinese.setdefault(stems(wording), {})[zh] = None
    for topic, zh, en, survivor in topics:
        if survivor is None:
            labels[topic] = TopicLabel(topic, zh, en)
        for name in (topic, zh, en):
            named.setdefault(name_key(name), {})[survivor or topic] = None
    return Lexicon(
        {key: tuple(found) for key, found in english.items()},
        {key: tuple(found) for key, found in chinese.items()},
        {key: tuple(found) for key, found in named.items()},
        labels,
    )


_mutex = threading.Lock()
_kept: tuple[str, float, Lexicon] | None = None


def lexicon(generation: str) -> Lexicon:
    """Return the lexicon as the database has it; costs two queries when it is read."""
    global _kept
    with _mutex:
        now = time.monotonic()
        if _kept is None or _kept[0] != generation or now - _kept[1] > _LASTS:
            found = make(
                Term.objects.values_list("zh", "en", "variants"),
                Topic.objects.values_list(
                    "key", "label_zh", "label_en", "merged_into__key"
                ),
            )
            _kept = (generation, now, found)
        return _kept[2]
