"""Access: what is dark or withdrawn is neither found nor shown."""

import pytest

from policyarchive.editorial import workflow
from policyarchive.search.query import SearchQuery
from tests.factories import (
    archivist,
    make_capture,
    make_document,
    make_published_document,
    version_of,
)

pytestmark = pytest.mark.django_db


def found(text):
    return [hit.title for hit in SearchQuery().matching(text).run().hits]


def test_a_dark_text_is_not_found():
    make_published_document(title_zh="甲", text="第一条 秘密的词。", access="dark")
    assert found("秘密的词") == []
    assert found("密") == []
    assert found("art:1") == []
    assert found("甲") == ["甲"]


def test_a_text_for_extracts_is_found_and_one_short_extract_shown():
    body = "\n\n".join(f"{'甲' * 80}线索{'乙' * 80}。" for _ in range(3))
    make_published_document(title_zh="报道", text=body, access="snippet")
    (hit,) = SearchQuery().matching("线索").run().hits
    assert hit.access == "snippet"
    assert len(hit.passages) == 1
    assert len(str(hit.passages[0].text)) < 100


def test_a_takedown_of_a_text_takes_its_words_out_of_the_index():
    document = make_published_document(title_zh="甲", text="第一条 将被撤下的词。")
    assert found("将被撤下") == ["甲"]
    text = version_of(document).texts.get()
    workflow.restrict(text, "dark", by=archivist(), note="At the owner's request.")
    assert found("将被撤下") == []
    assert found("甲") == ["甲"]


def test_a_withdrawn_entry_is_found_by_nothing():
    document = make_published_document(title_zh="某某文", text="第一条 撤回的词。")
    assert found("撤回的词") == ["某某文"]
    workflow.withdraw(document, by=archivist(), reason="by-curator", note="Not ours.")
    page = SearchQuery().matching("某某文").run()
    assert (page.count, page.names) == (0, ())
    assert found("撤回的词") == []


def test_a_capture_is_never_indexed():
    document = make_document(
        title_zh="甲", captures=[make_capture(filename="孤本.txt")]
    )
    make_published_document(title_zh="乙")
    assert document.captures.count() == 1
    assert found("孤本") == []
