"""Every address of the desk, asked for again and again, and how long each took."""

import gc
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

import psutil
from django.contrib.auth.models import User
from django.contrib.messages import ERROR, get_messages
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.desk.acts import acts
from benchmarks.desk.address import Address
from benchmarks.desk.pages import pages
from benchmarks.speed.measure import percentile
from policyarchive.archive.models import Actor, Document


@dataclass(frozen=True, slots=True)
class Timed:
    """What was measured of all addresses of one name, in milliseconds."""

    name: str
    waits: tuple[float, ...]
    processor: float
    database: float
    queries: int
    kilobytes: int

    @property
    def p95(self) -> float:
        """The time within which nineteen of twenty answers came."""
        return percentile(self.waits, 95)


def table(rounds: int, only: str) -> str:
    """Walk all addresses whose name holds ``only``; return the table of them."""
    chief = User.objects.get(username="desk-chief")
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(chief)
    with connection.cursor() as cursor:
        # What other processes of the server work out would not be seen.
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    asked = [one for one in addresses(client, chief) if only in one.name]
    found = sorted(_walk(client, asked, rounds), key=lambda one: -one.p95)
    waits = [wait for one in found for wait in one.waits]
    lines = [
        f"{Document.objects.count():,} documents, {Actor.objects.count():,} actors; "
        f"{len(asked)} addresses, {len(waits)} answers.",
        "",
        "| page | p50 ms | p95 ms | processor ms | database ms | queries | kB |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(_row(one) for one in found),
        f"| all | {percentile(waits, 50):.0f} | {percentile(waits, 95):.0f} | | | | |",
    ]
    return "\n".join(lines) + "\n"


def _row(one: Timed) -> str:
    return (
        f"| {one.name} | {percentile(one.waits, 50):.0f} | {one.p95:.0f} "
        f"| {one.processor:.0f} | {one.database:.0f} "
        f"| {one.queries} | {one.kilobytes} |"
    )


def addresses(client: Client, chief: User) -> Iterator[Address]:
    """Yield all addresses, those of one name one after the other."""
    return chain(pages(chief), acts(client, chief))


def _walk(client: Client, asked: Sequence[Address], rounds: int) -> Iterator[Timed]:
    in_order = sorted(asked, key=attrgetter("name"))
    for name, some in groupby(in_order, attrgetter("name")):
        waits: list[float] = []
        used, served, queries, size = 0.0, 0.0, 0, 0
        for one in some:
            first = _ask(client, one, is_counted=True)
            queries, size = max(queries, first.queries), max(size, first.size)
            gc.collect()
            answers = [_ask(client, one) for _ in range(rounds)]
            waits += [answer.wait for answer in answers]
            used += sum(answer.processor for answer in answers)
            served += sum(answer.database for answer in answers)
        count = len(waits)
        yield Timed(
            name, tuple(waits), used / count, served / count, queries, size // 1000
        )


@dataclass(frozen=True, slots=True)
class _Answer:
    """How long one answer took, in milliseconds, and what it was."""

    wait: float
    processor: float
    database: float
    queries: int
    size: int


def _ask(client: Client, one: Address, *, is_counted: bool = False) -> _Answer:
    """Ask for a page, or do something and take it back."""
    if not one.is_act:
        return _timed(client, one, is_counted)
    with transaction.atomic():
        answer = _timed(client, one, is_counted)
        transaction.set_rollback(True)
    return answer


def _timed(client: Client, one: Address, is_counted: bool) -> _Answer:
    with CaptureQueriesContext(connection) as captured:
        connection.force_debug_cursor = is_counted
        began = [clock() for clock in _CLOCKS]
        response = _send(client, one)
        wait, used, served = (
            (clock() - then) * 1000 for clock, then in zip(_CLOCKS, began, strict=True)
        )
    queries = len(captured)
    connection.queries_log.clear()
    _refuse_faults(one, response)
    return _Answer(wait, used, served, queries, len(response.content))


def _served() -> float:
    """Return the seconds of the processor that the database has used for us.

    In steps of a hundredth; nothing where the server is on another machine.
    """
    try:
        process = psutil.Process(connection.connection.info.backend_pid)
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


_CLOCKS = (time.perf_counter, time.process_time, _served)


def _send(client: Client, one: Address) -> Any:
    """Send it, and follow where a mere page leads."""
    if one.post or one.is_act:
        return client.post(one.url, dict(one.post))
    return client.get(one.url, follow=not one.is_strict)


def _refuse_faults(one: Address, response: Any) -> None:
    """Stop when something was refused: what it took would be the time of a refusal."""
    told = [str(m) for m in get_messages(response.wsgi_request) if m.level == ERROR]
    if response.status_code != (302 if one.is_act else 200) or told:
        raise AssertionError(f"{one.url} answered {response.status_code}. {told}")
