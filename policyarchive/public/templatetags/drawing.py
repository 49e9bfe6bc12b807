"""What Jinja draws within the pages (see ``public.drawing``)."""

from collections.abc import Iterable
from typing import cast

from django import template
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.utils.safestring import SafeString

from policyarchive.public.charts import Chart
from policyarchive.public.facets import Value

register = template.Library()


@register.simple_tag
def draw_results(results: Iterable[object], mark: str, show_kind: bool) -> SafeString:
    """Draw the hits of a list; ``mark`` is the query string that marks the words."""
    return _draw("result", "results", results, mark, show_kind)


@register.simple_tag
def facet_values(key: str, values: Iterable[Value]) -> SafeString:
    """Draw the values of a facet, each to include or to exclude."""
    return _draw("facet", "values", key, values)


@register.simple_tag
def chart_bars(chart: Chart) -> SafeString:
    """Draw the bars of a chart."""
    return _draw("chart", "bars", chart)


def _draw(part: str, macro: str, *values: object) -> SafeString:
    """Draw with a macro of a part; Jinja escaped whatever was not safe."""
    jinja = cast(Jinja2, engines["jinja2"]).env
    module = jinja.get_template(f"public/parts/{part}.jinja").module
    return SafeString(getattr(module, macro)(*values))
