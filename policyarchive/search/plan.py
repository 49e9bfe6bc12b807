"""The plan of a search: what the query's words ask of the index, and how it reads.

Words become conditions and needles (what is marked in the hits); the glossary adds the
other language; what a field cannot mean is read as words, and a repair says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from policyarchive.search import keys, names, trees, values, weights
from policyarchive.search.engine import (
    Among,
    Condition,
    Every,
    Has,
    Nothing,
    Snapshot,
    Some,
    Weighed,
    Without,
)
from policyarchive.search.folding import fold
from policyarchive.search.language import Parsed, Term
from policyarchive.search.lexicon import LONGEST_TERM, Lexicon, stems
from policyarchive.search.needles import Needle
from policyarchive.search.results import FieldTerm, Reading, Repair, Widening
from policyarchive.search.tokens import Phrase, phrase

_LINKED = {"issuer": "actor", "actor": "actor", "law": "law", "event": "event"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What the words of a query come to."""

    conditions: tuple[Condition, ...] = ()  # all must be met
    needles: tuple[Needle, ...] = ()
    articles: tuple[str, ...] = ()  # anchors that were asked for
    reading: Reading = field(default_factory=Reading)


def make(parsed: Parsed, lexicon: Lexicon, snapshot: Snapshot, *, widen: bool) -> Plan:
    """Return the plan of a query."""
    planner = _Planner(lexicon, snapshot, widen)
    return planner.plan(parsed)


