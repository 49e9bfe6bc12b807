"""Groups contributor, editor and publisher; steps that nobody rewrites.

Rights on a noun that Django would only create after the last migration are created here,
under the same code name, so that a fresh database has them when the groups need them.
"""

from django.db import migrations

ENTRIES = ("document", "law", "actor", "event")
PARTS = ("name", "datefact", "source", "flag", "link", "workingtext")
VOCABULARIES = ("topic", "term")
LOOKED_AT = ("permalink", "version", "publication", "text", "capture", "othername")

VERBS = {
    "submit": "Can submit an entry for review",
    "revise": "Can take an entry back to draft",
    "return": "Can return an entry to its editor",
    "approve": "Can approve an entry",
    "publish": "Can publish an entry",
    "withdraw": "Can withdraw an entry",
    "merge": "Can merge an entry into another",
    "restrict": "Can restrict access to a text or capture",
}

CONTRIBUTOR = {
    *(
        ("archive", f"{action}_{noun}")
        for noun in ENTRIES
        for action in ("add", "change", "view")
    ),
    *(
        ("archive", f"{action}_{noun}")
        for noun in PARTS
        for action in ("add", "change", "delete", "view")
    ),
    *(("archive", f"view_{noun}") for noun in (*VOCABULARIES, *LOOKED_AT)),
    ("editorial", "view_step"),
    ("archive", "submit_entry"),
    ("archive", "revise_entry"),
}
EDITOR = {
    *CONTRIBUTOR,
    *(("archive", f"delete_{noun}") for noun in ENTRIES),
    *(
        ("archive", f"{action}_{noun}")
        for noun in VOCABULARIES
        for action in ("add", "change")
    ),
    ("archive", "return_entry"),
    ("archive", "approve_entry"),
}
PUBLISHER = {
    *EDITOR,
    *(("archive", f"delete_{noun}") for noun in VOCABULARIES),
    ("archive", "publish_entry"),
    ("archive", "withdraw_entry"),
    ("archive", "merge_entry"),
    ("archive", "restrict_entry"),
}
GROUPS = {"contributor": CONTRIBUTOR, "editor": EDITOR, "publisher": PUBLISHER}

# A step may go with an entry that was never public, but is never rewritten.
STEPS_STAND = """
CREATE TRIGGER steps_stand BEFORE UPDATE ON editorial_step
    FOR EACH ROW EXECUTE FUNCTION archive_refuse();
"""


def _permission(apps, app_label, codename):
    action, _, noun = codename.partition("_")
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=noun
    )
    plain = apps.get_model(app_label, noun)._meta.verbose_name_raw
    name = VERBS.get(action, f"Can {action} {plain}")
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )
    return permission


def establish(apps, schema_editor):
    for name, codes in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(_permission(apps, *code) for code in sorted(codes)))


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0001_steps_of_entries"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunSQL(STEPS_STAND, "DROP TRIGGER steps_stand ON editorial_step"),
        migrations.RunPython(establish, migrations.RunPython.noop),
    ]
