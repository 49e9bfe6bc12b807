"""The checks: each a name, a sentence that says what to do, and one query."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Least, Length, Substr
from django.urls import reverse
from django.utils import timezone

from policyarchive.archive.models import DateFact, Entry, Flag, Link, Source
from policyarchive.archive.vocabulary import (
    DateRole,
    DocumentType,
    Kind,
    Role,
    State,
    Status,
)
from policyarchive.editorial.checks.alike import (
    NAMED_ALIKE,
    count_named_alike,
    named_alike,
)
from policyarchive.editorial.checks.findings import Finding, of_entry
from policyarchive.search.wanted import PAGE_SIZE, wanted

SEEN_WITHIN = timedelta(days=365)
"""An address that nobody has seen for longer has to be looked at again."""

# Nobody issues a news report; it has a publisher.
_NOT_ISSUED = (DocumentType.NEWS, DocumentType.OP_ED, DocumentType.SPEECH)
ISSUED = (DateRole.ADOPTED, DateRole.SIGNED, DateRole.PROMULGATED)
_IN_FORCE = (Status.IN_FORCE, Status.AMENDED, Status.TIME_LIMITED)
_ENDING = (Role.REPEALS, Role.REPLACES)


@dataclass(frozen=True, slots=True)
class Check:
    """One check. ``count`` asks for all, ``some`` for a part of them in order."""

    slug: str
    name: str
    explains: str
    count: Callable[[], int]
    some: Callable[[int, int], Sequence[Finding]]


def _entries() -> QuerySet[Entry]:
    """Return the entries that can be mended: what was merged away cannot."""
    return Entry.objects.exclude(permalink__state=State.MERGED).order_by("pk")


def missing_issuer() -> QuerySet[Entry]:
    """Return documents and laws that nobody is said to have issued."""
    issued = Link.objects.filter(entry=OuterRef("pk"), role=Role.ISSUER)
    entries = _entries().filter(permalink__kind__in=(Kind.DOCUMENT, Kind.LAW))
    return entries.exclude(document__type__in=_NOT_ISSUED).filter(~Exists(issued))


def effective_before_issued() -> QuerySet[Entry]:
    """Return what is said to be in effect before it was adopted or promulgated.

    Two dates are compared as far as both are known: 2021 is not before 2021-06.
    """
    points = DateFact.objects.exclude(edtf__contains="/")
    known = Least(Length("edtf"), Length(OuterRef("edtf")))
    early = (
        points.filter(entry=OuterRef("entry"), role=DateRole.EFFECTIVE)
        .annotate(own=Substr("edtf", 1, known))
        .annotate(other=Substr(OuterRef("edtf"), 1, known))
        .filter(own__lt=F("other"))
    )
    late = points.filter(entry=OuterRef("pk"), role__in=ISSUED).filter(Exists(early))
    return _entries().filter(Exists(late))


def repealed_in_force() -> QuerySet[Entry]:
    """Return what is in force by its status, though something repeals all of it."""
    ending = Link.objects.filter(target=OuterRef("pk"), role__in=_ENDING, there="")
    in_force = Q(document__status__in=_IN_FORCE) | Q(law__status__in=_IN_FORCE)
    return _entries().filter(in_force).filter(Exists(ending))


def unseen_sources() -> QuerySet[Entry]:
    """Return entries with an address that nobody has seen for a year."""
    since = timezone.now() - SEEN_WITHIN
    addresses = Source.objects.exclude(url="").order_by()
    # Two questions, since no index answers one that two tables have to answer together.
    seen_long_ago = Q(pk__in=addresses.filter(last_seen__lt=since).values("entry"))
    never_seen = Exists(addresses.filter(last_seen=None, entry=OuterRef("pk")))
    # In this order: what is cheap to tell of a row is told first.
    unseen = Q(created_at__lt=since) & Q(never_seen)
    return _entries().filter(seen_long_ago | unseen)


def unverified_facts() -> QuerySet[Entry]:
    """Return entries with a fact, date or relation that nobody has confirmed."""
    marked: Sequence[QuerySet[Any]] = (
        Flag.objects.all(),
        DateFact.objects.filter(is_unverified=True),
        Link.objects.filter(is_unverified=True),
    )
    # Each table is asked once: asked for every entry, it takes ten times as long.
    flags, *others = (rows.order_by().values("entry") for rows in marked)
    return _entries().filter(pk__in=flags.union(*others))


def cited_not_held(start: int, end: int) -> list[Finding]:
    """Return what published texts cite and the archive does not hold, oftenest first.

    The reading list, as the index counts it.
    """
    first, last = start // PAGE_SIZE + 1, (end - 1) // PAGE_SIZE + 1
    found = [one for number in range(first, last + 1) for one in wanted(number).wanted]
    offset = (first - 1) * PAGE_SIZE
    search = reverse("search")
    return [
        Finding(
            one.words,
            f"{search}?{urlencode({'unheld': one.key})}",
            f"Cited by {one.count}.",
        )
        for one in found[start - offset : end - offset]
    ]


def _check(
    slug: str, name: str, explains: str, ask: Callable[[], QuerySet[Entry]]
) -> Check:
    def some(start: int, end: int) -> list[Finding]:
        return [of_entry(one) for one in ask().select_related("permalink")[start:end]]

    return Check(slug, name, explains, lambda: ask().count(), some)


CHECKS: Sequence[Check] = (
    _check(
        "missing-issuer",
        "No issuer",
        "Nobody is said to have issued it. Add the relation “Issuer”.",
        missing_issuer,
    ),
    _check(
        "effective-before-issued",
        "In effect before it was issued",
        "One of the two dates is wrong, or in the wrong role. Compare the source.",
        effective_before_issued,
    ),
    _check(
        "repealed-in-force",
        "Repealed, yet in force",
        "Something repeals or replaces the whole of it. Correct the status, or give "
        "the relation the article it is about.",
        repealed_in_force,
    ),
    Check(
        "cited-not-held",
        "Cited, not held",
        "Published texts cite it and the archive does not have it. Take it in, or add "
        "the cited name to the entry it means.",
        lambda: wanted().count,
        cited_not_held,
    ),
    Check(
        NAMED_ALIKE,
        "Actors and laws named alike",
        "If the two are one, merge them. If not, say why: they are not listed again.",
        count_named_alike,
        named_alike,
    ),
    _check(
        "unseen-sources",
        "Address not seen for a year",
        "Open the address. If it answers, set “last seen” to today; if not, say so in "
        "a note and add where it is found now.",
        unseen_sources,
    ),
    _check(
        "unverified-facts",
        "Facts nobody has confirmed",
        "Readers see them marked. Confirm them at the source and take the mark off.",
        unverified_facts,
    ),
)


def find(slug: str) -> Check | None:
    """Return the check with this slug, if there is one."""
    return next((check for check in CHECKS if check.slug == slug), None)
