"""Document numbers in running text: 文号, orders, announcements, standards, gazettes.

国发〔2017〕35号 in any brackets, 国务院令第745号, 商务部公告2024年第46号, and what
English writes for them: Guofa [2017] No. 35, State Council Decree No. 745, "MOFCOM
Announcement No. 46 of 2024"; GB/T 35273-2020, Pub. L. No. 117-167, 87 Fed. Reg. 62,186,
Regulation (EU) 2024/1689. Pure.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from policyarchive.archive import othernames
from policyarchive.archive.numerals import NUMERAL
from policyarchive.archive.references import issuers
from policyarchive.archive.references.articles import integer
from policyarchive.archive.references.folding import HAN, Folded
from policyarchive.archive.references.syllables import PINYIN_WORD

CODE, ORDER, STANDARD, GAZETTE = "code", "order", "standard", "gazette"

Bodies = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Number:
    """A document number taken apart.

    ``key`` is its normal form (``othernames``). An order or announcement also has its
    ``word`` (令, 公告), serial number, year where it states one, and issuers: entries,
    or their names where the gazetteer has none. The stem of a standard has no year.
    """

    key: str
    family: str
    word: str = ""
    serial: int = 0
    year: str = ""
    issuers: tuple[str, ...] = ()
    stem: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A number and where it stands in a folded text."""

    start: int
    end: int
    number: Number


_OPEN, _CLOSE = r"[〔\[(《<{]", r"[〕\])》>}]"
_YEAR = r"(?:19|20)\d\d"
_CODE = re.compile(
    rf"(?P<code>[{HAN}]{{1,16}}){_OPEN}(?P<year>{_YEAR})年?{_CLOSE} ?"
    r"第?(?P<serial>\d{1,5})号"
)
_ORDER = re.compile(
    rf"(?P<word>令|公告|通告)(?:{_OPEN}?第[^()]{{1,4}}届{_CLOSE}?)?"
    rf"{_OPEN}?(?:(?P<year>{_YEAR})(?:年{_CLOSE}?|{_CLOSE}))?(?P<hao>第)?"
    rf"(?P<serial>{NUMERAL})号"
    rf"|(?P<year2>{_YEAR})年第(?P<serial2>{NUMERAL})号(?P<word2>令|公告|通告)"
)
_STANDARD = re.compile(
    r"(?<![a-z\d])(?P<stem>(?:gb|yd|jr|ga|sj|ww|db\d\d|tb|jt|gy|mz|ry|wh|cy)"
    r"(?:\s?/\s?[tz])?\s?\d{3,6}(?:\.\s?\d{1,2})?)(?:\s?-\s?(?P<year>(?:19|20)\d\d))?(?![a-z\d-])"
    r"|(?<![a-z\d])(?P<stem2>tc260-(?:pg-)?\d{3,8}[a-z]?)(?![a-z\d-])"
)
_PINYIN = re.compile(
    r"(?<![a-z\d'-])(?:see (?:also )?)?"  # which would pass for a syllable
    rf"(?P<code>{PINYIN_WORD}(?: {PINYIN_WORD}){{0,4}})"
    rf" ?{_OPEN}(?P<year>{_YEAR}){_CLOSE},? ?(?:no\.?|number|di) ?"
    r"(?P<serial>\d{1,5})(?!\d)"
)
_EN_ORDER = re.compile(
    r"(?<![a-z])(?P<word>decree|order|announcement|bulletin)s?,?\s+(?:no\.?|number)?\s*"
    rf"(?P<serial>\d{{1,4}})(?!\d|\.\d)"
    rf"(?:,?\s*(?:of\s+|/|\[|\()?(?P<year>{_YEAR})(?![\d-])[\])]?)?"
)
_GAZETTE = re.compile(
    r"(?<![a-z\d])(?:"
    r"(?:public law|pub\. ?l\.)(?: ?no\.)? ?(?P<act>\d{2,3}-\d{1,4})"
    r"|(?P<volume>\d{2,3}) (?:fr|fed\. ?reg\.) (?P<page>\d{1,3}(?:,?\d{3})?)"
    r"|fr doc\.?(?: no\.)? ?(?P<doc>\d{4}-\d{4,5})"
    r"|(?:regulation|directive|decision) \((?:eu|ec|eec)(?:, euratom)?\)(?: no\.?)? ?"
    r"(?P<union>\d{1,4}/\d{1,4})"
    r"|directive (?P<directive>\d{2,4}/\d{1,4})/(?:eu|ec|eec)"
    r")(?!\d)"
)
_EN_WORDS = {"decree": "令", "order": "令", "announcement": "公告", "bulletin": "公告"}
_NEEDS_NUMBER = re.compile(r"(?:no\.?|number|/|of (?:19|20)|[\[(](?:19|20))")
_PRESIDENT_BEHIND = re.compile(r"\s+of the president\b")
_OF = re.compile(r"\sof\s(?:the\s)?")
_PRESIDENT_BEFORE = re.compile(r"presidential\s+$")
_PRESIDENT_REACH = 14
PRESIDENT = "主席"


