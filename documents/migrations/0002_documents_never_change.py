"""Written by hand: let the database itself refuse a change of what was signed."""

from django.db import migrations

FROZEN = (
    "reference, kind, title, pdf, size, sealed_sha256, unsigned_sha256, unsigned_size, "
    "opening_sha256, content, content_sha256, signed_by_name, signed_by_role, signed_at, "
    "supersedes_id, seal_subject, is_seal_self_made"
)
REFUSAL = "A signed document never changes."

SQLITE = f"""
CREATE TRIGGER documents_never_change BEFORE UPDATE OF {FROZEN} ON documents_signeddocument
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
"""
POSTGRESQL = f"""
CREATE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER documents_never_change BEFORE UPDATE OF {FROZEN} ON documents_signeddocument
FOR EACH ROW EXECUTE FUNCTION documents_refuse_change()
"""


def freeze(apps, schema_editor):
    """On SQLite a later migration that alters this table builds it anew, without the trigger:
    run this again after it. A test notices."""
    sql = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    schema_editor.execute(sql)


def thaw(apps, schema_editor):
    """For migrating back."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER documents_never_change")
    else:
        schema_editor.execute("DROP TRIGGER documents_never_change ON documents_signeddocument")
        schema_editor.execute("DROP FUNCTION documents_refuse_change()")


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_signed_documents")]

    operations = [migrations.RunPython(freeze, thaw)]
