"""Charts as numbers for templates to draw: bars by year, the life of a law. Pure."""

from policyarchive.public.charts.bars import Bar, Chart, Tick, by_year
from policyarchive.public.charts.life import Life, Moment, life

__all__ = ["Bar", "Chart", "Life", "Moment", "Tick", "by_year", "life"]