def find(text: Folded, bodies: Bodies) -> Iterator[Hit]:
    """Yield the document numbers in a text; ``bodies`` gives the entries of a name."""
    folded = text.text
    if "号" in folded:
        yield from _codes(text)
        yield from _orders(text, bodies)
    yield from _standards(folded)
    if "no" in folded or "announcement" in folded:
        yield from _pinyin(folded)
        yield from _english_orders(folded, bodies)
    yield from _gazettes(folded)


def _codes(text: Folded) -> Iterator[Hit]:
    for match in _CODE.finditer(text.text):
        end = match.end("code")
        lines = (
            at for at in range(end - 1, match.start(), -1) if text.is_line_start(at)
        )
        first = next(lines, match.start())
        start = first + issuers.after_function_words(text.text[first:end])
        code = text.text[start:end]
        if not code or code.endswith(("令", "公告", "通告", "届")):
            continue
        key = f"{code}{match['year']}{int(match['serial'])}"
        yield Hit(start, match.end(), Number(key, CODE, year=match["year"]))


def _orders(text: Folded, bodies: Bodies) -> Iterator[Hit]:
    for match in _ORDER.finditer(text.text):
        word = match["word"] or match["word2"]
        serial = integer(match["serial"] or match["serial2"])
        year = match["year"] or match["year2"] or ""
        start, names = issuers.before(text, match.start(), bodies)
        is_sure = names or (word != "令" and year)
        if serial and is_sure:
            printed = text.text[start : match.start()].removeprefix("中华人民共和国")
            key = f"{printed}{word}{year}{'年' if year else ''}{serial}"
            number = Number(
                othernames.number(key), ORDER, word, serial, year, tuple(names)
            )
            yield Hit(start, match.end(), number)


def _standards(folded: str) -> Iterator[Hit]:
    for match in _STANDARD.finditer(folded):
        stem = othernames.number(match["stem"] or match["stem2"])
        year = match["year"] or ""
        key = f"{stem}-{year}" if year else stem
        yield Hit(*match.span(), Number(key, STANDARD, year=year, stem=stem))


def _pinyin(folded: str) -> Iterator[Hit]:
    for match in _PINYIN.finditer(folded):
        code = match["code"].replace(" ", "").replace("'", "")
        key = f"{code}{match['year']}{int(match['serial'])}"
        number = Number(key, CODE, year=match["year"])
        yield Hit(match.start("code"), match.end(), number)


def _english_orders(folded: str, bodies: Bodies) -> Iterator[Hit]:
    for match in _EN_ORDER.finditer(folded):
        if not _NEEDS_NUMBER.search(match.group()):
            continue
        word, year = _EN_WORDS[match["word"]], match["year"] or ""
        serial = int(match["serial"])
        start, end, names = _english_issuers(folded, *match.span(), bodies)
        if not names and (word == "令" or not year):
            continue
        is_president = names == (PRESIDENT,)
        printed = PRESIDENT if is_president else _issuer(folded, start, end, match)
        printed = "国务院" if printed == "state council" else printed
        key = othernames.number(f"{printed}{word}{year}{'年' if year else ''}{serial}")
        yield Hit(start, end, Number(key, ORDER, word, serial, year, names))


def _english_issuers(
    folded: str, start: int, end: int, bodies: Bodies
) -> tuple[int, int, tuple[str, ...]]:
    """Return a number in ``folded[start:end]`` widened by its issuers, and these."""
    before = _PRESIDENT_BEFORE.search(folded, max(0, start - _PRESIDENT_REACH), start)
    if before:
        return before.start(), end, (PRESIDENT,)
    if behind := _PRESIDENT_BEHIND.match(folded, end):
        return start, behind.end(), (PRESIDENT,)
    start, names = issuers.english_before(folded, start, bodies)
    if not names and (of := _OF.match(folded, end)):
        after, names = issuers.english_behind(folded, of.end(), bodies)
        end = after if names else end
    return start, end, names


def _issuer(folded: str, start: int, end: int, match: re.Match[str]) -> str:
    """Return the words that name the issuer, before or behind a number."""
    before = folded[start : match.start()].strip()
    return before or _OF.sub("", folded[match.end() : end], count=1)


def _gazettes(folded: str) -> Iterator[Hit]:
    for match in _GAZETTE.finditer(folded):
        if match["act"]:
            key = f"publiclaw{match['act']}"
        elif match["page"]:
            key = f"{match['volume']}fr{match['page'].replace(',', '')}"
        elif match["doc"]:
            key = match["doc"]
        else:
            key = f"eu{match['union'] or match['directive']}"
        yield Hit(*match.span(), Number(key, GAZETTE))
