"""What a page holds hundreds of, drawn in Python: a template takes ten times as long.

Every word is escaped before it is put in its place.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString

from policyarchive.public.charts import Bar, Chart
from policyarchive.public.facets import Value
from policyarchive.public.templatetags.archive import runs

register = template.Library()

_VALUE = (
    '<li class="facet-value"><label class="facet-include"><input type="checkbox" '
    'name="{key}" value="{value}" id="{key}-{value}"{included}>'
    '<span class="facet-label">{en}{zh}</span></label>'
    '<span class="facet-count">{count}</span>'
    '<label class="facet-exclude"><input type="checkbox" name="{key}" value="-{value}" '
    'id="{key}-not-{value}" aria-label="Exclude {name}"{excluded}>'
    '<span aria-hidden="true">−</span></label></li>'
)
_RECT = '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>'


@register.simple_tag
def facet_values(key: str, values: Iterable[Value]) -> SafeString:
    """Draw the values of a facet, each to include or to exclude."""
    return SafeString("".join(_value(key, value) for value in values))


@register.simple_tag
def chart_bars(chart: Chart) -> SafeString:
    """Draw the bars of a chart."""
    bars = (_bar(bar, chart.bar_width) for bar in chart.bars if bar.count)
    return SafeString("".join(bars))


def _value(key: str, value: Value) -> str:
    return _VALUE.format(
        key=key,
        value=escape(value.value),
        en=runs(value.en),
        zh=f' <span lang="zh-Hans">{escape(value.zh)}</span>' if value.zh else "",
        name=escape(value.en or value.zh),
        count=value.count,
        included=" checked" if value.state == "include" else "",
        excluded=" checked" if value.state == "exclude" else "",
    )


def _bar(bar: Bar, width: float) -> str:
    sort = (
        "chart-bar-none"
        if bar.is_undated
        else "chart-bar-on"
        if bar.is_chosen
        else "chart-bar"
    )
    part = ""
    if bar.part:
        part = _RECT.format("chart-bar-2", bar.x, bar.part_y, width, bar.part_height)
    whole = _RECT.format(sort, bar.x, bar.y, width, bar.height)
    return f"<g><title>{escape(bar.label)}: {bar.count}</title>{part}{whole}</g>"
