"""Editors and publishers give entries to people.

The right is made here under its own code name, as in 0002.
"""

from django.db import migrations


def establish(apps, schema_editor):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="archive", model="entry"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind,
        codename="assign_entry",
        defaults={"name": "Can give an entry to somebody"},
    )
    for name in ("editor", "publisher"):
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("editorial", "0007_comments_and_assignments")]

    operations = [migrations.RunPython(establish, migrations.RunPython.noop)]
