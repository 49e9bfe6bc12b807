"""The page of the alternative: count, 20 hits with passages, seven facets.

Queries as Django's documentation teaches them. A facet counts under all filters but its
own, as the archive's do. Passages are cut in Python around the first word found, which
is faster than PostgreSQL's ts_headline and works for Chinese.
"""

import re
import time
from collections.abc import Iterator, Sequence

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html

from benchmarks.speed.plain.models import Document

PAGE = 20
_FIELDS = {
    "type": "type",
    "level": "level",
    "status": "status",
    "language": "language",
    "year": "year",
    "issuer": "issuers__name",
    "topic": "topics__key",
}
_AROUND = 80  # characters shown before and after a word
_ORDERS = {"newest": "-date", "oldest": "date"}


def search(request: HttpRequest) -> HttpResponse:
    """Answer ``phrase`` (tokens in a row, all must be found), filters, sort, page."""
    start = time.perf_counter()
    phrases = request.GET.getlist("phrase")
    number = int(request.GET.get("page", "1"))
    chosen = {key: request.GET[key] for key in _FIELDS if key in request.GET}
    found = _filtered(_matching(phrases), chosen)
    hits = _ordered(found, phrases, request.GET.get("sort", ""))
    page = hits[(number - 1) * PAGE : number * PAGE].prefetch_related("issuers")
    context = {
        "count": found.count(),
        "hits": [
            (hit, _passage(hit.body, request.GET.getlist("word"))) for hit in page
        ],
        "facets": [(key, list(_counts(phrases, chosen, key))) for key in _FIELDS],
        "phrases": phrases,
    }
    engine = (time.perf_counter() - start) * 1000
    return render(request, "plain.html", context | {"engine": engine})


def _matching(phrases: Sequence[str]) -> QuerySet[Document]:
    documents = Document.objects.all()
    if phrases:
        documents = documents.filter(search=_query(phrases))
    return documents


def _query(phrases: Sequence[str]) -> SearchQuery:
    first, *others = (
        SearchQuery(phrase, config="english", search_type="phrase")
        for phrase in phrases
    )
    for other in others:
        first = first & other
    return first


def _filtered(
    documents: QuerySet[Document], chosen: dict[str, str]
) -> QuerySet[Document]:
    for key, value in chosen.items():
        documents = documents.filter(Q((_FIELDS[key], value)))
    return documents


def _ordered(
    documents: QuerySet[Document], phrases: Sequence[str], order: str
) -> QuerySet[Document]:
    if order in _ORDERS:
        return documents.order_by(_ORDERS[order], "pk")
    if not phrases:
        return documents.order_by("pk")
    rank = SearchRank(F("search"), _query(phrases))
    ranked: QuerySet[Document] = documents.annotate(rank=rank).order_by("-rank", "pk")
    return ranked


def _counts(
    phrases: Sequence[str], chosen: dict[str, str], key: str
) -> QuerySet[Document, tuple[str, int]]:
    others = {other: value for other, value in chosen.items() if other != key}
    field = _FIELDS[key]
    counted: QuerySet[Document, tuple[str, int]] = (
        _filtered(_matching(phrases), others)
        .values_list(field)
        .annotate(number=Count("pk"))
        .order_by("-number")
    )
    return counted[:200]


def _passage(body: str, words: Sequence[str]) -> str:
    found = next(_found(body, words), None)
    if found is None:
        return ""
    start, end = found.span()
    before, after = body[max(0, start - _AROUND) : start], body[end : end + _AROUND]
    return format_html("{}<mark>{}</mark>{}", before, found.group(), after)


def _found(body: str, words: Sequence[str]) -> Iterator[re.Match[str]]:
    for word in words:
        if match := re.search(re.escape(word), body, re.IGNORECASE):
            yield match
