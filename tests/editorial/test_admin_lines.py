import pytest
from django.test import Client
from django.urls import reverse

from policyarchive.archive.models import WorkingText
from policyarchive.archive.vocabulary import Stage
from policyarchive.editorial import workflow
from policyarchive.editorial.admin.lines import state_of
from policyarchive.editorial.models import Step
from tests.factories import (
    make_document,
    make_published_document,
    make_text,
    make_user,
)

pytestmark = pytest.mark.django_db

LINES = [
    ["title", "A headline"],
    ["ui", "Advertisement"],
    ["body", "The ministry said so."],
    ["related_link?", "Another story"],
    ["body", "It said no more."],
]
BODY = "The ministry said so.\nIt said no more."


@pytest.fixture
def text() -> WorkingText:
    document = make_document()
    return make_text(document, BODY, language="en", lines=LINES)


@pytest.fixture(autouse=True)
def _signed_in(client: Client) -> None:
    client.force_login(make_user("contributor"))


def lines_of(text: WorkingText) -> str:
    return reverse("admin:archive_document_lines", args=(text.document_id, text.pk))


def labels(text: WorkingText, **changed: str) -> dict[str, str]:
    sent = {f"line-{n}": line[0] for n, line in enumerate(text.lines, 1)}
    sent["seen"] = state_of(text)
    return sent | {name.replace("_", "-"): label for name, label in changed.items()}


def test_the_page_shows_every_line_and_the_text_that_results(
    client: Client, text: WorkingText
) -> None:
    page = client.get(lines_of(text)).content.decode()
    for _, words in LINES:
        assert words in page
    assert "2 of 5 lines" in page
    for words in BODY.splitlines():
        assert f'desk-passage-body">{words}</span>' in page


def test_the_effect_of_labels_is_shown_before_they_are_saved(
    client: Client, text: WorkingText
) -> None:
    sent = labels(text, line_2="body") | {"do": "result"}
    answer = client.post(lines_of(text), sent).content.decode()
    assert "3 of 5 lines" in answer
    assert 'desk-passage-body">Advertisement</span>' in answer
    text.refresh_from_db()
    assert (text.body, text.lines) == (BODY, LINES)


def test_a_line_that_is_not_text_leaves_the_body_and_stays_in_the_lines(
    client: Client, text: WorkingText
) -> None:
    client.post(lines_of(text), labels(text, line_3="caption"))
    text.refresh_from_db()
    assert text.body == "It said no more."
    assert [line[1] for line in text.lines] == [line[1] for line in LINES]
    assert text.lines[2][0] == "caption"


def test_a_label_taken_back_brings_the_line_back(
    client: Client, text: WorkingText
) -> None:
    client.post(lines_of(text), labels(text, line_3="caption"))
    text.refresh_from_db()
    client.post(lines_of(text), labels(text, line_3="body"))
    text.refresh_from_db()
    assert (text.body, text.lines) == (BODY, LINES)


def test_it_is_an_edit_of_the_document(client: Client) -> None:
    document = make_published_document()
    text = make_text(document, BODY, language="en", lines=LINES)
    client.post(lines_of(text), labels(text, line_4="body"))
    document.refresh_from_db()
    assert document.stage == Stage.DRAFT
    assert Step.objects.filter(entry=document, note__contains="Labels").exists()


def test_nothing_is_recorded_when_no_label_was_changed(
    client: Client, text: WorkingText
) -> None:
    client.post(lines_of(text), labels(text))
    assert not Step.objects.exists()


def test_a_text_edited_by_hand_is_not_overwritten_unasked(
    client: Client, text: WorkingText
) -> None:
    text.body = "Typed in by somebody."
    text.save()
    page = client.get(lines_of(text)).content.decode()
    assert "edited by hand" in page
    sent = labels(text, line_2="body")
    assert sent["seen"] in page
    client.post(lines_of(text), sent)
    text.refresh_from_db()
    assert (text.body, text.lines) == ("Typed in by somebody.", LINES)
    client.post(lines_of(text), sent | {"replace": "yes"})
    text.refresh_from_db()
    assert text.body.startswith("Advertisement")


def test_the_second_of_two_who_save_overwrites_nothing_silently(
    client: Client, text: WorkingText
) -> None:
    first, second = labels(text, line_2="body"), labels(text, line_3="caption")
    client.post(lines_of(text), first)
    page = client.post(lines_of(text), second, follow=True).content.decode()
    assert "Somebody has changed this text" in page
    text.refresh_from_db()
    assert [line[0] for line in text.lines[1:3]] == ["body", "body"]


def test_labels_sent_without_saying_what_was_seen_are_refused(
    client: Client, text: WorkingText
) -> None:
    client.post(lines_of(text), {"line-2": "body"})
    text.refresh_from_db()
    assert text.lines == LINES


def test_a_label_nobody_knows_is_ignored(client: Client, text: WorkingText) -> None:
    client.post(lines_of(text), labels(text, line_1="nonsense", line_2="caption"))
    text.refresh_from_db()
    assert [line[0] for line in text.lines[:2]] == ["title", "caption"]


def test_what_waits_for_others_is_only_looked_at(
    client: Client, text: WorkingText
) -> None:
    workflow.submit(text.document, by=make_user("contributor"))
    page = client.get(lines_of(text)).content.decode()
    assert "Save labels" not in page
    assert client.post(lines_of(text), labels(text, line_3="ui")).status_code == 403


def test_a_long_source_is_shown_in_parts_and_saved_part_by_part(client: Client) -> None:
    lines = [["body", f"Line {n}."] for n in range(1, 1201)]
    body = "\n".join(line[1] for line in lines)
    text = make_text(make_document(), body, language="en", lines=lines)
    page = client.get(lines_of(text), {"page": "4"}).content.decode()
    assert 'name="line-901"' in page
    assert 'name="line-900"' not in page
    client.post(f"{lines_of(text)}?page=4", {"line-901": "ui", "seen": state_of(text)})
    text.refresh_from_db()
    assert len(text.lines) == 1200
    assert text.lines[900] == ["ui", "Line 901."]
    assert "Line 901." not in text.body


def test_a_line_broken_off_by_a_page_stays_joined(client: Client) -> None:
    lines = [
        ["body", "第一条　为了测", False],
        ["body", "试。", True],
        ["ui", "广告", False],
    ]
    text = make_text(make_document(), "第一条　为了测试。", lines=lines)
    client.post(lines_of(text), labels(text, line_3="body"))
    text.refresh_from_db()
    assert text.body == "第一条　为了测试。\n广告"
    assert text.lines[1] == ["body", "试。", True]


def test_the_text_of_another_document_is_not_found(
    client: Client, text: WorkingText
) -> None:
    other = make_document()
    url = reverse("admin:archive_document_lines", args=(other.pk, text.pk))
    assert client.get(url).status_code == 404


def test_the_document_leads_to_its_lines(client: Client, text: WorkingText) -> None:
    url = reverse("admin:archive_document_change", args=(text.document_id,))
    assert lines_of(text) in client.get(url).content.decode()
