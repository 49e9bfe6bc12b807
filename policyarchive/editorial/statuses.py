"""Whether the legal status somebody set stands, asked before others see the entry.

The same derivation that readers are shown (``archive.standing``), here over working
copies and over what is published of the entries that change them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils import timezone

from policyarchive.archive.models import (
    DateFact,
    Document,
    Entry,
    Law,
    Link,
    Version,
)
from policyarchive.archive.standing import (
    APART,
    CHANGING,
    OVER,
    Cause,
    Standing,
    causes_in,
    standing,
)
from policyarchive.archive.vocabulary import Role, State, Status


def unsourced(entries: Sequence[Entry]) -> dict[int, str]:
    """Return the sentence about each set status without a source, by its entry."""
    return {
        entry.pk: "Say where the status is from, in “status source”."
        for entry in _stated(entries)
        if not entry.status_source.strip()
    }


def contradicted(entries: Sequence[Entry]) -> dict[int, str]:
    """Return the sentence about each set status that is another by today.

    Takes as many queries for a thousand entries as for one.
    """
    stated = _stated(entries)
    return _contradicted(stated) if stated else {}


def _stated(entries: Sequence[Entry]) -> list[Document | Law]:
    return [e for e in entries if isinstance(e, Document | Law) and e.status]


def _contradicted(entries: Sequence[Document | Law]) -> dict[int, str]:
    laws = _laws([entry for entry in entries if isinstance(entry, Document)])
    keys = [*(entry.pk for entry in entries), *(law.pk for law in laws.values())]
    causes, dates = _causes(keys), _dates(keys)

    def found_of(entry: Document | Law) -> Standing | None:
        own = dates[entry.pk], causes[entry.pk]
        return standing(entry.status, *own, timezone.localdate())

    faults = {}
    for entry in entries:
        law = laws.get(entry.pk)
        if found := found_of(entry):
            faults[entry.pk] = _sentence(entry, found)
        elif law and entry.status not in APART | OVER:
            ended = found_of(law)
            code = ended.code if ended else law.status
            if code in OVER:
                faults[entry.pk] = _law_sentence(entry, law, code)
    return faults


def _dates(keys: Iterable[int]) -> dict[int, list[DateFact]]:
    dates: dict[int, list[DateFact]] = defaultdict(list)
    for fact in DateFact.objects.filter(entry__in=list(keys)):
        dates[fact.entry_id].append(fact)
    return dates


def _laws(documents: Sequence[Document]) -> dict[int, Law]:
    """Return the laws whose texts documents are, by the keys of the documents."""
    links = Link.objects.filter(entry__in=documents, role=Role.TEXT_OF)
    links = links.filter(target__permalink__state=State.PUBLISHED)
    pairs = dict(links.values_list("entry_id", "target_id"))
    laws = Law.objects.in_bulk(set(pairs.values()))
    return {key: laws[target] for key, target in pairs.items() if target in laws}


def _causes(keys: Iterable[int]) -> dict[int, list[Cause]]:
    """Return what published entries say they change, by the keys of those changed."""
    links = Link.objects.filter(
        target__in=list(keys),
        role__in=CHANGING,
        entry__permalink__state=State.PUBLISHED,
    ).select_related("entry__permalink", "target__permalink")
    found = list(links)
    currents = Version.objects.in_bulk(
        {link.entry.permalink.current_id for link in found}
    )
    causes: dict[int, list[Cause]] = defaultdict(list)
    for link in found:
        record = currents[link.entry.permalink.current_id or 0].record
        causes[link.target_id] += (
            cause
            for ark, cause in causes_in(record)
            if ark == link.target.permalink.ark
        )
    return causes


def _sentence(entry: Document | Law, found: Standing) -> str:
    by = f" “{found.cause.title}”" if found.cause else ""
    return (
        f"The status says “{Status(entry.status).en}”, but it is "
        f"“{found.code.en}”: {found.because}{by}"
    ).rstrip(".") + "."


def _law_sentence(entry: Document | Law, law: Law, ended: str) -> str:
    return (
        f"The status says “{Status(entry.status).en}”, but the law “{law}” it is a "
        f"text of is “{Status(ended).en}”."
    )
