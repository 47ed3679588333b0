import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actionplans", "0003_assessments"),
        ("documents", "0006_assessments_are_signed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AssessmentAttachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(help_text="Of the part that it belongs to.")),
                ("title", models.CharField(max_length=200)),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="What a picture shows, for who cannot see it.",
                        max_length=500,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["assessment_id", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AssessmentSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("lead", "Technician Commitment Nominated Institutional Lead"),
                            ("head", "Technician Commitment Signatory, Leader of Institution"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("job_title", models.CharField(blank=True, max_length=150)),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("fingerprint", models.CharField(max_length=64)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by_name", models.CharField(blank=True, max_length=150)),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["assessment_id", "signed_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="historicalselfassessment",
            name="document",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="documents.signeddocument",
            ),
        ),
        migrations.AddField(
            model_name="historicalselfassessment",
            name="signed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="selfassessment",
            name="document",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessment",
                to="documents.signeddocument",
            ),
        ),
        migrations.AddField(
            model_name="selfassessment",
            name="sent_content",
            field=models.JSONField(
                blank=True,
                help_text="What it said when the lead signed: that is what counts.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="selfassessment",
            name="signed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="selfassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_content", None), ("state", "writing")),
                    models.Q(
                        models.Q(("state", "writing"), _negated=True),
                        ("sent_content__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="assessment_keeps_what_was_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("document__isnull", False),
                        ("signed_at__isnull", False),
                        ("state", "signed"),
                    ),
                    models.Q(
                        models.Q(("state", "signed"), _negated=True),
                        ("document", None),
                        ("signed_at", None),
                    ),
                    _connector="OR",
                ),
                name="assessment_signed_with_its_document",
            ),
        ),
        migrations.AddField(
            model_name="assessmentattachment",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attachments",
                to="actionplans.selfassessment",
            ),
        ),
        migrations.AddField(
            model_name="assessmentattachment",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.attachment",
            ),
        ),
        migrations.AddField(
            model_name="assessmentsignature",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="signatures",
                to="actionplans.selfassessment",
            ),
        ),
        migrations.AddField(
            model_name="assessmentsignature",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentattachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="attachment_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentsignature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("assessment", "capacity"),
                name="signature_one_in_each_capacity",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentsignature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at", None), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="signature_ends_with_a_reason",
            ),
        ),
    ]
