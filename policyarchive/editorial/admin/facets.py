"""Facets of the lists."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin


class PresentChoices(admin.ChoicesFieldListFilter):
    """A facet of a closed vocabulary that leaves out the terms with nothing under them.

    A term that is selected stays, so that it can be taken off.
    """

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Yield the choices that lead to something."""
        for choice in super().choices(changelist):
            if choice["selected"] or not str(choice["display"]).endswith(" (0)"):
                yield choice


def present(field: str) -> tuple[str, type[PresentChoices]]:
    """Return how a list names such a facet."""
    return field, PresentChoices
