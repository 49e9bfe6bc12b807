"""One made-up law in every format comes out with the same passages."""

import json
from collections.abc import Callable

import pytest

from policyarchive.archive.passages import Passage, split
from policyarchive.editorial.ingest import Draft, Label, read, read_row
from tests.ingest.made import Placed, pdf, word

TITLE = "茶具管理条例"
LINES = [
    "第一章　总　　则",
    "第一条　为了规范茶具的摆放，保障饮茶秩序，促进茶具事业健康发展，制定本条例。",
    "第二条　本条例所称茶具，是指：",
    "（一）茶杯；",
    "（二）茶托。",
    "第二章　摆放",
    "第三条　茶杯应当放稳。放不稳的，由茶具主管部门责令改正，并可以收回茶托一个。",
    "第三条之一　茶托应当保持干燥，并与茶杯配套使用，不得单独陈列于公共饮茶场所。",
    "第四条　本条例自2034年1月1日起施行。",
]


def markdown() -> Draft:
    body = "\n\n".join(f"## {x}" if "章" in x[:4] else x for x in LINES)
    return read(f"# {TITLE}\n\n<!-- INFO END -->\n\n{body}\n".encode(), "a.md")


def plain() -> Draft:
    return read("\n".join([TITLE, *LINES]).encode("gbk"), "a.txt")


def docx() -> Draft:
    return read(word(TITLE, *LINES), "a.docx")


def docx_with_an_embedded_page() -> Draft:
    page = "".join(f"<p>{line}</p>" for line in LINES)
    mht = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
        '--b\nContent-Type: text/html; charset="utf-8"\n'
        "Content-Transfer-Encoding: 8bit\n\n"
        f"<html><body><h1>{TITLE}</h1>{page}</body></html>\n--b--\n"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="c" Type="aFChunk" Target="chunk.mht"/>'
        "</Relationships>"
    )
    parts = {
        "word/_rels/document.xml.rels": relations.encode(),
        "word/chunk.mht": mht.encode(),
    }
    return read(word(body='<w:altChunk r:id="c"/>', parts=parts), "a.docx")


def html() -> Draft:
    body = "".join(f"<p><strong>{x[:3]}</strong>{x[3:]}</p>" for x in LINES)
    page = (
        f"<html><head><title>{TITLE}_茶叶网</title></head><body><ul><li>首页</ul>"
        f"<h1>{TITLE}</h1><DIV id=BodyLabel>{body}</DIV><p>版权所有：茶叶网</p></body>"
    )
    return read(page.encode(), "a.html")


def xml() -> Draft:
    def article(line: str) -> str:
        number, words = line.split("　", 1)
        return (
            f"<Article><ArticleTitle>{number}</ArticleTitle><Paragraph>"
            f"<ParagraphSentence><Sentence>{words}</Sentence></ParagraphSentence>"
            "</Paragraph></Article>"
        )

    def element(line: str) -> str:
        if "章" in line[:4]:
            return f"<ChapterTitle>{line}</ChapterTitle>"
        if line.startswith("第"):
            return article(line)
        label, words = line[:3], line[3:]
        return (
            f"<Item><ItemTitle>{label}</ItemTitle><ItemSentence><Sentence>{words}"
            "</Sentence></ItemSentence></Item>"
        )

    inner = "".join(element(line) for line in LINES)
    return read(f"<Law><LawTitle>{TITLE}</LawTitle>{inner}</Law>".encode(), "a.xml")


def row() -> Draft:
    record = {"title": TITLE, "text": "\n".join([TITLE, *LINES])}
    return read_row(json.dumps(record).encode())


def wrapped(width: int = 24) -> list[str]:
    return [
        line[at : at + width] for line in LINES for at in range(0, len(line), width)
    ]


