"""The second template engine: for what a page holds dozens or hundreds of.

Jinja compiles its templates to Python, which draws them ten times as fast as Django's
engine walks its own; and an unknown name is an error there, not an empty string. The
filters are those of the Django templates.
"""

from datetime import datetime

from django.template import defaultfilters
from django.urls import reverse
from django.utils import timezone
from jinja2 import BaseLoader, Environment, StrictUndefined

from policyarchive.public import reading_room
from policyarchive.public.templatetags import archive
from policyarchive.public.templatetags.boxes import boxes

_DJANGOS = ("capfirst", "filesizeformat", "linebreaks", "pluralize")


def environment(loader: BaseLoader, auto_reload: bool, **_: object) -> Environment:
    """Return Jinja's environment as the settings name it."""
    made = Environment(
        autoescape=True,
        auto_reload=auto_reload,
        loader=loader,
        undefined=StrictUndefined,
    )
    made.globals |= {
        "boxes": boxes,
        "heading_cells": reading_room.heading_cells,
        "reader_rows": reading_room.reader_rows,
        "reverse": reverse,
    }
    made.filters |= archive.register.filters
    made.filters |= {name: defaultfilters.register.filters[name] for name in _DJANGOS}
    made.filters["iso_day"] = _iso_day
    return made


def _iso_day(moment: datetime) -> str:
    """Return the day of a moment here, as ``date:"Y-m-d"`` of Django's templates."""
    return timezone.localtime(moment).date().isoformat()
