"""Every lettered line of the design has the tests that ``docs/permalinks.md`` names."""

import re
from pathlib import Path

from django.conf import settings

_ROW = re.compile(r"^\| ([A-M]\d{1,2}) \| [^|]+ \| (.+) \|$", re.MULTILINE)
_LAST = {"A": 13, "B": 10, "C": 7, "F": 7, "G": 8, "J": 4, "K": 6, "M": 3}


def test_the_table_names_every_line_once_and_its_tests_are_there():
    root = Path(settings.BASE_DIR)
    rows = _ROW.findall((root / "docs/permalinks.md").read_text("utf-8"))
    lines = [
        f"{letter}{n}" for letter, last in _LAST.items() for n in range(1, last + 1)
    ]
    assert [line for line, _ in rows] == lines
    for line, files in rows:
        named = re.compile(rf"def test_(?:\w+_)?{line.lower()}_")
        for file in re.findall(r"`([^`]+)`", files):
            assert named.search((root / "tests" / file).read_text("utf-8")), (
                line,
                file,
            )
