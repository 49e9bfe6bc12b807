"""A narrow way out for what was published by mistake: within a day, and logged.

Only an entry whose first version is younger than a day, that no other address leads to,
and whose erasure stands in the publication log already, can become ``erased``. Then the
words of its versions may be emptied and its texts removed; the rows of versions, of the
log and of the address stay, so that no number is ever given out again.
``docs/decisions/0005-grace-period.md`` says why.
"""

from django.db import migrations, models

PERMALINK = """
CREATE OR REPLACE FUNCTION archive_permalink_stands() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'reserved' THEN
            RAISE EXCEPTION 'DELETE on archive_permalink refused: % was public',
                OLD.name USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF (OLD.naan, OLD.name, OLD.kind, OLD.created_at)
        IS DISTINCT FROM (NEW.naan, NEW.name, NEW.kind, NEW.created_at) THEN
        RAISE EXCEPTION 'UPDATE on archive_permalink refused: a name never changes'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state <> 'reserved' AND NEW.state = 'reserved' THEN
        RAISE EXCEPTION 'UPDATE on archive_permalink refused: % was public', OLD.name
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state = 'erased' THEN
        RAISE EXCEPTION 'UPDATE on archive_permalink refused: % was erased', OLD.name
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'erased' AND (
        OLD.state NOT IN ('published', 'withdrawn')
        OR EXISTS (SELECT 1 FROM archive_version WHERE permalink_id = OLD.id
            AND published_at < now() - interval '24 hours')
        OR EXISTS (SELECT 1 FROM archive_permalink
            WHERE merged_into_id = OLD.id OR replaced_by_id = OLD.id)
        OR NOT EXISTS (SELECT 1 FROM archive_publication
            WHERE permalink_id = OLD.id AND happening = 'erased')
    ) THEN
        RAISE EXCEPTION 'UPDATE on archive_permalink refused: % may not be erased',
            OLD.name USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""

# Of an erased entry's version the words may go, and nothing else.
VERSION = """
CREATE FUNCTION archive_version_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.record_json = '' AND NEW.change_note = ''
        AND to_jsonb(OLD) - 'record_json' - 'change_note'
            = to_jsonb(NEW) - 'record_json' - 'change_note'
        AND EXISTS (SELECT 1 FROM archive_permalink
            WHERE id = OLD.permalink_id AND state = 'erased') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% on % refused: published rows are append-only',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION archive_version_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT 1 FROM archive_version v JOIN archive_permalink p
        ON p.id = v.permalink_id
        WHERE v.id = OLD.version_id AND p.state = 'erased'
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% on % refused: published rows are append-only',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION archive_text_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM archive_version_texts WHERE text_id = OLD.sha256) THEN
        RAISE EXCEPTION 'DELETE on archive_text refused: a version holds it'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
DROP TRIGGER append_only ON archive_version;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON archive_version
    FOR EACH ROW EXECUTE FUNCTION archive_version_stands();
DROP TRIGGER append_only ON archive_version_texts;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON archive_version_texts
    FOR EACH ROW EXECUTE FUNCTION archive_version_keeps();
DROP TRIGGER append_only ON archive_version_captures;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON archive_version_captures
    FOR EACH ROW EXECUTE FUNCTION archive_version_keeps();
DROP TRIGGER text_stays ON archive_text;
CREATE TRIGGER text_stays BEFORE DELETE ON archive_text
    FOR EACH ROW EXECUTE FUNCTION archive_text_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0010_lists_of_entries")]

    operations = [
        migrations.AlterField(
            model_name="permalink",
            name="state",
            field=models.CharField(
                choices=[
                    ("reserved", "Reserved, never public"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                    ("merged", "Merged"),
                    ("erased", "Erased"),
                ],
                default="reserved",
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="happening",
            field=models.CharField(
                choices=[
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                    ("merged", "Merged"),
                    ("restricted", "Access restricted"),
                    ("erased", "Erased"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunSQL(PERMALINK + VERSION, migrations.RunSQL.noop),
    ]
