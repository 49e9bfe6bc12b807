"""Runs of citation text, and the pieces that several manuals share. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policyarchive.archive import romanise
from policyarchive.archive.citations.facts import Body, Facts


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a citation in one language and one style."""

    text: str
    language: str = "en"
    is_italic: bool = False


Runs = tuple[Run, ...]


def titles(
    facts: Facts,
    *,
    quoted: bool = False,
    capitals: bool = False,
    bracketed: bool = False,
) -> Iterator[Run]:
    """Yield pinyin, characters and the English title in square brackets."""
    if not facts.title_zh:
        title = facts.title_en
        yield Run(_quoted(title) if quoted else title, is_italic=not quoted)
        return
    pinyin = romanise.title(facts.title_zh, capitals=capitals)
    yield Run(_quoted(pinyin) if quoted else pinyin, "zh-Latn", is_italic=not quoted)
    yield Run(" (" if bracketed else " ")
    yield Run(facts.title_zh, "zh-Hans")
    yield Run(")" if bracketed else "")
    if facts.title_en:
        yield Run(f" [{facts.title_en}]")


def characters(facts: Facts) -> Iterator[Run]:
    """Yield the title in characters with the English one in square brackets."""
    if not facts.title_zh:
        yield Run(facts.title_en)
        return
    yield Run(facts.title_zh, "zh-Hans")
    if facts.title_en:
        yield Run(f" [{facts.title_en}]")


def joined(
    bodies: tuple[Body, ...],
    *,
    short: Mapping[str, str] | None = None,
    inverted: bool = False,
    last: str = " and ",
) -> str:
    """Return bodies in English; of more than three the first and "et al."

    ``inverted`` puts the family name of a Western person first; a Chinese name is
    written as it is, family name first and without a comma.
    """
    names = [(short or {}).get(body.en, body.best("en")) for body in bodies[:3]]
    if inverted and names:
        names[0] = bodies[0].inverted
    if len(bodies) > 3:
        return f"{names[0]} et al."
    return last.join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def the(bodies: tuple[Body, ...]) -> str:
    """Return bodies as they stand after "by": with the article where in English."""
    names = joined(bodies)
    return f"the {names}" if bodies[0].en else names


def translators(facts: Facts) -> str:
    """Return who translated the words that a manual in English cites."""
    return joined(tuple(Body("", name) for name in facts.translators_for("en")))


def _quoted(title: str) -> str:
    return f"“{inner_quotes(title)}”"


def inner_quotes(title: str) -> str:
    """Return a title with its double quotation marks made single."""
    return title.replace("“", "‘").replace("”", "’")


def kept(*runs: Run) -> Runs:
    """Return the runs that hold any text."""
    return tuple(run for run in runs if run.text)
