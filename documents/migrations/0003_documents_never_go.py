"""Written by hand: let the database refuse to replace a signed document or to delete one.

On PostgreSQL a row cannot be deleted. On SQLite, where tests must be able to empty a table, one
cannot be replaced; deleting is refused by the model alone.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER documents_never_replaced BEFORE INSERT ON documents_signeddocument
WHEN EXISTS (
    SELECT 1 FROM documents_signeddocument
    WHERE id = NEW.id OR reference = NEW.reference OR sealed_sha256 = NEW.sealed_sha256
)
BEGIN SELECT RAISE(ABORT, 'A signed document never changes.'); END
"""
POSTGRESQL = """
CREATE TRIGGER documents_never_deleted BEFORE DELETE ON documents_signeddocument
FOR EACH ROW EXECUTE FUNCTION documents_refuse_change()
"""


def keep(apps, schema_editor):
    """On SQLite a later migration that alters this table builds it anew, without the triggers:
    run this and the one before again after it."""
    sql = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    schema_editor.execute(sql)


def let_go(apps, schema_editor):
    """For migrating back."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER documents_never_replaced")
    else:
        schema_editor.execute("DROP TRIGGER documents_never_deleted ON documents_signeddocument")


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_documents_never_change")]

    operations = [migrations.RunPython(keep, let_go)]
