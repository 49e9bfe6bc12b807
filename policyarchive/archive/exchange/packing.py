"""One file of a package, for downloads: the same package gives the same bytes."""

import hashlib
import tempfile
import zipfile
from pathlib import Path

from policyarchive.archive.exchange.bag import Occupied

# A zip cannot say "no time"; this is the earliest it knows.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16  # a plain file that everybody may read
_FOLDER = "policyarchive"


def checksum_file(target: Path) -> Path:
    """Return where the checksum of a packed package stands: beside it."""
    return target.with_name(f"{target.name}.sha256")


def refuse_occupied(target: Path) -> None:
    """Raise Occupied when the file or its checksum is there already."""
    for place in (target, checksum_file(target)):
        if place.exists():
            raise Occupied(f"{place} is there already: name a new file.")


def pack(folder: Path, target: Path) -> str:
    """Write a package as one zip file with its checksum beside it; return that.

    ``sha256sum -c FILE.zip.sha256`` verifies it. The file appears when it is whole.
    """
    target = target.resolve()
    with tempfile.TemporaryDirectory(dir=target.parent, suffix=".partial") as beside:
        draft = Path(beside) / target.name
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as packed:
            for place in sorted(path for path in folder.rglob("*") if path.is_file()):
                name = f"{_FOLDER}/{place.relative_to(folder).as_posix()}"
                entry = zipfile.ZipInfo(name, _NO_TIME)
                entry.external_attr = _READABLE
                packed.writestr(entry, place.read_bytes(), zipfile.ZIP_DEFLATED)
        with draft.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        checksum_file(target).write_text(f"{digest}  {target.name}\n", encoding="utf-8")
        draft.rename(target)
    return digest
