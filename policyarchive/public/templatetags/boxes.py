"""The values of a facet as boxes to tick, drawn in Python: a page holds two hundred.

All but its count is the same whenever a value is listed, so that much is kept.
"""

import html
from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.safestring import SafeString

from policyarchive.public.facets import Value
from policyarchive.public.templatetags.archive import runs
from policyarchive.search.results import FacetState

register = template.Library()

_DEEPEST = 3  # levels that are drawn further to the right
_MOST_KEPT = 4_096  # values, of some 800 bytes each


@register.simple_tag
def boxes(key: str, values: Iterable[Value]) -> SafeString:
    """Draw values of a facet, each to include or to exclude."""
    drawn = []
    for value in values:
        said = (value.value, value.en, value.zh, value.under, value.state)
        before, after = _around_count(key, said, value.depth)
        drawn += [before, str(value.count), after]
    return SafeString("".join(drawn))


@lru_cache(maxsize=_MOST_KEPT)
def _around_count(
    key: str, said: tuple[str, str, str, str, FacetState], depth: int
) -> tuple[str, str]:
    value, en, zh, under, state = said
    name, code = html.escape(key), html.escape(value)
    row = f'<li class="facet-under">Under {_runs(under)}</li>' if under else ""
    deeper = f" facet-depth-{min(depth, _DEEPEST)}" if depth else ""
    chinese = f' <span lang="zh-Hans">{html.escape(zh)}</span>' if zh else ""
    included = " checked" if state == "include" else ""
    excluded = " checked" if state == "exclude" else ""
    before = (
        f'{row}<li class="facet-value{deeper}">'
        f'<label class="facet-include"><input type="checkbox" name="{name}" '
        f'value="{code}" id="{name}-{code}"{included}>'
        f'<span class="facet-label">{_runs(en)}{chinese}</span></label>'
        '<span class="facet-count">'
    )
    after = (
        '</span><label class="facet-exclude"><input type="checkbox" '
        f'name="{name}" value="-{code}" id="{name}-not-{code}" '
        f'aria-label="Exclude {html.escape(en or zh)}"{excluded}>'
        '<span aria-hidden="true">−</span></label></li>'
    )
    return before, after


def _runs(text: str) -> str:
    marked = runs(text)
    return marked if isinstance(marked, SafeString) else html.escape(marked)
