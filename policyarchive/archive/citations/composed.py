"""What a citation was composed of, part by part, and what is missing. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from policyarchive.archive.citations.facts import Body, Facts
from policyarchive.archive.vocabulary import DateRole


@dataclass(frozen=True, slots=True)
class Part:
    """One fact that citation forms draw on: what it is, its words, and its field.

    Without words it is missing: a citation of this kind would have it.
    """

    name: str
    words: str
    field: str


def parts(facts: Facts, date_role: str) -> tuple[Part, ...]:
    """Return the parts a citation of this kind has; ``date_role`` is of its date."""
    wanted = (*_titles(facts), *_bodies(facts), *_translators(facts))
    return (*wanted, *_life(facts, date_role), *_addresses(facts))


def _titles(facts: Facts) -> Iterator[Part]:
    if facts.title_zh or facts.family != "foreign":
        yield Part("Title in Chinese", facts.title_zh, "Chinese title")
    yield Part("Title in English", facts.title_en, "English title")


def _bodies(facts: Facts) -> Iterator[Part]:
    if facts.family == "entry":
        return
    if facts.authors:
        yield Part("Who wrote it", _named(facts.authors), "authors")
    if facts.family == "press":
        yield Part("Who published it", _named(facts.publishers), "publishers")
    elif not facts.authors:
        bodies = facts.issuers or facts.publishers
        field = "issuers" if facts.issuers or not bodies else "publishers"
        yield Part("Who issued it", _named(bodies), field)


def _translators(facts: Facts) -> Iterator[Part]:
    if facts.translators:
        yield Part("Who translated it", "; ".join(facts.translators), "translators")


def _named(bodies: tuple[Body, ...]) -> str:
    return "; ".join(" ".join(filter(None, (body.zh, body.en))) for body in bodies)


def _life(facts: Facts, date_role: str) -> Iterator[Part]:
    if facts.family == "entry" and not facts.issued:
        return
    role = DateRole.find(date_role)
    yield Part(
        "Its date", facts.issued, f"date: {role.en.lower()}" if role else "dates"
    )
    if facts.family == "statute":
        yield Part("The date it took effect", facts.effective, "date: effective")
    if facts.family not in ("press", "entry"):
        yield Part("Document number", facts.number, "document number")


def _addresses(facts: Facts) -> Iterator[Part]:
    if facts.article:
        name = "Section" if facts.public_law else "Article"
        yield Part(name, facts.article, f"the {name.lower()} you pinned")
    if facts.family != "entry":
        yield Part("Address of the source", facts.source_url, "sources, the first")
    yield Part("Archived copy", facts.url, f"permalink of version {facts.version}")
    yield Part("Day of access", facts.accessed.isoformat(), "today")
