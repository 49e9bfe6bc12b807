import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models

import policyarchive.archive.models.derived


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0008_what_was_public_is_not_deleted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="number_key",
            field=policyarchive.archive.models.derived.NumberKeyField(
                db_index=True, editable=False, max_length=120, null=True
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="title_keys",
            field=policyarchive.archive.models.derived.TitleKeysField(
                base_field=models.CharField(max_length=600), editable=False, null=True
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="title_sketch",
            field=policyarchive.archive.models.derived.TitleSketchField(
                base_field=models.IntegerField(), editable=False, null=True
            ),
        ),
        migrations.AddField(
            model_name="law",
            name="number_key",
            field=policyarchive.archive.models.derived.NumberKeyField(
                db_index=True, editable=False, max_length=120, null=True
            ),
        ),
        migrations.AddField(
            model_name="name",
            name="key",
            field=policyarchive.archive.models.derived.NameKeyField(
                db_index=True, editable=False, max_length=400, null=True
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="url_key",
            field=policyarchive.archive.models.derived.AddressKeyField(
                editable=False, max_length=2000, null=True
            ),
        ),
        migrations.AddField(
            model_name="workingtext",
            name="digest",
            field=policyarchive.archive.models.derived.TextDigestField(
                db_index=True, editable=False, max_length=64, null=True
            ),
        ),
        migrations.AddField(
            model_name="workingtext",
            name="sketch",
            field=policyarchive.archive.models.derived.TextSketchField(
                base_field=models.IntegerField(), editable=False, null=True
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["title_keys"], name="entry_by_title_key"
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["title_sketch"], name="entry_by_title_sketch"
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=django.contrib.postgres.indexes.HashIndex(
                fields=["url_key"], name="source_by_address"
            ),
        ),
        migrations.AddIndex(
            model_name="workingtext",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["sketch"], name="text_by_sketch"
            ),
        ),
    ]
