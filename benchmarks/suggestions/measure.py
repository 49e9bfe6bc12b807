"""Measure suggestions on labelled texts that were written for it.

A suggestion is right when its words overlap the labelled ones and what it proposes is
the same: the entry, the title that nobody has made, the date with its role, the place,
and for a report the event of a law (law, role, date). Texts of a law count as the law.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.references.marking import Mark, unmark
from benchmarks.references.names import Names
from benchmarks.references.scoring import Scores
from policyarchive.archive import dates
from policyarchive.editorial.suggestions.beside import laws_beside
from policyarchive.editorial.suggestions.finding import (
    Found,
    Piece,
    Reading,
    Sort,
    find,
)

HERE = Path(__file__).resolve().parent
PARTS = ("tuning", "held-out", "fresh", "unseen", "later")
_KINDS = {
    Sort.ACTOR: "actor",
    Sort.INSTRUMENT: "law",
    Sort.TITLE: "title",
    Sort.DATE: "date",
    Sort.PLACE: "place",
}


def rows(part: str) -> list[dict[str, str]]:
    """Return the texts of one part."""
    with (HERE / f"{part}.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def score(names: Names, part: str) -> Scores:
    """Score one part by kind."""
    scores = Scores()
    for row in rows(part):
        text, marks = unmark(row["marked"])
        is_press = row["type"] == "news"
        wanted = [one for mark in marks for one in _wanted(mark, is_press)]
        scores.overlapping(row["id"], wanted, list(_suggested(text, row, names)))
    return scores


def _wanted(mark: Mark, is_press: bool) -> Iterator[Mark]:
    """Yield what a label asks for: of a date also the event that it tells of."""
    if mark.kind != "date":
        yield mark
        return
    edtf, _, law = mark.target.partition("@")
    yield Mark(mark.start, mark.end, "date", mark.label, f"{edtf} {mark.role}")
    if law and is_press:
        told = f"{law} {mark.role} {edtf}"
        yield Mark(mark.start, mark.end, "event", mark.label, told)


def _suggested(text: str, row: dict[str, str], names: Names) -> Iterator[Mark]:
    lines = text.split("\n")
    reading = Reading(tuple(Piece("", line) for line in lines))
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    is_press = row["type"] == "news"
    written = dates.parse(row["written"])
    found = find(reading, names.gazetteer, written, is_press=is_press)
    beside = laws_beside(reading, found) if is_press else {}
    for one in found:
        start, end = starts[one.piece] + one.start, starts[one.piece] + one.end
        if one.sort in _KINDS:
            said = _said(one, names)
            yield Mark(start, end, _KINDS[one.sort], one.words, said)
        if one in beside:
            laws = "+".join(names.works(beside[one].candidates))
            told = f"{laws} {one.role} {one.value}"
            yield Mark(start, end, "event", one.words, told)


def _said(one: Found, names: Names) -> str:
    match one.sort:
        case Sort.ACTOR | Sort.INSTRUMENT:
            return "+".join(sorted(names.works(one.candidates)))
        case Sort.DATE:
            return f"{one.value} {one.role}"
        case Sort.PLACE:
            return one.value
        case _:
            return "?"
