"""Checked citations as plain values, for programs."""

from typing import Any

from policyarchive.public import linking
from policyarchive.public.editions import Edition
from policyarchive.public.quoting import Stands
from policyarchive.public.verdicts import Check, Checked, Place, Quoted
from policyarchive.public.works import Work
from policyarchive.search.results import Hit


def answer(check: Check) -> dict[str, Any]:
    """Return an answer; every address in it is absolute."""
    return {
        "citations": [_checked(one) for one in check.citations],
        "unrecognised": [
            {"words": line.words, "near": [_hit(hit) for hit in line.near]}
            for line in check.unread
        ],
        "quotations_left": check.quotes_left,
        "quotations_too_long": check.long_quotes,
        "works_left": check.works_left,
        "rest_begins": check.rest,
        "names_left": check.names_left,
    }


def _checked(checked: Checked) -> dict[str, Any]:
    return {
        "words": checked.words,
        "verdict": checked.verdict.value,
        "recognised_by": list(checked.kinds),
        "entries": [_work(work) for work in checked.works],
        "more_entries": checked.more_works,
        "articles": [_place(place) for place in checked.places],
        "quotations": [_quoted(quote) for quote in checked.quotes],
        "notes": list(checked.notes),
        "near": [_hit(hit) for hit in checked.near],
    }


def _work(work: Work) -> dict[str, Any]:
    return {
        "ark": work.ark,
        "url": linking.absolute(work.path),
        "version": work.version.number,
        "title_zh": work.permalink.label_zh,
        "title_en": work.permalink.label_en,
        "status": work.status_code,
        "status_as_of": "" if work.standing or not work.status else work.status.as_of,
        "status_because": work.standing.sentence if work.standing else "",
        "on_that_day": work.force,
        "text_then": _edition(work.then),
        "text_named": _edition(work.named),
        "newer_text": _edition(work.newer),
        "compare_url": linking.absolute(work.compare) if work.compare else "",
        "changed_by": [
            {
                "role": group.role,
                "ark": relation.label.ark,
                "title_zh": relation.label.zh,
                "title_en": relation.label.en,
                "date": relation.date,
            }
            for group in work.changes
            for relation in group.relations
        ],
    }


def _edition(edition: Edition | None) -> str:
    return linking.absolute(edition.path) if edition else ""


def _place(place: Place) -> dict[str, Any]:
    return {
        "words": place.words,
        "anchor": place.anchor,
        "url": linking.absolute(place.url) if place.url else "",
        "is_text_held": place.is_known,
    }


def _quoted(quote: Quoted) -> dict[str, Any]:
    return {
        "words": quote.words,
        "verdict": quote.verdict,
        "stands": [_stands(stands) for stands in quote.stands],
    }


def _stands(stands: Stands) -> dict[str, Any]:
    return {
        "url": stands.url,
        "anchor": stands.anchor,
        "language": stands.language,
        "words": stands.words,
        "likeness": stands.likeness,
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "ark": hit.ark,
        "url": linking.absolute(f"/{hit.ark}"),
        "title_zh": hit.title_zh,
        "title_en": hit.title_en,
    }
