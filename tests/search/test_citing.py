"""References in texts, as the index holds them: derived, and derived again."""

import pytest
from django.http import QueryDict

from policyarchive.editorial import workflow
from policyarchive.search import citing, follower, referring
from policyarchive.search.engine import Among, Anything
from policyarchive.search.filters import DocumentFilters
from policyarchive.search.folder import the_folder
from policyarchive.search.question import Order
from tests.factories import (
    archivist,
    make_document,
    make_law,
    make_link,
    make_published_document,
    make_published_law,
    publish,
)

pytestmark = pytest.mark.django_db

_RULES = (
    "第一条 按照《星图管理法》第二十一条和风暴预警条例，制定本办法。\n"
    "第二条 依照本办法第一条办理。"
)


def citing_documents(cited, field="cites"):
    """The titles of what cites something."""
    found = follower.fresh_snapshot().find(Among(field, (cited,)), Order.OLDEST, 0, 100)
    return {card["title_zh"] for _, card in found.cards}


def tallied(field):
    """The values of a field and how many entries have each."""
    return dict(follower.fresh_snapshot().tally(Anything(), (field,))[field])


def spots_of(entry):
    """The references of an entry that lead somewhere."""
    stored = follower.fresh_snapshot().spots(entry.permalink.ark)
    return [spot for spots in citing.load(stored).by_text.values() for spot in spots]


def test_a_text_cites_a_law_and_its_article():
    law = make_published_law(title_zh="星图管理法")
    make_published_document(title_zh="星图管理办法", text=_RULES)
    assert citing_documents(law.permalink.ark) == {"星图管理办法"}
    assert citing_documents(f"{law.permalink.ark}/art-21") == {"星图管理办法"}
    assert citing_documents(f"{law.permalink.ark}/art-1") == set()


def test_what_is_not_held_is_counted_under_its_key():
    make_published_document(
        title_zh="甲办法", text="根据《中华人民共和国星图管理法》制定。"
    )
    make_published_document(title_zh="乙办法", text="违反《星图管理法》的，从其规定。")
    assert tallied("unheld") == {"title:星图管理法": 2}


def test_a_law_that_appears_later_is_cited_by_what_was_there_before():
    make_published_document(title_zh="甲办法", text="根据《星图管理法》第三条制定。")
    make_published_document(title_zh="乙办法", text="星图管理法另有规定的除外。")
    law = make_published_law(title_zh="星图管理法")
    assert citing_documents(law.permalink.ark) == {"甲办法", "乙办法"}
    assert tallied("unheld") == {}


def test_a_law_that_is_withdrawn_is_cited_as_not_held():
    law = make_published_law(title_zh="星图管理法")
    make_published_document(title_zh="甲办法", text="根据《星图管理法》第三条制定。")
    workflow.withdraw(law, by=archivist(), reason="takedown", note="因权利人要求。")
    assert citing_documents(law.permalink.ark) == set()
    assert tallied("unheld") == {"title:星图管理法": 1}


def test_a_law_of_another_name_is_cited_by_that_name_only():
    law = make_published_law(title_zh="星图管理法")
    make_published_document(title_zh="甲办法", text="根据《星图管理法》制定。")
    make_published_document(title_zh="乙办法", text="根据《星图条例》制定。")
    law.title_zh = "星图条例"
    law.save()
    publish(law)
    assert citing_documents(law.permalink.ark) == {"乙办法"}


def test_a_name_of_two_works_leads_to_neither():
    make_published_document(title_zh="星图管理规定")
    make_published_document(title_zh="星图管理规定")
    document = make_published_document(title_zh="甲办法", text="见《星图管理规定》。")
    assert spots_of(document) == []
    assert tallied("unheld") == {}


def test_a_title_that_holds_a_known_one_is_not_that_one():
    law = make_published_law(title_zh="星图管理法")
    make_published_document(title_zh="甲办法", text="见《星图管理法实施细则》。")
    assert citing_documents(law.permalink.ark) == set()
    assert tallied("unheld") == {"title:星图管理法实施细则": 1}


