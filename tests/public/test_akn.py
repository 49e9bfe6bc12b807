"""Akoma Ntoso addresses lead to what is unmistakable (line K6 of the design)."""

import pytest

from policyarchive.search import follower
from tests.factories import make_published_document, make_published_law

pytestmark = pytest.mark.django_db


@pytest.fixture
def kites(settings, tmp_path):
    """A law and its text as adopted, of one date and number."""
    settings.ARCHIVE_INDEX = tmp_path / "index"
    same = {"number": "主席令第八十四号", "dates": {"adopted": "2031-06-10"}}
    law = make_published_law(title_zh="风筝法", type="law", **same)
    text = make_published_document(
        title_zh="风筝法文本", type="law", text="第一条　系线。\n第二条　检查。", **same
    )
    follower.follow()
    return law.permalink.ark, text.permalink.ark


@pytest.mark.parametrize(
    "iri",
    [
        "cn/act/law/npcsc/2031-06-10/84",
        "cn/act/2031-06-10/84",
        "cn/act/law/npcsc/2031-06-10/84/zho@2031-06-10",
        "cn/act/law/npcsc/2031-06-10/84/zho@/!main",
    ],
)
def test_k6_the_work_is_the_law(client, kites, iri):
    response = client.get(f"/akn/{iri}")
    assert response.status_code == 302
    assert response["Location"] == f"/{kites[0]}/v1"


def test_k6_a_portion_is_the_article_of_its_text(client, kites):
    iri = "cn/act/law/npcsc/2031-06-10/84/zho@2031-06-10/!main~art_2"
    response = client.get(f"/akn/{iri}")
    assert response["Location"] == f"/{kites[1]}/v1/art-2"
    assert client.get(response["Location"])["Location"].endswith("/v1#art-2")


@pytest.mark.parametrize(
    "iri",
    [
        "cn/act/law/npcsc/2031-06-10/85",
        "cn/act/law/npcsc/2031-06-11/84",
        "fr/act/law/2031-06-10/84",
        "cn/act/law/2031/84",
        "cn/bill/2031-06-10/84",
        "nonsense",
        "cn/act/law/9999-99-99/84",
    ],
)
def test_k6_what_is_not_there_is_not_found(client, kites, iri):
    assert client.get(f"/akn/{iri}").status_code == 404


def test_k6_of_two_it_never_guesses(client, kites):
    make_published_law(
        title_zh="鸢法", number="令第84号", dates={"adopted": "2031-06-10"}, type="law"
    )
    follower.follow()
    assert client.get("/akn/cn/act/law/npcsc/2031-06-10/84").status_code == 404
