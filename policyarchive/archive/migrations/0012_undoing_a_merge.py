"""The log can say that a merge was undone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0011_the_grace_period"),
    ]

    operations = [
        migrations.AlterField(
            model_name="publication",
            name="happening",
            field=models.CharField(
                choices=[
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                    ("merged", "Merged"),
                    ("unmerged", "Merge undone"),
                    ("restricted", "Access restricted"),
                    ("erased", "Erased"),
                ],
                max_length=12,
            ),
        ),
    ]
