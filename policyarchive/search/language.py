"""The query language: words, "exact phrases", OR, -not and field:value.

Any text is a query. What cannot be taken as written is repaired, and the repair says
how in one sentence. Words part at spaces; all must be met; OR joins its neighbours
(``a b OR c`` is a, and b or c); a minus before a word, phrase or field leaves it out.
Quotation marks of any sort open a phrase where a word could begin; inside a word they
are punctuation. Pure: no database.
"""

import re
from dataclasses import dataclass, field, replace

from policyarchive.search.folding import fold
from policyarchive.search.results import Repair
from policyarchive.search.tokens import phrase

LONGEST = 600  # characters
MOST_TERMS = 32

_NAMES = {
    "title": "title 标题 題名 题名",
    "issuer": "issuer 发文机关 发布机关 机关",
    "no": "no number 文号",
    "art": "art article 条",
    "type": "type 类型 文种",
    "status": "status 效力 状态",
    "level": "level 级别",
    "origin": "origin 来源类别",
    "kind": "kind 类别",
    "year": "year 年份 年",
    "language": "language lang 语言",
    "topic": "topic 主题",
    "actor": "actor 主体",
    "law": "law 法规",
    "event": "event 事件",
    "source": "source site 来源",
}
FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}

_QUOTES = '"“”„‟＂「」『』«»'
_LEXEME = re.compile(
    r"(?P<minus>[-－−](?=\S))?"
    rf"(?:(?P<field>{'|'.join(sorted(FIELDS, key=len, reverse=True))})[:：]\s*)?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<end>[{_QUOTES}]?)|(?P<word>\S+))",
    re.IGNORECASE,
)
_LIKE_A_FIELD = re.compile(r"(?!https?:|ark:)([A-Za-z]{2,12}):\S")
_OR = frozenset(("OR", "|", "||"))
_AND = frozenset(("AND", "&", "&&", "+"))


@dataclass(frozen=True, slots=True)
class Term:
    """A word, phrase or field value."""

    text: str
    field: str = ""
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was read: all groups must be met, of each group any term."""

    groups: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    repairs: tuple[Repair, ...] = ()
    is_unreadable: bool = False  # something was asked, and nothing can be searched

    @property
    def is_plain(self) -> bool:
        """Whether there are only words and phrases, so that it could be a name."""
        terms = [term for group in self.groups for term in group]
        return (
            not self.excluded
            and len(terms) == len(self.groups)
            and not any(term.field for term in terms)
        )


def with_fewer(parsed: Parsed) -> Parsed | None:
    """Return a query with half of its longest row of words joined by OR, if any."""
    at, longest = max(
        enumerate(parsed.groups), key=lambda pair: len(pair[1]), default=(0, ())
    )
    if len(longest) < len("ab"):
        return None
    kept = longest[: len(longest) // 2]
    first = "first was" if len(kept) == 1 else f"first {len(kept)} were"
    message = f"OR joins too many common words: only the {first} read."
    others = (repair for repair in parsed.repairs if repair.code != "too-broad")
    return replace(
        parsed,
        groups=(*parsed.groups[:at], kept, *parsed.groups[at + 1 :]),
        repairs=(*others, Repair("too-broad", message)),
    )


def parse(text: str) -> Parsed:
    """Return a query as it is read."""
    reading = _Reading()
    if len(text) > LONGEST:
        reading.repair("too-long", f"Only the first {LONGEST} characters were read.")
    for count, match in enumerate(_LEXEME.finditer(text[:LONGEST])):
        if count == MOST_TERMS:
            reading.repair("too-many", f"Only the first {MOST_TERMS} words were read.")
            break
        reading.take(match)
    return reading.end(is_empty=not text.strip())


@dataclass(slots=True)
class _Reading:
    groups: list[list[Term]] = field(default_factory=list)
    excluded: list[Term] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    joins: bool = False  # OR came last
    excludes: bool = False  # NOT came last

    def repair(self, code: str, message: str) -> None:
        self.repairs.append(Repair(code, message))

    def take(self, match: re.Match[str]) -> None:
        word = match["word"]
        if word in _OR and not match["field"]:
            self._take_or()
        elif word == "NOT" and not match["field"]:
            self.excludes = True
        elif word not in _AND or match["field"]:
            self._take_term(match)

    def end(self, *, is_empty: bool) -> Parsed:
        if self.joins or self.excludes:
            self.repair("operator-alone", "OR or NOT without a word after it is void.")
        return Parsed(
            tuple(map(tuple, self.groups)),
            tuple(self.excluded),
            tuple(dict.fromkeys(self.repairs)),
            not (self.groups or self.excluded or is_empty),
        )

    def _take_or(self) -> None:
        if self.groups and not self.joins:
            self.joins = True
        else:
            self.repair("operator-alone", "OR without a word before it is void.")

    def _take_term(self, match: re.Match[str]) -> None:
        term = self._term(match)
        excludes = bool(match["minus"]) or self.excludes
        joins, self.joins, self.excludes = self.joins, False, False
        if not phrase(fold(term.text)).tokens:
            self.repair("nothing-in-it", f"“{term.text}” holds nothing to search for.")
        elif excludes:
            self.excluded.append(term)
            if joins:
                self.repair("or-not", "OR before an excluded word is void.")
        elif joins:
            self.groups[-1].append(term)
        else:
            self.groups.append([term])

    def _term(self, match: re.Match[str]) -> Term:
        named = FIELDS[match["field"].lower()] if match["field"] else ""
        if match["word"] is None:
            if not match["end"]:
                self.repair("open-quote", "A phrase that was not closed ends here.")
            return Term(match["phrase"], named, is_phrase=True)
        word = match["word"]
        if word[:-1].lower() in FIELDS and word[-1] in ":：":
            self.repair("field-alone", f"{word} has no value, so it is read as a word.")
        elif like := _LIKE_A_FIELD.match(word):
            self.repair(
                "unknown-field", f"{like[1]}: is no field, so it is read as words."
            )
        return Term(word, named)
