"""What an ARK answers to ``?info``: a brief record and what is promised about it.

Electronic Resource Citation (ERC) in ANVL, as the ARK specification asks.
"""

import re
from collections.abc import Iterator

from django.http import HttpResponse

from policyarchive.archive import records
from policyarchive.archive.models.published import Permalink
from policyarchive.archive.vocabulary import Reason, Role, State
from policyarchive.public import linking

PROMISE = (
    "Permanent name. Every version is kept unchanged under its number; "
    "a withdrawn entry keeps a tombstone."
)


def info(permalink: Permalink) -> HttpResponse:
    """Answer with the brief record of an entry, also of one that is gone."""
    address = linking.absolute(permalink.get_absolute_url())
    version = linking.newest(permalink)
    is_erased = permalink.state == State.ERASED
    about = _of_nothing(address) if is_erased else _about(version.record, address)
    lines = [*about, "", *_support(permalink, address)]
    response = HttpResponse(
        "\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"
    )
    linking.add_links(response, f'<{address}>; rel="describes"')
    return response


def _of_nothing(address: str) -> Iterator[str]:
    yield "erc:"
    for label in ("who", "what", "when"):
        yield _line(label, "")
    yield _line("where", address)


def _about(record: records.Record, address: str) -> Iterator[str]:
    makers = record.linked(Role.AUTHOR, Role.ISSUER, Role.PUBLISHER)
    names = [link.ref.en or link.ref.zh for link in makers]
    titles = [title for title in (record.title_zh, record.title_en) if title]
    shown = record.shown_date
    yield "erc:"
    yield _line("who", "; ".join(name for name in names if name))
    yield _line("what", " | ".join(titles))
    yield _line("when", shown.edtf if shown else "")
    yield _line("where", address)


def _support(permalink: Permalink, address: str) -> Iterator[str]:
    version = linking.newest(permalink)
    what, when = PROMISE, version.published_at
    if permalink.decided_at is not None:
        when = permalink.decided_at
    if permalink.state == State.WITHDRAWN:
        reason = Reason.find(permalink.reason)
        why = reason.en if reason else permalink.reason
        what = f"Withdrawn: {why}. {permalink.public_note}"
    elif permalink.state == State.ERASED:
        what = f"Published by mistake and erased. {permalink.public_note}"
    elif permalink.merged_into is not None:
        what = f"Merged into {permalink.merged_into.ark}. {permalink.public_note}"
    yield "erc-support:"
    yield _line("who", "Policy Archive")
    yield _line("what", what)
    yield _line("when", when.strftime("%Y-%m-%d"))
    yield _line("where", address)


def _line(label: str, value: str) -> str:
    return f"{label}: {re.sub(r'\s+', ' ', value).strip() or '(:unkn) unknown'}"
