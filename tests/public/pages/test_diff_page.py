"""What changed between two versions (line B5 of the design)."""

import pytest

from policyarchive.archive.models.published import Text
from policyarchive.editorial import workflow
from tests.factories import archivist, make_published_document, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    document = make_published_document(
        title_en="Notice on kites",
        text="第一条　风筝应当系线。\n第二条　自发布之日起施行。",
    )
    document.title_en = "Notice on paper kites"
    document.save()
    document.texts.update(body="第一条　风筝必须系线。\n第二条　自发布之日起施行。")
    return publish(document, note="Checked against the print.")


def diff(client, document):
    response = client.get(f"/{document.permalink.ark}/v1/diff/v2")
    assert response.status_code == 200
    return response.content.decode()


def test_b5_words_that_came_and_went_are_marked(client, document):
    page = diff(client, document)

    assert "Notice on <ins>paper </ins>kites" in page
    assert "风筝<del>应当</del><ins>必须</ins>系线" in page
    assert "自发布之日起施行" not in page
    assert "Checked against the print." in page


def test_a_closed_text_is_compared_in_silence(client, document):
    text = Text.objects.order_by("sha256")[0]
    workflow.restrict(text, "snippet", by=archivist(), note="A right.")

    page = diff(client, document)

    assert "系线" not in page
    assert "it may not be shown in full" in page


def test_two_equal_versions_say_so(client):
    document = publish(make_published_document(text="第一条　风筝。"))

    page = diff(client, document)

    assert "Nothing in the description changed." in page
    assert "Not a word changed." in page


def banner(client, document):
    page = client.get(f"/{document.permalink.ark}/v1").content.decode()
    return page.partition('<div class="banner"')[2].partition("</div>")[0]


def test_b2_the_banner_of_an_old_version_says_in_a_sentence_what_changed(
    client, document
):
    said = banner(client, document)
    words = "the words of the Chinese text (original)"
    assert f"Changed since: the English title and {words}." in said
    assert "/v1/diff/v2" in said


def test_b2_many_changes_are_counted_and_none_is_said(client):
    document = publish(make_published_document(text="第一条　风筝。"))
    said = banner(client, document)
    assert "Neither the description nor a text has changed since." in said
    for name in ("title_zh", "title_en", "summary_zh", "summary_en", "number"):
        setattr(document, name, f"New {name}")
    document.save()
    publish(document)
    assert "the English summary and 1 more field." in banner(client, document)
