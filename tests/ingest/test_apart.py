"""Reading in a process of its own: the same drafts, and an end to what hangs."""

from pathlib import Path
from typing import Any

import pytest

from policyarchive.editorial.ingest import Refusal, read
from policyarchive.editorial.ingest.apart import read_apart
from tests.ingest.made import pdf

NEWS = Path(__file__).parent / "samples" / "news.txt"


def why(data: bytes, name: str = "file.txt", **limits: Any) -> str:
    with pytest.raises(Refusal) as caught:
        read_apart(data, name, **limits)
    return str(caught.value)


def test_a_draft_is_the_same_as_one_read_here() -> None:
    data = NEWS.read_bytes()
    assert read_apart(data, "news.txt") == read(data, "news.txt")


def test_what_a_reader_refuses_is_refused_in_its_words() -> None:
    assert why(b"") == "The file is empty."


def test_a_file_that_takes_too_long_is_stopped() -> None:
    assert "was stopped" in why(b"A kite flies.", seconds=0.01)


def test_a_page_that_hangs_the_library_is_stopped() -> None:
    # Forms that draw one another ten times each: ten to the power of nine strokes.
    draws = "/F Do " * 10
    forms = [
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject "
        f"<< /F {number + 5} 0 R >> >> /Length 60 >>\nstream\n{draws}\nendstream"
        for number in range(9)
    ]
    assert "was stopped" in why(hanging(forms), "a.pdf", seconds=2)


def hanging(forms: list[str]) -> bytes:
    """A PDF whose one page draws the first of the forms."""
    last = (
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 40 >>\nstream\n"
        "BT /T 9 Tf 1 1 Td (kite kite) Tj ET      \nendstream"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        "/Resources << /XObject << /F 5 0 R >> /Font << /T << /Type /Font "
        "/Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        "<< /Length 6 >>\nstream\n/F Do \nendstream",
        *forms,
        last,
    ]
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{rows}".encode()
    return out + (
        f"trailer\n<< /Root 1 0 R /Size {size} >>\nstartxref\n{start}\n%%EOF".encode()
    )


def test_a_file_that_eats_memory_is_stopped() -> None:
    data = b"A kite flies over the hill. " * 200_000
    assert "too much memory" in why(data, memory=120 * 1024 * 1024)


def test_a_broken_file_is_refused_not_a_crash() -> None:
    assert "damaged" in why(b"%PDF-1.7\nnothing follows", "a.pdf")


def test_a_pdf_is_read() -> None:
    line = "A kite flies over the hill and nobody holds the line that it is on."
    assert read_apart(pdf([(100, 700, line)]), "a.pdf").lines[0].text == line


def test_the_reader_does_not_inherit_the_secrets_of_the_site(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # A module of that name on the path would be imported, were the path handed down.
    (tmp_path / "lxml.py").write_text("raise SystemExit(9)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert read_apart(b"A kite flies over the hill.", "a.txt").lines
