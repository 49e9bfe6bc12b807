"""Writes the keys of escaped addresses anew: Chinese signs now stand as they are read.

Other names are only added to, so the old key of a published address stays beside it.
"""

from typing import Any

from django.db import migrations

from policyarchive.archive import othernames

_BATCH = 500


def read_signs(apps: Any, schema_editor: Any) -> None:
    """Give what is escaped its key of today; addresses nobody can ask for have none."""
    sources = apps.get_model("archive", "Source").objects
    escaped = list(sources.filter(url_key__contains="%"))
    for source in escaped:
        source.url_key = othernames.url(source.url)
    sources.bulk_update(escaped, ("url_key",), batch_size=_BATCH)
    names = apps.get_model("archive", "OtherName").objects
    named = names.filter(scheme="url", value__contains="%")
    names.bulk_create(
        [
            names.model(permalink_id=permalink, scheme="url", value=othernames.url(key))
            for permalink, key in named.values_list("permalink", "value")
        ],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = (("archive", "0015_names_alike_but_for_small_words"),)
    operations = (migrations.RunPython(read_signs, migrations.RunPython.noop),)
