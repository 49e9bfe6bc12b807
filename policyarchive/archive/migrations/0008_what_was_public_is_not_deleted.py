"""A trigger that refuses to delete the working copy of what was ever public."""

from django.db import migrations

STANDS = """
CREATE FUNCTION archive_entry_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM archive_permalink
        WHERE id = OLD.permalink_id AND state <> 'reserved'
    ) THEN
        RAISE EXCEPTION 'DELETE on archive_entry refused: % was public', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER entry_stands BEFORE DELETE ON archive_entry
    FOR EACH ROW EXECUTE FUNCTION archive_entry_stands();
"""
UNDO = """
DROP TRIGGER entry_stands ON archive_entry;
DROP FUNCTION archive_entry_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0007_the_glossary_by_its_name")]

    operations = [migrations.RunSQL(STANDS, UNDO)]
