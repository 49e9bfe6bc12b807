"""Measure the recogniser on the labelled sets of this folder.

    python benchmarks/references/measure.py              the sets used while tuning
    python benchmarks/references/measure.py --held-out   the sets kept aside

Prints precision and recall for each kind and every miss. A reference is right when its
words, its kind, the entry it is resolved to (or that it is not) and its place in that
entry are right; README.md beside this file says how the sets are marked up.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.references.names import Names
from policyarchive.archive import dates
from policyarchive.archive.references import Pinpoint, Reference, dates_in, gathering, mentions, recognise

HERE = Path(__file__).resolve().parent
_MARK = re.compile(
    r"\[\[(?!\[)(?P<label>.+?)\|(?P<kind>[a-z]+)\|(?P<target>[^\]|]*)(?:\|(?P<role>[a-z-]*))?\]\]",
    re.DOTALL,
)


@dataclass(frozen=True)
class Mark:
    """One labelled stretch of a text."""

    start: int
    end: int
    kind: str
    label: str
    target: str
    role: str = ""


@dataclass
class Score:
    """Hits and misses of one kind."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return _share(self.right, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return _share(self.right, self.right + len(self.missed))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def read(name: str, held_out: bool) -> Iterator[dict[str, str]]:
    """Yield the rows of a labelled set."""
    path = HERE / f"{name}{'-held-out' if held_out else ''}.jsonl"
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def unmark(marked: str) -> tuple[str, list[Mark]]:
    """Return the text of a marked-up row and its labels."""
    text, marks, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        start = len(text)
        text += match["label"]
        mark = Mark(
            start, len(text), match["kind"], match["label"], match["target"],
            match["role"] or "",
        )  # fmt: skip
        marks.append(mark)
        at = match.end()
    return text + marked[at:], marks


def target_of(reference: Reference, names: Names) -> str:
    """Return what a reference says, in the notation of the labels."""
    where = _pinpoint(reference.pinpoint)
    if reference.until:
        where += f"..{_pinpoint(reference.until)}"
    if reference.kind == "self":
        return f"#{where}"
    entries = "+".join(sorted(names.works(reference.candidates))) or "?"
    return f"{entries}#{where}" if where else entries


def _pinpoint(place: Pinpoint) -> str:
    parts = [place.anchor, str(place.paragraph or "-"), str(place.item or "-")]
    while parts and parts[-1] in ("-", ""):
        parts.pop()
    return "/".join(parts)


def wanted(mark: Mark, names: Names) -> str:
    """Return a label's target with texts of a law counted as the law."""
    entry, sign, where = mark.target.partition("#")
    works = "+".join(sorted(names.works(entry.split("+")))) if entry else ""
    return f"{works}{sign}{where}"


def references(names: Names, set_name: str, held_out: bool) -> dict[str, Score]:
    """Score the references of one set by kind."""
    scores: dict[str, Score] = {}
    for row in read(set_name, held_out):
        text, marks = unmark(row["marked"])
        gold = Counter(
            (m.kind, m.start, m.end, wanted(m, names), m.label) for m in marks
        )
        found = Counter(
            (r.kind.value, r.start, r.end, target_of(r, names), r.label)
            for r in recognise.find(text, names.gazetteer)
        )
        _count(scores, row["id"], gold, found)
    return scores


def _count(
    scores: dict[str, Score], row: str, gold: Counter[tuple], found: Counter[tuple]
) -> None:
    for item in gold & found:
        scores.setdefault(item[0], Score()).right += 1
    for item in gold - found:
        scores.setdefault(item[0], Score()).missed.append(f"{row} {item[4]} = {item[3]}")
    for item in found - gold:
        scores.setdefault(item[0], Score()).wrong.append(f"{row} {item[4]} = {item[3]}")


