"""Memento (RFC 7089) for our own versions: TimeGate, TimeMap, datetimes.

The permalink is the original resource and its own TimeGate; each version is a memento,
dated by its publication here.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.utils.http import http_date

from policyarchive.archive.models.published import Permalink, Version
from policyarchive.public import linking

LINK_FORMAT = "application/link-format"


@dataclass(frozen=True, slots=True)
class Dated:
    """A memento: something with the moment from which it stood."""

    at: datetime

    @property
    def stamp(self) -> str:
        """The moment as HTTP writes it."""
        return http_date(self.at.timestamp())


@dataclass(frozen=True, slots=True)
class Moment(Dated):
    """One memento: a version and when it was published."""

    number: int


def newest_at[M: Dated](mementos: Sequence[M], moment: int) -> M:
    """Return the newest of some, oldest first, at a Unix time.

    Before the first it is the first.
    """
    past = [m for m in mementos if int(m.at.timestamp()) <= moment]
    return (past or list(mementos[:1]))[-1]


def moments(permalink: Permalink) -> Sequence[Moment]:
    """Return the mementos of an entry, oldest first."""
    return [Moment(v.published_at, v.number) for v in permalink.editions]


def current_at(permalink: Permalink, moment: int) -> int:
    """Return the number of the version that was the newest at a Unix time.

    Before the first version it is the first.
    """
    return newest_at(moments(permalink), moment).number


def timegate_links(permalink: Permalink) -> Sequence[str]:
    """Return the links of the TimeGate's redirect."""
    known = moments(permalink)
    own = linking.absolute(permalink.get_absolute_url())
    return [
        f'<{own}>; rel="original timegate"',
        _timemap(permalink),
        *_mementos(permalink, {known[0].number: "first", known[-1].number: "last"}),
    ]


def memento_links(permalink: Permalink, version: Version) -> Sequence[str]:
    """Return the links of a version's page, with its neighbours in time."""
    here = version.number
    own = linking.absolute(permalink.get_absolute_url())
    rels = {here - 1: "prev", here + 1: "next"}
    return [
        f'<{own}>; rel="original timegate"',
        _timemap(permalink),
        *_mementos(permalink, rels),
    ]


def _timemap(permalink: Permalink) -> str:
    address = linking.absolute(f"{permalink.get_absolute_url()}/timemap")
    return f'<{address}>; rel="timemap"; type="{LINK_FORMAT}"'


def _mementos(permalink: Permalink, rels: dict[int, str]) -> Iterator[str]:
    known = moments(permalink)
    if len(known) == 1 and known[0].number in rels:
        rels = {known[0].number: "first last"}
    for moment in known:
        if moment.number in rels:
            yield _link(permalink, moment, f"{rels[moment.number]} memento")


def _link(permalink: Permalink, moment: Moment, rel: str) -> str:
    address = linking.absolute(linking.version_path(permalink, moment.number))
    return f'<{address}>; rel="{rel}"; datetime="{moment.stamp}"'


def timemap(permalink: Permalink) -> HttpResponse:
    """Answer with the list of all mementos in link format."""
    known = moments(permalink)
    own = linking.absolute(permalink.get_absolute_url())
    lines = [
        f'<{own}>; rel="original timegate"',
        f'<{own}/timemap>; rel="self"; type="{LINK_FORMAT}"; '
        f'from="{known[0].stamp}"; until="{known[-1].stamp}"',
        *(_link(permalink, moment, "memento") for moment in known),
    ]
    response = HttpResponse(
        ",\n".join(lines) + "\n", content_type=f"{LINK_FORMAT}; charset=utf-8"
    )
    response["X-Memento-Count"] = str(len(known))
    return response


def timemap_json(permalink: Permalink) -> HttpResponse:
    """Answer with the same list as JSON."""
    own = linking.absolute(permalink.get_absolute_url())
    found = {
        "original_uri": own,
        "timegate_uri": own,
        "timemap_uri": {"link_format": f"{own}/timemap"},
        "mementos": {
            "list": [
                {
                    "datetime": moment.at.isoformat(),
                    "uri": linking.absolute(
                        linking.version_path(permalink, moment.number)
                    ),
                }
                for moment in moments(permalink)
            ]
        },
    }
    return HttpResponse(json.dumps(found), content_type="application/json")
