"""From papers to records, as an editor would have published them. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from benchmarks.speed.papers import Paper
from benchmarks.speed.topics import topic_rows
from policyarchive.archive import passages, publishing, records
from policyarchive.archive.publishing import FrozenText
from policyarchive.archive.vocabulary import Access, AliasKind, Kind, Role, TextKind

# Published rows are dated alike, so that the same papers give the same records.
AT = datetime(2026, 1, 1, tzinfo=UTC)
_ACTOR_KIND = "state-organ"


class Recorder:
    """Makes records; knows the issuers that have been recorded already."""

    def __init__(self) -> None:
        self._topics = {
            row["key"]: records.Topic(
                key=row["key"], zh=row["label_zh"], en=row["label_en"]
            )
            for row in topic_rows()
        }
        self._issuers: dict[str, records.Ref] = {}

    def new_issuers(self, papers: Iterable[Paper]) -> list[str]:
        """Return the names of issuers that have no record yet."""
        named = (name for paper in papers for name in paper.issuers)
        return [name for name in dict.fromkeys(named) if name not in self._issuers]

    def actor(self, ark: str, name: str) -> records.ActorRecord:
        """Return the record of an issuer; documents link to it from now on."""
        record = records.ActorRecord(
            ark=ark,
            version=1,
            published_at=AT.isoformat(),
            title_zh="" if name.isascii() else name,
            title_en=name if name.isascii() else "",
            actor_kind=_ACTOR_KIND,
        )
        self._issuers[name] = records.Ref(
            ark=ark,
            kind=Kind.ACTOR,
            zh=record.title_zh,
            en=record.title_en,
            type=_ACTOR_KIND,
        )
        return record

    def document(
        self, ark: str, paper: Paper, number: int, texts: Sequence[FrozenText]
    ) -> records.DocumentRecord:
        """Return the record of a paper; its issuers are recorded already."""
        return records.DocumentRecord(
            ark=ark,
            version=number,
            published_at=AT.isoformat(),
            title_zh=paper.title_zh,
            title_en=paper.title_en,
            aliases=tuple(map(_alias, paper.aliases)),
            topics=tuple(self._topics[key] for key in paper.topics),
            links=tuple(
                records.Link(
                    role=Role.ISSUER, ref=self._issuers[name], is_lead=not place
                )
                for place, name in enumerate(paper.issuers)
            ),
            dates=tuple(_dates(paper)),
            sources=(records.Source(url=paper.url),) if paper.url else (),
            type=paper.type,
            number=paper.number,
            status=records.StatusFact(code=paper.status) if paper.status else None,
            level=paper.level,
            texts=tuple(_text_ref(text, paper.url) for text in texts),
        )


def frozen_texts(paper: Paper) -> tuple[FrozenText, ...]:
    """Return the text of a paper, split into passages; none where it is empty."""
    if not paper.body.strip():
        return ()
    split = passages.split(paper.body, paper.language)
    return (publishing.freeze_text(paper.language, split),)


def _text_ref(text: FrozenText, url: str) -> records.TextRef:
    return records.TextRef(
        sha256=text.sha256,
        language=text.language,
        kind=TextKind.ORIGINAL,
        access=Access.OPEN,
        source_url=url,
    )


def _alias(name: str) -> records.Alias:
    is_letters = name.isascii()
    return records.Alias(
        text=name,
        language="en" if is_letters else "zh-Hans",
        kind=AliasKind.ABBREVIATION if is_letters else AliasKind.SHORT,
    )


def _dates(paper: Paper) -> Iterator[records.DateFact]:
    for role, edtf in (("published", paper.date), ("effective", paper.effective)):
        if edtf:
            yield records.DateFact(role=role, edtf=edtf)
