"""Measure the recogniser on the labelled sets of this folder.

    python benchmarks/references/measure.py                  the sets used while tuning
    python benchmarks/references/measure.py --set held-out   the sets kept aside
    python benchmarks/references/measure.py --set fresh      those written afterwards

Prints precision and recall for each kind and every miss. A reference is right when its
words, its kind, the entry it is resolved to (or that it is not) and its place in that
entry are right. README.md beside this file says how the sets are marked up.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.references.marking import SETS, Mark, read, unmark
from benchmarks.references.names import Names
from benchmarks.references.scoring import Scores
from policyarchive.archive import dates
from policyarchive.archive.references import (
    Kind,
    Pinpoint,
    Reference,
    dates_in,
    gathering,
    mentions,
    recognise,
)


def references(names: Names, name: str, part: str) -> Scores:
    """Score the references of one set by kind."""
    scores = Scores()
    for row in read(name, part):
        text, marks = unmark(row["marked"])
        gold = (_wanted(mark, names) for mark in marks)
        found = (
            Mark(r.start, r.end, r.kind.value, r.label, _target(r, names))
            for r in recognise.find(text, names.gazetteer)
        )
        scores.same(row["id"], gold, found)
    return scores


def _target(reference: Reference, names: Names) -> str:
    """Return what a reference says, in the notation of the labels."""
    where = _place(reference.pinpoint)
    if reference.until:
        where += f"..{_place(reference.until)}"
    if reference.kind is Kind.SELF:
        return f"#{where}"
    works = _works(reference.candidates, names)
    return f"{works}#{where}" if where else works


def _place(pinpoint: Pinpoint) -> str:
    numbers = (str(number or "-") for number in (pinpoint.paragraph, pinpoint.item))
    return "/".join((pinpoint.anchor, *numbers)).rstrip("/-")


def _works(entries: tuple[str, ...], names: Names) -> str:
    return "+".join(sorted(names.works(entries))) or "?"


def _wanted(mark: Mark, names: Names) -> Mark:
    """Return a label with the texts of a law counted as the law."""
    entry, sign, where = mark.target.partition("#")
    works = _works(tuple(entry.split("+")), names) if entry else ""
    return Mark(mark.start, mark.end, mark.kind, mark.label, f"{works}{sign}{where}")


def works(names: Names, part: str) -> Scores:
    """Score which works, and which of their articles, each footnote cites, by style."""
    scores = Scores()
    for row in read("footnotes", part):
        text, marks = unmark(row["marked"])
        cited = gathering.gather(
            text,
            recognise.find(text, names.gazetteer),
            lambda entry: names.law_of.get(entry, entry),
        )
        gold = {_bare(_wanted(mark, names).target) for mark in marks}
        found = {work for one in cited for work in _cited(one, names)}
        scores.same(
            row["id"],
            (
                Mark(0, 0, row["style"], "", work)
                for work in gold
                if work[0] not in "?#"
            ),
            (Mark(0, 0, row["style"], "", work) for work in found if work[0] != "?"),
        )
    return scores


def _cited(citation: gathering.Citation, names: Names) -> Iterator[str]:
    work = _works(citation.entries, names)
    yield work
    yield from (f"{work}#{article.anchor}" for article in citation.articles)


def _bare(target: str) -> str:
    """Return a target without paragraphs, items and ends of ranges."""
    return target.partition("..")[0].partition("/")[0]


def texts(names: Names, part: str) -> Scores:
    """Score bodies, laws and dates in longer texts; words need only overlap."""
    scores = Scores()
    for row in read("texts", part):
        text, marks = unmark(row["marked"])
        gold = (replace(mark, target=_sorted(mark.target)) for mark in marks)
        scores.overlapping(row["id"], gold, list(_suggested(text, row, names)))
    return scores


def _sorted(target: str) -> str:
    return "+".join(sorted(target.split("+")))


def _suggested(text: str, row: dict[str, str], names: Names) -> Iterator[Mark]:
    written = dates.parse(row["written"])
    cited = recognise.find(text, names.gazetteer)
    for m in mentions.find(text, names.gazetteer, cited, written):
        yield Mark(m.start, m.end, m.kind, m.label, "+".join(sorted(m.candidates)))
    for r in cited:
        if r.kind is Kind.TITLE and r.candidates:
            yield Mark(r.start, r.end, "law", r.label, _works(r.candidates, names))
    for d in dates_in.find(text, written, cited):
        role = d.role.value if d.role else ""
        yield Mark(d.start, d.end, "date", d.label, d.edtf, role)


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(description="Measure the recogniser.")
    parser.add_argument("--set", choices=SETS, default="tuning", help="which part")
    parser.add_argument("--quiet", action="store_true", help="do not list the misses")
    options = parser.parse_args()
    names = Names.of_fixtures(Path(__file__).resolve().parents[2] / "fixtures")
    misses, part = not options.quiet, options.set
    references(names, "sentences", part).report("sentences", misses=misses)
    references(names, "footnotes", part).report("footnotes", misses=misses)
    works(names, part).report("works cited in footnotes", misses=misses)
    texts(names, part).report("longer texts", misses=misses)


if __name__ == "__main__":
    main()
