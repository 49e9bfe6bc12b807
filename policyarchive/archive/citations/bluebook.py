"""Bluebook citations (rule 20.2.4 and table T2: China; months as in table T12)."""

from collections.abc import Iterator

from policyarchive.archive import romanise
from policyarchive.archive.citations.facts import Facts, english_date
from policyarchive.archive.citations.runs import (
    Run,
    Runs,
    joined,
    kept,
    titles,
    translators,
)

# Bluebook T13 and T2 abbreviations of the bodies that issue most.
_BLUEBOOK_BODIES = {
    "Standing Committee of the National People's Congress": (
        "Standing Comm. Nat’l People’s Cong."
    ),
    "National People's Congress": "Nat’l People’s Cong.",
    "State Council": "St. Council",
    "Supreme People's Court": "Sup. People’s Ct.",
    "Supreme People's Procuratorate": "Sup. People’s Procuratorate",
    "Cyberspace Administration of China": "Cyberspace Admin. of China",
    "Ministry of Commerce": "Ministry Com.",
    "Ministry of Industry and Information Technology": "Ministry Indus. & Info. Tech.",
    "National Development and Reform Commission": "Nat’l Dev. & Reform Comm’n",
}


def note(facts: Facts) -> Runs:
    """Return a citation; the archived address stands in brackets (rule 18.2.1(d))."""
    live = facts.live_url or facts.url
    archived = f" [{facts.url}]" if facts.live_url else ""
    visited = english_date(facts.accessed.isoformat(), short=True)
    body = _BODIES.get(facts.family, _instrument)(facts)
    names = translators(facts)
    by = Run(f" ({names} trans.)" if names else "")  # as rule 15.2 names a translator
    return kept(*body, by, Run(f", {live} (last visited {visited}){archived}."))


def _press(facts: Facts) -> Iterator[Run]:
    if facts.authors:
        yield Run(joined(facts.authors, last=" & ") + ", ")
    if facts.is_english:
        yield Run(facts.title_en, is_italic=True)
    else:
        yield from titles(facts, capitals=True, bracketed=True)
    yield Run(f", {joined(facts.publishers)}" if facts.publishers else "")
    if facts.issued:
        yield Run(f" ({english_date(facts.issued, short=True)})")


def _instrument(facts: Facts) -> Iterator[Run]:
    yield from titles(facts, capitals=True, bracketed=True)
    life = ", ".join(_life(facts))
    yield Run(f" ({life})" if life else "")
    yield Run(f", art. {facts.article}" if facts.article else "")
    yield Run(" (China)" if facts.family in ("statute", "document") else "")


def _foreign(facts: Facts) -> Iterator[Run]:
    """Yield a law or rule of another country: number, then who and when in brackets."""
    yield from titles(facts, capitals=True, bracketed=True)
    act = facts.public_law
    number = f"Pub. L. No. {act}" if act else facts.number_beside
    yield Run(f", {number}" if number else "")
    if facts.article:
        yield Run(f", {facts.pinned('art.', '§')}")
    # Who passed an Act of Congress is known from its number.
    by = "" if act else joined(facts.issuers, short=_BLUEBOOK_BODIES)
    life = ", ".join(filter(None, (by, english_date(facts.issued, short=True))))
    yield Run(f" ({life})" if life else "")


_BODIES = {"press": _press, "foreign": _foreign}


def _life(facts: Facts) -> Iterator[str]:
    if facts.family == "entry":
        return
    bodies = joined(facts.issuers, short=_BLUEBOOK_BODIES)
    article = "the " if bodies in _BLUEBOOK_BODIES.values() else ""
    by = f" by {article}{bodies}" if bodies else ""
    if by or facts.issued:
        yield f"promulgated{by}"
    if facts.issued:
        yield english_date(facts.issued, short=True)
    if facts.effective:
        yield f"effective {english_date(facts.effective, short=True)}"
    if facts.number_beside:
        yield romanise.number(facts.number_beside, capitals=True)
