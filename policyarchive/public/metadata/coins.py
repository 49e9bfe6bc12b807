"""COinS: a result list that reference managers can pick from without asking. Pure.

The title of an empty ``<span class="Z3988">`` is an OpenURL context object (Z39.88) in
key/value form. Of its formats only Dublin Core carries any item type of Zotero, and
``rft.aucorp`` keeps the name of a body whole.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from policyarchive.public.metadata.zotero import item_type
from policyarchive.search.results import Hit


def coins(hit: Hit, url: str, issuers: Iterable[str]) -> str:
    """Return the context object of a hit with this absolute permalink.

    ``issuers`` are the names of the bodies that issued it, the lead first.
    """
    stated = [(key, value) for key, value in _pairs(hit, url) if value]
    return urlencode([*stated, *(("rft.aucorp", name) for name in issuers)])


def _pairs(hit: Hit, url: str) -> Iterator[tuple[str, str]]:
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"
    yield "rft.type", item_type(hit.kind, hit.type)
    yield "rft.title", hit.title_en or hit.title_zh
    yield "rft.date", hit.date
    yield "rft.identifier", url
    yield "rft.language", "zh-CN" if hit.title_zh else "en"