def test_a_text_of_a_law_does_not_cite_its_law():
    law = make_published_law(title_zh="星图管理法")
    document = make_law_text(law, "第一条 《星图管理法》第二条适用。\n第二条 略。")
    assert citing_documents(law.permalink.ark) == set()
    (spot,) = [spot for spot in spots_of(document) if spot.anchor]
    assert (spot.target, spot.anchor) == ("", "art-2")


def make_law_text(law, text):
    """A document that is a text of a law."""
    document = make_document(title_zh="星图管理法", text=text)
    make_link(document, "text-of", law)
    return publish(document)


def test_licences_and_parts_in_brackets_are_no_instruments():
    make_published_document(
        title_zh="甲办法",
        text="申领《星图许可证》，按《条例》和《关于修改规定的决定》。",
    )
    assert tallied("unheld") == {}


def test_the_filter_takes_a_permalink_with_or_without_an_article():
    law = make_published_law(title_zh="星图管理法")
    make_published_document(title_zh="星图管理办法", text=_RULES)
    make_published_document(title_zh="乙办法", text="《星图管理法》第三条另有规定。")
    follower.follow()

    def titles(query):
        filters = DocumentFilters(QueryDict(query))
        assert filters.ignored == ()
        return {hit.title_zh for hit in filters.query.run().hits}

    assert titles(f"cites={law.permalink.ark}") == {"星图管理办法", "乙办法"}
    assert titles(f"cites={law.permalink.ark}/art-21") == {"星图管理办法"}
    assert titles(f"cites=-{law.permalink.ark}/art-21") == {"乙办法"}
    assert titles("unheld=title:风暴预警条例") == set()


def test_in_a_large_archive_references_follow_a_moment_later(monkeypatch):
    make_published_document(title_zh="甲办法", text="根据《星图管理法》第三条制定。")
    follower.catch_up()
    monkeypatch.setattr(referring, "SMALL", 0)
    monkeypatch.setattr(follower, "_start", lambda what, work: None)
    law = make_published_law(title_zh="星图管理法")
    assert (
        citing_documents(law.permalink.ark) == set()
    )  # found at once, read for nothing yet
    assert referring.has_unread(the_folder())
    referring.read_references()
    assert citing_documents(law.permalink.ark) == {"甲办法"}
    assert not referring.has_unread(the_folder())


def test_a_rebuild_says_what_following_said():
    law = make_published_law(title_zh="星图管理法")
    document = make_published_document(title_zh="星图管理办法", text=_RULES)
    before = spots_of(document), tallied("cites"), tallied("unheld")
    follower.rebuild()
    assert (spots_of(document), tallied("cites"), tallied("unheld")) == before
    assert law.permalink.ark in tallied("cites")


def test_a_report_of_any_year_is_neither_held_nor_missing():
    report = make_published_document(title_zh="政府工作报告（2025年）")
    text = "落实《政府工作报告》和《政府工作报告（2025年）》。审议政府工作报告。"
    make_published_document(title_zh="甲通知", text=text)
    make_published_document(title_zh="乙通知", text="审议《政府工作报告》。")
    assert citing_documents(report.permalink.ark) == {"甲通知"}
    assert tallied("unheld") == {}


def test_a_plan_is_held_where_the_notice_that_issues_it_is():
    make_published_document(title_zh="甲办法", text="落实《星图管理规划》。")
    assert tallied("unheld") == {"title:星图管理规划": 1}
    notice = make_published_document(title_zh="某部关于印发《星图管理规划》的通知")
    assert citing_documents(notice.permalink.ark) == {"甲办法"}
    assert tallied("unheld") == {}
    plan = make_published_document(title_zh="星图管理规划")
    assert citing_documents(plan.permalink.ark) == {"甲办法"}
    assert citing_documents(notice.permalink.ark) == set()


def test_an_editors_link_to_an_article_counts_as_a_citation():
    law = publish(make_law(title_zh="星图管理法"))
    document = make_document(title_zh="甲办法")
    make_link(document, "implements", law, there="art-4")
    publish(document)
    assert citing_documents(f"{law.permalink.ark}/art-4") == {"甲办法"}
