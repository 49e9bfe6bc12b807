"""Keys: the forms under which names and numbers are found whatever way they are typed.

Brackets, spaces, hyphens, case, script and tone marks make no difference; a law is
found with or without the name of the state in its title. Pure: no database.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from policyarchive.archive.numerals import NUMERAL, to_int
from policyarchive.search.folding import HAN, fold
from policyarchive.search.tokens import BREAK, Phrase, index_tokens, phrase, pieces

_NOT_IN_KEY = re.compile(r"[\W_]+")
_HAN_SIGN = re.compile(f"[{HAN}]")
_LATIN = re.compile(r"[a-z0-9]+")
_STATE = re.compile(
    r"^(?:中华人民共和国|zhonghuarenmingongheguo|peoplesrepublicofchina|prc"
    r"|the(?=[a-z]{6}))(?=..)"
    r"|(?<=..)(?:of)?(?:the)?(?:peoplesrepublicofchina|prc)$"
)
_EDITION = re.compile(r"\s*[(（﹝〔\[][^()（）\[\]〔〕]*[)）﹞〕\]]\s*$")

_ORDINAL = re.compile(f"第({NUMERAL})(?=[号號期])")
_NOT_IN_NUMBER = re.compile("[第号号期年]")
# The same around the figures of a number in Latin letters: No. 35, 2017 nian, 35 hao.
_NOT_IN_SPELT = re.compile(
    r"(?<=\d)\W*(?:nian|hao|qi)(?![a-z])|(?<![a-z])(?:no|nr|di)\W*(?=\d)"
)
_LETTERS_APART = re.compile(r"(?<=[a-z])[/\-. ]+(?=[a-z])")
_YEAR_AND_NUMBER = re.compile(r"(?<!\d)(?:19[5-9]|20[0-4])\d(?=\d{1,4}(?!\d))")
_SEAM = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")


def name_key(text: str) -> str:
    """Return the key of a name: its letters, digits and characters only."""
    key = _NOT_IN_KEY.sub("", fold(text))
    return _STATE.sub("", _STATE.sub("", key))


def name_keys(text: str) -> tuple[str, ...]:
    """Return the keys of a name: as it is, and without an edition in brackets."""
    keys = (name_key(text), name_key(_EDITION.sub("", text)))
    return tuple(dict.fromkeys(filter(None, keys)))


def is_latin(key: str) -> bool:
    """Say whether a key could be pinyin."""
    return _LATIN.fullmatch(key) is not None


@lru_cache(maxsize=256)  # each name is asked for twice, for its key and its letters
def pinyin_keys(text: str) -> tuple[str, ...]:
    """Return a Chinese name in pinyin without tones and spaces, ``ü`` as v and as u."""
    keys: dict[str, None] = {}
    for key in name_keys(text):
        if _HAN_SIGN.search(key):
            spelt = "".join(map(name_key, _speller()(key)))
            keys |= dict.fromkeys((spelt, spelt.replace("v", "u")))
    return tuple(keys)


def spelling(text: str) -> tuple[str, ...]:
    """Return the parts by which pinyin is found in a name: trigrams of letters.

    ``^`` stands at the beginning of the name; ``ü`` is read as u.
    """
    return tuple(
        " ".join(letters(f"^{spelt}"))
        for spelt in dict.fromkeys(key.replace("v", "u") for key in pinyin_keys(text))
    )


def letters(spelt: str) -> tuple[str, ...]:
    """Return the trigrams of a word in pinyin, which is found as a phrase of them."""
    return tuple(spelt[at : at + 3] for at in range(len(spelt) - 2))


@cache
def _speller() -> Callable[[str], list[str]]:
    # Imported when first needed: its dictionary takes 54 MB, which a process that only
    # reads the index can save.
    from pypinyin import lazy_pinyin

    return lazy_pinyin


def number_parts(text: str) -> tuple[str, ...]:
    """Return the parts of a document number: 国发〔2017〕35号 is 国发, 2017, 35."""
    plain = _ORDINAL.sub(lambda match: _digits(match[1]), fold(text))
    plain = _NOT_IN_SPELT.sub(" ", plain)
    plain = _YEAR_AND_NUMBER.sub(r"\g<0> ", plain)
    plain = _LETTERS_APART.sub("", _NOT_IN_NUMBER.sub(" ", plain))
    plain = _SEAM.sub(" ", plain)
    return tuple(part for _, part in pieces(plain) if part != BREAK)


def number_tokens(text: str) -> str:
    """Return the tokens of a document number, joined by spaces.

    What is written in characters is told in pinyin as well.
    """
    parts = number_parts(text)
    spelt = (key for part in parts for key in pinyin_keys(part))
    return " ".join((*map(index_tokens, parts), *spelt))


def is_number(number: str, asked: Sequence[str]) -> bool:
    """Say whether a number that holds all parts asked for has no others.

    Part of what is asked may be the pinyin of a part.
    """
    parts = Counter(number_parts(number))
    strange = Counter(asked) - parts
    return parts.total() == len(asked) and all(
        part.isascii() and part.isalpha() for part in strange
    )


def number_phrases(text: str) -> tuple[Phrase, ...]:
    """Return what a number, whole or in part and in any order, must hold."""
    return tuple(phrase(part) for part in number_parts(text))


def _digits(numeral: str) -> str:
    try:
        return f" {to_int(numeral)} "
    except ValueError:
        return numeral


def grams(key: str) -> frozenset[str]:
    """Return the parts by which near names are recognised: trigrams of letters.

    Chinese names are short, so pairs of their characters serve; both ends count.
    """
    size = 3 if is_latin(key) else 2
    padded = f"^{key}$"
    return frozenset(padded[at : at + size] for at in range(len(padded) - size + 1))


def likeness(one: str, other: str) -> float:
    """Return how alike two keys are, 0 to 1.

    Dice's coefficient of their grams; of short words one slip spoils most of these, so
    that Latin ones count by their letters where they are one slip apart.
    """
    left, right = grams(one), grams(other)
    shared = 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0
    if is_latin(one) and one != other and are_one_slip_apart(one, other):
        return max(shared, 1 - 1 / len(one))
    return shared


def are_one_slip_apart(one: str, other: str) -> bool:
    """Say whether words differ by a letter too many or wrong, or by two swapped."""
    start = _shared(one, other)
    left, right = one[start:], other[start:]
    end = _shared(left[::-1], right[::-1])
    left, right = left[: len(left) - end], right[: len(right) - end]
    if len(left) == len(right) == len("ab"):
        return left == right[::-1]
    return max(len(left), len(right)) <= 1


def _shared(one: str, other: str) -> int:
    """Return how many letters two words have in common from their beginning."""
    pairs = zip(one, other, strict=False)
    return next(
        (at for at, (left, right) in enumerate(pairs) if left != right),
        min(len(one), len(other)),
    )
