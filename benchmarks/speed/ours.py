"""This archive under measure: published, indexed, served and followed as it is run.

Only how the papers are published is the benchmark's own (``press``). From there on
everything is the product: the follower builds the index, gunicorn serves the pages with
the configuration of ``deploy/``.
"""

import json
import re
import time
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.core.management import call_command

from benchmarks.speed.asks import Ask
from benchmarks.speed.figures import Built, Page, Visible
from benchmarks.speed.measure import Client, peak_mb, timed
from benchmarks.speed.papers import Corpus
from benchmarks.speed.press import Press
from benchmarks.speed.product import asking_for, probe, until_shown
from benchmarks.speed.scale import index_directly, size_mb
from benchmarks.speed.serving import gunicorn
from policyarchive.archive import publishing
from policyarchive.archive.models.published import Permalink
from policyarchive.archive.vocabulary import Kind
from policyarchive.search import follower
from policyarchive.search.folder import the_folder
from policyarchive.search.query import SearchQuery

_FOUND = re.compile(rb'role="status">(?:<b>(\d+)</b>)?')


class PolicyArchive:
    """This archive."""

    name = "Policy Archive"

    def __init__(self, stamp: Path) -> None:
        self._stamp = stamp
        self._issuers: dict[str, str] = {}  # permalinks by name

    def build(self, corpus: Corpus) -> Built:
        """Publish the papers unless an earlier run did, and rebuild the index."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        if not self._stamp.exists():
            load_ms, _ = timed(lambda: Press().publish(corpus.read()))
            stamped = f"{corpus.fingerprint} {load_ms / 1000:.1f}"
            self._stamp.write_text(stamped, encoding="ascii")
        load_s = float(self._stamp.read_text(encoding="ascii").split()[1])
        index_ms, count = timed(follower.rebuild)
        size = size_mb(Path(settings.ARCHIVE_INDEX))
        return Built(count, load_s, index_ms / 1000, size, peak_mb())

    def build_engine(self, corpus: Corpus, is_kept: bool) -> Built:
        """Build the index alone, without publishing anything, or take the last one."""
        call_command("migrate", interactive=False, verbosity=0)
        # An index of another schema is none, and asking would begin one of nothing.
        if not is_kept or not self._stamp.exists() or not the_folder().current():
            built, arks = index_directly(corpus)
            kept = json.dumps([asdict(built), arks], ensure_ascii=False)
            self._stamp.write_text(f"{corpus.fingerprint} {kept}", encoding="utf-8")
        _, _, kept = self._stamp.read_text(encoding="utf-8").partition(" ")
        figures, self._issuers = json.loads(kept)
        return Built(**figures)

    def command(self) -> tuple[str, ...]:
        """Return the command that serves it."""
        return gunicorn("policyarchive.wsgi")

    def engine(self, ask: Ask) -> Page:
        """Ask the engine in this process."""
        query = SearchQuery().matching(_query_text(ask))
        for facet, value in self._filters(ask):
            query = query.including(facet, value)
        query = query.ordered(ask.order or "relevance").at_page(ask.page)
        ms, page = timed(query.run)
        return Page(ask.kind, ms, ms, page.count)

    def fetch(self, client: Client, ask: Ask) -> Page:
        """Fetch the page of results."""
        parts = [("q", _query_text(ask)), *self._filters(ask), ("sort", ask.order)]
        if ask.page > 1:
            parts.append(("page", str(ask.page)))
        address = f"/search?{urlencode([(key, v) for key, v in parts if v])}"
        ms, page = timed(lambda: client.get(address))
        match = _FOUND.search(page)
        return Page(ask.kind, ms, None, int(match[1] or 0) if match else None)

    def publish(self, client: Client, rounds: int) -> Visible:
        """Publish one document again and again, each time with a new word."""
        press = Press()
        label = probe(0).title_en.rpartition(" ")[0]
        permalink = Permalink.objects.filter(label_en__startswith=label).first()
        permalink = permalink or press.mint()
        shown, followed = [], []
        for _ in range(rounds):
            number = publishing.next_number(permalink)
            paper = probe(number)
            start = time.perf_counter()
            press.publish_one(permalink, paper, number)
            followed.append(timed(follower.follow)[0])
            until_shown(lambda ask: self.fetch(client, ask), asking_for(paper))
            shown.append((time.perf_counter() - start) * 1000)
        return Visible(tuple(shown), tuple(followed))

    def _filters(self, ask: Ask) -> list[tuple[str, str]]:
        """Return the filters as the archive takes them: issuers by their permalinks."""
        if not self._issuers:
            actors = Permalink.objects.filter(kind=Kind.ACTOR)
            self._issuers = {str(actor): actor.ark for actor in actors}
        return [
            (facet, self._issuers[value] if facet == "issuer" else value)
            for facet, value in ask.filters
        ]


def _query_text(ask: Ask) -> str:
    """Return the words of a question in the archive's query language."""
    return " ".join(f'"{w.text}"' if w.is_phrase else w.text for w in ask.words)
