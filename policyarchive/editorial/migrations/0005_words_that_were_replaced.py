"""Triggers that keep what a working text said before, and rows of the history as they are.

Whichever code replaces or deletes a text, its words are kept; they go with the draft.
"""

from django.db import migrations

KEEP = """
CREATE FUNCTION editorial_text_key(body text, lines jsonb) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(body || chr(31) || lines::text, 'UTF8')), 'hex')
$$;
CREATE FUNCTION editorial_keep_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.body = NEW.body AND OLD.lines = NEW.lines THEN
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO editorial_kepttext (document_id, sha256, body, lines) VALUES
        (OLD.document_id, editorial_text_key(OLD.body, OLD.lines), OLD.body, OLD.lines)
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER words_are_kept AFTER UPDATE OR DELETE ON archive_workingtext
    FOR EACH ROW EXECUTE FUNCTION editorial_keep_text();
CREATE FUNCTION editorial_forget_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM editorial_kepttext WHERE document_id = OLD.entry_ptr_id;
    RETURN NULL;
END $$;
CREATE TRIGGER words_go_with_the_draft AFTER DELETE ON archive_document
    FOR EACH ROW EXECUTE FUNCTION editorial_forget_texts();
CREATE TRIGGER changes_stand BEFORE UPDATE ON editorial_change
    FOR EACH ROW EXECUTE FUNCTION archive_refuse();
"""
UNDO = """
DROP TRIGGER changes_stand ON editorial_change;
DROP TRIGGER words_go_with_the_draft ON archive_document;
DROP FUNCTION editorial_forget_texts();
DROP TRIGGER words_are_kept ON archive_workingtext;
DROP FUNCTION editorial_keep_text();
DROP FUNCTION editorial_text_key(text, jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [("editorial", "0004_every_change")]

    operations = [migrations.RunSQL(KEEP, UNDO)]
