"""Measuring: whole pages over HTTP on the loopback, by one client and by many."""

import http.client
import math
import resource
import threading
import time
from collections.abc import Callable, Iterable, Sequence

from benchmarks.speed.figures import Load

PATIENCE = 300.0  # seconds for one answer


class NotServed(Exception):
    """An answer that is no page; the message says which address and what came."""


class Client:
    """One reader with a connection that is kept alive."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(
            "127.0.0.1", port, timeout=PATIENCE
        )

    def get(self, path: str) -> bytes:
        """Return the body of an address, read whole; raise NotServed without a 200."""
        try:
            self._connection.request("GET", path)
            answer = self._connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError):
            self._connection.close()  # a server may close what it kept alive
            self._connection.request("GET", path)
            answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise NotServed(f"{path} answered {answer.status}, not 200.")
        return body

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


def timed[T](call: Callable[[], T]) -> tuple[float, T]:
    """Return how many milliseconds a call took, and what it returned."""
    start = time.perf_counter()
    result = call()
    return (time.perf_counter() - start) * 1000, result


def together[T](
    port: int, things: Iterable[T], clients: int, serve: Callable[[Client, T], object]
) -> Load:
    """Let so many clients ask one after the other until all is asked once."""
    waiting = iter(things)
    mutex = threading.Lock()
    latencies: list[float] = []
    faults: list[Exception] = []

    def ask() -> None:
        client = Client(port)
        try:
            while not faults:
                with mutex:
                    thing = next(waiting, None)
                if thing is None:
                    return
                ms, _ = timed(lambda thing=thing: serve(client, thing))  # type: ignore[misc]
                latencies.append(ms)
        except (NotServed, OSError, http.client.HTTPException) as fault:
            faults.append(fault)
        finally:
            client.close()

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    if faults:
        raise faults[0]
    return Load(
        clients,
        len(latencies),
        len(latencies) / seconds,
        percentile(latencies, 50),
        percentile(latencies, 95),
        max(latencies),
    )


def peak_mb() -> float:
    """Return the most memory this process has held, in MB of a million bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the nearest-rank percentile: a value that was measured."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]
