"""The working copy as readers would see it, through the page that readers get.

The write side does not import the read side: a setting names the view.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.module_loading import import_string

from policyarchive.archive.models import Entry
from policyarchive.editorial.freeze import freeze, gather


def preview(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Return the public page of what publishing the entry now would freeze."""
    concrete = entry.concrete
    gather([concrete])
    frozen = freeze(concrete, at=timezone.now())
    view = import_string(settings.ARCHIVE_PREVIEW_VIEW)
    response: HttpResponse = view(request, frozen.record, frozen.texts)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
