"""Fetching a source from its address, guarded against reaching into the own network.

Only http and https on their usual ports, only public addresses. A name is resolved
once, every address it has is checked, and the connection goes to the checked address
itself, so that a second answer of the name server (DNS rebinding) changes nothing. Each
redirect is checked the same way. No cookie, credential or proxy is used.
"""

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from urllib.parse import SplitResult, urljoin, urlsplit

from policyarchive.editorial.webaddresses import (
    PORTS,
    CannotFetch,
    is_public,
    tidy,
)

MOST_BYTES = 64 * 1024 * 1024
MOST_HOPS = 5
MOST_SECONDS = 30.0
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_AGENT = "PolicyArchive/1 (+a person asked for this page)"
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be reached besides the public network on its usual ports.

    Empty but in tests, which serve pages on this machine: it is an argument and no
    setting, so that nothing can be left switched on.
    """

    also: frozenset[tuple[str, int]] = frozenset()
    seconds: float = MOST_SECONDS
    most_bytes: int = MOST_BYTES
    resolve: Callable[[str, int], list[str]] = field(
        default=lambda host, port: _resolve(host, port)
    )


PUBLIC = Reach()

__all__ = ("PUBLIC", "CannotFetch", "Fetched", "Reach", "fetch", "is_public")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A source as its address gave it, and how the way there went."""

    url: str
    final_url: str
    redirects: tuple[str, ...]
    status: int
    media_type: str
    data: bytes = field(repr=False)
    fetched_at: datetime

    @property
    def name(self) -> str:
        """The last part of the path, as a name for the file."""
        path = urlsplit(self.final_url).path.rstrip("/")
        return path.rpartition("/")[2] or urlsplit(self.final_url).netloc


def fetch(address: str, reach: Reach = PUBLIC) -> Fetched:
    """Return what an address gives, or raise CannotFetch with one sentence.

    Takes at most ``reach.seconds`` for all hops together, and the time the system's
    resolver takes for the names.
    """
    deadline = time.monotonic() + reach.seconds
    url, passed = tidy(address), []
    while True:
        answer = _ask(url, reach, deadline)
        if answer.status not in _REDIRECTS or not answer.location:
            break
        passed.append(url)
        if len(passed) > MOST_HOPS:
            raise CannotFetch(f"The address leads on more than {MOST_HOPS} times.")
        url = tidy(urljoin(url, answer.location))
    if answer.status != http.client.OK:
        raise CannotFetch(_refused(answer.status))
    if not answer.data:
        raise CannotFetch("The address answers with an empty page.")
    first = passed[0] if passed else url
    return Fetched(
        url=first,
        final_url=url,
        redirects=tuple(passed[1:]),
        status=answer.status,
        media_type=answer.media_type,
        data=answer.data,
        fetched_at=datetime.now(UTC),
    )


@dataclass(frozen=True, slots=True)
class _Answer:
    """One hop: its status, where it leads, and its body if it is the last."""

    status: int
    location: str
    media_type: str
    data: bytes


def _ask(url: str, reach: Reach, deadline: float) -> _Answer:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    target = _checked(host, port, PORTS[parts.scheme], reach)
    left = deadline - time.monotonic()
    if left <= 0:
        raise CannotFetch(_too_slow(reach))
    connection = _Pinned(host, port, target, parts.scheme == "https", left)
    # A server that sends a byte now and then outlives every timeout of one read.
    watch = threading.Timer(left, connection.cut)
    watch.daemon = True
    watch.start()
    try:
        with closing(connection):
            return _exchange(connection, parts, reach)
    except ssl.SSLError:
        raise CannotFetch(
            "The site's certificate cannot be trusted, so nothing was fetched."
        ) from None
    except (OSError, http.client.HTTPException, ValueError):
        if connection.was_cut or time.monotonic() >= deadline:
            raise CannotFetch(_too_slow(reach)) from None
        raise CannotFetch(
            "The site cannot be reached, or it breaks off; try again later."
        ) from None
    finally:
        watch.cancel()