@dataclass(slots=True)
class _Planner:
    lexicon: Lexicon
    snapshot: Snapshot
    widen: bool
    conditions: list[Condition] = field(default_factory=list)
    needles: list[Needle] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    reading: Reading = field(default_factory=Reading)

    def plan(self, parsed: Parsed) -> Plan:
        self.reading = replace(self.reading, repairs=parsed.repairs)
        if parsed.is_unreadable:
            self.conditions.append(Nothing())
        groups = list(parsed.groups)
        while groups:
            taken = self._english_term(groups)
            if taken:
                self._add_english(groups[:taken])
            else:
                taken = 1
                self._add_group(groups[0])
            del groups[:taken]
        for term in parsed.excluded:
            self._exclude(term)
        return Plan(
            tuple(self.conditions),
            tuple(self.needles),
            tuple(self.articles),
            self.reading,
        )

    # Groups

    def _add_group(self, terms: Sequence[Term]) -> None:
        group = len(self.conditions)
        parts = [self._condition(term, group) for term in terms]
        if len(parts) == 1:
            self.conditions.append(parts[0])
            self._read(terms[0])
        else:
            self.conditions.append(Some(tuple(parts)))
            texts = tuple(_written(term) for term in terms)
            self.reading = replace(self.reading, any_of=(*self.reading.any_of, texts))

    def _read(self, term: Term) -> None:
        reading = self.reading
        if term.field:
            fields = (*reading.fields, FieldTerm(term.field, term.text))
            self.reading = replace(reading, fields=fields)
        elif term.is_phrase:
            self.reading = replace(reading, phrases=(*reading.phrases, term.text))
        else:
            self.reading = replace(reading, terms=(*reading.terms, term.text))

    def _exclude(self, term: Term) -> None:
        kept = len(self.needles), len(self.articles)
        condition = self._condition(term, -1, is_excluded=True)
        del self.needles[kept[0] :], self.articles[kept[1] :]
        self.conditions.append(Without(condition))
        reading = self.reading
        if term.field:
            fields = (*reading.fields, FieldTerm(term.field, term.text, True))
            self.reading = replace(reading, fields=fields)
        else:
            self.reading = replace(reading, excluded=(*reading.excluded, term.text))

    # Terms

    def _condition(
        self, term: Term, group: int, *, is_excluded: bool = False
    ) -> Condition:
        if term.field:
            found = self._field(term, group)
            if found is not None:
                return found
            message = f"{term.field}:{term.text} names nothing, so it is read as words."
            self._repair("unknown-value", message)
            term = Term(term.text, is_phrase=term.is_phrase)
        plain = self._words(term, group)
        if term.is_phrase or is_excluded:
            return plain
        others = self.lexicon.english.get(keys.name_key(term.text), ())
        return self._widened(plain, term.text, others, group)

    def _words(self, term: Term, group: int, field: str = "") -> Condition:
        """Return what words ask, anywhere or in the title; and mark them."""
        folded = fold(term.text)
        exact = phrase(folded)
        is_stemmed = not term.is_phrase and _is_english(exact)
        asked = exact.stemmed() if is_stemmed else exact
        self.needles.append(Needle(group, asked, folded, is_stemmed, field == "title"))
        anywhere, title = ("stem", "title_stem") if is_stemmed else ("all", "title")
        if field == "title":
            return Has(title, asked)
        if asked.is_open:
            return Has(anywhere, asked)  # many tokens already: spare the titles
        better: list[Condition] = [Weighed(Has(title, asked), weights.TITLE)]
        if is_stemmed:
            better.append(Weighed(Has("all", exact), weights.EXACT_WORD))
        return Every((Has(anywhere, asked),), tuple(better))

    def _field(self, term: Term, group: int) -> Condition | None:
        """Return what a field asks, or None when its value means nothing."""
        if term.field == "title":
            return self._words(term, group, "title")
        if term.field == "no":
            asked = keys.number_phrases(term.text)
            return Every(tuple(Has("number", part) for part in asked))
        if term.field == "art":
            return self._article(term)
        if term.field in _LINKED:
            return self._linked(term)
        return _among(term.field, self._values(term))

    def _values(self, term: Term) -> Sequence[str]:
        match term.field:
            case "year":
                return values.years(term.text)
            case "topic":
                named = self.lexicon.topics.get(keys.name_key(term.text), ())
                # As in the facet: with the topics below it.
                tree = trees.topics()
                return tree.below(*map(tree.now, named))
            case "source":
                return (term.text.lower().removeprefix("www."),)
        return values.codes(term.field, term.text)

    def _article(self, term: Term) -> Condition | None:
        anchor = values.article(term.text)
        if anchor:
            self.articles.append(anchor)
        return _among("anchor", (anchor,) if anchor else ())

    def _linked(self, term: Term) -> Condition | None:
        """Return what is linked to the entries called so.

        An issuer's as in the facet, with what bodies under it issued; also as printed.
        """
        kinds = (_LINKED[term.field],)
        found = names.called(self.snapshot, term.text, kinds)
        arks = tuple(str(named.card["ark"]) for named in found)
        if term.field != "issuer":
            return _among(term.field, arks)
        bodies = trees.trees(self.snapshot)["issuer"]
        linked = _among(term.field, bodies.below(*arks))
        printed = Has("named", phrase(fold(term.text)))
        return Some((linked, printed)) if linked else printed

    # The other language

    def _english_term(self, groups: Sequence[Sequence[Term]]) -> int:
        """Return how many words from here on are one English term of the glossary."""
        for length in range(min(LONGEST_TERM, len(groups)), 0, -1):
            words = groups[:length]
            if all(len(g) == 1 and _is_plain_word(g[0]) for g in words):
                text = " ".join(group[0].text for group in words)
                if stems(text) in self.lexicon.chinese and _is_english(
                    phrase(fold(text))
                ):
                    return length
        return 0

    def _add_english(self, groups: Sequence[Sequence[Term]]) -> None:
        group = len(self.conditions)
        terms = [words[0] for words in groups]
        plain = tuple(self._words(term, group) for term in terms)
        text = " ".join(term.text for term in terms)
        others = self.lexicon.chinese[stems(text)]
        whole = plain[0] if len(plain) == 1 else Every(plain)
        self.conditions.append(self._widened(whole, text, others, group))
        for term in terms:
            self._read(term)

    def _widened(
        self, plain: Condition, text: str, others: Sequence[str], group: int
    ) -> Condition:
        """Return a condition that the other language meets as well."""
        if not others:
            return plain
        if not self.widen:
            self.reading = replace(self.reading, could_widen=True)
            return plain
        added = []
        for other in others:
            exact = phrase(fold(other))
            is_stemmed = _is_english(exact)
            asked = exact.stemmed() if is_stemmed else exact
            self.needles.append(Needle(group, asked, fold(other), is_stemmed))
            anywhere, title = ("stem", "title_stem") if is_stemmed else ("all", "title")
            better = (Weighed(Has(title, asked), weights.TITLE),)
            whole = Every((Has(anywhere, asked),), better)
            added.append(Weighed(whole, weights.WIDENED))
        widening = Widening(text, tuple(others))
        self.reading = replace(
            self.reading, also_searched=(*self.reading.also_searched, widening)
        )
        return Some((plain, *added))

    def _repair(self, code: str, message: str) -> None:
        repairs = (*self.reading.repairs, Repair(code, message))
        self.reading = replace(self.reading, repairs=tuple(dict.fromkeys(repairs)))


def _among(field: str, values: Sequence[str]) -> Condition | None:
    return Among(field, tuple(values)) if values else None


def _is_english(asked: Phrase) -> bool:
    """Say whether a phrase is words that can be taken by their stems."""
    return bool(asked.tokens) and all(
        token.isalpha() and token.isascii() for token in asked.tokens
    )


def _is_plain_word(term: Term) -> bool:
    return not term.field and not term.is_phrase


def _written(term: Term) -> str:
    text = f"“{term.text}”" if term.is_phrase else term.text
    return f"{term.field}:{text}" if term.field else text
