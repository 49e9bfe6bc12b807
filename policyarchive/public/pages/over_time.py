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
    """Return the chart of years, each bar leading to its part of a list.

    ``address`` is that of the whole list. A second click on the only year that is
    chosen leads back to it.
    """
    if not histogram.years and not histogram.undated:
        return None
    chosen = {bar.year for bar in histogram.years if bar.state == "include"}
    if histogram.months_of:
        chosen.add(histogram.months_of)

    def leading(label: str) -> str:
        if label == str(histogram.months_of):
            return address
        return _with(
            address, "year", NONE if label == charts.UNDATED else f"{label:0>4}"
        )

    return charts.by_year(
        [(bar.year, bar.count) for bar in histogram.years],
        undated=histogram.undated,
        chosen=frozenset(chosen),
        address=leading,
    )


def _with(address: str, key: str, value: str) -> str:
    # A query string is copied slowly, and a chart has a hundred bars.
    return f"{address}{'&' if '?' in address else '?'}{key}={value}"


def context(page: SearchPage, address: Address) -> dict[str, Any]:
    """Return the charts of years and months, whose bars narrow and widen the list."""
    of_years, of_months = facets.years(page), facets.months(page)
    whole = address.setting(**_NO_DATES)
    return {
        "chart": years(page.histogram, whole),
        "months_chart": _months(page.histogram, whole),
        "months_of": page.histogram.months_of,
        "years": of_years,
        "years_open": _is_open(of_years),
        "months": of_months,
        "months_open": _is_open(of_months),
    }


def _is_open(values: Sequence[Value]) -> bool:
    """Whether more was chosen than the one bar that the chart shows as chosen."""
    states = [value.state for value in values if value.state]
    return len(states) > 1 or "exclude" in states


def _months(histogram: Histogram, address: str) -> charts.Chart | None:
    undated, *months = histogram.months or (None,)
    if undated is None or not any(bar.count for bar in histogram.months):
        return None
    chosen = {bar.month for bar in histogram.months if bar.state == "include"}
    year = histogram.months_of

    def leading(month: int) -> str:
        if month in chosen:
            return _with(address, "year", f"{year:04}")
        return _with(address, MONTH, month_value(year, month))

    return charts.by_month(
        [bar.count for bar in months],
        undated=undated.count,
        chosen=frozenset(chosen),
        address=leading,
    )
