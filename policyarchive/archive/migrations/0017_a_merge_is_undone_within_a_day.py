"""An address that was merged away leads there for good once a day has passed.

``ARCHIVE_GRACE_HOURS`` is at most a day, and the verb that undoes a merge keeps to it.
The database does too, by the day alone, so that no other code can take a redirect back
that has been cited meanwhile. ``docs/decisions/0006-undoing-a-merge.md``.
"""

from django.db import migrations

MAKE = """
CREATE FUNCTION archive_merge_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM archive_publication
        WHERE permalink_id = OLD.id AND happening = 'merged'
        AND at > now() - interval '24 hours') THEN
        RAISE EXCEPTION 'UPDATE on archive_permalink refused: % was merged for good',
            OLD.name USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER merge_stands BEFORE UPDATE ON archive_permalink
    FOR EACH ROW WHEN (OLD.state = 'merged' AND NEW.state <> 'merged')
    EXECUTE FUNCTION archive_merge_stands();
"""
UNDO = """
DROP TRIGGER merge_stands ON archive_permalink;
DROP FUNCTION archive_merge_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0016_addresses_with_chinese_signs")]

    operations = [migrations.RunSQL(MAKE, UNDO)]
