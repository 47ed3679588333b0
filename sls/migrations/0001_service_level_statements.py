import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("sls", "0001_statements"),
        ("sls", "0002_order_by_name_without_case"),
        ("sls", "0003_authors_of_what_is_carried_over"),
        ("sls", "0004_annual_returns"),
        ("sls", "0005_committee_reports"),
        ("sls", "0006_returns_are_reminded_of"),
        ("sls", "0007_order_by_the_parent_key"),
        ("sls", "0008_keep_what_the_coach_said"),
        ("sls", "0009_later_editions"),
    ]

    initial = True

    dependencies = [
        ("documents", "0001_documents"),
        ("institution", "0001_institution"),
        ("kpis", "0001_kpis"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnnualReturn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="institution.department",
                    ),
                ),
                (
                    "academic_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="institution.academicyear",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "with the quality office"),
                            ("returned", "changes asked for"),
                            ("accepted", "accepted"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts every change to anything in the return."
                    ),
                ),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="When it came to its state."
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annual_return",
                        to="documents.signeddocument",
                    ),
                ),
                (
                    "reminded_of",
                    models.DateField(
                        blank=True,
                        help_text="The due date that the last reminder was about.",
                        null=True,
                    ),
                ),
                (
                    "reminded_stage",
                    models.SmallIntegerField(
                        blank=True,
                        help_text="Which reminder that was; see sls/reminders.py.",
                        null=True,
                    ),
                ),
            ],
            options={
                "ordering": [
                    "-academic_year__start_year",
                    django.db.models.functions.text.Lower("department__name"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("department", "academic_year"),
                        name="return_one_a_department_and_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("document__isnull", False),
                                ("state", "accepted"),
                            ),
                            models.Q(
                                models.Q(("state", "accepted"), _negated=True),
                                ("accepted_at", None),
                                ("document", None),
                            ),
                            _connector="OR",
                        ),
                        name="return_accepted_has_its_document",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "submitted"), _negated=True),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="return_submitted_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "academic_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="committee_reports",
                        to="institution.academicyear",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_by_name", models.CharField(max_length=150)),
                (
                    "themes",
                    models.JSONField(default=list, help_text="Title and text of each, in order."),
                ),
                ("risks", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waiting"),
                            ("running", "being made"),
                            ("done", "ready"),
                            ("failed", "not made"),
                            ("cancelled", "cancelled"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("departments_done", models.PositiveSmallIntegerField(default=0)),
                ("departments", models.PositiveSmallIntegerField(default=0)),
                (
                    "seen_at",
                    models.DateTimeField(
                        blank=True, help_text="When its worker was there.", null=True
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "problem",
                    models.TextField(
                        blank=True, help_text="Why there is no report, in a sentence."
                    ),
                ),
                (
                    "figures",
                    models.JSONField(
                        blank=True, help_text="Everything that the report says.", null=True
                    ),
                ),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("pdf", models.BinaryField(default=bytes)),
                ("docx", models.BinaryField(default=bytes)),
                ("xlsx", models.BinaryField(default=bytes)),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                ("figures__isnull", False),
                                ("state", "done"),
                                models.Q(("fingerprint", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "done"), _negated=True),
                                ("figures", None),
                                ("fingerprint", ""),
                            ),
                            _connector="OR",
                        ),
                        name="committee_report_is_whole_or_not_there",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "running"), _negated=True),
                            ("seen_at__isnull", False),
                            _connector="OR",
                        ),
                        name="committee_report_running_was_seen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CriticalFriend",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "annual_return",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="critical_friend",
                        to="sls.annualreturn",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("person_name", models.CharField(max_length=150)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("strengths", models.TextField(blank=True)),
                ("questions", models.TextField(blank=True)),
                ("ideas", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["asked_at"],
            },
        ),
        migrations.CreateModel(
            name="GoodPractice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "annual_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="practices",
                        to="sls.annualreturn",
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("what", models.TextField()),
                ("why", models.TextField()),
                ("contact", models.CharField(blank=True, max_length=150)),
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("shelved_at", models.DateTimeField(blank=True, null=True)),
                ("shelved_by_name", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "ordering": ["annual_return_id", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalGoodPractice",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("what", models.TextField()),
                ("why", models.TextField()),
                ("contact", models.CharField(blank=True, max_length=150)),
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("shelved_at", models.DateTimeField(blank=True, null=True)),
                ("shelved_by_name", models.CharField(blank=True, max_length=150)),
                (
                    "annual_return",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sls.annualreturn",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical good practice",
                "verbose_name_plural": "historical good practices",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRequirement",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("ab", "Sections A and B"),
                            ("a", "Section A only"),
                            ("none", "Not required"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "voluntary",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Nothing more"),
                            ("section_b", "Section B as well"),
                            ("statement", "A whole statement"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "decided_by",
                    models.CharField(
                        blank=True,
                        help_text="The person or committee that decided.",
                        max_length=200,
                    ),
                ),
                (
                    "decided_on",
                    models.DateField(
                        blank=True, help_text="Empty while it is a proposal.", null=True
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="institution.department",
                    ),
                ),
                (
                    "academic_year",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="institution.academicyear",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical requirement",
                "verbose_name_plural": "historical requirements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReturnPart",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "is_open",
                    models.BooleanField(
                        default=True,
                        help_text="Whether the department may change it in the present round.",
                    ),
                ),
                ("asked", models.TextField(blank=True)),
                ("updated_at", models.DateTimeField(blank=True, null=True)),
                (
                    "annual_return",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sls.annualreturn",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical return part",
                "verbose_name_plural": "historical return parts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Requirement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requirements",
                        to="institution.department",
                    ),
                ),
                (
                    "academic_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requirements",
                        to="institution.academicyear",
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("ab", "Sections A and B"),
                            ("a", "Section A only"),
                            ("none", "Not required"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "voluntary",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Nothing more"),
                            ("section_b", "Section B as well"),
                            ("statement", "A whole statement"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "decided_by",
                    models.CharField(
                        blank=True,
                        help_text="The person or committee that decided.",
                        max_length=200,
                    ),
                ),
                (
                    "decided_on",
                    models.DateField(
                        blank=True, help_text="Empty while it is a proposal.", null=True
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["academic_year", "department"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("department", "academic_year"),
                        name="requirement_one_a_department_and_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("voluntary", ""),
                            models.Q(("tier", "a"), ("voluntary", "section_b")),
                            models.Q(("tier", "none"), ("voluntary", "statement")),
                            _connector="OR",
                        ),
                        name="requirement_volunteers_only_what_is_not_owed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="sls.requirement",
                    ),
                ),
                ("due_on", models.DateField()),
                ("stage", models.SmallIntegerField()),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["-sent_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("requirement", "due_on", "stage"), name="reminder_once_a_stage"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "annual_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="sls.annualreturn",
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("text", models.TextField(help_text="A sentence without its subject: 'sent it'.")),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("by_name", models.CharField(max_length=150)),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReturnPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "annual_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="sls.annualreturn",
                    ),
                ),
                ("key", models.SlugField(max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "is_open",
                    models.BooleanField(
                        default=True,
                        help_text="Whether the department may change it in the present round.",
                    ),
                ),
                ("asked", models.TextField(blank=True)),
                ("updated_at", models.DateTimeField(blank=True, null=True)),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["annual_return_id", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("annual_return", "key"), name="return_part_key_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "annual_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="sls.annualreturn",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("content_sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("by_name", models.CharField(max_length=150)),
            ],
            options={
                "ordering": ["annual_return_id", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("annual_return", "number"), name="return_version_one_a_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(unique=True)),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=1,
                        help_text="Counts the saves of the three texts below, so that none is lost.",
                    ),
                ),
                ("introduction", models.TextField(blank=True)),
                ("section_b_guidance", models.TextField(blank=True)),
                ("standards_guidance", models.TextField(blank=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-version"],
            },
        ),
        migrations.CreateModel(
            name="Heading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="headings",
                        to="sls.statementtemplate",
                    ),
                ),
                (
                    "key",
                    models.SlugField(
                        help_text="The same through the versions, so that years can be compared.",
                        max_length=40,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("title", models.CharField(max_length=200)),
                ("guidance", models.TextField(blank=True)),
                ("is_required", models.BooleanField(default=True)),
                ("word_guide", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "part",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Text only"),
                            ("services", "Text and a list of services"),
                            ("not_delivered", "Text and a list of services not delivered"),
                            ("stakeholders", "Text and a list of stakeholders"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "ordering": ["template_id", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("template", "key"), name="heading_key_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("part", ""), _negated=True),
                        fields=("template", "part"),
                        name="heading_one_for_each_list",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="institution.department",
                    ),
                ),
                (
                    "academic_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="institution.academicyear",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="sls.requirement",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="sls.statementtemplate",
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "with the quality office"),
                            ("returned", "changes asked for"),
                            ("approved", "approved"),
                            ("superseded", "superseded"),
                            ("discarded", "discarded"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                (
                    "begun_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_to",
                        to="sls.statement",
                    ),
                ),
                (
                    "is_later_edition",
                    models.BooleanField(
                        default=False,
                        help_text="It changes a statement of its own year; that is in force, so it has time.",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts every change to anything in the statement."
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "state_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="When it came to its state."
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statement",
                        to="documents.signeddocument",
                    ),
                ),
            ],
            options={
                "ordering": [
                    "-academic_year__start_year",
                    django.db.models.functions.text.Lower("department__name"),
                    "-edition",
                ],
                "indexes": [
                    models.Index(fields=["state", "academic_year"], name="statement_state")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("department", "academic_year", "edition"),
                        name="statement_one_an_edition",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "submitted", "returned"])),
                        fields=("department", "academic_year"),
                        name="statement_one_unfinished",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved")),
                        fields=("department", "academic_year"),
                        name="statement_one_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", False),
                                ("state__in", ["approved", "superseded"]),
                                ("document__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state__in", ["approved", "superseded"]), _negated=True),
                                ("approved_at", None),
                                ("document", None),
                            ),
                            _connector="OR",
                        ),
                        name="statement_approved_has_its_document",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "submitted"), _negated=True),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="statement_submitted_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="sls.statement",
                    ),
                ),
                (
                    "heading",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="sls.heading",
                    ),
                ),
                ("key", models.SlugField(max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "is_open",
                    models.BooleanField(
                        default=True,
                        help_text="Whether the department may change it in the present round.",
                    ),
                ),
                ("reopened_because", models.CharField(blank=True, max_length=300)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "earlier_authors",
                    models.ManyToManyField(
                        help_text="Who wrote what was carried over.",
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["statement_id", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("statement", "key"), name="section_key_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="NotDelivered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="not_delivered",
                        to="sls.section",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                ("what", models.CharField(max_length=300, verbose_name="what we do not do")),
                (
                    "instead_department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institution.department",
                        verbose_name="the department that does it",
                    ),
                ),
                (
                    "instead_outside",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="or who outside does it"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalStakeholder",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                ("name", models.CharField(max_length=200, verbose_name="stakeholder")),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("students", "Students"),
                            ("departments", "Other departments and services"),
                            ("staff", "Staff"),
                            ("partners", "Collaborative partners"),
                            ("employers", "Employers"),
                            ("regulators", "Regulatory bodies"),
                            ("placements", "Placement providers"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "is_dependency",
                    models.BooleanField(
                        verbose_name="our service depends on their work or information"
                    ),
                ),
                (
                    "depends_on",
                    models.CharField(blank=True, max_length=300, verbose_name="what we depend on"),
                ),
                (
                    "response",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "no answer yet"),
                            ("confirmed", "confirmed"),
                            ("disputed", "disputed"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("response_note", models.CharField(blank=True, max_length=500)),
                ("responded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sls.section",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="institution.department",
                        verbose_name="which department, if it is one of ours",
                    ),
                ),
                (
                    "responded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical stakeholder",
                "verbose_name_plural": "historical stakeholders",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalServiceStandard",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                ("promise", models.CharField(max_length=300, verbose_name="what you promise")),
                (
                    "time_from",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="from"),
                ),
                (
                    "time_to",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="within"),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("working_days", "working days"),
                            ("days", "days"),
                            ("hours", "hours"),
                            ("weeks", "weeks"),
                        ],
                        default="working_days",
                        max_length=20,
                    ),
                ),
                (
                    "counted_from",
                    models.CharField(blank=True, max_length=200, verbose_name="counted from when"),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sls.section",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical service standard",
                "verbose_name_plural": "historical service standards",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalService",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                ("name", models.CharField(max_length=200, verbose_name="service")),
                ("audiences", models.JSONField(blank=True, default=list, verbose_name="for whom")),
                (
                    "availability",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="when it is available"
                    ),
                ),
                (
                    "how_to_reach",
                    models.CharField(blank=True, max_length=300, verbose_name="how to reach it"),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sls.section",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical service",
                "verbose_name_plural": "historical services",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalNotDelivered",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                ("what", models.CharField(max_length=300, verbose_name="what we do not do")),
                (
                    "instead_outside",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="or who outside does it"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sls.section",
                    ),
                ),
                (
                    "instead_department",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="institution.department",
                        verbose_name="the department that does it",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical not delivered",
                "verbose_name_plural": "historical not delivereds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ChangeRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change_requests",
                        to="sls.section",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("incomplete", "incomplete"),
                            ("unclear", "unclear"),
                            ("incorrect", "incorrect"),
                            ("out_of_date", "out of date"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("by_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                ("resolved_by_name", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "ordering": ["section__position", "at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("sent_at", None)),
                        fields=("section",),
                        name="change_request_one_unsent_a_section",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AdviceRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advice_requests",
                        to="sls.statement",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advice_requests",
                        to="sls.section",
                    ),
                ),
                ("message", models.TextField(blank=True)),
                (
                    "content",
                    models.JSONField(
                        help_text="What was sent: the statement's content at that moment."
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("by_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by_name", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="services",
                        to="sls.section",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                ("name", models.CharField(max_length=200, verbose_name="service")),
                ("audiences", models.JSONField(blank=True, default=list, verbose_name="for whom")),
                (
                    "availability",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="when it is available"
                    ),
                ),
                (
                    "how_to_reach",
                    models.CharField(blank=True, max_length=300, verbose_name="how to reach it"),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ServiceStandard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standards",
                        to="sls.section",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                ("promise", models.CharField(max_length=300, verbose_name="what you promise")),
                (
                    "time_from",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="from"),
                ),
                (
                    "time_to",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="within"),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("working_days", "working days"),
                            ("days", "days"),
                            ("hours", "hours"),
                            ("weeks", "weeks"),
                        ],
                        default="working_days",
                        max_length=20,
                    ),
                ),
                (
                    "counted_from",
                    models.CharField(blank=True, max_length=200, verbose_name="counted from when"),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("time_from", None),
                            models.Q(
                                ("time_to__gte", models.F("time_from")), ("time_to__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="service_standard_range_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Stakeholder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stakeholders",
                        to="sls.section",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                ("name", models.CharField(max_length=200, verbose_name="stakeholder")),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("students", "Students"),
                            ("departments", "Other departments and services"),
                            ("staff", "Staff"),
                            ("partners", "Collaborative partners"),
                            ("employers", "Employers"),
                            ("regulators", "Regulatory bodies"),
                            ("placements", "Placement providers"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named_as_stakeholder",
                        to="institution.department",
                        verbose_name="which department, if it is one of ours",
                    ),
                ),
                (
                    "is_dependency",
                    models.BooleanField(
                        verbose_name="our service depends on their work or information"
                    ),
                ),
                (
                    "depends_on",
                    models.CharField(blank=True, max_length=300, verbose_name="what we depend on"),
                ),
                (
                    "response",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "no answer yet"),
                            ("confirmed", "confirmed"),
                            ("disputed", "disputed"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("response_note", models.CharField(blank=True, max_length=500)),
                ("responded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "responded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("response", "disputed"), _negated=True),
                            models.Q(("response_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="stakeholder_dispute_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSection",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "is_open",
                    models.BooleanField(
                        default=True,
                        help_text="Whether the department may change it in the present round.",
                    ),
                ),
                ("reopened_because", models.CharField(blank=True, max_length=300)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sls.statement",
                    ),
                ),
                (
                    "heading",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sls.heading",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical section",
                "verbose_name_plural": "historical sections",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="sls.statement",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="sls.section",
                    ),
                ),
                (
                    "change_request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="sls.changerequest",
                    ),
                ),
                (
                    "advice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="sls.advicerequest",
                    ),
                ),
                (
                    "answers",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="sls.comment",
                    ),
                ),
                ("text", models.TextField()),
                (
                    "is_internal",
                    models.BooleanField(
                        default=False,
                        help_text="Seen by the quality office only, never by the department.",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("by_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                ("resolved_by_name", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="StatementEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="sls.statement",
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                (
                    "text",
                    models.TextField(
                        help_text="A sentence without its subject: 'sent it for review'."
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("is_internal", models.BooleanField(default=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("by_name", models.CharField(max_length=150)),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="StatementKpi",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kpis",
                        to="sls.section",
                    ),
                ),
                (
                    "promise",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="in_statement",
                        to="kpis.promise",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SubmittedVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submitted_versions",
                        to="sls.statement",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("content_sha256", models.CharField(max_length=64)),
                ("coached", models.JSONField(blank=True, default=list)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("by_name", models.CharField(max_length=150)),
            ],
            options={
                "ordering": ["statement_id", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("statement", "number"), name="submitted_version_one_a_number"
                    )
                ],
            },
        ),
    ]
