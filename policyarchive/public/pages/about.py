"""Pages about the archive itself: what is in it and how it works."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policyarchive.archive.vocabulary import Kind
from policyarchive.public import charts
from policyarchive.public.facets import shown
from policyarchive.search.query import SearchQuery

_TITLES = {
    "coverage": ("What is in it, and what is not", "收录范围"),
    "citing": ("How to cite", "引用方法"),
    "dates-and-names": ("How dates and names are decided", "日期与名称"),
    "permalinks": ("Permalinks and versions", "永久链接与版本"),
    "finding": ("How search works", "检索说明"),
    "data": ("Export, feeds and API", "数据导出"),
    "corrections": ("Errors, rights and withdrawal", "勘误与撤回"),
    "accessibility": ("Accessibility", "无障碍"),
    "software": ("The software", "软件"),
}


@require_safe
def about(request: HttpRequest, page: str = "coverage") -> HttpResponse:
    """Return one of the pages about the archive."""
    if page not in _TITLES:
        raise Http404
    title_en, title_zh = _TITLES[page]
    found = {
        "page": page,
        "title_en": title_en,
        "title_zh": title_zh,
        "titles": _TITLES,
        "naan": settings.ARCHIVE_NAAN,
        "base_url": settings.ARCHIVE_BASE_URL,
    }
    if page == "coverage":
        found |= _coverage()
    return render(request, f"public/about/{page}.html", found)


def _coverage() -> dict[str, Any]:
    """Return what is in the archive, counted now."""
    documents = SearchQuery().of_kind(Kind.DOCUMENT).at_page(1, 1).run()
    years = [(bar.year, bar.count) for bar in documents.histogram.years]
    names = ("type", "status", "level", "language", "issuer", "source")
    return {
        "count": documents.count,
        "undated": documents.histogram.undated,
        "years": charts.by_year(years, undated=documents.histogram.undated),
        "groups": shown(documents, names, most=15),
    }
