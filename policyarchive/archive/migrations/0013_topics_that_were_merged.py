"""Topics can be merged into others."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0012_undoing_a_merge"),
    ]

    operations = [
        migrations.AddField(
            model_name="topic",
            name="merged_into",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_from",
                to="archive.topic",
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="topics",
            field=models.ManyToManyField(
                blank=True,
                limit_choices_to={"merged_into": None},
                related_name="entries",
                to="archive.topic",
            ),
        ),
        migrations.AlterField(
            model_name="topic",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                limit_choices_to={"merged_into": None},
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="archive.topic",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                name="a_topic_is_not_merged_into_itself",
            ),
        ),
    ]
