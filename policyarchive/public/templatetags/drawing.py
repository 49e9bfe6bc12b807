"""What is drawn within the pages by other means than Django's engine.

Jinja draws what a page holds dozens of (see ``public.drawing``); what follows from a
few values alone is drawn once and kept.
"""

from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import cast

from django import template
from django.conf import settings
from django.template import Context, engines
from django.template.backends.jinja2 import Jinja2
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from jinja2 import Environment

from policyarchive.public.charts import Chart
from policyarchive.public.facets import Facet

register = template.Library()

_MOST_KEPT = 256  # parts, of a few kilobytes each


@register.simple_tag
def kept(part: str, **values: Hashable) -> SafeString:
    """Draw a part that follows from these values alone, once for all pages."""
    draw = _part if settings.DEBUG else _kept_part
    return draw(part, tuple(values.items()))


def _part(part: str, values: tuple[tuple[str, Hashable], ...]) -> SafeString:
    return render_to_string(part, dict(values))


_kept_part = lru_cache(maxsize=_MOST_KEPT)(_part)


@register.simple_tag
def draw_results(results: Iterable[object], mark: str, show_kind: bool) -> SafeString:
    """Draw the hits of a list; ``mark`` is the query string that marks the words."""
    return draw("result", "results", results, mark, show_kind)


@register.simple_tag
def facet_box(facet: Facet, no_news: str) -> SafeString:
    """Draw a facet; ``no_news`` leads to the list without news, if it holds any."""
    return draw("facet", "box", facet, no_news)


@register.simple_tag
def chart_bars(chart: Chart) -> SafeString:
    """Draw the bars of a chart."""
    return draw("chart", "bars", chart)


@register.simple_tag(takes_context=True)
def draw_here(context: Context, part: str) -> SafeString:
    """Draw a part with all that the page around it knows."""
    template = _jinja().get_template(f"public/parts/{part}.jinja")
    return SafeString(template.render(context.flatten()))


@register.simple_tag
def draw(part: str, macro: str, *values: object) -> SafeString:
    """Draw with a macro of a part; Jinja escaped whatever was not safe."""
    module = _jinja().get_template(f"public/parts/{part}.jinja").module
    return SafeString(getattr(module, macro)(*values))


def _jinja() -> Environment:
    return cast(Jinja2, engines["jinja2"]).env
