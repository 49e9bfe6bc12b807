"""Pages about the archive itself: what is in it and how it works."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policyarchive.archive.vocabulary import Kind
from policyarchive.public import charts
from policyarchive.public.api import cursors
from policyarchive.public.facets import shown
from policyarchive.public.pages.download import context as _download
from policyarchive.search.query import SearchQuery
from policyarchive.search.question import Order

_TITLES = {
    "coverage": ("What is in it, and what is not", "收录范围"),
    "citing": ("How to cite", "引用方法"),
    "dates-and-names": ("How dates and names are decided", "日期与名称"),
    "permalinks": ("Permalinks and versions", "永久链接与版本"),
    "finding": ("How search works", "检索说明"),
    "data": ("Export, feeds and API", "数据导出"),
    "download": ("Download everything", "整体下载"),
    "api": ("The API", "程序接口"),
    "corrections": ("Errors, rights and withdrawal", "勘误与撤回"),
    "preservation": ("Preservation, and if this host ends", "长期保存"),
    "licences": ("Licences of the texts", "文本许可"),
    "neutrality": ("Editorial neutrality", "编辑中立"),
    "made-by-machine": ("Translations and what machines made", "译文与机器生成"),
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
        "contact": settings.ARCHIVE_CONTACT,
    }
    if page in _MORE:
        found |= _MORE[page]()
    return render(request, f"public/about/{page}.html", found)


def _api() -> dict[str, Any]:
    """Return commands that work as they stand, on the newest document there is."""
    newest = SearchQuery().of_kind(Kind.DOCUMENT).ordered(Order.NEWEST).at_page(1, 1)
    paths, page = dict(_COMMANDS), newest.run()
    if page.end:
        cursor = cursors.written_end(page.end)
        paths["cursor"] = (f"api/entries?kind=document&sort=newest&cursor={cursor}",)
    for hit in page.hits:
        entry = f"api/entries/{hit.ark.rpartition('/')[2]}"
        version = f"{entry}/versions/{hit.version}"
        paths["entry"] = (entry, f"{entry}/versions", version)
        cited = f"{hit.ark}/v{hit.version}"
        paths["resolve"] = (
            f"api/resolve?id={cited}",
            f"api/quote?ark={cited}&text=data+law",
        )
        paths["cite"] = (f"cite.json?text={cited}",)
    base = settings.ARCHIVE_BASE_URL
    return {
        "commands": {
            name: [f"curl -s '{base}/{path}'" for path in found]
            for name, found in paths.items()
        }
    }


_COMMANDS: Mapping[str, tuple[str, ...]] = {
    "search": (
        "api/entries?kind=document&sort=newest&size=5",
        "api/entries?q=data&from=2021&to=2022&type=-news",
    ),
    "changes": ("api/changes",),
}


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


_MORE: Mapping[str, Callable[[], dict[str, Any]]] = {
    "coverage": _coverage,
    "api": _api,
    "download": _download,
}
