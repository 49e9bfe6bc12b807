"""Triggers that refuse to change or delete what was published.

Good manners are not enough for a record that is to stand for twenty years: whoever
writes to the database, through the code or around it, meets the same refusal.
"""

from django.db import migrations

APPEND_ONLY = (
    "archive_version",
    "archive_version_texts",
    "archive_version_captures",
    "archive_publication",
)

REFUSE = """
CREATE FUNCTION archive_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % refused: published rows are append-only',
        TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""

# Of a text or a capture only the access may change: a takedown hides, never rewrites.
ONLY_ACCESS = """
CREATE FUNCTION archive_only_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) - 'access' IS DISTINCT FROM to_jsonb(NEW) - 'access' THEN
        RAISE EXCEPTION 'UPDATE on % refused: only its access may change',
            TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""

PERMALINK = """
CREATE FUNCTION archive_permalink_stands() RETURNS trigger LANGUAGE plpgsql AS $$
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
    RETURN NEW;
END $$;
CREATE TRIGGER permalink_stands BEFORE UPDATE OR DELETE ON archive_permalink
    FOR EACH ROW EXECUTE FUNCTION archive_permalink_stands();
"""

TEXT = """
CREATE TRIGGER text_only_access BEFORE UPDATE ON archive_text
    FOR EACH ROW EXECUTE FUNCTION archive_only_access();
CREATE TRIGGER text_stays BEFORE DELETE ON archive_text
    FOR EACH ROW EXECUTE FUNCTION archive_refuse();
CREATE TRIGGER capture_only_access BEFORE UPDATE ON archive_capture
    FOR EACH ROW EXECUTE FUNCTION archive_only_access();
"""

NOT_EMPTIED = (*APPEND_ONLY, "archive_permalink", "archive_text", "archive_capture")


def _statements() -> str:
    rows = [
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION archive_refuse();"
        for table in APPEND_ONLY
    ]
    tables = [
        f"CREATE TRIGGER not_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION archive_refuse();"
        for table in NOT_EMPTIED
    ]
    return "\n".join([REFUSE, ONLY_ACCESS, PERMALINK, TEXT, *rows, *tables])


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_archive_nouns")]

    operations = [migrations.RunSQL(_statements(), migrations.RunSQL.noop)]
