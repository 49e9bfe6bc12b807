"""Pages of versions, kept in memory once drawn: a version never changes.

What stands around it does (names of linked entries, what points at it, the day in its
citation), so a page is kept under everything it follows from: the version, the state of
its permalink, the last row of the publication log, the state of the index, the day, and
the release of this program. The same makes its ETag, so that a reader who holds the
page is told so before anything is drawn.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control

from policyarchive.archive.models.published import Permalink, Version
from policyarchive.search import log
from policyarchive.search.engine import Snapshot

_DRAWN_BY = (("policyarchive", "*.py"), ("templates", "*"), ("static", "*"))


class Pages:
    """Finished pages by their tags; the least lately asked for go first."""

    def __init__(self, room: int) -> None:
        self.room = room  # bytes of all bodies
        self._used = 0
        self._mutex = threading.Lock()
        self._kept: OrderedDict[str, HttpResponse] = OrderedDict()

    def get(self, tag: str) -> HttpResponse | None:
        """Return a copy of a page that is kept."""
        with self._mutex:
            found = self._kept.get(tag)
            if found is None:
                return None
            self._kept.move_to_end(tag)
        return _copy(found)

    def put(self, tag: str, page: HttpResponse) -> None:
        """Keep a page, unless it alone would take half of the room."""
        if len(page.content) > self.room // 2:
            return
        with self._mutex:
            if tag in self._kept:
                return
            self._kept[tag] = _copy(page)
            self._used += len(page.content)
            while self._used > self.room:
                _, oldest = self._kept.popitem(last=False)
                self._used -= len(oldest.content)


def _copy(page: HttpResponse) -> HttpResponse:
    # Middleware adds headers to what it is given, and closes it.
    return HttpResponse(page.content, headers=dict(page.items()))


_pages = Pages(settings.ARCHIVE_KEPT_PAGES * 1024 * 1024)


def answer(
    request: HttpRequest,
    permalink: Permalink,
    version: Version,
    snapshot: Snapshot | None,
    draw: Callable[[], HttpResponse],
) -> HttpResponse:
    """Return the page of a version: not at all, as kept, or drawn now.

    ``permalink`` carries the mark of the log (``log.answering``). A page with
    words of the query in it is drawn each time.
    """
    tag = _tag(request, permalink, version, snapshot)
    held = get_conditional_response(request, tag)
    if held is not None:
        return _tagged(held, tag)
    is_kept = not request.GET and not settings.DEBUG
    page = _pages.get(tag) if is_kept else None
    if page is None:
        page = draw()
        if is_kept:
            _pages.put(tag, page)
    return _tagged(page, tag)


def _tagged(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    # A withdrawal shows at once: whoever keeps a page asks whether it still stands.
    patch_cache_control(response, public=True, no_cache=True)
    return response


def _tag(
    request: HttpRequest,
    permalink: Permalink,
    version: Version,
    snapshot: Snapshot | None,
) -> str:
    follows_from = (
        request.get_full_path(),
        version.sha256,
        permalink.state,
        permalink.current_id,
        permalink.merged_into_id,
        permalink.is_under_review,
        log.mark_of(permalink),
        snapshot.generation if snapshot else "",
        timezone.localdate().isoformat(),
        settings.ARCHIVE_BASE_URL,
        _release(),
    )
    digest = hashlib.sha256(repr(follows_from).encode()).hexdigest()
    return f'W/"{digest[:32]}"'


@cache
def _release() -> str:
    """Return what tells this release from another: a hash of all that draws pages."""
    digest = hashlib.sha256()
    for folder, pattern in _DRAWN_BY:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob(pattern)):
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()
