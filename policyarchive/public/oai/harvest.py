"""What is harvested: the last word of the publication log on each entry."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from policyarchive.archive import permalinks
from policyarchive.archive.models.published import Publication
from policyarchive.public.oai.arguments import ProtocolError, Window

PAGE_SIZE = 100


def page(window: Window) -> tuple[Sequence[Publication], bool]:
    """Return the next page of a window, and whether more follows."""
    rows = list(_latest(window).filter(sequence__gt=window.after)[: PAGE_SIZE + 1])
    return rows[:PAGE_SIZE], len(rows) > PAGE_SIZE


def one(identifier: str) -> Publication:
    """Return the last word on the entry with this identifier."""
    ark = permalinks.read(identifier)
    found = None
    if ark is not None and ark.naan == settings.ARCHIVE_NAAN and not ark.suffix:
        found = _latest(Window()).filter(permalink__name=ark.name).first()
    if found is None:
        raise ProtocolError("idDoesNotExist", f"Nothing here is called {identifier}.")
    return found


def earliest() -> Publication | None:
    """Return the first row of the log."""
    return Publication.objects.order_by("sequence").first()


def _latest(window: Window) -> QuerySet[Publication]:
    later = Publication.objects.filter(
        permalink=OuterRef("permalink"), sequence__gt=OuterRef("sequence")
    )
    rows = Publication.objects.filter(~Exists(later)).order_by("sequence")
    if window.kind:
        rows = rows.filter(permalink__kind=window.kind)
    if window.starts_at:
        rows = rows.filter(at__gte=window.starts_at)
    if window.ends_before:
        rows = rows.filter(at__lt=window.ends_before)
    return rows.select_related("permalink__current")
