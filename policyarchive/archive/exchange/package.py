"""A package as found: its tables read line by line, each fault named by its file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from policyarchive.archive import records
from policyarchive.archive.exchange import layout
from policyarchive.archive.exchange.bag import BadBag, Bag, open_bag
from policyarchive.archive.exchange.layout import Part
from policyarchive.archive.exchange.rows import BadLine, Row, VersionRow


class BadPackage(BadBag):
    """A package whose content is not what it says; the message names the file."""


@dataclass(frozen=True, slots=True)
class Package:
    """The tables, records, texts and captures of a bag."""

    bag: Bag

    def rows[R: Row](self, path: str, model: type[R]) -> Iterator[R]:
        """Yield the rows of a table; raise BadPackage at the first wrong line."""
        for number, line in enumerate(_lines(path, self.bag.read(path)), start=1):
            try:
                yield model.read(line)
            except BadLine as error:
                raise BadPackage(f"{path}, line {number}: {error}.") from None

    def record(self, row: VersionRow) -> tuple[str, records.Record]:
        """Return the canonical JSON of a version, and the record it states."""
        path = layout.record_path(row.ark, row.number)
        content = self.named_by_hash(path, row.sha256)
        try:
            return content.decode(), records.load(content)
        except (ValidationError, UnicodeDecodeError):
            raise BadPackage(
                f"{path} is no record that this program can read; a newer one may."
            ) from None

    def named_by_hash(self, path: str, sha256: str) -> bytes:
        """Return the bytes of a file that a table names by its hash."""
        content = self.bag.read(path)
        if self.bag.manifest[path] != sha256:
            raise BadPackage(f"{path} does not have the SHA-256 {sha256}.")
        return content


def open_package(folder: Path) -> Package:
    """Return the package in a folder; raise BadBag when it cannot be imported.

    Its files are verified by ``package.bag.check``.
    """
    bag = open_bag(folder)
    form = bag.info.get(layout.INFO_FORMAT, "")
    if form != layout.FORMAT:
        raise BadPackage(
            f"bag-info.txt: the package has the format {form or 'of something else'}; "
            f"this program reads format {layout.FORMAT}."
        )
    if bag.info.get(layout.INFO_PART) != Part.WHOLE:
        raise BadPackage(
            "bag-info.txt: this is the open part of an archive, which lacks what may "
            "not be passed on; import a whole package (manage.py export, no --open)."
        )
    return Package(bag)


def _lines(path: str, content: bytes) -> Iterator[str]:
    lines = content.split(b"\n")
    if lines.pop():
        raise BadPackage(f"{path} ends within a line.")
    for number, line in enumerate(lines, start=1):
        try:
            yield line.decode()
        except UnicodeDecodeError:
            raise BadPackage(f"{path}, line {number}: it is not UTF-8.") from None
