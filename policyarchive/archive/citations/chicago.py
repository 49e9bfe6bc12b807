"""Chicago notes and bibliography (Chicago Manual of Style, 17th and 18th editions).

A title in pinyin, the characters, the English in square brackets; the manual has no
pattern for the law of the People's Republic, so statutes carry who adopted them and
when they took effect.
"""

from collections.abc import Iterator

from policyarchive.archive import romanise
from policyarchive.archive.citations.facts import Facts, english_date
from policyarchive.archive.citations.runs import (
    Run,
    Runs,
    inner_quotes,
    joined,
    kept,
    the,
    titles,
    translators,
)


def note(facts: Facts) -> Runs:
    """Return a footnote."""
    if facts.family == "press":
        return kept(*_press(facts, ", "))
    tail = ", ".join([*_translated(facts), *_life(facts), *_where(facts)])
    return kept(*_lead(facts, ", "), *_title(facts, ", "), Run(f"{tail}."))


def bibliography(facts: Facts) -> Runs:
    """Return an entry of the bibliography: the same facts as sentences."""
    if facts.family == "press":
        return kept(*_press(facts, ". "))
    life = [*_translated(facts), *_life(facts)]
    facts_of_life = [_begun(part) for part in life]
    where = [_begun(part) for part in _where(facts, articles=False)]
    tail = ". ".join([*facts_of_life, *where])
    return kept(*_lead(facts, ". "), *_title(facts, ". "), Run(f"{tail}."))


def _begun(part: str) -> str:
    """Return a part of a footnote as a sentence of its own begins."""
    return part if part.startswith("http") else part[:1].upper() + part[1:]


def _lead(facts: Facts, end: str) -> Iterator[Run]:
    if facts.family in ("document", "foreign") and facts.bodies:
        yield Run(joined(facts.bodies) + end)


def _title(facts: Facts, end: str) -> Iterator[Run]:
    if facts.title_zh or facts.family != "document":
        yield from titles(facts, quoted=facts.family == "document")
        yield Run(end)
    else:
        yield _in_quotes(facts.title_en, end)


def _in_quotes(title: str, end: str) -> Run:
    """Return an English title in quotation marks, which hold the mark behind it."""
    return Run(f"“{inner_quotes(title)}{end[0]}” ")


def _translated(facts: Facts) -> Iterator[str]:
    if names := translators(facts):
        yield f"translated by {names}"


def _life(facts: Facts) -> Iterator[str]:
    if facts.family == "entry":
        yield f"Policy Archive, version {facts.version}"
    elif facts.family == "statute":
        yield from _statute(facts)
    else:
        if facts.number_beside:
            yield romanise.number(facts.number_beside)
        if facts.issued:
            yield english_date(facts.issued)


def _statute(facts: Facts) -> Iterator[str]:
    by = f" by {the(facts.issuers)}" if facts.issuers else ""
    if facts.adopted:
        yield f"adopted{by} {english_date(facts.adopted)}"
    elif facts.issued:
        yield f"promulgated{by} {english_date(facts.issued)}"
    if facts.number_beside:
        yield romanise.number(facts.number_beside)
    if facts.effective:
        yield f"effective {english_date(facts.effective)}"


def _where(facts: Facts, *, articles: bool = True) -> Iterator[str]:
    if facts.article and articles:
        yield facts.pinned("art.", "sec.")
    yield from _addresses(facts)


def _addresses(facts: Facts) -> Iterator[str]:
    yield f"accessed {english_date(facts.accessed.isoformat())}"
    if facts.live_url:
        yield facts.live_url
        yield f"archived at {facts.url}"
    else:
        yield facts.url


def _press(facts: Facts, end: str) -> Iterator[Run]:
    is_note = end == ", "
    if facts.authors:
        yield Run(joined(facts.authors, inverted=not is_note) + end)
    if facts.is_english:
        yield _in_quotes(facts.title_en, end)
    else:
        yield from titles(facts, quoted=True)
        yield Run(end)
    for part in _translated(facts):
        yield Run((part if is_note else _begun(part)) + end)
    if facts.publishers:
        yield Run(joined(facts.publishers), is_italic=True)
        yield Run(", " if facts.issued or is_note else end)
    if facts.issued:
        yield Run(english_date(facts.issued) + end)
    where = [part if is_note else _begun(part) for part in _addresses(facts)]
    yield Run(end.join(where) + ".")
