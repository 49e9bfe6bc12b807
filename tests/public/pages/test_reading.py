"""Two texts side by side, aligned by anchors, nothing lost."""

import json

from hypothesis import given, strategies as st

from policyarchive.archive.passages import Passage, stored
from policyarchive.public import reading


def article(number: int, body: str = "", path: tuple[str, ...] = ()) -> Passage:
    return Passage(
        f"art-{number}", "article", f"Art {number}", "", body or f"{number}", path
    )


def paragraph(number: int, body: str = "") -> Passage:
    return Passage(f"p-{number}", "paragraph", "", "", body or f"p{number}", ())


def align(left, right):
    return reading.align(left, right, languages=("zh-Hans", "en"))


def said(rows):
    return [
        (
            row.anchor,
            *(
                " ".join(words for _, words in cell.paragraphs) if cell else None
                for cell in (row.left, row.right)
            ),
        )
        for row in rows
    ]


def test_articles_meet_by_their_number():
    rows = align([article(1, "一"), article(2, "二")], [article(1, "one"), article(2)])

    assert said(rows) == [("art-1", "一", "one"), ("art-2", "二", "2")]


def test_an_article_that_one_text_lacks_stands_alone_in_its_place():
    rows = align([article(1), article(2), article(3)], [article(1), article(3)])

    assert [(row.anchor, row.right is None) for row in rows] == [
        ("art-1", False),
        ("art-2", True),
        ("art-3", False),
    ]


def test_an_article_only_in_the_second_text_keeps_its_anchor():
    rows = align([article(1)], [article(1), article(2)])

    assert [row.anchor for row in rows] == ["art-1", "art-2"]
    assert rows[1].left is None


def test_paragraphs_meet_only_where_both_texts_have_equally_many():
    equal = align([paragraph(1), paragraph(2)], [paragraph(1), paragraph(2)])
    unequal = align([paragraph(1), paragraph(2)], [paragraph(1)])

    assert [row.anchor for row in equal] == ["p-1", "p-2"]
    assert len(unequal) == 1
    assert [anchor for anchor, _ in unequal[0].left.paragraphs] == ["p-1", "p-2"]
    assert [anchor for anchor, _ in unequal[0].right.paragraphs] == ["en.p-1"]


def test_contents_name_the_articles_under_each_heading():
    chapter = Passage("ch-1", "chapter", "第一章", "总则", "", ())
    rows = align([chapter, article(1, path=("ch-1",)), article(2, path=("ch-1",))], [])

    (entry,) = reading.contents(rows)
    assert (entry.row.anchor, entry.articles) == ("ch-1", "1–2")


def test_an_inserted_article_keeps_its_second_number():
    (row,) = align([Passage("art-21-1", "article", "", "", "x", ())], [])

    assert row.article == "21-1"


def test_passages_come_back_from_a_published_body():
    body = json.dumps(
        {
            "language": "en",
            "passages": [
                {"anchor": "art-1", "level": "article", "label": "Article 1",
                 "heading": "", "body": "Words.", "path": ["ch-1"]},
            ],
        }
    )  # fmt: skip

    assert stored(body) == (
        Passage("art-1", "article", "Article 1", "", "Words.", ("ch-1",)),
    )


_texts = st.lists(
    st.one_of(
        st.integers(1, 9).map(article),
        st.integers(1, 6).map(paragraph),
        st.integers(1, 3).map(
            lambda n: Passage(f"ch-{n}", "chapter", f"C{n}", "", "", ())
        ),
    ),
    unique_by=lambda passage: passage.anchor,
    max_size=15,
)


@given(_texts, _texts)
def test_no_word_is_lost_and_no_anchor_stands_twice(left, right):
    rows = align(left, right)

    for side, text in ((0, left), (1, right)):
        shown = [
            words
            for row in rows
            for cell in [(row.left, row.right)[side]]
            if cell
            for _, words in cell.paragraphs
        ]
        assert shown == [passage.body for passage in text if passage.body]
    ids = [row.anchor for row in rows if row.anchor] + [
        anchor for row in rows for cell in row.cells for anchor, _ in cell.paragraphs
        if anchor
    ]  # fmt: skip
    assert len(ids) == len(set(ids))
    assert {p.anchor for p in (*left, *right)} <= set(ids)
