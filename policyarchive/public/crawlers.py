"""What crawlers ask for: the sitemap and robots.txt."""

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from policyarchive.archive.models.published import Permalink
from policyarchive.archive.vocabulary import State
from policyarchive.public import linking

if TYPE_CHECKING:
    _Sitemap = Sitemap[Permalink]
else:  # sitemaps take no parameters at run time
    _Sitemap = Sitemap

_ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /search
Disallow: /*/diff/

Sitemap: {sitemap}
"""


class Entries(_Sitemap):
    """The newest version of every published entry; withdrawn ones are not in it."""

    limit = 5000
    protocol = urlsplit(settings.ARCHIVE_BASE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        """Return the host readers use, whatever host asked."""
        return urlsplit(settings.ARCHIVE_BASE_URL).netloc

    def items(self) -> QuerySet[Permalink]:
        """Return the published permalinks in the order they were minted."""
        return (
            Permalink.objects.filter(state=State.PUBLISHED)
            .select_related("current")
            .defer("current__record_json")
            .order_by("pk")
        )

    def location(self, item: Permalink) -> str:
        """Return the path of the newest version."""
        return linking.version_path(item, linking.newest(item).number)

    def lastmod(self, item: Permalink) -> datetime:
        """Return when that version was published."""
        return linking.newest(item).published_at


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what to leave alone: filters multiply without end."""
    text = _ROBOTS.format(sitemap=linking.absolute("/sitemap.xml"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
