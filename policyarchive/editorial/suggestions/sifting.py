"""What the archive and the desk know of the words that were found."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from policyarchive.archive.models import Entry
from policyarchive.archive.vocabulary import Kind
from policyarchive.editorial.models import NeverMeant
from policyarchive.editorial.suggestions import names
from policyarchive.editorial.suggestions.finding import Found, Sort


def completed(found: Sequence[Found]) -> list[Found]:
    """Look up the titles and numbers that the names do not know: young documents."""
    by_sort: dict[Sort, set[str]] = defaultdict(set)
    for one in found:
        by_sort[one.sort].add(one.value)
    matching = names.matching(by_sort[Sort.TITLE], by_sort[Sort.NUMBER])
    return [
        replace(one, sort=Sort.INSTRUMENT, candidates=matching[one.value])
        if one.sort in (Sort.TITLE, Sort.NUMBER) and one.value in matching
        else one
        for one in found
    ]


def agreed(found: Sequence[Found], entries: Mapping[str, Entry]) -> list[Found]:
    """Return what was found, names that only seem to mean several entries as one.

    A law stands for the documents of its title. And in "the Data Security Law
    (数据安全法)" both names mean what only one of them could mean.
    """
    found = [replace(one, candidates=_law_first(one, entries)) for one in found]
    clear = {one.candidates[0] for one in found if len(one.candidates) == 1}
    return [
        replace(one, candidates=tuple(meant))
        if len(one.candidates) > 1
        and len(meant := [key for key in one.candidates if key in clear]) == 1
        else one
        for one in found
    ]


def _law_first(one: Found, entries: Mapping[str, Entry]) -> tuple[str, ...]:
    """Return the law alone where it comes before documents: see the gazetteer."""
    kinds = [
        entries[key].permalink.kind if key in entries else "" for key in one.candidates
    ]
    is_law = kinds[:1] == [Kind.LAW] and {*kinds[1:]} == {Kind.DOCUMENT}
    return one.candidates[:1] if is_law else one.candidates


def misleading(found: Sequence[Found]) -> set[tuple[str, str]]:
    """Return the words that never mean an entry, or with an empty key none at all."""
    words = {one.words for one in found}
    rows = NeverMeant.objects.filter(words__in=words | {plain(w) for w in words})
    return {
        (plain(said), str(entry or ""))
        for said, entry in rows.values_list("words", "entry")
    }


def plain(words: str) -> str:
    """Return words as they are compared: without regard to capitals and blanks."""
    return " ".join(words.split()).casefold()


def entries_of(found: Sequence[Found]) -> dict[str, Entry]:
    """Return the entries that are meant anywhere and still exist, by their key."""
    keys = {int(entry) for one in found for entry in one.candidates}
    held = Entry.objects.select_related("permalink").in_bulk(keys)
    return {str(pk): entry for pk, entry in held.items()}
