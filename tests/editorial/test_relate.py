"""Relations drawn and taken back from the page of the entry they lead to."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from policyarchive.archive.models import Actor, Document, Entry, Law, Link
from policyarchive.archive.vocabulary import Stage
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Change, Step
from policyarchive.editorial.presence import sit_down
from tests.editorial.admin_forms import filled
from tests.factories import (
    make_actor,
    make_document,
    make_event,
    make_law,
    make_link,
    make_published_actor,
    make_published_document,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def mei(client: Client) -> Any:
    user = make_user("contributor", username="mei")
    client.force_login(user)
    return user


@pytest.fixture
def law() -> Law:
    return make_law(title_zh="", title_en="Kite Law")


def page_of(entry: Entry, name: str = "relate", *more: int) -> str:
    kind = entry.permalink.kind
    return reverse(f"admin:archive_{kind}_{name}", args=(entry.pk, *more))


def draw(
    client: Client, entry: Entry, role: str, other: Entry, **more: Any
) -> tuple[int, str]:
    """Send the form; return the answer's status and its words."""
    sent = {"role": role, "other": other.pk, "here": "", "there": ""} | more
    answer = client.post(page_of(entry), sent)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("here", "role", "owner", "words"),
    [
        (make_law, "implements", make_document, "Implemented by"),
        (make_law, "text-of", make_document, "Texts"),
        (make_actor, "issuer", make_document, "Issued"),
        (make_actor, "parent", make_actor, "Bodies under it"),
        (make_event, "reports", make_document, "Reported in"),
        (make_document, "concerns", make_event, "Events"),
    ],
)
def test_one_link_is_kept_with_the_entry_that_points(
    client: Client, mei: Any, here: Any, role: str, owner: Any, words: str
) -> None:
    entry, other = here(), owner()
    assert f"{words} (" in client.get(page_of(entry)).content.decode()
    status, _ = draw(client, entry, role, other, there="art-3", note="So it says.")
    assert status == 302
    link = Link.objects.get()
    assert (link.entry_id, link.role, link.target_id) == (other.pk, role, entry.pk)
    assert (link.here, link.there, link.note) == ("", "art-3", "So it says.")
    form = client.get(page_of(entry, "change")).content.decode()
    assert f"<dt>{words}</dt>" in form
    assert page_of(entry, "unrelate", link.pk) in form


def test_it_is_an_edit_of_the_other_entry_and_of_that_alone(
    client: Client, mei: Any, law: Law
) -> None:
    other = make_published_document(title_zh="", title_en="Kite Measures")
    before = Entry.objects.get(pk=law.pk).updated_at
    status, asked = draw(client, law, "implements", other)
    assert (status, Link.objects.count()) == (200, 0)
    assert "Nothing was done yet" in asked
    assert "This edits Kite Measures (document), which then needs review" in asked
    assert f'name="seen" value="{other.pk}"' in asked
    status, _ = draw(client, law, "implements", other, seen=other.pk)
    assert status == 302
    other.refresh_from_db()
    assert other.stage == Stage.DRAFT
    assert other.is_public
    assert list(other.writers.all()) == [mei]
    step = Step.objects.filter(entry=other).first()
    assert step is not None
    assert (step.verb, step.by) == ("edit", mei)
    assert step.note == (
        f"Drawn from the other side: Implements {law.permalink.ark} “Kite Law”."
    )
    states = Change.objects.filter(entry=other.pk).values_list("state", flat=True)
    assert [len(state.get("links", ())) for state in states] == [1, 0]
    assert Entry.objects.get(pk=law.pk).updated_at == before
    assert not Step.objects.filter(entry=law.pk).exists()
    workflow.submit(other, by=mei)
    mei.groups.set(make_user("editor").groups.all())
    with pytest.raises(workflow.Refused, match="somebody else approves"):
        workflow.approve(other, by=type(mei).objects.get(pk=mei.pk))


def test_a_second_one_and_one_to_itself_are_refused(
    client: Client, mei: Any, law: Law
) -> None:
    other = make_document(title_zh="", title_en="Kite Measures")
    make_link(other, "implements", law, there="art-3")
    for more in ({}, {"there": "art-3"}):
        status, page = draw(client, law, "implements", other, **more)
        assert status == 200
        assert "It already stands on “Kite Measures”: Implements" in page
    assert draw(client, law, "implements", other, there="art-4")[0] == 302
    assert "no relation to itself" in draw(client, law, "amends", law)[1]
    assert Link.objects.count() == 2


def test_what_reads_alike_from_both_sides_stands_once(client: Client, mei: Any) -> None:
    one, other = make_actor(), make_actor(title_en="Kite Office")
    make_link(one, "same-body", other)
    page = draw(client, one, "same-body", other)[1]
    assert f"It already stands on “{one}”, in its own relations" in page
    assert Link.objects.count() == 1
    assert draw(client, one, "parent", other)[0] == 302


def test_the_kinds_are_checked_as_on_the_other_form(
    client: Client, mei: Any, law: Law
) -> None:
    page = draw(client, law, "implements", make_event(), note="Long words.")[1]
    assert "“Implements” cannot lead from an event to a law" in page
    assert "Long words." in page
    page = draw(client, law, "host", make_event())[1]
    assert "Select a valid choice" in page
    page = client.post(page_of(law), {"role": "", "other": "x"}).content.decode()
    assert "This field is required" in page
    assert not Link.objects.exists()


