"""Names of permalinks: minting, check characters and reading what people paste.

A name is the shoulder of its kind, random betanumeric characters and a NOID check
character over ``NAAN/name`` (NCDA; the alphabet and the rule are those of the ARK and
NOID specifications). It encodes nothing that could change. Pure: no database.
"""

import re
import secrets
from dataclasses import dataclass
from urllib.parse import unquote

ALPHABET = "0123456789bcdfghjkmnpqrstvwxz"
_VALUE = {character: value for value, character in enumerate(ALPHABET)}

# Seven random characters over 29 signs: 1.7e10 names for each kind.
RANDOM_LENGTH = 7
SHOULDERS = {"document": "t1", "law": "s1", "actor": "b1", "event": "h1"}
_KINDS = {shoulder: kind for kind, shoulder in SHOULDERS.items()}

# White space comes in by line breaks. Hyphens are identity-inert in the names of ARKs,
# and typesetting turns them into other dashes.
_BLANK = re.compile(r"[\s\u00ad\u200b]|%20|%0[aAdD]")
_DASH = re.compile(r"[\u2010-\u2015]")
_ARK = re.compile(r"ark:/?([0-9a-z]+)/([^/.]*)(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Ark:
    """An ARK as somebody gave it, in canonical spelling."""

    naan: str
    name: str
    suffix: str = ""

    def __str__(self) -> str:
        return f"ark:{self.naan}/{self.name}{self.suffix}"

    @property
    def has_right_check(self) -> bool:
        """Whether the last character is the check character of the rest."""
        return len(self.name) > 1 and self.name[-1] == check_character(
            f"{self.naan}/{self.name[:-1]}"
        )


def check_character(text: str) -> str:
    """Return the NOID check character (NCDA) of ``NAAN/name``.

    The sum of each character's value times its position from 1, modulo 29; characters
    outside the alphabet count 0. Test vector: ``13030/xf93gt2`` gives ``q``.
    """
    total = sum(
        _VALUE.get(character, 0) * position
        for position, character in enumerate(text, start=1)
    )
    return ALPHABET[total % len(ALPHABET)]


def mint_name(kind: str, naan: str) -> str:
    """Return a new random name for an entry of this kind."""
    blade = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))
    name = SHOULDERS[kind] + blade
    return name + check_character(f"{naan}/{name}")


def kind_of(name: str) -> str | None:
    """Return the kind a name's shoulder stands for, or None for a stranger's name."""
    return _KINDS.get(name[:2])


def read(text: str) -> Ark | None:
    """Return the ARK in what somebody typed or pasted, in canonical spelling.

    Case, hyphens of all sorts, white space, the old ``ark:/`` form and a trailing slash
    or full stop make no difference. Anything after the name is the suffix.
    """
    tidied = _DASH.sub("-", _BLANK.sub("", unquote(text)))
    match = _ARK.search(tidied)
    if match is None:
        return None
    name = match[2].replace("-", "").lower()
    return Ark(match[1].lower(), name, match[3].rstrip("/."))
