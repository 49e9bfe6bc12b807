"""Measure pages of documents: drawn the first time, kept, and held by the reader.

    export DJANGO_SETTINGS_MODULE=policyarchive.settings
    python -m benchmarks.permalinks            on the archive of ARCHIVE_VAR

Takes the shortest, the median and the longest open text, and the one in two languages
that is longest; then a number of permalinks drawn by a seed, of all kinds and of each,
every one of them for the first time (cold). Prints queries, and the median of wall and
processor time in ms of requests in this process: the second says more on a machine that
does other things too.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import repeat

import django

from benchmarks.speed.measure import percentile

_COLD = "{:<22}{:>10}{:>8}{:>10}{:>8}\n"
_ROW = "{:<22}{:>9}{:>9}{:>22}{:>22}{:>22}\n"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser("benchmarks.permalinks", description=__doc__)
    parser.add_argument("--times", type=int, default=25)
    parser.add_argument("--cold", type=int, default=220, help="permalinks; default 220")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    django.setup()
    head = ("document", "KiB", "queries", "drawn", "kept", "held (304)")
    sys.stdout.write(_ROW.format(*head))
    for name, path in _chosen():
        sys.stdout.write(_ROW.format(name, *_measured(path, asked.times)))
    sys.stdout.write(_COLD.format("cold, random", "wall p50", "p95", "CPU p50", "p95"))
    for name, paths in _drawn(asked.cold, asked.seed):
        sys.stdout.write(_COLD.format(f"{name} ({len(paths)})", *_cold(paths)))
    return 0


def _chosen() -> Iterator[tuple[str, str]]:
    from django.db.models import Count, F, Sum
    from django.db.models.functions import Length

    from policyarchive.archive.models.published import Version

    found = Version.objects.filter(
        permalink__current=F("pk"), permalink__state="published", texts__access="open"
    ).annotate(signs=Sum(Length("texts__body")), languages=Count("texts"))
    rows = found.order_by("signs").values_list("permalink__naan", "permalink__name",
                                               "number")  # fmt: skip
    one, two = list(rows), list(rows.filter(languages__gt=1))
    places = {"shortest": one[0], "median": one[len(one) // 2], "longest": one[-1]}
    if two:
        places["longest in two"] = two[-1]
    for name, (naan, ark, number) in places.items():
        yield name, _path(naan, ark, number)


def _drawn(number: int, seed: int) -> Iterator[tuple[str, list[str]]]:
    """Yield what is drawn at random: from all kinds, then from each, none twice."""
    from policyarchive.archive.models.published import Permalink

    public = Permalink.objects.filter(state="published").order_by("name")
    rows = list(public.values_list("naan", "name", "current__number", "kind"))
    random.Random(seed).shuffle(rows)  # noqa: S311 -- the same ones each time
    rest = rows[number:]
    yield "all kinds", [_path(*row[:3]) for row in rows[:number]]
    for kind in ("document", "law", "actor", "event"):
        found = [_path(*row[:3]) for row in rest if row[3] == kind][:number]
        if found:
            yield kind, found


def _path(naan: str, name: str, number: int) -> str:
    return f"/ark:{naan}/{name}/v{number}"


def _cold(paths: list[str]) -> Iterator[str]:
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1")
    for times in _timed(partial(client.get, path) for path in paths):
        yield f"{statistics.median(times):.1f}"
        yield f"{percentile(times, 95):.1f}"


def _measured(path: str, times: int) -> Iterator[str]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="127.0.0.1")
    first = client.get(path)
    again: Mapping[str, str] = {"drawn": "again"}  # a query is never kept
    with CaptureQueriesContext(connection) as drawn:
        client.get(path, again)
    with CaptureQueriesContext(connection) as kept:
        client.get(path)
    yield f"{len(first.content) / 1024:.0f}"
    yield f"{len(drawn)} / {len(kept)}"
    tag = first["ETag"]
    asks: tuple[Callable[[], object], ...] = (
        lambda: client.get(path, again),
        lambda: client.get(path),
        lambda: client.get(path, HTTP_IF_NONE_MATCH=tag),
    )
    for ask in asks:
        wall, processor = map(statistics.median, _timed(repeat(ask, times)))
        yield f"{wall:.1f} (CPU {processor:.1f})"


def _timed(asks: Iterable[Callable[[], object]]) -> tuple[list[float], list[float]]:
    """Return the wall and the processor time of each request, in ms."""
    wall, processor = [], []
    for ask in asks:
        began, spent = time.perf_counter(), time.process_time()
        ask()
        wall.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - spent) * 1000)
    return wall, processor


if __name__ == "__main__":
    sys.exit(main())
