"""Publishers may erase what was published by mistake, as they may withdraw."""

from django.db import migrations, models


def establish(apps, schema_editor):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="archive", model="entry"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind,
        codename="erase_entry",
        defaults={"name": "Can erase an entry published by mistake"},
    )
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="publisher")
    group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0010_tables_brought_in"),
        ("archive", "0011_the_grace_period"),
    ]

    operations = [
        migrations.AlterField(
            model_name="step",
            name="verb",
            field=models.CharField(
                choices=[
                    ("edit", "Edited"),
                    ("submit", "Submitted for review"),
                    ("return", "Returned to the editor"),
                    ("approve", "Approved"),
                    ("publish", "Published"),
                    ("revise", "Taken back to draft"),
                    ("withdraw", "Withdrawn"),
                    ("merge", "Merged"),
                    ("restrict", "Access restricted"),
                    ("assign", "Assigned"),
                    ("erase", "Erased in the grace period"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunPython(establish, migrations.RunPython.noop),
    ]
