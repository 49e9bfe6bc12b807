"""One thing to mend, as a list shows it. Pure."""

from dataclasses import dataclass

from django.urls import reverse

from policyarchive.archive.models import Entry
from policyarchive.editorial.naming import label


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to be mended, where, and what is wrong with it.

    ``apart`` is where somebody says that two entries are not the same, ``take_back``
    where a relation is taken back.
    """

    name: str
    url: str
    note: str = ""
    apart: str = ""
    take_back: str = ""


def of_entry(entry: Entry) -> Finding:
    """Return an entry as a finding that leads to its form."""
    kind = entry.permalink.kind
    return Finding(
        label(entry), reverse(f"admin:archive_{kind}_change", args=(entry.pk,))
    )