@pytest.mark.parametrize("stage", [Stage.IN_REVIEW, Stage.APPROVED])
def test_an_entry_that_waits_for_others_is_left_alone(
    client: Client, mei: Any, law: Law, stage: Stage
) -> None:
    other = make_document(links=[("amends", law)])
    Entry.objects.filter(pk=other.pk).update(stage=stage)
    page = draw(client, law, "implements", other)[1]
    assert "return it or take it back" in page
    link = Link.objects.get()
    form = client.get(page_of(law, "change")).content.decode()
    assert page_of(law, "unrelate", link.pk) not in form
    page = client.post(page_of(law, "unrelate", link.pk), {"do": "it"}).content.decode()
    assert "return it or take it back" in page
    assert list(Link.objects.all()) == [link]


def test_who_may_not_edit_that_kind_neither_draws_nor_takes_back(
    client: Client, mei: Any, law: Law
) -> None:
    mei.groups.clear()
    names = ("view_law", "change_law", "view_document")
    permissions = type(mei)._meta.get_field("user_permissions").related_model
    mei.user_permissions.set(permissions.objects.filter(codename__in=names))
    other = make_document(links=[("amends", law)])
    assert "You have no right to edit" in draw(client, law, "implements", other)[1]
    url = page_of(law, "unrelate", Link.objects.get().pk)
    assert client.post(url, {"do": "it"}).status_code == 403
    actor = make_actor()
    assert client.get(page_of(actor)).status_code == 403
    assert Link.objects.count() == 1


def test_it_is_taken_back_as_an_edit_of_the_other_entry(
    client: Client, mei: Any, law: Law
) -> None:
    other = make_published_document(links=[("amends", law), ("repeals", law)])
    link = other.links.get(role="amends")
    url = page_of(law, "unrelate", link.pk)
    asked = client.get(url).content.decode()
    assert "<strong>Amended by</strong>" in asked
    assert "which then needs review" in asked
    assert other.links.count() == 2
    back = client.post(url, {"csrfmiddlewaretoken": "x"}, follow=True)
    assert "Taken back: that edited" in back.content.decode()
    other.refresh_from_db()
    assert (other.stage, list(other.writers.all())) == (Stage.DRAFT, [mei])
    assert [one.role for one in other.links.all()] == ["repeals"]
    note = Step.objects.filter(entry=other)[0].note
    assert note.startswith("Taken back from the other side: Amends")
    assert client.post(url, {"x": "y"}).status_code == 404
    with pytest.raises(workflow.Refused, match="somebody has taken it back"):
        workflow.unrelate(link, by=mei)


def test_of_what_was_merged_nothing_is_drawn(mei: Any) -> None:
    boss = make_user("publisher")
    loser, survivor = make_published_actor(), make_published_actor()
    other = make_actor()
    workflow.merge(loser, survivor, by=boss, note="Twins.")
    loser = Actor.objects.get(pk=loser.pk)
    for owner, target in ((loser, other), (other, loser)):
        with pytest.raises(workflow.Refused, match="was merged into another"):
            workflow.relate(Link(entry=owner, role="parent", target=target), by=mei)


def test_whoever_has_the_other_form_open_loses_nothing(
    client: Client, mei: Any, law: Law
) -> None:
    other = make_document(title_en="Kite Measures", links=[("amends", law)])
    url, jun = page_of(other, "change"), Client()
    workflow.record_edit(other, by=mei)
    jun.force_login(make_user("contributor", username="jun"))
    opened = filled(jun, url) | {"number": "1号"}
    sent = {"role": "implements", "other": other.pk}
    told = client.post(page_of(law), sent, follow=True)
    assert "Also open with jun:" in told.content.decode()
    shown = jun.post(url, opened).content.decode()
    assert "Saved by somebody else meanwhile" in shown
    assert "Implements" in shown
    other.refresh_from_db()
    settled = {"settled": other.updated_at.isoformat()}
    assert jun.post(url, opened | settled).status_code == 302
    other.refresh_from_db()
    assert other.number == "1号"
    assert {one.role for one in other.links.all()} == {"amends", "implements"}


def test_without_scripts_the_other_entry_is_found_by_words(
    client: Client, mei: Any, law: Law
) -> None:
    other = make_document(title_zh="", title_en="Kite Measures")
    page = client.get(page_of(law), {"find": "kite"}).content.decode()
    assert f'<a href="?other={other.pk}">Kite Measures (document, not public)' in page
    assert f'"?other={law.pk}"' not in page
    page = client.get(page_of(law), {"find": "umbrella\0"}).content.decode()
    assert "Nothing that may point here" in page
    url = f"{page_of(law)}?other={other.pk}"
    chosen = filled(client, url, "desk-verb")
    assert chosen["other"] == [str(other.pk)]
    assert client.post(url, chosen | {"role": "implements"}).status_code == 302
    assert Link.objects.get().entry_id == other.pk
    for nonsense in ("x", "9" * 40):
        sent = {"other": nonsense, "role": "x"}
        assert client.get(page_of(law), sent).status_code == 200
        assert (
            "Select a valid choice" in client.post(page_of(law), sent).content.decode()
        )


def test_the_pages_ask_the_database_as_often_for_many_as_for_one(
    client: Client, mei: Any, law: Law, django_assert_max_num_queries: Any
) -> None:
    other: Document = make_document(title_en="Kite Measures")
    for number in range(30):
        make_link(make_document(title_en=f"Kite {number}"), "implements", law)
    link = make_link(other, "amends", law)
    sit_down(other, mei)
    for url, most in (
        (page_of(law), 16),
        (f"{page_of(law)}?find=kite&other={other.pk}", 16),
        (page_of(law, "unrelate", link.pk), 16),
        (page_of(law, "change"), 40),
    ):
        client.get(url)
        with django_assert_max_num_queries(most):
            client.get(url)
