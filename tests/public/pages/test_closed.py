"""What is kept and not shown answers 403 with a reason (line C5 of the design)."""

import pytest

from tests.factories import make_capture, make_published_document, version_of

pytestmark = pytest.mark.django_db
WORDS = "朱雀石隐藏"
SOURCE = "https://kites.example/law?a=b"


def made(access):
    document = make_published_document(
        title_en="Kites",
        text=f"第一条　{WORDS}。",
        access=access,
        sources=[SOURCE],
        captures=[make_capture(url="https://kites.example/kept")],
    )
    (text,) = version_of(document).texts.all()
    return f"/{document.permalink.ark}/v1", text.sha256


@pytest.mark.parametrize("access", ["snippet", "dark"])
def test_c5_a_closed_text_answers_with_reason_source_and_other_archives(client, access):
    path, sha256 = made(access)
    entry = client.get(path)
    assert entry.status_code == 200
    assert f'href="{path}/text/{sha256}"' in entry.content.decode()

    response = client.get(f"{path}/text/{sha256}")

    assert response.status_code == 403
    page = response.content.decode()
    assert "Others hold rights" in page or "do not allow it" in page
    assert f'data-originalurl="{SOURCE}"' in page
    assert "https://web.archive.org/web/20" in page
    assert f'href="{path}"' in page
    assert WORDS not in page
    assert response["X-Robots-Tag"] == "noindex"


def test_c5_a_closed_file_answers_likewise(client):
    path, _ = made("open")
    (capture,) = client.get(f"{path}.json").json()["captures"]
    response = client.get(f"{path}/capture/{capture['sha256']}")
    assert response.status_code == 403
    assert "https://kites.example/kept" in response.content.decode()


def test_c5_an_open_text_leads_to_its_words(client):
    path, sha256 = made("open")
    response = client.get(f"{path}/text/{sha256}")
    assert response.status_code == 302
    assert response["Location"] == f"{path}?text={sha256[:12]}#text"
    assert WORDS in client.get(response["Location"]).content.decode()


def test_c5_what_the_version_does_not_have_is_not_found(client):
    path, _ = made("open")
    assert client.get(f"{path}/text/{'0' * 64}").status_code == 404
