"""Sketches the titles of actors and laws anew: they now tell of small words as well.

Those of other entries follow as they are saved, or by ``manage.py sketch --all``.
"""

from typing import Any

from django.db import migrations

from policyarchive.archive import sketches

_BATCH = 500


def sketch_anew(apps: Any, schema_editor: Any) -> None:
    """Work out the sketches of titles, some hundred rows at a time."""
    entries = apps.get_model("archive", "Entry").objects
    named = entries.filter(permalink__kind__in=("actor", "law"))
    keys = list(named.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _BATCH):
        rows = list(entries.filter(pk__in=keys[start : start + _BATCH]))
        for row in rows:
            row.title_sketch = sketches.title_sketch((row.title_zh, row.title_en))
        entries.bulk_update(rows, ("title_sketch",))


class Migration(migrations.Migration):
    dependencies = (("archive", "0014_pieces_of_names"),)
    operations = (migrations.RunPython(sketch_anew, migrations.RunPython.noop),)
