"""Citation texts: Chicago notes, Bluebook and GB/T 7714-2025. Pure.

House templates: no style processor renders the law of the People's Republic properly
(they print public-law numbers and cut Chinese names). Patterns as in the manuals:
Chicago 17/18 notes, Bluebook rule 20.2.4 with table T2 (China), GB/T 7714-2025.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from policyarchive.archive import romanise
from policyarchive.archive.citations.facts import Body, Facts, english_date


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a citation in one language and one style."""

    text: str
    language: str = "en"
    is_italic: bool = False


Runs = tuple[Run, ...]

# Bluebook T13 and T2 abbreviations of the bodies that issue most.
_BLUEBOOK_BODIES = {
    "Standing Committee of the National People's Congress": (
        "Standing Comm. Nat’l People’s Cong."
    ),
    "National People's Congress": "Nat’l People’s Cong.",
    "State Council": "St. Council",
    "Cyberspace Administration of China": "Cyberspace Admin. of China",
    "Ministry of Commerce": "Ministry Com.",
    "Ministry of Industry and Information Technology": "Ministry Indus. & Info. Tech.",
    "National Development and Reform Commission": "Nat’l Dev. & Reform Comm’n",
}


def chicago(facts: Facts) -> Runs:
    """Return a Chicago note."""
    if facts.family == "press":
        return tuple(_chicago_press(facts))
    runs = list(_chicago_lead(facts))
    runs.extend(_titles(facts, quoted=facts.family == "document"))
    tail = list(_chicago_tail(facts))
    runs.append(Run(", " + ", ".join(tail) + "."))
    return tuple(runs)


def _chicago_lead(facts: Facts) -> Iterator[Run]:
    if facts.family in ("document", "foreign") and facts.bodies:
        yield Run(_joined(facts.bodies) + ", ")


def _chicago_tail(facts: Facts) -> Iterator[str]:
    if facts.family == "statute":
        yield from _chicago_life(facts)
    elif facts.family == "entry":
        yield f"Policy Archive, version {facts.version}"
    else:
        if facts.number:
            yield romanise.number(facts.number)
        if facts.issued:
            yield english_date(facts.issued)
    if facts.article:
        yield f"art. {facts.article}"
    if facts.source_url and facts.family != "entry":
        yield facts.source_url
        yield f"archived at {facts.url}"
    else:
        yield facts.url


def _chicago_life(facts: Facts) -> Iterator[str]:
    by = f" by the {_joined(facts.issuers)}" if facts.issuers else ""
    if facts.adopted:
        yield f"adopted{by} {english_date(facts.adopted)}"
    elif facts.issued:
        yield f"promulgated{by} {english_date(facts.issued)}"
    if facts.number:
        yield romanise.number(facts.number)
    if facts.effective:
        yield f"effective {english_date(facts.effective)}"


def _chicago_press(facts: Facts) -> Iterator[Run]:
    if facts.authors:
        yield Run(_joined(facts.authors) + ", ")
    if facts.title_en:
        yield Run(f"“{_inner_quotes(facts.title_en)},” ")
    else:
        yield from _titles(facts, quoted=True)
        yield Run(", ")
    if facts.publishers:
        yield Run(_joined(facts.publishers), is_italic=True)
        yield Run(", ")
    dated = [english_date(facts.issued)] if facts.issued else []
    where = [facts.source_url, f"archived at {facts.url}"]
    yield Run(", ".join(part for part in [*dated, *where] if part) + ".")


def bluebook(facts: Facts) -> Runs:
    """Return a Bluebook citation (rule 20, table T2: China)."""
    runs: list[Run] = []
    if facts.family == "press":
        runs.append(Run(facts.title_en or facts.title_zh, _language(facts)))
        publishers = _joined(facts.publishers)
        runs.append(Run(f", {publishers}" if publishers else ""))
        runs.append(Run(f" ({english_date(facts.issued, short=True)})"))
    else:
        runs.extend(_titles(facts, capitals=True, bracketed=True))
        life = ", ".join(_bluebook_life(facts))
        runs.append(Run(f" ({life})" if life else ""))
        runs.append(Run(f", art. {facts.article}" if facts.article else ""))
        runs.append(Run(" (China)" if facts.family in ("statute", "document") else ""))
    where = f"{facts.source_url} [{facts.url}]" if facts.source_url else facts.url
    runs.append(Run(f", {where}."))
    return tuple(run for run in runs if run.text)


def _bluebook_life(facts: Facts) -> Iterator[str]:
    if facts.family == "entry":
        return
    bodies = _joined(facts.issuers, _BLUEBOOK_BODIES)
    article = "the " if bodies in _BLUEBOOK_BODIES.values() else ""
    by = f" by {article}{bodies}" if bodies else ""
    if by or facts.issued:
        yield f"promulgated{by}" if by else "promulgated"
    if facts.issued:
        yield english_date(facts.issued, short=True)
    if facts.effective:
        yield f"effective {english_date(facts.effective, short=True)}"
    if facts.number:
        yield romanise.number(facts.number, "{word} [{year}] No. {serial}")


def gbt(facts: Facts) -> Runs:
    """Return a reference in GB/T 7714-2025, with full-width marks."""
    bodies = "，".join(body.best("zh") for body in facts.bodies[:3])
    if len(facts.bodies) > 3:
        bodies += "，等"
    title = facts.title_zh or facts.title_en
    number = f"：{facts.number}" if facts.number else ""
    pin = f"：第{facts.article}条" if facts.article else ""
    issued = f"（{facts.issued}）" if facts.issued else ""
    text = (
        f"{bodies + '. ' if bodies else ''}{title}{number}{pin}[EB/OL]. "
        f"{issued}[{facts.accessed:%Y-%m-%d}]. {facts.url}."
    )
    return (Run(text, "zh-Hans" if facts.title_zh else "en"),)


def _titles(
    facts: Facts,
    *,
    quoted: bool = False,
    capitals: bool = False,
    bracketed: bool = False,
) -> Iterator[Run]:
    if not facts.title_zh:
        yield Run(f"“{facts.title_en}”" if quoted else facts.title_en, is_italic=not quoted)
        return
    pinyin = romanise.title(facts.title_zh, capitals=capitals)
    yield Run(f"“{pinyin}”" if quoted else pinyin, "zh-Latn", is_italic=not quoted)
    yield Run(" (" if bracketed else " ")
    yield Run(facts.title_zh, "zh-Hans")
    yield Run(")" if bracketed else "")
    if facts.title_en:
        yield Run(f" [{facts.title_en}]")


def _joined(bodies: tuple[Body, ...], short: dict[str, str] | None = None) -> str:
    names = [(short or {}).get(body.en, body.best("en")) for body in bodies[:3]]
    if len(bodies) > 3:
        return f"{names[0]} et al."
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _language(facts: Facts) -> str:
    return "en" if facts.title_en else "zh-Hans"


def _inner_quotes(title: str) -> str:
    return title.replace("“", "‘").replace("”", "’")
