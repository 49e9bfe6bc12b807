import pytest

from policyarchive.editorial.ingest import Refusal, read
from policyarchive.editorial.ingest.encodings import decode

HANS = "茶叶局关于茶杯摆放问题的通知。各地要高度重视，认真做好工作，制定本规定。"
HANT = "茶葉局關於茶杯擺放問題的通知。各地要高度重視，認真做好工作，制定本規定。"
LATIN = "The council’s “tea order” – once read – is a rule for every café in the town."


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (HANS, "utf-8", "UTF-8"),
        (HANS, "utf-8-sig", "UTF-8"),
        (HANS, "gbk", "GBK"),
        (HANS + "𠮷", "gb18030", "GB18030"),
        (HANT, "big5", "Big5"),
        (HANT, "gbk", "GBK"),
        (HANS, "utf-16", "UTF-16"),
        (HANS, "utf-16-le", "UTF-16"),
        (HANS, "utf-16-be", "UTF-16"),
        ("Tea order. " * 9, "utf-16-le", "UTF-16"),
        (LATIN, "cp1252", "Windows-1252"),
        (LATIN, "utf-8", "UTF-8"),
    ],
)
def test_a_text_is_read_as_what_it_is(text: str, codec: str, name: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, name)


def test_a_short_text_of_rare_characters_is_read_with_a_doubt() -> None:
    decoded = decode("鼙鼓龘".encode("gb18030"))
    assert "few of its characters are common" in decoded.doubt


def test_a_text_cut_inside_a_character_is_refused() -> None:
    with pytest.raises(Refusal, match="breaks off"):
        decode(HANS.encode("utf-16")[:-1])


def test_the_draft_names_the_encoding() -> None:
    assert read(HANS.encode("gb18030"), "a.txt").encoding == "GBK"


def page(charset: str) -> str:
    head = f'<html><head><meta charset="{charset}"></head>'
    return f"{head}<body><p>{HANS}</p></body></html>"


def test_a_page_is_read_by_the_encoding_it_declares() -> None:
    draft = read(page("gb2312").encode("gbk"), "a.html")
    assert HANS in draft.body_text()
    assert draft.encoding == "GB2312"


def test_a_page_that_declares_the_wrong_encoding_is_read_with_a_doubt() -> None:
    draft = read(page("big5").encode(), "a.html")
    assert HANS in draft.body_text()
    assert any("says BIG5 but is UTF-8" in doubt for doubt in draft.doubts)