def works(names: Names, held_out: bool) -> dict[str, Score]:
    """Score which works, and which of their articles, each footnote cites."""
    scores: dict[str, Score] = {}
    for row in read("footnotes", held_out):
        text, marks = unmark(row["marked"])
        gold = Counter({_cited(wanted(m, names)) for m in marks} - {("?", "")})
        cited = gathering.gather(
            text,
            recognise.find(text, names.gazetteer),
            lambda entry: names.law_of.get(entry, entry),
        )
        found = Counter(
            {
                _cited(f"{'+'.join(names.works(one.entries)) or '?'}{where}")
                for one in cited
                for where in ("", *(f"#{article.anchor}" for article in one.articles))
            }
            - {("?", "")}
        )
        _count(
            scores,
            row["id"],
            Counter({(row["style"], work, anchor, anchor, work) for work, anchor in gold}),
            Counter({(row["style"], work, anchor, anchor, work) for work, anchor in found}),
        )
    return scores


def _cited(target: str) -> tuple[str, str]:
    work, _, where = target.partition("#")
    return work, where.partition("..")[0].partition("/")[0]


def texts(names: Names, held_out: bool) -> dict[str, Score]:
    """Score actors, laws and dates in the longer texts; spans need only overlap."""
    scores: dict[str, Score] = {}
    for row in read("texts", held_out):
        text, marks = unmark(row["marked"])
        cited = recognise.find(text, names.gazetteer)
        bodies = mentions.find(text, names.gazetteer, cited)
        found = [
            Mark(m.start, m.end, "actor", m.label, "+".join(sorted(m.candidates)))
            for m in bodies
        ]
        found += [
            Mark(r.start, r.end, "law", r.label, "+".join(names.works(r.candidates)))
            for r in cited
            if r.kind == "title" and r.candidates
        ]
        written = dates.parse(row["written"])
        found += [
            Mark(d.start, d.end, "date", d.label, d.edtf, d.role or "")
            for d in dates_in.find(text, written, cited)
        ]
        _overlaps(scores, row["id"], marks, found)
    return scores


def _overlaps(
    scores: dict[str, Score], row: str, gold: list[Mark], found: list[Mark]
) -> None:
    left = list(found)
    for mark in gold:
        score = scores.setdefault(mark.kind, Score())
        target = "+".join(sorted(mark.target.split("+")))
        same = next(
            (
                one
                for one in left
                if (one.kind, one.target) == (mark.kind, target)
                and one.start < mark.end
                and mark.start < one.end
            ),
            None,
        )
        if same is None:
            score.missed.append(f"{row} {mark.label} = {mark.target}")
            continue
        left.remove(same)
        score.right += 1
        if mark.role:
            role = scores.setdefault("role of a date", Score())
            if same.role == mark.role:
                role.right += 1
            else:
                role.missed.append(f"{row} {mark.label} = {mark.role}, not {same.role}")
    for one in left:
        scores.setdefault(one.kind, Score()).wrong.append(
            f"{row} {one.label} = {one.target}"
        )


def report(title: str, scores: dict[str, Score], *, misses: bool) -> None:
    """Print one table."""
    out = sys.stdout.write
    out(f"\n{title}\n{'':16}precision  recall   right  wrong  missed\n")
    total = Score()
    for kind, score in sorted(scores.items()):
        out(_line(kind, score))
        total.right += score.right
        total.missed += score.missed
        total.wrong += score.wrong
    out(_line("all", total))
    for kind, score in sorted(scores.items()) if misses else ():
        for sign, items in (("-", score.missed), ("+", score.wrong)):
            for item in items:
                out(f"  {sign} {kind:8} {item}\n".replace("\n", "⏎") + "\n")


def _line(kind: str, score: Score) -> str:
    return (
        f"{kind:16}{score.precision:9.3f}{score.recall:8.3f}"
        f"{score.right:8}{len(score.wrong):7}{len(score.missed):8}\n"
    )


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--held-out", action="store_true", help="the sets kept aside")
    parser.add_argument("--quiet", action="store_true", help="no list of misses")
    options = parser.parse_args()
    names = Names.of_fixtures(HERE.parents[1] / "fixtures")
    show = {"misses": not options.quiet}
    for name in ("sentences", "footnotes"):
        report(name, references(names, name, options.held_out), **show)
    report("works cited in footnotes", works(names, options.held_out), **show)
    report("texts", texts(names, options.held_out), **show)


if __name__ == "__main__":
    main()
