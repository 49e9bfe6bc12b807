"""Everything that stands in the head of a version's page for machines."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from policyarchive.archive import records
from policyarchive.public.metadata.schema import json_ld
from policyarchive.public.metadata.signposts import Signpost, signposts
from policyarchive.public.metadata.tags import Tag, tags
from policyarchive.public.metadata.zotero import item
from policyarchive.search.results import Hit


@dataclass(frozen=True, slots=True)
class Head:
    """Meta tags, typed links and JSON-LD of one version."""

    tags: tuple[Tag, ...]
    signposts: tuple[Signpost, ...]
    json_ld: SafeString
    unapi_id: str


def head(
    record: records.Record, url: str, status: str, translations: Sequence[Hit] = ()
) -> Head:
    """Return the machine-readable head of the version with this absolute address.

    ``status`` is the code of the legal status that its page shows, ``translations``
    are the entries that say to be one of it.
    """
    return Head(
        tags=tags(record, item(record, url)),
        signposts=signposts(record, url),
        # Every sign that could end the element is escaped there.
        json_ld=SafeString(json_ld(record, url, status, translations)),
        unapi_id=f"{record.ark}/v{record.version}",
    )
