"""What a date is the date of, guessed from the words around it. Pure."""

import re

from policyarchive.archive.vocabulary import DateRole

# The nearest of these words decides; Chinese puts most of them behind the date.
_ZH = (
    (DateRole.SUSPENDED_UNTIL, r"暂停[^。，,;]{0,12}至"),
    (DateRole.EFFECTIVE, r"施行|生效|实施|起执行|起试行"),
    (DateRole.ADOPTED, r"通过"),
    (DateRole.PROMULGATED, r"公布"),
    (DateRole.PUBLISHED, r"发布|印发|公开发表|刊发"),
    (DateRole.SIGNED, r"签署|签发|签订|成文"),
    (DateRole.EXPIRES, r"失效|废止|有效期[^,。;]{0,4}至|届满|到期"),
)
_EN = (
    (DateRole.SUSPENDED_UNTIL, r"suspend\w* until"),
    (
        DateRole.EFFECTIVE,
        r"t(?:ook|akes?|aking) effect|in(?:to)? (?:force|effect|operation)|effective"
        r"|(?<!to )appl(?:y|ies|ied)\b|kick(?:s|ed)? in\b",
    ),
    (
        DateRole.EXPIRES,
        r"expires?|ceases? to apply|lapses?|repealed"
        r"|(?:valid|effective|in (?:force|effect)) (?:un)?till?",
    ),
    (DateRole.ADOPTED, r"adopted|passed|enacted"),
    (DateRole.PROMULGATED, r"promulgated"),
    (
        DateRole.PUBLISHED,
        r"published|issued|released|gazetted|unveiled|rolled out|made public",
    ),
    (DateRole.SIGNED, r"signed"),
)


_HAN = re.compile(r"[\u4e00-\u9fff]")


def _compiled(
    words: tuple[tuple[DateRole, str], ...],
) -> tuple[tuple[DateRole, re.Pattern[str]], ...]:
    return tuple((role, re.compile(pattern)) for role, pattern in words)


_WORDS_ZH, _WORDS_EN = _compiled(_ZH), _compiled(_EN)
_WORDS_EN_BEHIND = tuple(
    pair for pair in _WORDS_EN if pair[0] is not DateRole.SUSPENDED_UNTIL
)
_CLAUSE_END = re.compile(r"[。;\n!?]|\.\s|,(?=[^\d])")
_WHEN = re.compile(r",\s(?=when\b)")
_SENTENCE_END = re.compile(r"[。;\n!?]|\.\s(?=[a-z])")
# "Drafted last August came into effect on Wednesday": those words have another date.
_HAS_ITS_OWN = re.compile(r"\s(?:on|from|since|as of)\b")
_REACH_ZH, _REACH_EN = 16, 110
# A body and the number of its meeting may stand between: 2021年6月10日第…次会议通过.
_MEETING = re.compile(r"[^。,;\n]{0,60}?会议?(?:审议|讨论|表决|研究)*通过")


def guess(folded: str, start: int, end: int) -> DateRole | None:
    """Return the role of the date in ``folded[start:end]``, if the words tell one."""
    is_chinese = bool(_HAN.search(folded, max(0, start - 3), end))
    if is_chinese and _MEETING.match(folded, end):
        return DateRole.ADOPTED
    if is_chinese:
        behind = _clause_behind(folded, end, _REACH_ZH)
        before = _clause_before(folded, start, _REACH_ZH)
        return _first(behind, _WORDS_ZH) or _last(before, _WORDS_ZH)
    before = _clause_before(folded, start, _REACH_EN)
    when = _WHEN.match(folded, end)  # on Monday, when the rules took effect
    behind = _clause_behind(folded, when.end() if when else end, _REACH_EN // 2)
    # "October's controls were suspended until": until another date than the one before.
    return _last(before, _WORDS_EN) or _first(behind, _WORDS_EN_BEHIND, _HAS_ITS_OWN)


def _clause_behind(folded: str, end: int, reach: int) -> str:
    return _CLAUSE_END.split(folded[end : end + reach], maxsplit=1)[0]


def _clause_before(folded: str, start: int, reach: int) -> str:
    return _SENTENCE_END.split(folded[max(0, start - reach) : start])[-1]


def _first(
    words: str,
    roles: tuple[tuple[DateRole, re.Pattern[str]], ...],
    but_before: re.Pattern[str] | None = None,
) -> DateRole | None:
    found = [
        (m.start(), role)
        for role, p in roles
        for m in p.finditer(words)
        if not (but_before and but_before.match(words, m.end()))
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _last(
    words: str, roles: tuple[tuple[DateRole, re.Pattern[str]], ...]
) -> DateRole | None:
    found = [(m.end(), role) for role, p in roles for m in p.finditer(words)]
    return max(found, key=lambda pair: pair[0])[1] if found else None
