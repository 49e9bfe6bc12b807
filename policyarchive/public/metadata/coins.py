"""COinS: a result list that reference managers can pick from without asking. Pure.

The title of an empty ``<span class="Z3988">`` is an OpenURL context object (Z39.88) in
key/value form. Of its formats only Dublin Core carries any item type of Zotero, and
``rft.aucorp`` keeps the name of a body whole. None of the keys that Zotero reads there
leads to the number of a statute or a report: that comes with the page of the version.
"""

from collections.abc import Iterable
from urllib.parse import quote_plus

from policyarchive.public.metadata.zotero import item_type
from policyarchive.search.results import Hit

_START = "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc&rft.type="


def coins(hit: Hit, url: str, issuers: Iterable[str]) -> str:
    """Return the context object of a hit with this absolute permalink.

    ``issuers`` are the names of the bodies that issued it, the lead first.
    """
    stated = [
        ("rft.title", hit.title_en or hit.title_zh),
        ("rft.date", hit.date),
        ("rft.identifier", url),
        ("rft.language", "zh-CN" if hit.title_zh else "en"),
        *(("rft.aucorp", name) for name in issuers),
    ]
    written = [f"{key}={quote_plus(value)}" for key, value in stated if value]
    return "&".join((f"{_START}{item_type(hit.kind, hit.type)}", *written))
