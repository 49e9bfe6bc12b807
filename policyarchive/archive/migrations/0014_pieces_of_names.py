"""Indexes of the pieces of titles, other names and numbers, for the desk's search.

Building them takes about a minute for a hundred thousand entries.
"""

import django.contrib.postgres.indexes
from django.db import migrations

from policyarchive.archive.models.grams import Grams

MAKE = """
CREATE FUNCTION archive_grams(one text, other text DEFAULT '', shortest int DEFAULT 1)
RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT substr(said, place, size)), '{}')
    FROM unnest(ARRAY[lower(one), lower(other)]) AS said,
        generate_series(shortest, 3) AS size,
        generate_series(1, length(said) - size + 1) AS place
$$;
"""
UNDO = "DROP FUNCTION archive_grams(text, text, int);"


def _index(model: str, name: str, *columns: str) -> migrations.AddIndex:
    index = django.contrib.postgres.indexes.GinIndex(Grams(*columns), name=name)
    return migrations.AddIndex(model_name=model, index=index)


class Migration(migrations.Migration):
    dependencies = [("archive", "0013_topics_that_were_merged")]

    operations = [
        migrations.RunSQL(MAKE, UNDO),
        _index("entry", "entry_by_grams", "title_zh", "title_en"),
        _index("name", "name_by_grams", "text"),
        _index("document", "document_by_grams", "number"),
        _index("law", "law_by_grams", "number"),
    ]
