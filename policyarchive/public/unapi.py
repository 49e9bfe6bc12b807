"""unAPI: the door through which Zotero fetches the record of a page.

It answers as its specification says (https://unapi.info/specs/, revision 1), which
knows ``id`` and ``format`` and no refusal of others: what a client adds is ignored.
"""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from policyarchive.archive import citations, permalinks
from policyarchive.archive.models.published import Version
from policyarchive.archive.vocabulary import State
from policyarchive.public import linking
from policyarchive.public.metadata import rdf, zotero

_NUMBER = re.compile(r"/v([1-9]\d{0,5})")


@require_safe
def unapi(request: HttpRequest) -> HttpResponse:
    """List the formats, or answer with a version in one of them."""
    identifier, name = request.GET.get("id", ""), request.GET.get("format", "")
    if not identifier:
        return _formats("")
    version = _find(identifier)
    if version is None:
        return HttpResponse("Nothing here has this id.\n", status=404)
    if not name:
        return _formats(identifier)
    if name not in _FORMATS:
        return HttpResponse(f"There is no format {name}.\n", status=406)
    media_type, make = _FORMATS[name]
    path = linking.version_path(version.permalink, version.number)
    body = make(version, linking.absolute(path))
    return HttpResponse(body, content_type=f"{media_type}; charset=utf-8")


def _find(identifier: str) -> Version | None:
    ark = permalinks.read(identifier)
    number = _NUMBER.fullmatch(ark.suffix) if ark else None
    if ark is None or number is None:
        return None
    return (
        Version.objects.filter(permalink__name=ark.name, number=int(number[1]))
        .exclude(permalink__state=State.WITHDRAWN)
        .select_related("permalink")
        .first()
    )


def _formats(identifier: str) -> HttpResponse:
    root = Element("formats", {"id": identifier} if identifier else {})
    for name, (media_type, _) in _FORMATS.items():
        SubElement(root, "format", {"name": name, "type": media_type})
    body = tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


def _rdf(version: Version, url: str) -> bytes:
    return rdf.rdf(zotero.item(version.record, url))


def _ris(version: Version, url: str) -> str:
    return citations.ris(version.record, url=url, accessed=timezone.localdate())


_FORMATS: dict[str, tuple[str, Callable[[Version, str], bytes | str]]] = {
    "rdf_zotero": ("application/rdf+xml", _rdf),
    "ris": ("application/x-research-info-systems", _ris),
}
