"""The open part of the archive as one file: its page, its note, and the file."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from policyarchive.archive import offers
from policyarchive.public import linking, ranges, strictly
from policyarchive.public.answers import takes
from policyarchive.public.metadata.schema import in_script

_ZIP = "application/zip"


def context() -> dict[str, Any]:
    """Return what the page about the download needs."""
    offer = offers.current()
    if offer is None:
        return {"offer": None}
    return {"offer": offer, "json_ld": SafeString(in_script(_described(offer)))}


@require_safe
@strictly.refusing
@takes()
def download_json(request: HttpRequest) -> HttpResponse:
    """Say where the file is, how large, of when, with which checksum (schema.org)."""
    offer = offers.current()
    if offer is None:
        return _json({"error": "No file is offered now. Ask again later."}, 404)
    return _json(_described(offer), 200)


@require_safe
def download(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send the file, whole or in parts."""
    offer = offers.current()
    if offer is None or name != offer.name:
        raise Http404("This file is not offered any more.")
    response = ranges.serve(
        request, offer.path, media_type=_ZIP, etag=f"sha256-{offer.sha256}"
    )
    response["Content-Disposition"] = f'attachment; filename="{offer.name}"'
    return response


def _described(offer: offers.Offer) -> dict[str, Any]:
    page = linking.absolute(reverse("about", args=["download"]))
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": page,
        "url": page,
        "name": "Policy Archive, the open part",
        "description": (
            "Every published entry of the archive with its versions, the open texts, "
            "the open source files and the publication log."
        ),
        "dateModified": offer.date,
        "inLanguage": ["zh", "en"],
        "isAccessibleForFree": True,
        "license": linking.absolute(reverse("about", args=["licences"])),
        "distribution": {
            "@type": "DataDownload",
            "contentUrl": linking.absolute(reverse("download", args=[offer.name])),
            "encodingFormat": _ZIP,
            "contentSize": f"{offer.size} B",
            "sha256": offer.sha256,
            "dateModified": offer.date,
        },
    }


def _json(found: dict[str, Any], status: int) -> HttpResponse:
    text = json.dumps(found, ensure_ascii=False, indent=1)
    return HttpResponse(text, status=status, content_type="application/json")
