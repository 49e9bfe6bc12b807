"""What somebody decides about suggestions becomes links, dates, entries and names.

Each decision is kept with its words, so that it is not asked again. What cannot be done
as it was asked is said beside the suggestion, and the others are done all the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from policyarchive.archive import permalinks
from policyarchive.archive.dates import BadDate, parse
from policyarchive.archive.models import (
    DateFact,
    Document,
    Entry,
    Event,
    Law,
    Link,
    Name,
)
from policyarchive.archive.vocabulary import (
    AliasKind,
    DateRole,
    Kind,
    Language,
    Role,
    State,
)
from policyarchive.editorial import history, workflow
from policyarchive.editorial.models import NeverMeant, Verb, Verdict
from policyarchive.editorial.suggestions import places
from policyarchive.editorial.suggestions.finding import Sort
from policyarchive.editorial.suggestions.happenings import Happening
from policyarchive.editorial.suggestions.proposing import Suggestion
from policyarchive.editorial.workflow.rules import MODELS

ACCEPT, REJECT, LEAVE = "accept", "reject", "leave"
NEW, OTHER = "new", "other"


class _Fault(Exception):
    """A decision that cannot be carried out; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for one suggestion."""

    do: str = LEAVE
    target: str = ""
    other: str = ""
    role: str = ""
    title: str = ""
    kind: str = ""
    value: str = ""
    is_never: bool = False
    is_alias: bool = False


@dataclass(slots=True)
class Outcome:
    """What became of the decisions: how many were done, and what stood in the way."""

    accepted: int = 0
    rejected: int = 0
    made: list[Entry] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def decide(
    entry: Entry,
    suggestions: Iterable[Suggestion],
    choices: Mapping[str, Choice],
    by: User,
) -> Outcome:
    """Carry decisions out; raises workflow.Refused where the entry cannot be edited."""
    history.remember(entry)
    decider = _Decider(entry, by)
    for one in suggestions:
        decider.take(one, choices.get(one.key, Choice()))
    if decider.outcome.accepted:
        count = decider.outcome.accepted
        note = f"{count} suggestion{'s' if count > 1 else ''} accepted."
        workflow.record_edit(entry, by=by, note=note)
    for other in decider.renamed.values():
        workflow.record_edit(other, by=by, note="Another name learnt from a text.")
    return decider.outcome


class _Decider:
    """Carries out the decisions on one entry."""

    def __init__(self, entry: Entry, by: User) -> None:
        self.entry = entry
        self.by = by
        self.outcome = Outcome()
        self.renamed: dict[int, Entry] = {}

    def take(self, one: Suggestion, choice: Choice) -> None:
        """Do what was chosen for one suggestion."""
        if choice.do == REJECT:
            self._reject(one, choice)
            return
        if choice.do != ACCEPT:
            return
        made = len(self.outcome.made)
        try:
            with transaction.atomic():
                self._accept(one, choice)
        except (_Fault, workflow.Refused) as fault:
            self.outcome.faults[one.key] = str(fault)
        except ValidationError as error:
            self.outcome.faults[one.key] = " ".join(error.messages)
        else:
            self.outcome.accepted += 1
            return
        del self.outcome.made[made:]  # rolled back with the rest

    def _reject(self, one: Suggestion, choice: Choice) -> None:
        values = [str(option.pk) for option in one.options] or [one.value]
        if one.happening:
            values = [one.value]
        for value in values:
            self._keep(one, value, is_accepted=False)
        if choice.is_never:
            self._mislead(one)
        self.outcome.rejected += 1

    def _mislead(self, one: Suggestion) -> None:
        """Teach the desk that these words never mean these entries."""
        entries: list[int | None] = [option.pk for option in one.options]
        NeverMeant.objects.bulk_create(
            (
                NeverMeant(words=words, entry_id=entry, note=f"Said by {self.by}.")
                for words in one.words
                for entry in entries or [None]
            ),
            ignore_conflicts=True,
        )

    def _accept(self, one: Suggestion, choice: Choice) -> None:
        if one.sort is Sort.DATE:
            self._date(one, choice)
            return
        target = self._target(one, choice)
        self._link(one, target, choice.role or one.role)
        if choice.target == OTHER:
            self._learn(one, target, choice)
        self._keep(one, one.value or str(target.pk), is_accepted=True)

    def _target(self, one: Suggestion, choice: Choice) -> Entry:
        """Return the entry that was chosen: proposed, another one, or a new one."""
        if choice.target == OTHER:
            return find_entry(choice.other)
        if choice.target == NEW or one.makes_new:
            return self._make(one, choice)
        if not choice.target and len(one.options) > 1:
            raise _Fault("Several entries have this name: choose the one meant.")
        wanted = choice.target or str(one.options[0].pk)
        if wanted not in {str(option.pk) for option in one.options}:
            raise _Fault("Choose one of the entries that are offered.")
        return Entry.objects.select_related("permalink").get(pk=wanted)

    def _make(self, one: Suggestion, choice: Choice) -> Entry:
        kind = Kind.EVENT.value if one.happening else choice.kind or Kind.LAW.value
        if not self.by.has_perm(f"archive.add_{kind}"):
            raise _Fault("You have no right to make such an entry.")
        title = choice.title.strip() or one.value
        if kind not in MODELS:
            raise _Fault("Choose what is to be made: a law, a document or another.")
        made = _event(one.happening) if one.happening else _new(kind, title)
        if isinstance(made, Law | Document) and one.sort is Sort.NUMBER:
            made.number = one.value[:120]
            made.save(update_fields=("number", "number_key"))
        workflow.record_edit(
            made, by=self.by, note=f"Made from a suggestion on “{self.entry}”."
        )
        self.outcome.made.append(made)
        return made

    def _link(self, one: Suggestion, target: Entry, role: str) -> None:
        if not role:
            raise _Fault("Choose how the two are related.")
        link = Link(
            entry=self.entry,
            target=target,
            role=role,
            here=one.witnesses[0].anchor[:60] if one.witnesses else "",
            there=one.there[:60],
            note=f"Named in the text as {_quoted(one.words)}."[:400],
        )
        if target.pk == self.entry.pk:
            raise _Fault("This is the entry itself: choose another one.")
        link.clean()
        same = Link.objects.filter(entry=self.entry, role=role, target=target)
        if not same.exists():
            link.save()

    def _date(self, one: Suggestion, choice: Choice) -> None:
        role, edtf = choice.role or one.role, choice.value.strip() or one.value
        if role not in DateRole.values:
            raise _Fault("Say what it is the date of.")
        try:
            parse(edtf)
        except BadDate as error:
            raise _Fault(str(error)) from None
        if DateFact.objects.filter(entry=self.entry, role=role).exists():
            raise _Fault(
                f"The entry has a date “{DateRole(role).en.lower()}” already: "
                "change that one on its own page."
            )
        place = one.witnesses[0].anchor if one.witnesses else ""
        source = f"The text itself{f', {place}' if place else ''}: {_quoted(one.words)}"
        DateFact.objects.create(
            entry=self.entry, role=role, edtf=edtf, source=source[:600]
        )
        self._keep(one, f"{one.role} {one.value}", is_accepted=True)

    def _learn(self, one: Suggestion, target: Entry, choice: Choice) -> None:
        """Keep the words as another name of what they were said to mean."""
        self._keep_others_away(one)
        if not choice.is_alias:
            return
        if reason := workflow.why_not(Verb.EDIT, target, self.by):
            raise _Fault(f"The name cannot be remembered now: {reason}")
        for words in one.words:
            history.remember(target)
            _, is_new = Name.objects.get_or_create(
                entry=target,
                text=words.strip("《》"),
                defaults={
                    "kind": AliasKind.VARIANT,
                    "language": Language.EN if words.isascii() else Language.ZH_HANS,
                },
            )
            if is_new:
                self.renamed[target.pk] = target

    def _keep_others_away(self, one: Suggestion) -> None:
        for option in one.options:
            self._keep(one, str(option.pk), is_accepted=False)

    def _keep(self, one: Suggestion, value: str, *, is_accepted: bool) -> None:
        if one.sort is Sort.DATE:
            value = f"{one.role} {one.value}" if value == one.value else value
        witness = one.witnesses[0] if one.witnesses else None
        evidence = f"{witness.before}{witness.words}{witness.after}" if witness else ""
        for words in one.words:
            Verdict.objects.update_or_create(
                entry=self.entry,
                kind=one.sort.value,
                value=value[:600],
                words=words,
                defaults={
                    "is_accepted": is_accepted,
                    "evidence": evidence,
                    "by": self.by,
                },
            )


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{one}”" for one in list(words)[:4])


def _new(kind: str, title: str) -> Entry:
    is_chinese = not title.isascii()
    made: Entry = MODELS[kind]._default_manager.start(
        title_zh=title[:400] if is_chinese else "",
        title_en="" if is_chinese else title[:600],
    )
    return made


def _event(happening: Happening) -> Event:
    zh, en = places.both(happening.place) if happening.place else ("", "")
    event = Event.objects.start(
        title_zh=happening.title_zh[:400],
        title_en=happening.title_en[:600],
        event_kind=happening.kind,
        place_zh=zh,
        place_en=en,
    )
    DateFact.objects.create(
        entry=event, role=DateRole.HAPPENED, edtf=happening.edtf, is_unverified=True
    )
    Link.objects.create(entry=event, role=Role.CONCERNS, target=happening.law)
    return event


def find_entry(words: str) -> Entry:
    """Return the entry that a permalink or an exact name means, or raise a fault."""
    text = words.strip()
    if not text:
        raise _Fault(
            "Write the permalink or the exact name of the entry that is meant."
        )
    rows = Entry.objects.select_related("permalink")
    rows = rows.exclude(permalink__state=State.MERGED)
    if ark := permalinks.read(text):
        found = list(rows.filter(permalink__name=ark.name)[:1])
    else:
        by_title = rows.filter(title_zh=text) | rows.filter(title_en=text)
        found = list(by_title[:2]) or list(rows.filter(names__text=text).distinct()[:2])
    if not found:
        raise _Fault(f"No entry has the permalink or the name “{text}”.")
    if len(found) > 1:
        raise _Fault(f"Several entries are called “{text}”: give the permalink.")
    return found[0]
