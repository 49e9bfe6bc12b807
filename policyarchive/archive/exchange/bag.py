"""Bags: folders whose files are listed with their SHA-256 (BagIt 1.0, RFC 8493).

``sha256sum -c manifest-sha256.txt`` verifies one anywhere. A bag is written beside its
place and renamed at the end, so that half a bag never looks whole. Pure: files only.
"""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

Progress = Callable[[int, int], None]

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
BAGIT, INFO = "bagit.txt", "bag-info.txt"

# Hash, two blanks, and a path that stays inside the bag on every file system.
_PART = r"[A-Za-z0-9_-][A-Za-z0-9._-]*"
_LINE = re.compile(rf"([0-9a-f]{{64}})  ({_PART}(?:/{_PART})*)")


class BadBag(Exception):
    """A bag that does not keep its word; the message names the file."""


class Occupied(Exception):
    """A place where something is already; the message says what to do."""


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Yield a new folder that takes its place when the block ends well.

    Only the owner may read it: a whole archive holds texts that are not public. When
    the block fails the folder is removed, and the place is as it was. Raises Occupied
    when something is there already.
    """
    target = target.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Occupied(f"{target} is not empty: name a new or an empty folder.")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(
        tempfile.mkdtemp(
            prefix=f".{target.name}.", suffix=".partial", dir=target.parent
        )
    )
    try:
        yield draft
        draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@dataclass(slots=True)
class BagWriter:
    """A bag being filled; ``close`` lists its files, without which it is none."""

    folder: Path
    manifest: dict[str, str] = field(default_factory=dict)
    size: int = 0

    def add(self, path: str, content: bytes) -> None:
        """Put bytes at a path below ``data/``."""
        digest = hashlib.sha256(content).hexdigest()
        self._place(path).write_bytes(content)
        self._list(path, digest, len(content))

    def add_lines(self, path: str, lines: Iterable[str]) -> int:
        """Put lines in a file below ``data/`` as they come; return how many."""
        digest, size, count = hashlib.sha256(), 0, 0
        with self._place(path).open("wb") as file:
            for line in lines:
                content = f"{line}\n".encode()
                digest.update(content)
                size += file.write(content)
                count += 1
        self._list(path, digest.hexdigest(), size)
        return count

    def close(self, info: Mapping[str, str], tags: Mapping[str, str]) -> str:
        """Write the tag files and both manifests; return the bag's checksum.

        The checksum is the SHA-256 of the tag manifest, which lists the manifest, which
        lists every file.
        """
        payload = {"Payload-Oxum": f"{self.size}.{len(self.manifest)}"}
        fields = "".join(
            f"{name}: {text}\n" for name, text in {**info, **payload}.items()
        )
        files = {
            BAGIT: DECLARATION,
            INFO: fields,
            MANIFEST: _manifest(self.manifest),
            **tags,
        }
        for path, text in files.items():
            (self.folder / path).write_text(text, encoding="utf-8", newline="")
        digests = {
            path: hashlib.sha256(text.encode()).hexdigest()
            for path, text in files.items()
        }
        listed = _manifest(digests)
        (self.folder / TAG_MANIFEST).write_text(listed, encoding="utf-8", newline="")
        return hashlib.sha256(listed.encode()).hexdigest()

    def _place(self, path: str) -> Path:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def _list(self, path: str, digest: str, size: int) -> None:
        self.manifest[path] = digest
        self.size += size


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag as found. What is read from it has the hash its manifest states."""

    folder: Path
    manifest: Mapping[str, str]
    info: Mapping[str, str]
    checksum: str

    def check(self, progress: Progress) -> None:
        """Raise BadBag at the first file that is missing, altered or not listed."""
        for done, path in enumerate(self.manifest, start=1):
            self.read(path)
            progress(done, len(self.manifest))
        for place in sorted((self.folder / "data").rglob("*")):
            path = place.relative_to(self.folder).as_posix()
            if not place.is_dir() and path not in self.manifest:
                raise BadBag(f"{path} is in the folder but not in {MANIFEST}.")

    def read(self, path: str) -> bytes:
        """Return the bytes of a listed file, verified."""
        if path not in self.manifest:
            raise BadBag(f"{path} is missing: {MANIFEST} does not list it.")
        content = _content(self.folder, path)
        if hashlib.sha256(content).hexdigest() != self.manifest[path]:
            raise BadBag(f"{path} does not have the SHA-256 that {MANIFEST} states.")
        return content


def open_bag(folder: Path) -> Bag:
    """Return the bag in a folder, its tag files verified; raise BadBag when wrong."""
    if not (folder / BAGIT).is_file():
        raise BadBag(f"{folder} is no package: there is no {BAGIT} in it.")
    listed = _content(folder, TAG_MANIFEST)
    tags = _read_manifest(TAG_MANIFEST, listed)
    for path, digest in tags.items():
        if hashlib.sha256(_content(folder, path)).hexdigest() != digest:
            raise BadBag(
                f"{path} does not have the SHA-256 that {TAG_MANIFEST} states."
            )
    for path in (BAGIT, INFO, MANIFEST):
        if path not in tags:
            raise BadBag(f"{path} is not listed in {TAG_MANIFEST}.")
    return Bag(
        folder,
        _read_manifest(MANIFEST, _content(folder, MANIFEST)),
        _read_info(_content(folder, INFO)),
        hashlib.sha256(listed).hexdigest(),
    )


def _content(folder: Path, path: str) -> bytes:
    place = folder / path
    # A link could lead out of the bag, to bytes that nobody has listed.
    if place.is_symlink() or not place.is_file():
        raise BadBag(f"{path} is missing.")
    return place.read_bytes()


def _manifest(digests: Mapping[str, str]) -> str:
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests))


def _read_manifest(name: str, content: bytes) -> dict[str, str]:
    digests: dict[str, str] = {}
    for number, line in enumerate(_lines(name, content), start=1):
        match = _LINE.fullmatch(line)
        if match is None or match[2] in digests:
            raise BadBag(f"{name}, line {number}, is no new line of a manifest.")
        digests[match[2]] = match[1]
    return digests


def _read_info(content: bytes) -> dict[str, str]:
    pairs = (line.partition(": ") for line in _lines(INFO, content))
    return {name: text for name, _, text in pairs}


def _lines(name: str, content: bytes) -> list[str]:
    try:
        return content.decode().split("\n")[:-1]
    except UnicodeDecodeError:
        raise BadBag(f"{name} is not UTF-8.") from None
