"""Web addresses that somebody gives: written well, and leading to the public network.

Pure: nothing is looked up and nothing is asked for.
"""

import ipaddress
from collections.abc import Iterator
from urllib.parse import SplitResult, quote, urlsplit

PORTS = {"http": 80, "https": 443}
# Addresses that carry an IPv4 address inside them, which may be a private one:
# NAT64 (RFC 6052, RFC 8215) and 6to4 (RFC 3056).
_CARRIERS = tuple(
    ipaddress.ip_network(net)
    for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class CannotFetch(Exception):
    """An address that gives no source; the message tells the person why."""


def tidy(address: str) -> str:
    """Return an address that can be asked for, or say what is wrong with it."""
    text = address.strip()
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise CannotFetch("This is no web address: check how it is written.") from None
    if parts.scheme not in PORTS:
        raise CannotFetch("Give an address that begins with http:// or https://.")
    if not host:
        raise CannotFetch("The address names no site.")
    if parts.username is not None or parts.password is not None:
        raise CannotFetch("Leave the user name and password out of the address.")
    return _written(parts, host, port)


def _written(parts: SplitResult, host: str, port: int | None) -> str:
    """Write an address in the letters of the protocol; a name in other scripts too."""
    try:
        name = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise CannotFetch("The name of the site is not well formed.") from None
    netloc = f"[{name}]" if ":" in name else name
    if port not in (None, PORTS[parts.scheme]):
        netloc = f"{netloc}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return parts._replace(netloc=netloc, path=path, query=query, fragment="").geturl()


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet, however it is written."""
    try:
        one = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_open(form) for form in _forms(one))


def _forms(one: Address) -> Iterator[Address]:
    yield one
    if isinstance(one, ipaddress.IPv6Address) and one.ipv4_mapped:
        yield one.ipv4_mapped


def _is_open(one: Address) -> bool:
    is_carrier = one.version == 6 and any(one in net for net in _CARRIERS)
    return one.is_global and not one.is_multicast and not is_carrier
