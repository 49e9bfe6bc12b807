"""The preview of a working copy in the public template."""

import pytest
from django.test import RequestFactory
from django.utils import timezone

from policyarchive.editorial.freeze import freeze
from policyarchive.public.pages import entry_preview
from tests.factories import make_actor, make_document, make_event, make_law

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [make_document, make_law, make_actor, make_event])
def test_every_kind_can_be_previewed(make):
    frozen = freeze(make(title_en="A draft"), at=timezone.now())

    response = entry_preview(RequestFactory().get("/"), frozen.record, frozen.texts)

    page = response.content.decode()
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    assert "A draft" in page
    assert "must not be cited" in page
    assert "cite-text" not in page


def test_its_text_is_shown_as_it_would_be():
    frozen = freeze(make_document(text="第一条　风筝应当系线。"), at=timezone.now())

    response = entry_preview(RequestFactory().get("/"), frozen.record, frozen.texts)

    assert "风筝应当系线" in response.content.decode()
