"""Charts as numbers for templates to draw: bars by year, the life of a law. Pure."""

from policyarchive.public.charts.bars import (
    UNDATED,
    Bar,
    Chart,
    Tick,
    by_month,
    by_year,
)
from policyarchive.public.charts.life import Life, Moment, life

__all__ = [
    "UNDATED",
    "Bar",
    "Chart",
    "Life",
    "Moment",
    "Tick",
    "by_month",
    "by_year",
    "life",
]
