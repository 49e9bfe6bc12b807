"""What the value of a field means: codes of vocabularies, years, articles. Pure."""

import re
from collections.abc import Sequence

from policyarchive.archive import vocabulary
from policyarchive.archive.numerals import NUMERAL, to_int
from policyarchive.search.folding import fold
from policyarchive.search.keys import name_key
from policyarchive.search.results import NONE

_TERMS: dict[str, Sequence[type[vocabulary.Terms]]] = {
    "type": (vocabulary.DocumentType, vocabulary.ActorKind, vocabulary.EventKind),
    "status": (vocabulary.Status,),
    "level": (vocabulary.Level,),
    "origin": (vocabulary.SourceKind,),
    "kind": (vocabulary.Kind,),
    "language": (vocabulary.Language,),
}
_ARTICLE = re.compile(
    rf"(?:art(?:icle)?[-. ]*|第)?(?P<number>{NUMERAL})[条條]?"
    rf"(?:[-之.](?P<inserted>{NUMERAL}))?"
)
# 数据安全法第二十一条第一款, PIPL art. 38(1); Article 21 of the Data Security Law.
_NAME_AND_ARTICLE = re.compile(
    r"(?!第)(?P<name>.+?)[\s,、]*(?P<article>"
    rf"第?{NUMERAL}[条條](?:之{NUMERAL})?|\bart(?:icle)?[-. ]*\d+(?:-\d+)?)"
    rf"(?:\(\d+\)|第{NUMERAL}[款项])*"
)
_ARTICLE_OF_NAME = re.compile(
    r"(?P<article>art(?:icle)?[-. ]*\d+(?:-\d+)?)(?:\(\d+\))*"
    r"[\s,]+(?:of\s+(?:the\s+)?)?(?P<name>.+)"
)
_YEARS = re.compile(r"(\d{4})年?(?:\s*(?:-|–|\.\.|至|到|~)\s*(\d{4})年?)?")
MOST_YEARS = 200


def codes(field: str, value: str) -> tuple[str, ...]:
    """Return the codes that a value names in a vocabulary, by code or by label."""
    key = name_key(value)
    if key == NONE:
        return (NONE,)
    found = [
        term.value
        for terms in _TERMS[field]
        for term in terms
        if key in (name_key(term.value), name_key(term.zh), name_key(term.en))
    ]
    if field == "language" and not found:
        found = [tag for tag in vocabulary.Language.values if tag.startswith(f"{key}-")]
    return tuple(found)


def years(value: str) -> tuple[str, ...]:
    """Return the years in a value such as 2021 or 2019-2021; none if it is neither."""
    if name_key(value) == NONE:
        return (NONE,)
    match = _YEARS.fullmatch(fold(value).strip())
    if match is None:
        return ()
    first, last = sorted((int(match[1]), int(match[2] or match[1])))
    last = min(last, first + MOST_YEARS)
    return tuple(f"{year:04}" for year in range(first, last + 1))


def article(value: str) -> str:
    """Return the anchor of an article: 21, art-21-1 or 第二十一条之一; else nothing."""
    match = _ARTICLE.fullmatch(fold(value).strip())
    if match is None:
        return ""
    try:
        number = to_int(match["number"])
        inserted = f"-{to_int(match['inserted'])}" if match["inserted"] else ""
    except ValueError:
        return ""
    return f"art-{number}{inserted}"


def name_and_article(text: str) -> tuple[str, str]:
    """Return the name and the anchor in words that cite an article; else nothing."""
    folded = fold(text).strip()
    for form in (_NAME_AND_ARTICLE, _ARTICLE_OF_NAME):
        if match := form.fullmatch(folded):
            return match["name"], article(match["article"])
    return "", ""
