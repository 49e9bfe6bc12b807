"""Links to sources say where else to look (line K5 of the design)."""

import re

import pytest

from tests.factories import make_capture, make_published_document, version_of

pytestmark = pytest.mark.django_db
_LINK = re.compile(r'<a [^>]*rel="external[^>]*>')
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def test_k5_every_link_to_a_source_names_the_version_that_keeps_it(client):
    document = make_published_document(
        text="第一条　只供检索。",
        access="snippet",
        sources=["https://kites.example/law?a=b&c=d"],
        captures=[make_capture(url="https://kites.example/kept")],
    )
    version = version_of(document)

    page = client.get(f"/{document.permalink.ark}/v1").content.decode()

    links = [dict(_ATTRIBUTE.findall(link)) for link in _LINK.findall(page)]
    assert len(links) == 3
    for link in links:
        assert link["data-originalurl"] == link["href"]
        assert link["data-versionurl"] == (
            f"http://127.0.0.1:8000/{document.permalink.ark}/v1"
        )
        assert link["data-versiondate"] == f"{version.published_at:%Y-%m-%d}"
