"""The press: papers published as records, directly and in large transactions.

A path of the benchmark alone, in a database of its own: no working copy, no review. The
rows it writes are those that the verbs of the desk write.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import batched

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, transaction

from benchmarks.speed.papers import Paper
from benchmarks.speed.topics import term_rows, topic_rows
from policyarchive.archive import passages, permalinks, publishing, records
from policyarchive.archive.models.published import Permalink
from policyarchive.archive.models.vocabulary import Term, Topic
from policyarchive.archive.publishing import FrozenText, NewVersion
from policyarchive.archive.vocabulary import AliasKind, Kind, Role

BATCH = 500  # entries published in one transaction
# Published rows are dated alike, so that the same papers give the same records.
_AT = datetime(2026, 1, 1, tzinfo=UTC)


class Press:
    """Publishes papers; knows the topics and the issuers that stand already."""

    def __init__(self) -> None:
        self._by = User.objects.get_or_create(username="benchmark")[0]
        self._topics = _vocabularies()
        self._issuers: dict[str, records.Ref] = {}
        self._names = set(Permalink.objects.values_list("name", flat=True))

    def publish(self, papers: Iterable[Paper]) -> int:
        """Publish papers and their issuers; return how many entries that makes."""
        count = 0
        for batch in batched(papers, BATCH, strict=False):
            with transaction.atomic():
                publishing.lock_log()
                count += self._publish_issuers(batch)
                minted = self._mint(Kind.DOCUMENT, len(batch))
                pairs = zip(batch, minted, strict=True)
                self._append([self.version(link, paper, 1) for paper, link in pairs])
                count += len(batch)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return count

    def publish_one(self, permalink: Permalink, paper: Paper, number: int) -> None:
        """Publish a paper as a version of a permalink, and nothing else."""
        with transaction.atomic():
            publishing.lock_log()
            self._append([self.version(permalink, paper, number)])

    def version(self, permalink: Permalink, paper: Paper, number: int) -> NewVersion:
        """Return a paper as a new version; its issuers must stand already."""
        texts = _texts(paper)
        record = self._record(paper, permalink.ark, number, texts)
        return NewVersion(permalink, record, texts, ())

    def _append(self, news: Sequence[NewVersion]) -> None:
        publishing.append_versions(news, at=_AT, by=self._by)

    def mint(self) -> Permalink:
        """Return a new permalink of a document."""
        return self._mint(Kind.DOCUMENT, 1)[0]

    def _mint(self, kind: Kind, count: int) -> list[Permalink]:
        made: list[Permalink] = []
        while len(made) < count:
            name = permalinks.mint_name(kind, settings.ARCHIVE_NAAN)
            if name not in self._names:
                self._names.add(name)
                made.append(Permalink(naan=settings.ARCHIVE_NAAN, name=name, kind=kind))
        return Permalink.objects.bulk_create(made)

    def _publish_issuers(self, papers: Sequence[Paper]) -> int:
        named = (name for paper in papers for name in paper.issuers)
        new = [name for name in dict.fromkeys(named) if name not in self._issuers]
        minted = self._mint(Kind.ACTOR, len(new))
        news = [
            NewVersion(link, _actor(link.ark, name), (), ())
            for name, link in zip(new, minted, strict=True)
        ]
        self._append(news)
        for name, made in zip(new, news, strict=True):
            self._issuers[name] = records.Ref(
                ark=made.record.ark,
                kind=Kind.ACTOR,
                zh=made.record.title_zh,
                en=made.record.title_en,
                type=made.record.type_code,
            )
        return len(new)

    def _record(
        self, paper: Paper, ark: str, number: int, texts: Sequence[FrozenText]
    ) -> records.DocumentRecord:
        kinds = AliasKind.ABBREVIATION, AliasKind.SHORT
        links = tuple(
            records.Link(role=Role.ISSUER, ref=self._issuers[name], is_lead=not place)
            for place, name in enumerate(paper.issuers)
        )
        return records.DocumentRecord(
            ark=ark,
            version=number,
            published_at=_AT.isoformat(),
            title_zh=paper.title_zh,
            title_en=paper.title_en,
            aliases=tuple(
                records.Alias(
                    text=name,
                    language="en" if name.isascii() else "zh-Hans",
                    kind=kinds[0] if name.isascii() else kinds[1],
                )
                for name in paper.aliases
            ),
            topics=tuple(self._topics[key] for key in paper.topics),
            links=links,
            dates=tuple(_dates(paper)),
            sources=(records.Source(url=paper.url),) if paper.url else (),
            type=paper.type,
            number=paper.number,
            status=records.StatusFact(code=paper.status) if paper.status else None,
            level=paper.level,
            texts=tuple(
                records.TextRef(
                    sha256=text.sha256,
                    language=text.language,
                    kind="original",
                    access="open",
                    source_url=paper.url,
                )
                for text in texts
            ),
        )


def _texts(paper: Paper) -> tuple[FrozenText, ...]:
    if not paper.body.strip():
        return ()
    split = passages.split(paper.body, paper.language)
    return (publishing.freeze_text(paper.language, split),)


def _dates(paper: Paper) -> Iterator[records.DateFact]:
    for role, edtf in (("published", paper.date), ("effective", paper.effective)):
        if edtf:
            yield records.DateFact(role=role, edtf=edtf)


def _actor(ark: str, name: str) -> records.ActorRecord:
    return records.ActorRecord(
        ark=ark,
        version=1,
        published_at=_AT.isoformat(),
        title_zh="" if name.isascii() else name,
        title_en=name if name.isascii() else "",
        actor_kind="state-organ",
    )


def _vocabularies() -> Mapping[str, records.Topic]:
    """Create the archive's own topics and glossary; return the topics."""
    rows = topic_rows()
    Topic.objects.bulk_create(
        [
            Topic(
                key=row["key"],
                label_zh=row["label_zh"],
                label_en=row["label_en"],
                order=int(row["order"]),
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )
    Term.objects.bulk_create(
        [Term(**row) for row in term_rows()], ignore_conflicts=True
    )
    return {
        row["key"]: records.Topic(
            key=row["key"], zh=row["label_zh"], en=row["label_en"]
        )
        for row in rows
    }
