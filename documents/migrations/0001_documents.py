"""The tables, and by hand: the database itself refuses to change what was signed, or to replace it.

On PostgreSQL a signed document cannot be deleted either. On SQLite, where tests must be able to
empty a table, that is refused by the model alone.
"""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

FROZEN = (
    "reference, kind, title, pdf, size, sealed_sha256, unsigned_sha256, unsigned_size, "
    "opening_sha256, content, content_sha256, signed_by_name, signed_by_role, signed_at, "
    "supersedes_id, seal_subject, is_seal_self_made"
)
REFUSAL = "A signed document never changes."
SQLITE = (
    f"""
CREATE TRIGGER documents_never_change BEFORE UPDATE OF {FROZEN} ON documents_signeddocument
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
""",
    """
CREATE TRIGGER documents_never_replaced BEFORE INSERT ON documents_signeddocument
WHEN EXISTS (
    SELECT 1 FROM documents_signeddocument
    WHERE id = NEW.id OR reference = NEW.reference OR sealed_sha256 = NEW.sealed_sha256
)
BEGIN SELECT RAISE(ABORT, 'A signed document never changes.'); END
""",
)
POSTGRESQL = (
    f"""
CREATE OR REPLACE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
""",
    f"""
CREATE TRIGGER documents_never_change BEFORE UPDATE OF {FROZEN} ON documents_signeddocument
FOR EACH ROW EXECUTE FUNCTION documents_refuse_change()
""",
    """
CREATE TRIGGER documents_never_deleted BEFORE DELETE ON documents_signeddocument
FOR EACH ROW EXECUTE FUNCTION documents_refuse_change()
""",
)


def guard(apps, schema_editor):
    """On SQLite a later migration that alters this table builds it anew, without the triggers:
    run this again after it. A test notices."""
    for sql in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    replaces = [
        ("documents", "0001_signed_documents"),
        ("documents", "0002_documents_never_change"),
        ("documents", "0003_documents_never_go"),
        ("documents", "0004_attachments"),
        ("documents", "0005_annual_returns"),
        ("documents", "0006_assessments_are_signed"),
    ]

    initial = True

    dependencies = [
        ("institution", "0001_institution"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Safe to be saved under; see attachments.py.", max_length=120
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("content", models.BinaryField()),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("added_by_name", models.CharField(max_length=150)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)), name="attachment_is_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("sha256"), 64
                            )
                        ),
                        name="attachment_hash_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=120, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("statement", "Service level statement"),
                            ("return", "Annual return"),
                            ("assessment", "Technician Commitment self-assessment"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("pdf", models.BinaryField(help_text="The sealed file, byte for byte.")),
                ("size", models.PositiveIntegerField(help_text="Bytes of the sealed file.")),
                ("sealed_sha256", models.CharField(max_length=64, unique=True)),
                (
                    "unsigned_sha256",
                    models.CharField(
                        help_text="Of the file as it was before the seal was added at its end.",
                        max_length=64,
                    ),
                ),
                ("unsigned_size", models.PositiveIntegerField()),
                (
                    "opening_sha256",
                    models.CharField(
                        help_text="Of the first OPENING bytes: knows a file that was cut short.",
                        max_length=64,
                    ),
                ),
                ("content", models.JSONField(help_text="What the document says, as plain values.")),
                (
                    "content_sha256",
                    models.CharField(
                        help_text="The fingerprint that is printed on each page.", max_length=64
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("signed_by_name", models.CharField(max_length=200)),
                ("signed_by_role", models.CharField(max_length=200)),
                ("signed_at", models.DateTimeField()),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="documents.signeddocument",
                    ),
                ),
                ("seal_subject", models.CharField(max_length=500)),
                ("is_seal_self_made", models.BooleanField()),
            ],
            options={
                "ordering": ["-signed_at"],
                "indexes": [models.Index(fields=["opening_sha256"], name="document_opening")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("size__gt", models.F("unsigned_size")), ("unsigned_size__gt", 0)
                        ),
                        name="document_seal_adds_bytes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("sealed_sha256"), 64
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("unsigned_sha256"), 64
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("opening_sha256"), 64
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("content_sha256"), 64
                            ),
                        ),
                        name="document_hashes_are_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_by_name", ""), _negated=True),
                            models.Q(("signed_by_role", ""), _negated=True),
                        ),
                        name="document_says_who_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supersedes", None),
                            models.Q(("supersedes", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="document_supersedes_another",
                    ),
                ],
            },
        ),
        # Back from here there is nothing: the tables go, and their triggers with them.
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
