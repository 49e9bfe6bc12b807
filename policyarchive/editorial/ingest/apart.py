"""Reading a stranger's file in a process of its own, which may be ended.

A file can be made to hang a reader or to eat all memory, inside a library where nothing
can be interrupted. So a process without the archive's secrets reads it, under limits
that it sets before it sees the first byte, and answers in JSON, which cannot do more
than say something.
"""

import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter

from policyarchive.editorial.ingest.draft import Draft, Refusal
from policyarchive.editorial.ingest.registry import MOST_BYTES, read

MOST_SECONDS = 60.0
MOST_MEMORY = 2 * 1024 * 1024 * 1024
_ROOT = Path(__file__).resolve().parents[3]
_REFUSED, _OUT_OF_MEMORY = 3, 4
_DRAFTS = TypeAdapter(Draft)


def read_apart(
    data: bytes,
    name: str,
    *,
    seconds: float = MOST_SECONDS,
    memory: int = MOST_MEMORY,
) -> Draft:
    """Return the draft of one document as ``read`` does, or raise Refusal.

    ``seconds`` are those of the clock, ``memory`` is in bytes of address space. Costs
    about a third of a second for the process.
    """
    if len(data) > MOST_BYTES:
        return read(data, name)  # refuses it by its size
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", __name__, name, str(int(seconds) + 1), str(memory)],
            input=data,
            capture_output=True,
            timeout=seconds,
            cwd=_ROOT,
            env={"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refusal(
            f"Reading it took longer than {seconds:,.0f} seconds and was stopped. Save "
            "it in another format, or paste its text."
        ) from None
    if done.returncode == 0:
        return replace(_DRAFTS.validate_json(done.stdout), raw=data)
    raise Refusal(_why(done.returncode, done.stdout))


def _why(code: int, said: bytes) -> str:
    if code == _REFUSED:
        return said.decode()
    if code == _OUT_OF_MEMORY:
        return "Reading it takes too much memory. Split it, or paste its text."
    return "No reader can make sense of it. Save it in another format, or paste it."


def main(name: str, seconds: int, memory: int) -> int:
    """Read standard input under limits and write the draft; return the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    try:
        draft = read(data, name)
    except Refusal as refusal:
        sys.stdout.buffer.write(str(refusal).encode())
        return _REFUSED
    except MemoryError:
        return _OUT_OF_MEMORY
    sys.stdout.buffer.write(_DRAFTS.dump_json(replace(draft, raw=b"")))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
