"""Suggestions: found with their words, decided, remembered, and taught."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from policyarchive.archive.models import Actor, Document, Event, Law, Link
from policyarchive.archive.vocabulary import Stage
from policyarchive.editorial import workflow
from policyarchive.editorial.models import Change, NeverMeant, Verdict
from policyarchive.editorial.suggestions.proposing import Suggestion, suggest
from tests.factories import (
    make_actor,
    make_document,
    make_event,
    make_law,
    make_link,
    make_published_actor,
    make_user,
)

pytestmark = pytest.mark.django_db

REPORT = (
    "The Kite Office met makers on Thursday. The Kite Data Law took effect on "
    "September 1, and nobody was ready.\nKITO said it would help the makers."
)


@pytest.fixture
def user(client: Client) -> User:
    made = make_user("contributor")
    client.force_login(made)
    return made


@pytest.fixture
def office() -> Actor:
    return make_actor(title_zh="国家风筝局", title_en="Kite Office", names=["KITO"])


@pytest.fixture
def law() -> Law:
    return make_law(title_zh="中华人民共和国风筝数据法", title_en="Kite Data Law")


def report(body: str = REPORT, **fields: object) -> Document:
    fields.setdefault("dates", {"published": "2021-11-19"})
    texts = [{"body": body, "language": "en" if body.isascii() else "zh-Hans"}]
    return make_document(title_en="Makers of kites", type="news", texts=texts, **fields)


def one(entry: Document, words: str) -> Suggestion:
    found = [row for row in suggest(entry) if words in row.words]
    assert len(found) == 1, [row.words for row in suggest(entry)]
    return found[0]


def words_of(entry: Document) -> set[str]:
    return {words for row in suggest(entry) for words in row.words}


def decide(client: Client, entry: Document, row: Suggestion, **sent: str) -> str:
    sent.setdefault("do", "accept")
    url = reverse("admin:suggestions", args=(entry.pk,))
    data = {f"{row.key}-{name}": value for name, value in sent.items()}
    return client.post(url, data, follow=True).content.decode()


def test_a_name_that_a_clear_one_explains_is_not_asked_about(law: Law) -> None:
    make_document(title_zh="中华人民共和国风筝数据法", type="law")
    entry = report(
        "The Kite Data Law (风筝数据法) took effect on September 1.\n"
        "风筝数据法 was long in the making."
    )
    row = one(entry, "风筝数据法")
    assert "Kite Data Law" in row.words
    assert [option.pk for option in row.options] == [law.pk]
    assert any(
        row.happening and row.happening.law.pk == law.pk for row in suggest(entry)
    )


def test_an_actor_is_proposed_once_with_all_its_words(office: Actor) -> None:
    row = one(report(), "Kite Office")
    assert row.words == ("Kite Office", "KITO")
    assert [option.pk for option in row.options] == [office.pk]
    assert [witness.anchor for witness in row.witnesses] == ["p-1", "p-2"]
    assert row.witnesses[0].after.startswith(" met makers")
    assert (row.role, row.is_clear) == ("mentions", True)


def test_accepted_it_is_a_link_that_says_where_the_words_stand(
    client: Client, user: User, office: Actor
) -> None:
    document = report()
    decide(client, document, one(document, "KITO"))
    link = document.links.get()
    assert (link.role, link.target_id, link.here) == ("mentions", office.pk, "p-1")
    assert link.note == "Named in the text as “Kite Office”, “KITO”."
    verdict = Verdict.objects.filter(words="KITO").get()
    assert verdict.is_accepted
    assert "The Kite Office met makers" in verdict.evidence
    assert list(document.writers.all()) == [user]
    assert Change.objects.filter(entry=document, note__contains="accepted").exists()
    assert "KITO" not in words_of(document)


def test_no_word_of_the_text_but_the_name_itself_goes_into_the_link(
    client: Client, user: User, office: Actor
) -> None:
    document = report()
    decide(client, document, one(document, "KITO"))
    link = document.links.get()
    assert "makers" not in f"{link.note}{link.source}"


def test_rejected_it_does_not_come_back(
    client: Client, user: User, office: Actor
) -> None:
    document = report()
    decide(client, document, one(document, "KITO"), do="reject")
    assert not document.links.exists()
    assert not words_of(document) & {"KITO", "Kite Office"}
    assert "KITO" in words_of(report())  # of another entry it may be right


def test_left_for_later_it_comes_back(
    client: Client, user: User, office: Actor
) -> None:
    document = report()
    page = decide(client, document, one(document, "KITO"), do="leave")
    assert "0 accepted, 0 rejected" in page
    assert "KITO" in words_of(document)
    assert not document.writers.exists()


def test_many_are_decided_at_once(
    client: Client, user: User, office: Actor, law: Law
) -> None:
    document = report()
    url = reverse("admin:suggestions", args=(document.pk,))
    actor, instrument = one(document, "KITO"), one(document, "Kite Data Law")
    client.post(url, {f"{actor.key}-do": "accept", f"{instrument.key}-do": "accept"})
    assert set(document.links.values_list("target", flat=True)) == {office.pk, law.pk}


def test_what_is_clear_stands_at_accept_on_the_page(
    client: Client, user: User, office: Actor
) -> None:
    document = report()
    key = one(document, "KITO").key
    page = client.get(reverse("admin:suggestions", args=(document.pk,)))
    assert f'name="{key}-do" value="accept" checked' in page.content.decode()
    assert "<mark>Kite Office</mark>" in page.content.decode()


def test_the_role_can_be_changed(client: Client, user: User, office: Actor) -> None:
    document = report()
    decide(client, document, one(document, "KITO"), role="subject")
    assert document.links.get().role == "subject"


def test_a_role_that_does_not_join_the_two_is_refused_in_a_sentence(
    client: Client, user: User, office: Actor
) -> None:
    document = report()
    page = decide(client, document, one(document, "KITO"), role="parent")
    assert "cannot lead from a document to an actor" in page
    assert not document.links.exists()


def test_an_ambiguous_name_asks(client: Client, user: User) -> None:
    north = make_actor(title_zh="北风筝局", names=["KITO"])
    south = make_actor(title_zh="南风筝局", names=["KITO"])
    document = report()
    row = one(document, "KITO")
    assert not row.is_clear
    assert {option.pk for option in row.options} == {north.pk, south.pk}
    assert "choose the one meant" in decide(client, document, row)
    assert not document.links.exists()
    decide(client, document, row, target=str(south.pk))
    assert document.links.get().target_id == south.pk
    assert "KITO" not in words_of(document)


def test_an_entry_that_was_not_offered_cannot_be_slipped_in(
    client: Client, user: User, office: Actor
) -> None:
    other = make_actor()
    document = report()
    row = one(document, "KITO")
    assert "that are offered" in decide(client, document, row, target=str(other.pk))


def test_it_may_mean_something_else_and_the_name_is_learnt(
    client: Client, user: User, office: Actor
) -> None:
    right = make_actor(title_en="Kite Society", title_zh="风筝协会")
    document = report("Makers heard KITO speak.")
    row = one(document, "KITO")
    decide(client, document, row, other="Kite Society", alias="yes")
    assert document.links.get().target_id == right.pk
    assert right.names.get().text == "KITO"
    assert list(right.writers.all()) == [user]
    again = one(report("Again KITO spoke."), "KITO")  # now it may mean either
    assert {option.pk for option in again.options} == {office.pk, right.pk}


def test_something_else_by_permalink(client: Client, user: User, office: Actor) -> None:
    right = make_actor()
    document = report()
    row = one(document, "KITO")
    decide(client, document, row, other=f"https://x.example/{right.permalink.ark}")
    assert document.links.get().target_id == right.pk
    assert not right.names.exists()


def test_something_else_that_nobody_knows_is_said_and_nothing_is_lost(
    client: Client, user: User, office: Actor, law: Law
) -> None:
    document = report()
    actor, instrument = one(document, "KITO"), one(document, "Kite Data Law")
    url = reverse("admin:suggestions", args=(document.pk,))
    page = client.post(
        url,
        {
            f"{actor.key}-do": "accept",
            f"{actor.key}-other": "Nobody at all",
            f"{instrument.key}-do": "accept",
        },
    ).content.decode()
    assert "No entry has the permalink or the name “Nobody at all”" in page
    assert 'value="Nobody at all"' in page
    assert [link.target_id for link in document.links.all()] == [law.pk]


def test_words_that_mislead_are_never_suggested_again_in_any_text(
    client: Client, user: User, office: Actor
) -> None:
    document = report()
    decide(client, document, one(document, "KITO"), do="reject", never="yes")
    assert NeverMeant.objects.filter(words="KITO", entry=office).exists()
    assert not words_of(report()) & {"KITO", "Kite Office"}


def test_words_that_are_no_name_at_all_are_left_out(office: Actor) -> None:
    NeverMeant.objects.create(words="kito")
    assert one(report(), "Kite Office").words == ("Kite Office",)


def test_what_misleads_is_corrected_in_the_admin(client: Client, office: Actor) -> None:
    client.force_login(make_user("editor"))
    row = NeverMeant.objects.create(words="KITO", entry=office)
    url = reverse("admin:editorial_nevermeant_change", args=(row.pk,))
    assert client.get(url).status_code == 200
    client.post(
        reverse("admin:editorial_nevermeant_delete", args=(row.pk,)), {"post": "yes"}
    )
    assert "KITO" in words_of(report())


def test_a_law_and_its_text_are_one(law: Law) -> None:
    text = make_document(title_zh="中华人民共和国风筝数据法", type="law")
    make_link(text, "text-of", law)
    row = one(report(), "Kite Data Law")
    assert [option.pk for option in row.options] == [law.pk]


def test_a_dated_sentence_leads_to_the_event_the_archive_has(
    client: Client, user: User, law: Law
) -> None:
    event = make_event(
        event_kind="entry-into-force",
        dates={"happened": "2021-09-01"},
        links=[("concerns", law)],
    )
    document = report()
    row = one(document, "September 1")
    assert [option.pk for option in row.options] == [event.pk]
    decide(client, document, row)
    assert document.links.get().target_id == event.pk
    assert "September 1" not in words_of(document)


def test_an_event_nobody_made_is_made_as_a_draft(
    client: Client, user: User, law: Law
) -> None:
    document = report("BEIJING – The Kite Data Law took effect on September 1.")
    row = one(document, "September 1")
    assert not row.is_clear
    page = decide(client, document, row)
    event = Event.objects.get()
    assert "New drafts" in page
    assert event.title_en == "Kite Data Law: takes effect"
    assert event.event_kind == "entry-into-force"
    assert (event.place_en, event.place_zh) == ("Beijing", "北京")
    date = event.dates.get()
    assert (date.edtf, date.is_unverified) == ("2021-09-01", True)
    assert event.links.get().target_id == law.pk
    assert document.links.get().target_id == event.pk
    assert list(event.writers.all()) == [user]


def test_a_title_nobody_made_becomes_a_draft_of_a_law(
    client: Client, user: User
) -> None:
    document = report("办公室说《风筝线轴管理办法》今年生效。")
    row = one(document, "《风筝线轴管理办法》")
    assert (row.is_clear, row.makes_new) == (False, True)
    decide(client, document, row, title="风筝线轴管理办法", kind="law")
    made = Law.objects.get()
    assert (made.title_zh, made.stage) == ("风筝线轴管理办法", Stage.DRAFT)
    assert document.links.get().target_id == made.pk
    assert "《风筝线轴管理办法》" not in words_of(document)


def test_a_document_made_a_moment_ago_is_found_by_its_title_and_its_number() -> None:
    report("先读一读名字。")  # the names are read now
    made = make_document(title_zh="风筝线轴管理办法", number="国风发〔2031〕5号")
    by_title = one(report("《风筝线轴管理办法》生效。"), "《风筝线轴管理办法》")
    by_number = one(report("见国风发〔2031〕5号文。"), "国风发〔2031〕5号")
    for row in (by_title, by_number):
        assert [option.pk for option in row.options] == [made.pk]


def test_dates_of_an_official_text_are_its_own(client: Client, user: User) -> None:
    document = make_document(
        title_zh="风筝线轴管理办法",
        type="department-rule",
        texts=[
            {"body": "第一条　风筝应当系线。\n第二条　本办法自2031年9月1日起施行。"}
        ],
    )
    row = one(document, "2031年9月1日")
    assert (row.role, row.value, row.is_clear) == ("effective", "2031-09-01", True)
    decide(client, document, row)
    fact = document.dates.get()
    assert (fact.role, fact.edtf) == ("effective", "2031-09-01")
    assert fact.source == "The text itself, art-2: “2031年9月1日”"
    assert "2031年9月1日" not in words_of(document)


def test_a_date_that_is_wrong_can_be_corrected_or_is_refused(
    client: Client, user: User
) -> None:
    document = make_document(
        title_zh="风筝线轴管理办法",
        type="department-rule",
        texts=[{"body": "第一条　本办法自2031年9月1日起施行。"}],
    )
    row = one(document, "2031年9月1日")
    assert "is not a date" in decide(client, document, row, value="soon")
    decide(client, document, row, value="2031-10", role="published")
    fact = document.dates.get()
    assert (fact.role, fact.edtf) == ("published", "2031-10")


def test_what_an_official_text_rests_on_it_implements(law: Law) -> None:
    document = make_document(
        title_zh="风筝线轴管理办法",
        type="department-rule",
        texts=[
            {
                "body": "第一条　为了规范线轴，根据《中华人民共和国风筝数据法》，"
                "制定本办法。"
            }
        ],
    )
    assert one(document, "《中华人民共和国风筝数据法》").role == "implements"


def test_an_event_gets_its_actors_from_its_summary(
    client: Client, user: User, office: Actor
) -> None:
    event = make_event(summary_en="The Kite Office hosted all makers.")
    row = next(row for row in suggest(event) if "Kite Office" in row.words)
    assert not row.is_clear  # host, participant, target: a person says which
    url = reverse("admin:suggestions", args=(event.pk,))
    data = {f"{row.key}-do": "accept", f"{row.key}-role": "host"}
    client.post(url, data)
    assert event.links.get().role == "host"


def test_a_published_entry_becomes_a_draft_again(
    client: Client, user: User, office: Actor
) -> None:
    actor = make_published_actor(summary_en="It works under the Kite Office.")
    row = next(row for row in suggest(actor) if "Kite Office" in row.words)
    url = reverse("admin:suggestions", args=(actor.pk,))
    client.post(url, {f"{row.key}-do": "accept", f"{row.key}-role": "parent"})
    assert Actor.objects.get(pk=actor.pk).stage == Stage.DRAFT
    assert Link.objects.get(entry=actor).target_id == office.pk


def test_what_waits_for_others_is_not_changed(
    client: Client, user: User, office: Actor
) -> None:
    document = report()
    row = one(document, "KITO")
    workflow.submit(document, by=user)
    page = decide(client, document, row)
    assert not document.links.exists()
    assert "is in review" in page


def test_whoever_may_not_look_at_documents_may_not_see_them(client: Client) -> None:
    document = report()
    client.force_login(make_user(is_staff=True))
    url = reverse("admin:suggestions", args=(document.pk,))
    assert client.get(url).status_code == 403
    assert client.get(reverse("admin:suggestions", args=(0,))).status_code == 404


def test_hostile_words_of_a_text_are_escaped(
    client: Client, user: User, office: Actor
) -> None:
    document = report("The Kite Office <script>alert(1)</script> met.")
    page = client.get(reverse("admin:suggestions", args=(document.pk,)))
    assert "<script>alert" not in page.content.decode()
    assert "&lt;script&gt;alert(1)" in page.content.decode()


def test_the_page_asks_as_much_for_one_name_as_for_many(
    client: Client, user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    names = [f"Kite Office of Town {n}" for n in range(1, 30)]
    for name in names:
        make_actor(title_en=name, title_zh="")
    few = report(f"{names[0]} met.")
    many = report(" ".join(f"{name} met." for name in names))
    suggest(few)  # the names are read once
    for document in (few, many):
        with django_assert_num_queries(18):
            client.get(reverse("admin:suggestions", args=(document.pk,)))


def test_what_no_rule_found_is_added_by_hand(
    client: Client, user: User, office: Actor
) -> None:
    document = report("The men with the red kites were there.")
    url = reverse("admin:suggestions", args=(document.pk,))
    sent = {
        "missed-words": "The men with the red kites",
        "missed-kind": "actor",
        "missed-role": "mentions",
        "missed-other": "Kite Office",
        "missed-alias": "yes",
    }
    client.post(url, sent)
    link = document.links.get()
    assert (link.target_id, link.here) == (office.pk, "p-1")
    assert office.names.filter(text="The men with the red kites").exists()
    other = report("Again: The men with the red kites were there.")
    assert one(other, "The men with the red kites").options[0].pk == office.pk


def test_what_nobody_made_is_made_by_hand(client: Client, user: User) -> None:
    document = report("The Kite Guild was there.")
    url = reverse("admin:suggestions", args=(document.pk,))
    sent = {"missed-words": "Kite Guild", "missed-kind": "actor"}
    page = client.post(url, sent).content.decode()
    assert "Choose how the two are related" in page
    assert 'value="Kite Guild"' in page
    assert not Actor.objects.exists()
    client.post(url, sent | {"missed-role": "mentions"})
    made = Actor.objects.get()
    assert (made.title_en, made.stage) == ("Kite Guild", Stage.DRAFT)
    assert document.links.get().target_id == made.pk


def test_what_was_written_counts_more_than_what_was_chosen(
    client: Client, user: User
) -> None:
    north = make_actor(title_zh="北风筝局", names=["KITO"])
    make_actor(title_zh="南风筝局", names=["KITO"])
    right = make_actor(title_en="Kite Society")
    document = report("KITO spoke.")
    row = one(document, "KITO")
    decide(client, document, row, target=str(north.pk), other="Kite Society")
    assert document.links.get().target_id == right.pk


def test_a_name_is_not_learnt_by_an_entry_that_waits_for_others(
    client: Client, user: User, office: Actor, law: Law
) -> None:
    right = make_actor(title_en="Kite Society")
    workflow.submit(right, by=user)
    document = report()
    actor, instrument = one(document, "KITO"), one(document, "Kite Data Law")
    sent = {
        f"{actor.key}-do": "accept",
        f"{actor.key}-other": "Kite Society",
        f"{actor.key}-alias": "yes",
        f"{instrument.key}-do": "accept",
    }
    url = reverse("admin:suggestions", args=(document.pk,))
    page = client.post(url, sent).content.decode()
    assert "The name cannot be remembered now" in page
    assert not right.names.exists()
    assert [link.target_id for link in document.links.all()] == [law.pk]


def test_nothing_is_decided_on_what_waits_for_others(
    client: Client, user: User, office: Actor
) -> None:
    document = report()
    row = one(document, "KITO")
    workflow.submit(document, by=user)
    decide(client, document, row, do="reject", never="yes")
    assert not Verdict.objects.exists()
    assert not NeverMeant.objects.exists()
