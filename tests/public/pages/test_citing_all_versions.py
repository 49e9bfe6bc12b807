"""A citation names the version; all versions are offered (line B7 of the design)."""

import pytest

from tests.factories import make_published_document, publish

pytestmark = pytest.mark.django_db


def test_b7_the_version_is_cited_and_all_versions_are_offered(client):
    ark = publish(make_published_document(title_en="Kites")).permalink.ark

    page = client.get(f"/{ark}", follow=True).content.decode()

    cite = page.partition('<section class="cite"')[2].partition("</section>")[0]
    assert f"{ark}/v2" in cite.partition("cite-text")[2]
    assert f'To cite all versions, whichever is the newest: <a href="/{ark}">' in cite
