"""Print how fast one core recognises references, names and dates.

    python benchmarks/references/speed.py

The text is that of the labelled sets, over and over. It is denser in references than
any law, so that real texts are faster.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.references.marking import read, unmark
from benchmarks.references.names import Names
from policyarchive.archive import dates
from policyarchive.archive.references import dates_in, mentions, recognise

_RUNS = 100
_WRITTEN = dates.parse("2021-11-18")


def text_in(language: str) -> str:
    """Return the texts in Chinese or English as one."""
    rows = [*read("sentences", "tuning"), *read("texts", "tuning")]
    texts = [
        unmark(row["marked"])[0] for row in rows if row["language"].startswith(language)
    ]
    return "\n\n".join(texts)


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of one run, the mean of many."""
    start = time.process_time()
    for _ in range(_RUNS):
        work()
    return (time.process_time() - start) / _RUNS


def main() -> None:
    """Measure and print."""
    gazetteer = Names.of_fixtures(Path(__file__).resolve().parents[2] / "fixtures")
    names = gazetteer.gazetteer
    for language in ("zh", "en"):
        text = text_in(language)
        found = recognise.find(text, names)
        works: dict[str, Callable[[], object]] = {
            "references": lambda: recognise.find(text, names),  # noqa: B023
            "mentions": lambda: mentions.find(text, names, found),  # noqa: B023
            "dates": lambda: dates_in.find(text, _WRITTEN, found),  # noqa: B023
        }
        for name, work in works.items():
            speed = len(text.encode()) / 1e6 / seconds(work)
            sys.stdout.write(f"{language} {name:12}{speed:6.1f} MB/s\n")


if __name__ == "__main__":
    main()
