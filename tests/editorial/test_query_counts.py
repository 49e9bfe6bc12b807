"""How often each page of the desk asks the database: a number, however much there is.

The numbers are pinned so that a change of one is seen and meant. Two queries of each
are the session's: who it is and whether it still holds.
"""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policyarchive.archive.models import Entry
from policyarchive.editorial import workflow
from policyarchive.editorial.checks import count_all
from policyarchive.editorial.models import Arrival, Change
from policyarchive.editorial.takein import arrivals
from tests.factories import (
    make_actor,
    make_document,
    make_event,
    make_law,
    make_link,
    make_published_actor,
    make_published_document,
    make_term,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
PINNED = {
    "first page": 12,
    "queue": 4,
    "list: document": 5,
    "list, searched: document": 6,
    "list: law": 5,
    "list: actor": 5,
    "list: event": 5,
    "list: entry": 4,
    "list, searched: entry": 5,
    "list: topic": 5,
    "list: term": 7,
    "list: permalink": 4,
    "list: version": 4,
    "list: publication": 4,
    "list: othername": 4,
    "list: text": 4,
    "list: capture": 6,
    "list: takedownrequest": 5,
    "list: step": 5,
    "list: nevermeant": 5,
    "list: load": 5,
    "list: keptapart": 5,
    "form, empty: document": 5,
    "change: document": 35,
    "changes: document": 11,
    "preview: document": 14,
    "upcoming: document": 15,
    "relate: document": 7,
    "uses: document": 11,
    "form, empty: law": 5,
    "change: law": 32,
    "uses: law": 12,
    "form, empty: actor": 5,
    "change: actor": 28,
    "changes: actor": 11,
    "preview: actor": 11,
    "upcoming: actor": 15,
    "relate: actor": 8,
    "uses: actor": 12,
    "form, empty: event": 5,
    "change: event": 34,
    "uses: event": 12,
    "one change": 12,
    "suggestions": 15,
    "verb: submit": 15,
    "verb: assign": 16,
    "verb: rename": 15,
    "verb: approve": 22,
    "verb: release": 30,
    "verb: return": 21,
    "verb: withdraw": 22,
    "verb: merge": 30,
    "verb of many": 4,
    "checks": 3,
    "check: missing-issuer": 3,
    "check: named-alike": 5,
    "check: unverified-facts": 3,
    "check: unseen-sources": 3,
    "check: repealed-in-force": 3,
    "check: cited-not-held": 4,
    "form: topic": 7,
    "form: term": 3,
    "merge: topic": 10,
    "uses: topic": 10,
    "uses: term": 9,
    "reading list": 3,
    "take in": 3,
    "bench": 4,
    "table, empty": 2,
    "look up": 6,
}
# After a name has changed these read the names once, for all who come after.
_NAMES_READ_ANEW = ("suggestions", "uses: term")


class Desk:
    """A small archive that can be made larger; what hangs on its entries grows too."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.other = make_user("contributor")
        self.topic, self.survivor = make_topic("kites"), make_topic("lanterns")
        self.term = make_term("风筝", "kite")
        self.actor = make_published_actor(title_zh="风筝局", title_en="Kite Office")
        self.law = make_law(title_zh="风筝法", title_en="Kite Law", topics=["kites"])
        self.event = make_event(title_en="Kite meeting", place_en="Loomtown")
        make_event(title_en="The Kite meeting", place_en="Loomtown")
        links = [("text-of", self.law), ("reports", self.event)]
        self.draft = make_document(
            title_zh="风筝通知", text="第一条　风筝应当系线。", links=links
        )
        self._edit("Kite notice of old")
        self._edit("Kite notice of late")
        self.public = make_published_document(title_en="Kite notice")
        self.reviewed = self._in_review("Kite review")
        brought = arrivals.Brought("a.txt", "第一条　风筝。".encode())
        kept = next(iter(arrivals.keep([brought], user)))
        assert isinstance(kept, Arrival)
        self.arrival_pk = kept.pk

    def _edit(self, title: str) -> None:
        self.draft.title_en = title
        self.draft.save()
        workflow.record_edit(self.draft, by=self.other)

    def _in_review(self, title: str) -> Entry:
        entry = make_document(title_en=title, links=[("issuer", self.actor)])
        workflow.record_edit(entry, by=self.other)
        workflow.submit(entry, by=self.other)
        return entry

    def grow(self) -> None:
        """Add rows to whatever a page may list, yet not a second page of anything."""
        for number in range(4):
            document = make_published_document(
                title_en=f"Kite notice {number}", topics=["kites"]
            )
            law = make_law(title_en=f"Kite Law {number}", topics=["kites"])
            make_event(title_en=f"Kite meeting {number}", place_en="Loomtown")
            make_actor(title_en=f"Office of Kites {number}", names=[f"K{number}"])
            make_topic(f"kites-{number}", parent=self.topic)
            make_term(f"风筝{number}", f"kite {number}")
            make_link(document, "issuer", self.actor)
            make_link(self.draft, "applies", law)
            make_link(document, "text-of", self.law)
            make_link(document, "reports", self.event)
            workflow.comment(self.draft, by=self.user, body=f"{number}")
            self._in_review(f"Kite review {number}")
            self._edit(f"Kite notice, draft {number}")

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the address of every page."""
        yield "first page", "/admin/"
        yield "queue", reverse("admin:queue", args=("to-review",))
        for model in ("document", "law", "actor", "event", "entry"):
            url = reverse(f"admin:archive_{model}_changelist")
            yield f"list: {model}", url
            if model in ("document", "entry"):
                query = "?q=kite&o=1&stage__exact=draft"
                yield f"list, searched: {model}", f"{url}{query}"
        for model in ("topic", "term", "permalink", "version", "publication"):
            yield f"list: {model}", reverse(f"admin:archive_{model}_changelist")
        for model in ("othername", "text", "capture", "takedownrequest"):
            yield f"list: {model}", reverse(f"admin:archive_{model}_changelist")
        for model in ("step", "nevermeant", "load", "keptapart"):
            yield f"list: {model}", reverse(f"admin:editorial_{model}_changelist")
        yield from self._entries()
        yield from self._verbs()
        yield from self._others()

    def _entries(self) -> Iterator[tuple[str, str]]:
        for entry in (self.draft, self.law, self.actor, self.event):
            kind, at = entry.permalink.kind, (entry.pk,)
            yield f"form, empty: {kind}", reverse(f"admin:archive_{kind}_add")
            names = ["change", "changes", "preview", "upcoming", "relate"]
            for name in names if kind in ("document", "actor") else names[:1]:
                yield (
                    f"{name}: {kind}",
                    reverse(f"admin:archive_{kind}_{name}", args=at),
                )
            yield f"uses: {kind}", reverse("admin:uses", args=(kind, entry.pk))
        change = Change.objects.filter(entry=self.draft.pk).latest("pk")
        args = (self.draft.pk, change.pk)
        yield "one change", reverse("admin:archive_document_a_change", args=args)
        yield "suggestions", reverse("admin:suggestions", args=(self.draft.pk,))

    def _verbs(self) -> Iterator[tuple[str, str]]:
        verbs = (
            ("submit", self.draft), ("assign", self.draft), ("rename", self.draft),
            ("approve", self.reviewed), ("release", self.reviewed),
            ("return", self.reviewed), ("withdraw", self.public),
        )  # fmt: skip
        for verb, entry in verbs:
            at = (entry.pk, verb)
            yield f"verb: {verb}", reverse("admin:archive_document_do", args=at)
        merge = reverse("admin:archive_document_do", args=(self.draft.pk, "merge"))
        yield "verb: merge", f"{merge}?survivor={self.public.pk}"
        drafts = Entry.objects.filter(document__stage="draft").values_list("pk")
        chosen = "&".join(f"pk={pk}" for (pk,) in drafts)
        many = reverse("admin:archive_document_many", args=("submit",))
        yield "verb of many", f"{many}?{chosen}"

    def _others(self) -> Iterator[tuple[str, str]]:
        yield "checks", reverse("admin:checks")
        for slug in ("missing-issuer", "named-alike", "unverified-facts"):
            yield f"check: {slug}", reverse("admin:check", args=(slug,))
        for slug in ("unseen-sources", "repealed-in-force", "cited-not-held"):
            yield f"check: {slug}", reverse("admin:check", args=(slug,))
        at = (self.topic.pk,)
        yield "form: topic", reverse("admin:archive_topic_change", args=at)
        yield "form: term", reverse("admin:archive_term_change", args=(self.term.pk,))
        merge = reverse("admin:archive_topic_merge", args=at)
        yield "merge: topic", f"{merge}?survivor={self.survivor.pk}"
        yield "uses: topic", reverse("admin:uses", args=("topic", *at))
        yield "uses: term", reverse("admin:uses", args=("term", self.term.pk))
        yield "reading list", reverse("admin:reading_list")
        yield "take in", reverse("admin:take_in")
        yield "bench", reverse("admin:take_in_bench", args=(self.arrival_pk,))
        yield "table, empty", reverse("admin:editorial_load_add")
        query = "term=kite&app_label=archive&model_name=link&field_name=target"
        yield "look up", f"{reverse('admin:autocomplete')}?{query}"


def counted(client: Client, desk: Desk) -> dict[str, int]:
    """Return how many queries each page took."""
    found = {}
    for name, url in desk.pages():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200, url
        found[name] = len(captured)
    return found


def test_each_page_asks_as_often_as_is_pinned_for_few_rows_and_for_many(
    client: Client,
) -> None:
    user = make_user("superuser")
    client.force_login(user)
    desk = Desk(user)
    list(count_all())
    counted(client, desk)  # what a process asks for once is asked for
    assert counted(client, desk) == PINNED
    desk.grow()
    list(count_all())
    for name, url in desk.pages():
        if name in _NAMES_READ_ANEW:
            client.get(url)
    assert counted(client, desk) == PINNED
