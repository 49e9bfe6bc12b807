"""Editors read requests from outside; publishers answer them and delete them.

Rights are made here under Django's own code names, as in 0002.
"""

from django.db import migrations

RIGHTS = {"editor": ("view",), "publisher": ("view", "change", "delete")}


def establish(apps, schema_editor):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="archive", model="takedownrequest"
    )
    permissions = apps.get_model("auth", "Permission").objects
    for name, actions in RIGHTS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for action in actions:
            permission, _ = permissions.get_or_create(
                content_type=kind,
                codename=f"{action}_takedownrequest",
                defaults={"name": f"Can {action} takedown request"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0002_groups_and_their_rights"),
        ("archive", "0004_takedown_requests"),
    ]

    operations = [migrations.RunPython(establish, migrations.RunPython.noop)]
