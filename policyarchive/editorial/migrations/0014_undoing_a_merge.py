"""What a merge moved is kept, so that it can be undone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0012_undoing_a_merge"),
        ("editorial", "0013_counts_of_checks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
                    ("unmerge", "Merge undone"),
                    ("restrict", "Access restricted"),
                    ("assign", "Assigned"),
                    ("erase", "Erased in the grace period"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("before", models.JSONField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "loser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to="archive.entry",
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="took_in",
                        to="archive.entry",
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
    ]
