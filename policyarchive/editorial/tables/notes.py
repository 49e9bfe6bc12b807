"""What a check has to say about a row. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """Whether a note keeps the whole table from being loaded."""

    ERROR = "error"
    LOOK = "look"


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """One sentence about a line of the file, with what to do."""

    line: int
    level: Level
    column: str
    words: str

    def as_row(self) -> list[Any]:
        """Return what JSON keeps of it."""
        return [self.line, self.level.value, self.column, self.words]

    @classmethod
    def of_row(cls, row: list[Any]) -> "Note":
        """Return the note that was kept."""
        return cls(row[0], Level(row[1]), row[2], row[3])


def error(line: int, column: str, words: str) -> Note:
    """Return a note that keeps the table from being loaded."""
    return Note(line, Level.ERROR, column, words)


def look(line: int, column: str, words: str) -> Note:
    """Return a note that a person has to look at."""
    return Note(line, Level.LOOK, column, words)
