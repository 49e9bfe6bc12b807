"""The open part of the archive as one file that anybody may download.

``manage.py export --public`` puts it into ``ARCHIVE_DOWNLOADS`` with its checksum and a
note of what it holds. A file made before something was closed is not offered any more:
a download must not give what the pages no longer show.
"""

import tempfile
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from pydantic import TypeAdapter, ValidationError

from policyarchive.archive import canonical, exchange
from policyarchive.archive.exchange.scope import named
from policyarchive.archive.models.published import Publication, Version
from policyarchive.archive.vocabulary import Access, Happening

_NOTE = "policyarchive-open.json"
_FILES = "policyarchive-open-*.zip*"
# What was published since is looked through at every request; beyond this many entries
# the file is too old to be offered.
_MOST_SINCE = 500


@dataclass(frozen=True, slots=True)
class Offer:
    """A file for download: what it is, and up to which row of the log it knows."""

    name: str
    size: int  # bytes
    sha256: str
    date: str  # of the last row of the log in it, ISO 8601
    sequence: int  # of that row
    counts: dict[str, int]
    held: tuple[str, ...]  # SHA-256 of every text and capture in it

    @property
    def path(self) -> Path:
        """Where the file lies."""
        folder: Path = settings.ARCHIVE_DOWNLOADS
        return folder / self.name


_OFFER = TypeAdapter(Offer)


def make(progress: exchange.Progress, *, accept_losses: bool = False) -> Offer:
    """Write the file anew, and put it in the place of the one offered before.

    Raises CannotExport, and OSError when the folder cannot be written.
    """
    folder: Path = settings.ARCHIVE_DOWNLOADS
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, suffix=".partial") as beside:
        bag = Path(beside) / "package"
        done = exchange.export(
            bag, exchange.Part.OPEN, progress, accept_losses=accept_losses
        )
        held = [
            place.name.partition(".")[0]
            for part in ("texts", "captures")
            for place in sorted((bag / "data" / part).rglob("*"))
            if place.is_file()
        ]
        name = f"policyarchive-open-{done.date[:10] or 'empty'}-{done.checksum[:8]}.zip"
        sha256 = exchange.pack(bag, folder / name)
        size = (folder / name).stat().st_size
        offer = Offer(
            name, size, sha256, done.date, done.sequence, done.counts, tuple(held)
        )
        note = Path(beside) / _NOTE
        note.write_text(canonical.dumps(asdict(offer)), encoding="utf-8")
        note.replace(folder / _NOTE)
    for place in folder.glob(_FILES):
        if place.name.removesuffix(".sha256") != name:
            place.unlink()
    return offer


def current() -> Offer | None:
    """Return the file that may be downloaded now, or None where there is none."""
    note: Path = settings.ARCHIVE_DOWNLOADS / _NOTE
    try:
        state = note.stat()
        offer = _read(note, state.st_mtime_ns, state.st_ino)
    except (OSError, ValidationError):
        return None
    return offer if offer.path.is_file() and _is_still_open(offer) else None


@lru_cache(maxsize=1)
def _read(note: Path, mtime: int, inode: int) -> Offer:
    # A note lists some ten thousand hashes: read once for each time it is written.
    return _OFFER.validate_json(note.read_bytes())


def _is_still_open(offer: Offer) -> bool:
    """Whether nothing in the file was closed since it was made."""
    here = Publication.objects.filter(sequence=offer.sequence).first()
    if (exchange.stamp(here.at) if here else "") != offer.date:
        return False  # made from another archive
    since = Publication.objects.filter(sequence__gt=offer.sequence)
    if since.exclude(happening=Happening.PUBLISHED).exists():
        return False
    changed = list(since.values_list("permalink__current", flat=True).distinct())
    if len(changed) > _MOST_SINCE:
        return False
    held = frozenset(offer.held) if changed else frozenset()
    return not any(
        ref.access != Access.OPEN and ref.sha256 in held
        for version in Version.objects.filter(pk__in=changed).iterator()
        for ref in named(version.record)
    )
