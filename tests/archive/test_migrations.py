"""Migrations that work keys out anew, on what an older archive holds."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import Value

from policyarchive.archive.models import OtherName, Source
from tests.factories import make_document, make_published_document

pytestmark = pytest.mark.django_db

ESCAPED = "zh.example/%E6%B3%95"


def test_0016_gives_escaped_addresses_the_keys_of_today_and_keeps_the_old():
    source = make_document(sources=[f"https://{ESCAPED}"]).sources.get()
    Source.objects.update(url_key=Value(ESCAPED))
    permalink = make_published_document().permalink
    OtherName.objects.create(permalink=permalink, scheme="url", value=ESCAPED)
    migration = import_module(
        "policyarchive.archive.migrations.0016_addresses_with_chinese_signs"
    )
    for _ in range(2):
        migration.read_signs(apps, None)
    source.refresh_from_db()
    assert source.url_key == "zh.example/法"
    assert set(permalink.other_names.values_list("value", flat=True)) == {
        ESCAPED,
        "zh.example/法",
    }
