"""Bad input: one clear sentence each, and never anything but a Refusal."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from policyarchive.editorial.ingest import (
    Draft,
    Refusal,
    Refused,
    drafts,
    read,
    registry,
)
from tests.ingest.made import packed, pdf, word


def why(data: bytes, name: str = "file.txt") -> str:
    with pytest.raises(Refusal) as caught:
        read(data, name)
    return str(caught.value)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\x00\x00"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert why(data) == "The file is empty."


def test_a_name_that_promises_something_else_is_told_in_words() -> None:
    page = b"<!doctype html><html><body><script>go()</script></body></html>"
    said = "It is named .pdf but is an HTML page"
    assert why(page, "a.pdf").startswith(f"No text was found in it. {said}")
    told = page.replace(b"<script>", b"<p>Kites fly over the hill.</p><script>")
    assert any(doubt.startswith(said) for doubt in read(told, "a.pdf").doubts)


def test_an_encrypted_pdf_is_refused() -> None:
    key = "00" * 32
    locked = pdf(
        [(100, 700, "茶")],
        trailer=f"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 "
        f"/O <{key}> /U <{key}> >> /ID [<00> <00>]",
    )
    assert "encrypted" in why(locked, "a.pdf")


def test_a_pdf_of_pictures_is_sent_to_ocr() -> None:
    assert why(pdf([], []), "a.pdf") == "This PDF has no text layer; run OCR first."


def test_a_pdf_of_pictures_with_page_numbers_is_sent_to_ocr() -> None:
    pages = [[(300.0, 30.0, str(number))] for number in range(1, 6)]
    assert "no text layer" in why(pdf(*pages), "a.pdf")


def test_a_broken_pdf_is_refused() -> None:
    assert "damaged" in why(b"%PDF-1.7\nnothing follows", "a.pdf")


def test_a_zip_bomb_is_refused_before_it_is_inflated() -> None:
    bomb = packed({"word/document.xml": b"<a>" + b" " * 50_000_000})
    assert len(bomb) < 100_000
    assert "zip bomb" in why(bomb, "a.docx")


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    data = bytearray(word("茶" * 400))
    # The directory at the end says the part is smaller than it is.
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert "damaged" in why(bytes(data), "a.docx") or "inflates" in why(bytes(data))


def test_other_archives_are_named() -> None:
    assert "Excel" in why(packed({"xl/workbook.xml": b"<a/>"}), "a.docx")
    assert "unpack" in why(packed({"a.txt": b"tea"}), "a.docx")
    assert "broken" in why(b"PK\x03\x04 and then nothing", "a.docx")


def test_a_word_document_with_a_document_type_is_refused() -> None:
    attack = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>'
        b"<a>&d;</a>"
    )
    assert "document type" in why(packed({"word/document.xml": attack}), "a.docx")


def test_entities_of_an_xml_file_are_never_read() -> None:
    attack = (
        b'<?xml version="1.0"?><!DOCTYPE Law [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<Law><LawTitle>&x;</LawTitle></Law>"
    )
    assert "entities" in why(attack, "a.xml")


def test_unknown_xml_is_refused_by_name() -> None:
    assert "<svg>" in why(b'<?xml version="1.0"?><svg><g/></svg>', "a.xml")


@pytest.mark.parametrize(
    ("data", "word_of_it"),
    [
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"<svg ><script>tea()</script></svg>", "image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ".docx"),
        (b"{\\rtf1 tea}", "RTF"),
        (b"\x7fELF\x02\x01", "program"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x00\x01\x02\x03" * 400, "binary"),
    ],
)
def test_what_is_no_document_is_named(data: bytes, word_of_it: str) -> None:
    assert word_of_it in why(data, "file.txt")


def test_a_text_that_is_too_long_is_refused() -> None:
    assert "characters" in why("茶杯应当放稳。\n".encode() * 2_000_000)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.write(b"tea\n")
        file.truncate(registry.MOST_BYTES + 1)
    outcome = next(drafts(huge))
    assert isinstance(outcome, Refused)
    assert "MB" in outcome.reason


def test_a_wrong_extension_is_read_as_what_it_is_and_told() -> None:
    draft = read(word("茶具管理办法", "第一条　茶杯应当放稳。"), "a.pdf")
    assert "第一条　茶杯应当放稳。" in draft.body_text()
    assert any("named .pdf" in doubt for doubt in draft.doubts)


def test_rows_go_in_though_one_of_them_is_broken(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    good = '{"title": "茶具办法", "text": "第一条　茶杯应当放稳。"}'
    bad = '{"title": \n[1]\n{"title": "无文"}\n\n'
    file.write_text(f'{good}\n{bad}{good[:-1]}, "url": ""}}')
    outcomes = list(drafts(file))
    assert [type(one) for one in outcomes] == [Draft, Refused, Refused, Refused, Draft]
    reasons = [one.reason for one in outcomes if isinstance(one, Refused)]
    assert reasons == [
        "The row is not valid JSON.",
        "The row is not a JSON object.",
        "The row has no text.",
    ]
    assert isinstance(outcomes[1], Refused)
    assert outcomes[1].name.endswith("rows.jsonl, row 2")


def test_a_gzip_stream_that_breaks_off_keeps_the_rows_before(tmp_path: Path) -> None:
    row = b'{"title": "tea", "text": "%s"}\n'
    packed_rows = gzip.compress(
        b"".join(row % str(number**9).encode() for number in range(1000))
    )
    file = tmp_path / "rows.jsonl.gz"
    file.write_bytes(packed_rows[: len(packed_rows) // 2])
    outcomes = list(drafts(file))
    assert any(isinstance(outcome, Draft) for outcome in outcomes)
    assert isinstance(outcomes[-1], Refused)
    assert "breaks off" in outcomes[-1].reason


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    outcome = next(drafts(tmp_path / "nowhere.txt"))
    assert isinstance(outcome, Refused)
    assert "No such file" in outcome.reason


_HEADS = (
    b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html><body><p>", b"<?xml version='1.0'?>",
    b"<Law>", b'{"title": "a", ', b"# ", b"MIME-Version: 1.0\n", b"\xff\xfe",
    b"\xef\xbb\xbf",
)  # fmt: skip
_NAMES = ("a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a.xml", "a")


def outcome(data: bytes, name: str) -> str:
    """The text, or the sentence that says why there is none."""
    try:
        return read(data, name).body_text()
    except Refusal as refusal:
        return str(refusal)


@settings(max_examples=150)
@given(st.sampled_from(_HEADS), st.binary(max_size=600), st.sampled_from(_NAMES))
def test_any_bytes_are_read_or_refused(head: bytes, tail: bytes, name: str) -> None:
    assert outcome(head + tail, name).strip()


def test_a_zip_with_a_password_is_refused() -> None:
    data = bytearray(word("茶"))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic)
        data[at + offset] |= 1
    assert zipfile.is_zipfile(io.BytesIO(bytes(data)))
    assert "password" in why(bytes(data), "a.docx")