def _exchange(connection: "_Pinned", parts: SplitResult, reach: Reach) -> _Answer:
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    connection.request(
        "GET",
        path,
        headers={
            "User-Agent": _AGENT,
            "Accept": "text/html,application/pdf,text/plain,*/*;q=0.5",
            "Accept-Encoding": "identity",
            "Connection": "close",
        },
    )
    with closing(connection.getresponse()) as response:
        location = _in_utf8(response.headers.get("Location", ""))
        is_last = response.status == http.client.OK
        data = _body(response, reach.most_bytes) if is_last else b""
    if connection.was_cut:  # a cut connection can look like the end of the page
        raise CannotFetch(_too_slow(reach))
    media_type = response.headers.get_content_type()
    return _Answer(response.status, location, media_type, data)


def _in_utf8(location: str) -> str:
    """Read an address that was sent unescaped, as many Chinese sites do."""
    try:
        return location.encode("latin-1").decode()
    except UnicodeError:
        return location


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was checked, under the name that was asked."""

    def __init__(
        self, host: str, port: int, target: str, is_secure: bool, seconds: float
    ) -> None:
        super().__init__(host, port, timeout=seconds)
        self.target = target
        self.is_secure = is_secure
        self.default_port = PORTS["https" if is_secure else "http"]
        self.was_cut = False
        self.held: socket.socket | None = None

    def connect(self) -> None:
        """Connect to the checked address; a certificate is checked by the name."""
        self.sock = socket.create_connection((self.target, self.port), self.timeout)
        if self.is_secure:
            self.sock = _tls().wrap_socket(self.sock, server_hostname=self.host)
        self.held = self.sock  # the base class lets go of it before the body is read

    def cut(self) -> None:
        """End the exchange from outside, whatever it is waiting for."""
        self.was_cut = True
        if self.held is not None:
            with suppress(OSError):  # it may end by itself at this moment
                self.held.shutdown(socket.SHUT_RDWR)


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _checked(host: str, port: int, usual: int, reach: Reach) -> str:
    """Return an address of a host that may be reached, all of them having been."""
    found = reach.resolve(host, port)
    if not found:
        raise CannotFetch(f"There is no site of the name {host}.")
    for one in found:
        if (one, port) in reach.also:
            continue
        if port != usual:
            raise CannotFetch(
                f"Port {port} is not one that web pages are fetched from: use {usual}."
            )
        if not is_public(one):
            raise CannotFetch(
                f"{host} is an address of an internal network, which is not fetched."
            )
    return found[0]


def _resolve(host: str, port: int) -> list[str]:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def _body(response: http.client.HTTPResponse, most: int) -> bytes:
    """Read a body to its end; one that is too large is refused as early as it shows."""
    stated = response.headers.get("Content-Length", "")
    if stated.isdecimal() and int(stated) > most:
        raise CannotFetch(_too_big(most))
    unpack = _unpacker(response.headers.get("Content-Encoding", ""))
    pieces, size = [], 0
    while chunk := response.read(_CHUNK):
        piece = unpack(chunk, most - size + 1)
        size += len(piece)
        if size > most:
            raise CannotFetch(_too_big(most))
        pieces.append(piece)
    if response.length:  # fewer bytes came than were announced
        raise http.client.IncompleteRead(b"", response.length)
    return b"".join(pieces)


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes]:
    """Undo a packing that was not asked for; a bomb is stopped at the limit."""
    match encoding.strip().lower():
        case "" | "identity":
            return lambda chunk, most: chunk
        case "gzip" | "x-gzip" | "deflate":
            opened = zlib.decompressobj(wbits=47)  # either header
        case _:
            raise CannotFetch("The site packs its page in a way that is not read here.")

    def unpack(chunk: bytes, most: int) -> bytes:
        try:
            return opened.decompress(chunk, most)
        except zlib.error:
            raise CannotFetch(
                "The page is packed wrongly and cannot be read."
            ) from None

    return unpack


def _too_big(most: int) -> str:
    return f"It is larger than {most / 1024 / 1024:,.0f} MB, too large for a document."


def _too_slow(reach: Reach) -> str:
    return f"The site took longer than {reach.seconds:,.0f} seconds; try again later."


def _refused(status: int) -> str:
    known = {
        401: "The site asks for a password; save the page and upload it instead.",
        403: "The site refuses to give this page; save it and upload it instead.",
        404: "The site has no page at this address (404).",
        410: "The site says that this page is gone (410).",
        451: "The site says that it may not give this page for legal reasons (451).",
    }
    if status >= 500:
        return f"The site has an error of its own ({status}); try again later."
    return known.get(status, f"The site answers with status {status}, not with a page.")
