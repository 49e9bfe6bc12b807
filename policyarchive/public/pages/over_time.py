"""Years and months of a list: charts whose bars narrow it, and the same as boxes."""

from collections.abc import Sequence
from typing import Any

from policyarchive.public import charts, facets
from policyarchive.public.addresses import Address
from policyarchive.public.facets import Value, month_value
from policyarchive.search.question import MONTH
from policyarchive.search.results import NONE, Histogram, SearchPage

_NO_DATES = {"year": "", MONTH: "", "from": "", "to": ""}


def years(histogram: Histogram, address: str) -> charts.Chart | None:
    """Return the chart of years, each bar leading to its part of the list there.

    ``address`` is that of the whole list, with a query string.
    """
    if not histogram.years and not histogram.undated:
        return None
    return charts.by_year(
        [(bar.year, bar.count) for bar in histogram.years],
        undated=histogram.undated,
        address=lambda label: f"{address}&year={_value(label)}",
    )


def _value(label: str) -> str:
    return NONE if label == charts.UNDATED else label.zfill(4)


def context(page: SearchPage, address: Address) -> dict[str, Any]:
    """Return the charts of years and months, whose bars narrow and widen the list."""
    years = facets.years(page)
    months = facets.months(page)
    return {
        "chart": _years_chart(page, address),
        "months_chart": _months_chart(page, address),
        "months_of": page.histogram.months_of,
        "years": years,
        "years_open": _is_open(years),
        "months": months,
        "months_open": _is_open(months),
    }


def _is_open(values: Sequence[Value]) -> bool:
    """Whether more was chosen than the one bar that the chart shows as chosen."""
    states = [value.state for value in values if value.state]
    return len(states) > 1 or "exclude" in states


def _years_chart(page: SearchPage, address: Address) -> charts.Chart | None:
    histogram = page.histogram
    if not histogram.years and not histogram.undated:
        return None
    chosen = {bar.year for bar in histogram.years if bar.state == "include"}
    if histogram.months_of:
        chosen.add(histogram.months_of)

    def leading(label: str) -> str:
        # A second click on the only year that is chosen widens the list again.
        is_open = label == str(histogram.months_of)
        return address.setting(**_NO_DATES | {"year": "" if is_open else _value(label)})

    return charts.by_year(
        [(bar.year, bar.count) for bar in histogram.years],
        undated=histogram.undated,
        chosen=frozenset(chosen),
        address=leading,
    )


def _months_chart(page: SearchPage, address: Address) -> charts.Chart | None:
    undated, *months = page.histogram.months or (None,)
    if undated is None or not any(bar.count for bar in page.histogram.months):
        return None
    chosen = {bar.month for bar in page.histogram.months if bar.state == "include"}
    year = page.histogram.months_of

    def leading(month: int) -> str:
        if month in chosen:
            return address.setting(**_NO_DATES | {"year": f"{year:04}"})
        return address.setting(**_NO_DATES | {MONTH: month_value(year, month)})

    return charts.by_month(
        [bar.count for bar in months],
        undated=undated.count,
        chosen=frozenset(chosen),
        address=leading,
    )
