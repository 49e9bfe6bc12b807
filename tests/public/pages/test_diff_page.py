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
