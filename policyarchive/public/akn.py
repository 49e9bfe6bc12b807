"""Addresses after the naming convention of Akoma Ntoso: a secondary key.

``/akn/cn/act/law/npcsc/2021-06-10/84/zho@2021-06-10/!main~art_3``: country, kind, more
of its kind and its maker, the date of the work, its number, the expression, a portion.
China assigns no such identifiers, so only what is unmistakable is resolved: by date and
number, and never to a guess (https://docs.oasis-open.org/legaldocml/akn-nc/v1.0/).
"""

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from policyarchive.archive import numerals
from policyarchive.archive.vocabulary import Kind
from policyarchive.search.query import SearchQuery
from policyarchive.search.question import LARGEST_PAGE
from policyarchive.search.results import Hit

_IRI = re.compile(
    r"cn/act/(?:[a-z][\w.-]*/){0,3}(?P<date>\d{4}-\d{2}-\d{2})/(?P<number>\d{1,6})"
    r"(?:/[a-z]{3}(?:@[\d-]*)?)?(?:/?!main)?(?:~(?P<portion>[a-z]+(?:_[\w-]+)*))?/?"
)
_ARTICLE = re.compile(r"art_(\d+(?:-\d+)*)")
_NUMERAL = re.compile(numerals.NUMERAL)


@require_safe
def akn(request: HttpRequest, iri: str) -> HttpResponse:
    """Redirect to the one entry with this date and number, to the article if asked."""
    parts = _IRI.fullmatch(iri)
    if parts is None:
        raise Http404("This is not an address of an act of China in Akoma Ntoso.")
    article = _ARTICLE.fullmatch(parts["portion"] or "")
    # Articles stand in the texts of a law, which are documents.
    kinds = [Kind.DOCUMENT] if article else [Kind.LAW, Kind.DOCUMENT]
    named = [_of(kind, parts["date"], int(parts["number"])) for kind in kinds]
    found = next(filter(None, named), [])
    if len(found) != 1:
        raise Http404("No one entry has this date and number.")
    (hit,) = found
    fragment = f"/art-{article[1]}" if article else ""
    return HttpResponseRedirect(f"/{hit.ark}/v{hit.version}{fragment}")


def _of(kind: str, date: str, number: int) -> list[Hit]:
    """Return the entries of a kind and a day that have a number."""
    day = SearchQuery().of_kind(kind).between(date, date).at_page(1, LARGEST_PAGE)
    return [
        hit
        for hit in day.run().hits
        if hit.date == date and number in _numbers(hit.number)
    ]


def _numbers(text: str) -> set[int]:
    """Return the last number that a document number states, if it states any."""
    last = _NUMERAL.findall(text)[-1:]
    return {numerals.to_int(numeral) for numeral in last}
