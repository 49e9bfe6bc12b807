"""Comparing what the checker says with the labels."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from benchmarks.cite.marks import Cited, Row, filled
from policyarchive.public.checking import check
from policyarchive.public.verdicts import Check, Checked
from policyarchive.public.works import Work
from policyarchive.search.known import known

VERDICTS = (
    "found",
    "ambiguous",
    "changed",
    "misquoted",
    "no-such-place",
    "withdrawn",
    "not-held",
)
# What is counted beside the verdicts, each once for every label that names it.
FURTHER = ("edition read", "quotations", "nearest wording", "in force on the day")


@dataclass
class Tally:
    """How often something was said rightly, wrongly, and not at all."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was said that is right."""
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        """The share of the labels that was said."""
        return self.right / (self.right + self.missed) if self.right else 0.0


@dataclass
class Outcome:
    """The tallies of one set, and a line for everything that failed."""

    rows: int = 0
    verdicts: dict[str, Tally] = field(default_factory=dict)
    further: dict[str, Tally] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def count(self, row: Row, wanted: Counter[str], said: Counter[str]) -> None:
        """Count works with their articles under their verdicts."""
        self.rows += 1
        for mark, number in (wanted & said).items():
            self._of(mark).right += number
        for mark, number in (wanted - said).items():
            self._of(mark).missed += number
            self.failures.append(f"{row.id} missed {mark}")
        for mark, number in (said - wanted).items():
            self._of(mark).wrong += number
            self.failures.append(f"{row.id} said   {mark}")

    def judge(self, row: Row, what: str, is_right: bool, said: object) -> None:
        """Count one further thing that a label names."""
        tally = self.further.setdefault(what, Tally())
        if is_right:
            tally.right += 1
            return
        tally.missed += 1
        self.failures.append(f"{row.id} {what}: {said}")

    def _of(self, mark: str) -> Tally:
        return self.verdicts.setdefault(mark.rpartition(" ")[2], Tally())


def measure(rows: Iterable[Row], arks: Mapping[str, str]) -> Outcome:
    """Check every row and compare."""
    keys = {ark: key for key, ark in arks.items()}
    outcome = Outcome()
    for row in rows:
        answer = check(filled(row.text, arks), row.on)
        wanted = Counter(_label(cited, arks, keys) for cited in row.cited)
        said = Counter(_said(one, keys) for one in answer.citations)
        outcome.count(row, wanted, said)
        _further(row, answer, outcome, keys)
    return outcome


def _label(cited: Cited, arks: Mapping[str, str], keys: Mapping[str, str]) -> str:
    works = {_law(arks[key], keys) for key in cited.keys}
    return _mark(works, cited.articles, cited.verdict)


def _said(checked: Checked, keys: Mapping[str, str]) -> str:
    works = {_law(work.ark, keys) for work in checked.works}
    anchors = {place.anchor for place in checked.places}
    return _mark(works, anchors, checked.verdict.value)


def _law(ark: str, keys: Mapping[str, str]) -> str:
    """Return the key of an entry; a text of a law counts as the law."""
    law = known().work_of(ark)
    return keys.get(law, law)


def _mark(works: Iterable[str], anchors: Iterable[str], verdict: str) -> str:
    places = ",".join(sorted(anchors))
    return f"{'+'.join(sorted(works)) or '?'}{'#' if places else ''}{places} {verdict}"


def _editions(work: Work) -> Iterator[str]:
    """Yield the text that was read for a work; a document is its own."""
    read = work.named or work.then or (*work.editions, None)[0]
    yield read.permalink.ark if read else work.ark


def _further(
    row: Row, answer: Check, outcome: Outcome, keys: Mapping[str, str]
) -> None:
    works = [work for one in answer.citations for work in one.works]
    quotes = [quote for one in answer.citations for quote in one.quotes]
    if row.edition:
        read = [keys.get(ark, ark) for work in works for ark in _editions(work)]
        outcome.judge(row, FURTHER[0], row.edition in read[:1], read)
    if row.quotes:
        said = tuple(quote.verdict for quote in quotes)
        outcome.judge(row, FURTHER[1], said == row.quotes, said)
    if row.near:
        near = [stands.words for quote in quotes for stands in quote.stands]
        outcome.judge(row, FURTHER[2], row.near in "".join(near[:1]), near)
    if row.force:
        said = tuple(work.force for work in works)
        outcome.judge(row, FURTHER[3], "".join(said).startswith(row.force), said)


def report(outcome: Outcome) -> Iterator[str]:
    """Yield the lines of the table, and the failures."""
    yield f"{'':22}precision  recall   right  wrong  missed"
    for name in VERDICTS:
        if name in outcome.verdicts:
            yield _line(name, outcome.verdicts[name])
    everything = outcome.verdicts.values()
    yield _line(
        "all",
        Tally(
            sum(tally.right for tally in everything),
            sum(tally.wrong for tally in everything),
            sum(tally.missed for tally in everything),
        ),
    )
    for name, tally in outcome.further.items():
        total = tally.right + tally.missed
        yield f"{name:22}{tally.right} of {total}"
    yield from outcome.failures


def _line(name: str, tally: Tally) -> str:
    return (
        f"{name:22}{tally.precision:9.3f}{tally.recall:8.3f}"
        f"{tally.right:8}{tally.wrong:7}{tally.missed:8}"
    )
