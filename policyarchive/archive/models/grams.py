"""Finding a piece of a name quickly, also a Chinese word of two characters.

PostgreSQL's own trigrams pass over Chinese and over what is shorter than three. The
pieces are worked out by the database: whoever writes a row, it is found.
"""

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, TextField, Value

_LONGEST = 3  # characters of a piece, as the function in the database has it


class Grams(Func):
    """All pieces of up to three characters of one or two columns, in small letters."""

    function = "archive_grams"
    output_field = ArrayField(TextField())


def grams_of(word: str) -> Grams:
    """Return the longest pieces of a word: what holds it has every one of them."""
    return Grams(Value(word), Value(""), Value(min(_LONGEST, len(word))))
