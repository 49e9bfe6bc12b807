"""The press: papers published as records, directly and in large transactions.

A path of the benchmark alone, in a database of its own: no working copy, no review. The
rows it writes are those that the verbs of the desk write.
"""

from collections.abc import Iterable, Sequence
from itertools import batched

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, transaction

from benchmarks.speed.papers import Paper
from benchmarks.speed.recording import AT, Recorder, frozen_texts
from benchmarks.speed.topics import term_rows, topic_rows
from policyarchive.archive import permalinks, publishing
from policyarchive.archive.models.published import Permalink
from policyarchive.archive.models.vocabulary import Term, Topic
from policyarchive.archive.publishing import NewVersion
from policyarchive.archive.vocabulary import Kind

BATCH = 500  # entries published in one transaction


class Press:
    """Publishes papers."""

    def __init__(self) -> None:
        self._by = User.objects.get_or_create(username="benchmark")[0]
        self._recorder = Recorder()
        self._names = set(Permalink.objects.values_list("name", flat=True))

    def publish(self, papers: Iterable[Paper]) -> int:
        """Publish papers and their issuers; return how many entries that makes."""
        create_vocabularies()
        count = 0
        for batch in batched(papers, BATCH, strict=False):
            with transaction.atomic():
                publishing.lock_log()
                count += self._publish_issuers(batch) + len(batch)
                minted = self._mint(Kind.DOCUMENT, len(batch))
                pairs = zip(batch, minted, strict=True)
                self._append([self._version(link, paper, 1) for paper, link in pairs])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return count

    def publish_one(self, permalink: Permalink, paper: Paper, number: int) -> None:
        """Publish a paper as a version of a permalink, and nothing else."""
        with transaction.atomic():
            publishing.lock_log()
            self._append([self._version(permalink, paper, number)])

    def mint(self) -> Permalink:
        """Return a new permalink of a document."""
        return self._mint(Kind.DOCUMENT, 1)[0]

    def _version(self, permalink: Permalink, paper: Paper, number: int) -> NewVersion:
        texts = frozen_texts(paper)
        record = self._recorder.document(permalink.ark, paper, number, texts)
        return NewVersion(permalink, record, texts, ())

    def _append(self, news: Sequence[NewVersion]) -> None:
        publishing.append_versions(news, at=AT, by=self._by)

    def _mint(self, kind: Kind, count: int) -> list[Permalink]:
        made: list[Permalink] = []
        while len(made) < count:
            name = permalinks.mint_name(kind, settings.ARCHIVE_NAAN)
            if name not in self._names:
                self._names.add(name)
                made.append(Permalink(naan=settings.ARCHIVE_NAAN, name=name, kind=kind))
        return Permalink.objects.bulk_create(made)

    def _publish_issuers(self, papers: Sequence[Paper]) -> int:
        new = self._recorder.new_issuers(papers)
        minted = self._mint(Kind.ACTOR, len(new))
        self._append(
            [
                NewVersion(link, self._recorder.actor(link.ark, name), (), ())
                for name, link in zip(new, minted, strict=True)
            ]
        )
        return len(new)


def create_vocabularies() -> None:
    """Create the archive's own topics and glossary."""
    Topic.objects.bulk_create(
        [
            Topic(
                key=row["key"],
                label_zh=row["label_zh"],
                label_en=row["label_en"],
                order=int(row["order"]),
            )
            for row in topic_rows()
        ],
        ignore_conflicts=True,
    )
    Term.objects.bulk_create(
        [Term(**row) for row in term_rows()], ignore_conflicts=True
    )
