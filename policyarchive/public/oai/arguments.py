"""Arguments of a request, checked as the protocol asks (OAI-PMH 2.0, section 3)."""

import base64
import binascii
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Self

PREFIX = "oai_dc"
SETS = {
    "document": "Documents",
    "law": "Laws",
    "actor": "Actors",
    "event": "Events",
}

# Required, optional and exclusive arguments of each verb.
_ALLOWED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (
        frozenset({"metadataPrefix"}),
        frozenset({"from", "until", "set", "resumptionToken"}),
    ),
    "ListRecords": (
        frozenset({"metadataPrefix"}),
        frozenset({"from", "until", "set", "resumptionToken"}),
    ),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


class ProtocolError(Exception):
    """A request the protocol has an error code for."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Window:
    """What a list request harvests, and how far it has come."""

    start: str = ""  # as given: a day or a second
    end: str = ""
    kind: str = ""
    after: int = 0  # sequence of the publication log

    @property
    def starts_at(self) -> datetime | None:
        """The first moment that counts."""
        return _moment(self.start) if self.start else None

    @property
    def ends_before(self) -> datetime | None:
        """The moment after the last that counts."""
        if not self.end:
            return None
        step = timedelta(days=1) if _DAY.fullmatch(self.end) else timedelta(seconds=1)
        return _moment(self.end) + step

    def token(self, after: int) -> str:
        """Return the resumption token for what follows a sequence number."""
        state = json.dumps(asdict(replace(self, after=after)), sort_keys=True)
        return base64.urlsafe_b64encode(state.encode()).decode().rstrip("=")

    @classmethod
    def resumed(cls, token: str) -> Self:
        """Return the window a resumption token stands for."""
        try:
            padded = token + "=" * (-len(token) % 4)
            state = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
            window = cls(**state)
            _check(window)
        except (ValueError, TypeError, binascii.Error, ProtocolError):
            raise ProtocolError(
                "badResumptionToken", "This resumptionToken was not issued here."
            ) from None
        return window


def checked(query: Mapping[str, Sequence[str]]) -> tuple[str, dict[str, str]]:
    """Return the verb and its arguments, or raise what is wrong with them."""
    verbs = list(query.get("verb", ()))
    if len(verbs) != 1 or verbs[0] not in _ALLOWED:
        raise ProtocolError("badVerb", "Give one of the six verbs, once.")
    required, optional = _ALLOWED[verbs[0]]
    given = {name: list(values) for name, values in query.items() if name != "verb"}
    for name, values in given.items():
        if name not in required | optional:
            raise ProtocolError("badArgument", f"{verbs[0]} takes no {name}.")
        if len(values) != 1:
            raise ProtocolError("badArgument", f"{name} is given more than once.")
    arguments = {name: values[0] for name, values in given.items()}
    if "resumptionToken" in arguments:
        if len(arguments) > 1:
            raise ProtocolError("badArgument", "resumptionToken stands alone.")
    elif missing := required - set(arguments):
        raise ProtocolError("badArgument", f"{min(missing)} is missing.")
    _check_prefix(arguments)
    return verbs[0], arguments


def window(arguments: Mapping[str, str]) -> Window:
    """Return what a list request asks for."""
    if "resumptionToken" in arguments:
        return Window.resumed(arguments["resumptionToken"])
    wanted = Window(
        start=arguments.get("from", ""),
        end=arguments.get("until", ""),
        kind=arguments.get("set", ""),
    )
    _check(wanted)
    return wanted


def _check_prefix(arguments: Mapping[str, str]) -> None:
    if arguments.get("metadataPrefix", PREFIX) != PREFIX:
        raise ProtocolError(
            "cannotDisseminateFormat", f"Only {PREFIX} is offered here."
        )


def _check(wanted: Window) -> None:
    if wanted.kind and wanted.kind not in SETS:
        raise ProtocolError("badArgument", f"There is no set {wanted.kind}.")
    if wanted.after < 0:
        raise ProtocolError("badArgument", "The token is out of range.")
    if wanted.start and wanted.end and len(wanted.start) != len(wanted.end):
        raise ProtocolError("badArgument", "from and until differ in granularity.")
    start, end = wanted.starts_at, wanted.ends_before
    if start and end and start >= end:
        raise ProtocolError("badArgument", "from is later than until.")


def _moment(text: str) -> datetime:
    try:
        if _DAY.fullmatch(text):
            return datetime.fromisoformat(text).replace(tzinfo=UTC)
        if _SECOND.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise ProtocolError(
        "badArgument", f"“{text}” is no date: write 2026-11-24 or 2026-11-24T09:00:00Z."
    )
