"""Related documents: what they share, and the reason in words."""

import pytest

from policyarchive.search import follower
from tests.factories import (
    make_document,
    make_link,
    make_published_actor,
    make_published_document,
    make_published_law,
    make_term,
    publish,
)

pytestmark = pytest.mark.django_db


def related(client, document):
    """The section of related documents on a page, or nothing."""
    follower.follow()
    page = client.get(f"/{document.permalink.ark}", follow=True).content.decode()
    _, _, section = page.partition('id="akin"')
    return section.partition("</section>")[0]


@pytest.fixture
def others():
    """Documents that have nothing in common with any other."""
    for name in "子丑寅卯辰巳午未":
        make_published_document(title_zh=f"{name}办法", text=f"第一条 {name}。")


def test_documents_that_cite_one_law_are_related_and_say_so(client, others):
    make_published_law(title_zh="星图管理法", title_en="Star Chart Law")
    first = make_published_document(title_zh="甲办法", text="根据《星图管理法》。")
    make_published_document(title_zh="乙办法", text="违反《星图管理法》的。")
    section = related(client, first)
    assert "乙办法" in section
    assert "Cites the same work: " in section
    assert "Star Chart Law" in section
    assert "子办法" not in section


def test_a_shared_actor_is_a_reason(client, others):
    actor = make_published_actor(title_zh="星图局", title_en="Star Chart Office")
    first, second = make_document(title_zh="甲办法"), make_document(title_zh="乙办法")
    for document in (first, second):
        make_link(document, "mentioned", actor)
        publish(document)
    section = related(client, first)
    assert "乙办法" in section
    assert "Names the same actor: " in section
    assert "Star Chart Office" in section


def test_a_rare_term_is_a_reason(client, others):
    make_term("星图出境", "star chart export")
    first = make_published_document(title_zh="甲办法", text="规范星图出境活动。")
    make_published_document(title_zh="乙办法", text="星图出境的安全评估。")
    section = related(client, first)
    assert "乙办法" in section
    assert "Shares a rare term: 星图出境" in section.replace(
        '<span lang="zh-Hans">', ""
    )


def test_what_many_share_is_no_reason(client):
    make_published_law(title_zh="星图管理法")
    documents = [
        make_published_document(title_zh=f"{name}办法", text="根据《星图管理法》。")
        for name in "子丑寅卯"
    ]
    assert related(client, documents[0]) == ""


def test_it_costs_the_database_one_question(
    client, others, django_assert_max_num_queries
):
    make_published_law(title_zh="星图管理法")
    alone = make_published_document(title_zh="丙办法", text="第一条 丙。")
    first = make_published_document(title_zh="甲办法", text="根据《星图管理法》。")
    make_published_document(title_zh="乙办法", text="违反《星图管理法》的。")
    # Reads the glossary and the topics, once for a state of the index.
    related(client, first)
    counts = []
    for document in (alone, first):
        with django_assert_max_num_queries(20) as asked:
            client.get(f"/{document.permalink.ark}/v1?art=1")
        counts.append(len(asked))
    assert counts[1] - counts[0] <= 1
