"""The texts of a document: which there are, which may be read, which are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from policyarchive.archive.passages import Passage
from policyarchive.archive.records import TextRef
from policyarchive.archive.vocabulary import Access, Language, TextKind
from policyarchive.public import reading
from policyarchive.search.citing import Spot

_ORDER = list(TextKind.values)


@dataclass(frozen=True, slots=True)
class Held:
    """One text of a version with what may be shown of it; passages only when open."""

    ref: TextRef
    access: Access
    passages: tuple[Passage, ...] | None = None
    is_empty: bool = False  # its words are not kept here

    @property
    def is_open(self) -> bool:
        """Whether the words are shown in full."""
        return self.access == Access.OPEN and self.passages is not None

    @property
    def is_chinese(self) -> bool:
        """Whether it belongs in the left column."""
        return self.ref.language != Language.EN

    @property
    def key(self) -> str:
        """How an address names the text."""
        return self.ref.sha256[:12]

    @property
    def rank(self) -> int:
        """Originals first, then translations by their authority, then digests."""
        kind = self.ref.kind
        return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


@dataclass(frozen=True, slots=True)
class Reader:
    """The texts shown side by side, aligned, with their contents list."""

    left: Held | None
    right: Held | None
    rows: tuple[reading.Row, ...]
    contents: tuple[reading.Heading, ...]

    @property
    def is_double(self) -> bool:
        """Whether both columns are filled."""
        return self.left is not None and self.right is not None

    @property
    def texts(self) -> tuple[Held, ...]:
        """The texts that are shown."""
        return tuple(text for text in (self.left, self.right) if text)

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return sum(row.kind == "article" for row in self.rows)

    @property
    def chapters(self) -> int:
        """How many chapters there are."""
        return sum(row.anchor.rpartition(".")[2].startswith("ch-") for row in self.rows)

    @property
    def has_digest(self) -> bool:
        """Whether a text is the archive's own wording."""
        return any(text.ref.kind == TextKind.DIGEST for text in self.texts)

    def has_anchor(self, anchor: str) -> bool:
        """Whether a passage has this anchor."""
        return any(row.anchor == anchor for row in self.rows)


def open_reader(
    texts: Sequence[Held],
    wanted: Sequence[str] = (),
    spots: Mapping[str, Sequence[Spot]] = MappingProxyType({}),
) -> Reader | None:
    """Return the reader of a document's open texts, or None where none is open.

    ``wanted`` are keys of texts the reader chose; otherwise each column shows the text
    that stands nearest to what was issued. ``spots`` are the references that lead
    somewhere, by the hash of the text.
    """
    left = _chosen([t for t in texts if t.is_open and t.is_chinese], wanted)
    right = _chosen([t for t in texts if t.is_open and not t.is_chinese], wanted)
    if left is None and right is None:
        return None
    passages = [(text and text.passages) or () for text in (left, right)]
    links = [
        _links(of_text, spots.get(text.ref.sha256, ()) if text else ())
        for text, of_text in zip((left, right), passages, strict=True)
    ]
    rows = reading.align(
        passages[0],
        passages[1],
        languages=(left.ref.language if left else "", Language.EN),
        links=(links[0], links[1]),
    )
    return Reader(left, right, rows, reading.contents(rows))


def _chosen(texts: Sequence[Held], wanted: Sequence[str]) -> Held | None:
    ranked = sorted(texts, key=lambda text: (text.key not in wanted, text.rank))
    return ranked[0] if ranked else None


def _links(passages: Sequence[Passage], spots: Sequence[Spot]) -> reading.Links:
    """Return the links of a text; a place in the text itself is on this page."""
    links: dict[str, list[reading.Link]] = {}
    for spot in spots:
        place = f"/{spot.anchor}" if spot.anchor else ""
        address = f"/{spot.target}{place}" if spot.target else f"#{spot.anchor}"
        anchor = passages[spot.passage].anchor
        links.setdefault(anchor, []).append(reading.Link(spot.start, spot.end, address))
    return links