def printed(*, numbers_last: bool) -> Draft:
    """A PDF whose lines break at 24 characters, with page numbers and a header."""
    pages: list[list[Placed]] = []
    rows = [TITLE, *wrapped()]
    for start in range(0, len(rows), 6):
        page: list[Placed] = [(60, 800, "茶具汇编 内部资料")]
        late: list[Placed] = []
        for place, text in enumerate(rows[start : start + 6]):
            y = 740 - place * 24
            number, gap, rest = text.partition("　")
            if numbers_last and gap and number.endswith("条"):
                page.append((60 + 16 * (len(number) + 1), y, rest))
                late.append((60, y, number))
            else:
                page.append((60, y, text))
        total = -(-len(rows) // 6)
        page += [*late, (290, 40, f"{len(pages) + 1}/{total}")]
        pages.append(page)
    return read(pdf(*pages, size=16), "a.pdf")


def pdf_in_order() -> Draft:
    return printed(numbers_last=False)


def pdf_with_numbers_last() -> Draft:
    return printed(numbers_last=True)


Maker = Callable[[], Draft]
FORMATS: tuple[Maker, ...] = (
    markdown, plain, docx, docx_with_an_embedded_page, html, xml, row, pdf_in_order,
    pdf_with_numbers_last,
)  # fmt: skip


def squeezed(passages: tuple[Passage, ...]) -> list[tuple[str, str]]:
    return [
        (passage.anchor, "".join((passage.heading + passage.body).split()))
        for passage in passages
    ]


@pytest.mark.parametrize("make", FORMATS, ids=lambda make: make.__name__)
def test_passages_are_the_same_in_every_format(make: Maker) -> None:
    draft = make()
    expected = split("\n".join(LINES), "zh-Hans")
    assert squeezed(split(draft.body_text(), draft.language)) == squeezed(expected)


@pytest.mark.parametrize("make", FORMATS, ids=lambda make: make.__name__)
def test_the_title_is_found_and_stands_apart_from_the_text(make: Maker) -> None:
    draft = make()
    assert draft.title == TITLE
    assert TITLE not in draft.body_text().splitlines()


@pytest.mark.parametrize("make", FORMATS, ids=lambda make: make.__name__)
def test_what_the_text_says_of_itself_is_read(make: Maker) -> None:
    draft = make()
    assert [(c.role, c.edtf) for c in draft.dates] == [("effective", "2034-01-01")]
    assert "本条例自2034年1月1日起施行" in draft.dates[0].evidence
    assert draft.language == "zh-Hans"


def test_a_printed_page_keeps_its_frame_apart() -> None:
    labels = {line.text: line.label for line in pdf_in_order().lines}
    assert labels["1/3"] is Label.PAGE_NUMBER
    assert labels["茶具汇编 内部资料"] is Label.HEADER


def test_hard_line_breaks_are_marked_and_undone() -> None:
    draft = pdf_in_order()
    glued = [line.text for line in draft.lines if line.is_glued]
    assert len(glued) == len(wrapped()) - len(LINES)
    assert LINES[1] in draft.body_text().splitlines()


def test_the_frame_of_a_page_is_kept_beside_the_text() -> None:
    labels = {line.text: line.label for line in html().lines}
    assert labels["首页"] is Label.UI
    assert labels["版权所有：茶叶网"] is Label.UI


def test_every_line_of_a_text_is_in_the_draft() -> None:
    assert [line.text for line in plain().lines] == [TITLE, *LINES]


def test_headers_and_deleted_words_of_a_word_document_are_no_text() -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        "<w:p><w:r><w:t>茶杯应当</w:t></w:r><w:del><w:r><w:delText>摔碎</w:delText>"
        "</w:r></w:del><w:r><w:t>放稳。</w:t></w:r></w:p>"
    )
    header = f'<w:hdr xmlns:w="{w}"><w:p><w:r><w:t>内部</w:t></w:r></w:p></w:hdr>'
    draft = read(word(body=body, parts={"word/header1.xml": header.encode()}), "a.docx")
    assert draft.body_text() == "茶杯应当放稳。"
    assert Label.HEADER in [line.label for line in draft.lines if line.text == "内部"]


def test_a_page_that_cannot_be_told_from_its_frame_is_kept_with_a_doubt() -> None:
    links = "".join(f"<li><a href=/{n}>茶{n}</a></li>" for n in range(90))
    page = f"<html><body><ul>{links}</ul></body>"
    draft = read(page.encode(), "a.html")
    assert "茶39" in draft.body_text()
    assert any("Extraction doubtful" in doubt for doubt in draft.doubts)


def test_an_executive_order_is_read_by_its_sections() -> None:
    source = (
        "<PRESDOCU><EXECORD><TITLE3>Title 3—</TITLE3><PRES>The President"
        '<PRTPAGE P="1"/></PRES><EXECORDR>Executive Order 19999 of May 6, 2031'
        "</EXECORDR><HD>Pouring Tea in the Right Order</HD>"
        "<FP>By the authority of the kettle,</FP>"
        '<FP><E T="04">Section 1</E>. (a) Cups are blue.</FP><FP>(b) Or red.</FP>'
        '<FP><E T="04">Sec. 2</E>. Saucers are dry.</FP></EXECORD></PRESDOCU>'
    )
    draft = read(source.encode(), "a.xml")
    assert draft.title == "Pouring Tea in the Right Order"
    assert draft.doc_number == "Executive Order 19999"
    assert [(c.role, c.edtf) for c in draft.dates] == [("signed", "2031-05-06")]
    anchors = [p.anchor for p in split(draft.body_text(), "en")]
    assert anchors[-2:] == ["sec-1", "sec-2"]
