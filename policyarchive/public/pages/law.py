"""The page of a law: its life, its texts, what implements it, what cites it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest

from policyarchive.archive.dates import LAST_DAY, BadDate, parse
from policyarchive.archive.records import LawRecord
from policyarchive.archive.vocabulary import DateRole, Role, Status
from policyarchive.public import charts, citedby, force, relations
from policyarchive.public.charts import Moment
from policyarchive.public.pages import over_time
from policyarchive.public.pages.frame import Frame
from policyarchive.search.results import Hit

_MAJOR = frozenset((DateRole.ADOPTED.value, DateRole.EFFECTIVE.value))
_LIFE_DATES = (
    DateRole.ADOPTED,
    DateRole.PROMULGATED,
    DateRole.EFFECTIVE,
    DateRole.EXPIRES,
)
_IN_FORCE = frozenset(
    (Status.IN_FORCE.value, Status.AMENDED.value, Status.TIME_LIMITED.value)
)
# "Interim Measures for the …": beside a stem only what it is about has room.
_GENRE = re.compile(
    r"^(?:(?:Interim|Trial|Implementing|Administrative) )?"
    r"(?:Measures|Provisions|Regulations|Rules|Norms|Opinions|Guidelines|Notice|Standard)"
    r" (?:for|on|of) (?:the )?"
)
_BESIDE_A_STEM = 30
_TEXT_ROLES = (Role.TEXT_OF.value, Role.TRANSLATES.value, Role.DRAFT_OF.value)
_TEXTS = frozenset(_TEXT_ROLES)
_MOST_CITED = 8
_CITES = frozenset((Role.MENTIONED.value, Role.REPORTS.value, Role.RELATED.value))
_HAPPENED = frozenset((Role.CONCERNS.value,))
_RULES = relations.ALL_ROLES - _TEXTS - _CITES - _HAPPENED


def context(request: HttpRequest, frame: Frame, record: LawRecord) -> dict[str, Any]:
    """Return what the page of a law needs beyond the frame."""
    pointing = frame.pointing
    cited = citedby.of((record.ark,), frame.snapshot)
    ended = force.over(record, frame.standing)
    moments = sorted(_moments(record, frame), key=lambda moment: moment.day)
    citing = sum(
        group.count for role, group in pointing.groups.items() if role in _CITES
    )
    return {
        "life": charts.life(moments, force=None if ended else _force(record)),
        "moments": moments,
        "texts": pointing.hits(*_TEXT_ROLES),
        "ahead": relations.forward(
            record, frame.labels, relations.ALL_ROLES - {Role.ISSUER.value}
        ),
        "cited_by": cited,
        "most_cited": tuple(cited.places.items())[:_MOST_CITED],
        "rules": relations.reverse(pointing, _RULES),
        "citing": relations.reverse(pointing, _CITES),
        "citing_count": citing,
        "events": tuple(relations.of_hits(pointing.hits(*_HAPPENED))),
        "all_address": relations.search_address("law", record.ark),
        "years": over_time.years(
            frame.pointing.years, relations.search_address("law", record.ark)
        ),
        "pointing_count": pointing.count,
    }


def _force(record: LawRecord) -> tuple[date, date] | None:
    """Return from when to when the law is known to be in force."""
    effective = record.date(DateRole.EFFECTIVE)
    status = record.status
    if effective is None or status is None or status.code not in _IN_FORCE:
        return None
    try:
        start, end = effective.partial.lower, parse(status.as_of).upper
    except BadDate:
        return None
    return (start, end) if start < end else None


def _moments(record: LawRecord, frame: Frame) -> Iterator[Moment]:
    for role in _LIFE_DATES:
        fact = record.date(role)
        adopted = record.date(DateRole.ADOPTED)
        is_same_day = (
            fact and adopted and role != DateRole.ADOPTED and fact.edtf == adopted.edtf
        )
        if fact and not (role == DateRole.PROMULGATED and is_same_day):
            yield Moment(
                fact.partial.lower,
                fact.edtf,
                role.en,
                role.zh,
                is_major=role.value in _MAJOR,
                is_open=fact.is_unverified,
            )
    groups = (
        (Role.DRAFT_OF, "Draft", "草案", False),
        (Role.AMENDS, "Amended", "修改", False),
        (Role.REPEALS, "Repealed", "废止", False),
        (Role.IMPLEMENTS, "", "", True),
    )
    for pointer, en, zh, is_rule in groups:
        for hit in frame.pointing.hits(pointer.value):
            yield from _of_hit(hit, en, zh, is_rule=is_rule)


def _of_hit(hit: Hit, en: str, zh: str, *, is_rule: bool) -> Iterator[Moment]:
    edtf = (hit.effective or hit.date) if is_rule else hit.date
    try:
        day = parse(edtf).lower
    except BadDate:
        return
    if day.year > 1 and day < LAST_DAY:
        yield Moment(
            day,
            edtf,
            en or _short(hit.title_en or hit.title_zh),
            zh,
            is_open=not is_rule and (hit.is_unverified or en == "Draft"),
            is_rule=is_rule,
            language="en" if en or hit.title_en else "zh-Hans",
        )


def _short(title: str) -> str:
    """Return a title that fits beside a stem: without its genre, cut at a word."""
    subject = _GENRE.sub("", title)
    words = subject.split(" ")
    while len(" ".join(words)) > _BESIDE_A_STEM and len(words) > 1:
        words.pop()
    short = " ".join(words)[:_BESIDE_A_STEM]
    return short if short == subject else f"{short} …"
