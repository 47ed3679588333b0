import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("actionplans", "0001_plans"),
        ("actionplans", "0002_reminders_of_rounds"),
        ("actionplans", "0003_assessments"),
        ("actionplans", "0004_signatures"),
    ]

    initial = True

    dependencies = [
        ("documents", "0001_documents"),
        ("institution", "0001_institution"),
        ("kpis", "0001_kpis"),
    ]

    operations = [
        migrations.CreateModel(
            name="Charter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "name"],
            },
        ),
        migrations.CreateModel(
            name="Scheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "signed_on",
                    models.DateField(
                        blank=True,
                        help_text="When the institution signed the Commitment.",
                        null=True,
                    ),
                ),
                (
                    "first_months",
                    models.PositiveSmallIntegerField(
                        default=13, help_text="From signing to the first submission."
                    ),
                ),
                (
                    "between_months",
                    models.PositiveSmallIntegerField(
                        default=24, help_text="From one submission to the next."
                    ),
                ),
                (
                    "plan_months",
                    models.PositiveSmallIntegerField(default=36, help_text="How long a plan runs."),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, help_text="Where the scheme answers questions.", max_length=254
                    ),
                ),
                (
                    "seasons",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Seasons and terms that differ from the usual: name, first and last month, day.",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AssessmentTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stage", models.PositiveSmallIntegerField()),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published")],
                        default="draft",
                        max_length=10,
                    ),
                ),
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
                "ordering": ["-stage", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("stage", "version"), name="assessment_template_version_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("stage",),
                        name="assessment_template_one_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", False), ("state", "published")),
                            models.Q(("published_at", None), ("state", "draft")),
                            _connector="OR",
                        ),
                        name="assessment_template_published_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentQuestion",
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
                        related_name="questions",
                        to="actionplans.assessmenttemplate",
                    ),
                ),
                (
                    "key",
                    models.SlugField(help_text="The same through the versions.", max_length=40),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("organisation", "Organisation, lead and contact"),
                            ("structures", "Text and headcounts"),
                            ("approach", "Text"),
                            ("rag", "The plan with its ratings, and an overall evaluation"),
                            ("next_plan", "Text and the plan that follows"),
                            ("voice", "Text and consultations"),
                            ("publication", "An address"),
                            ("signatures", "Signatures"),
                        ],
                        max_length=15,
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("guidance", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("is_required", models.BooleanField(default=True)),
                ("word_guide", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "ordering": ["template_id", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("template", "key"), name="assessment_question_key_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "approach"), _negated=True),
                        fields=("template", "kind"),
                        name="assessment_question_one_of_each_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="assessment_question_has_a_title",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("stage", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("current", "in force"),
                            ("past", "past"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(help_text="When it is signed; the period counts from there."),
                ),
                ("months", models.PositiveSmallIntegerField(default=36)),
                (
                    "predecessor",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="actionplans.plan",
                    ),
                ),
                (
                    "green_label",
                    models.CharField(default="Completed actions (Green)", max_length=80),
                ),
                (
                    "amber_label",
                    models.CharField(
                        default="Started and/or continuing actions (Amber)", max_length=80
                    ),
                ),
                (
                    "red_label",
                    models.CharField(default="Did not start and/or redefined (Red)", max_length=80),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts every change to anything in the plan."
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
                ("in_force_at", models.DateTimeField(blank=True, null=True)),
                ("contact_name", models.CharField(blank=True, max_length=150)),
                ("contact_email", models.EmailField(blank=True, max_length=254)),
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
                (
                    "progress_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When the public page last showed how far actions are.",
                        null=True,
                    ),
                ),
                ("external_url", models.URLField(blank=True, max_length=500)),
                ("external_checked_at", models.DateTimeField(blank=True, null=True)),
                ("external_problem", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "current")),
                        fields=("state",),
                        name="plan_one_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("months__gte", 1), ("months__lte", 120), ("stage__gte", 1)
                        ),
                        name="plan_has_a_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("in_force_at", None), ("state", "draft")),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True),
                                ("in_force_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="plan_in_force_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("predecessor", None),
                            models.Q(("predecessor", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_follows_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at", None),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True),
                                models.Q(("contact_email", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_published_with_a_contact",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSelfAssessment",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("writing", "being written"),
                            ("signed_by_lead", "signed by the lead"),
                            ("signed", "signed"),
                        ],
                        default="writing",
                        max_length=15,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1,
                        help_text="Counts every change to anything that was written for it.",
                    ),
                ),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("lead_name", models.CharField(blank=True, max_length=150)),
                ("lead_title", models.CharField(blank=True, max_length=150)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                (
                    "published_url",
                    models.URLField(
                        blank=True, help_text="Where status and plan are published.", max_length=500
                    ),
                ),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.plan",
                    ),
                ),
                (
                    "next_plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.plan",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.assessmenttemplate",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="documents.signeddocument",
                    ),
                ),
                (
                    "created_by",
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
                "verbose_name": "historical self assessment",
                "verbose_name_plural": "historical self assessments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalImpactMeasure",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "unit",
                    models.CharField(
                        blank=True, help_text="What stands after the number.", max_length=40
                    ),
                ),
                (
                    "baseline_value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True),
                ),
                ("baseline_on", models.DateField(blank=True, null=True)),
                ("baseline_note", models.CharField(blank=True, max_length=300)),
                (
                    "repeat_value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True),
                ),
                ("repeat_on", models.DateField(blank=True, null=True)),
                ("repeat_note", models.CharField(blank=True, max_length=300)),
                (
                    "is_insufficient",
                    models.BooleanField(default=False, help_text="There is too little to say."),
                ),
                ("insufficient_reason", models.TextField(blank=True)),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.plan",
                    ),
                ),
                (
                    "kpi",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The KPI whose readings it follows.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="kpis.kpi",
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
                "verbose_name": "historical impact measure",
                "verbose_name_plural": "historical impact measures",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extensions",
                        to="actionplans.plan",
                    ),
                ),
                ("until", models.DateField()),
                ("reason", models.TextField()),
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
                "ordering": ["at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="extension_has_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanEditor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="editors",
                        to="actionplans.plan",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edited_plans",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["person__name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "person"), name="plan_editor_added_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessment",
                        to="actionplans.plan",
                    ),
                ),
                (
                    "next_plan",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessed_with",
                        to="actionplans.plan",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="actionplans.assessmenttemplate",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("writing", "being written"),
                            ("signed_by_lead", "signed by the lead"),
                            ("signed", "signed"),
                        ],
                        default="writing",
                        max_length=15,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1,
                        help_text="Counts every change to anything that was written for it.",
                    ),
                ),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("lead_name", models.CharField(blank=True, max_length=150)),
                ("lead_title", models.CharField(blank=True, max_length=150)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                (
                    "published_url",
                    models.URLField(
                        blank=True, help_text="Where status and plan are published.", max_length=500
                    ),
                ),
                (
                    "sent_content",
                    models.JSONField(
                        blank=True,
                        help_text="What it said when the lead signed: that is what counts.",
                        null=True,
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessment",
                        to="documents.signeddocument",
                    ),
                ),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
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
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
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
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_plan", None),
                            models.Q(("next_plan", models.F("plan")), _negated=True),
                            _connector="OR",
                        ),
                        name="assessment_leads_to_another_plan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="actionplans.selfassessment",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="actionplans.assessmentquestion",
                    ),
                ),
                ("text", models.TextField(blank=True)),
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
            ],
            options={
                "ordering": ["assessment_id", "question__position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "question"), name="assessment_section_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionComment",
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
                        related_name="comments",
                        to="actionplans.assessmentsection",
                    ),
                ),
                ("text", models.TextField()),
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
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                ("resolved_by_name", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="section_comment_has_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at", None), ("resolved_by_name", "")),
                            models.Q(
                                ("resolved_at__isnull", False),
                                models.Q(("resolved_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="section_comment_resolved_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalHeadcount",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("unit", models.CharField(max_length=150)),
                ("technicians", models.PositiveIntegerField()),
                ("apprentices", models.PositiveIntegerField(default=0)),
                (
                    "led_by",
                    models.CharField(blank=True, help_text="A post, not a person.", max_length=150),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.selfassessment",
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
                "verbose_name": "historical headcount",
                "verbose_name_plural": "historical headcounts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAssessmentSection",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.selfassessment",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.assessmentquestion",
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
                "verbose_name": "historical assessment section",
                "verbose_name_plural": "historical assessment sections",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Headcount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="headcounts",
                        to="actionplans.selfassessment",
                    ),
                ),
                ("unit", models.CharField(max_length=150)),
                ("technicians", models.PositiveIntegerField()),
                ("apprentices", models.PositiveIntegerField(default=0)),
                (
                    "led_by",
                    models.CharField(blank=True, help_text="A post, not a person.", max_length=150),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["assessment_id", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("unit", ""), _negated=True),
                        name="headcount_names_its_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("apprentices__lte", models.F("technicians"))),
                        name="headcount_apprentices_are_among_technicians",
                    ),
                    models.UniqueConstraint(
                        fields=("assessment", "unit"), name="headcount_unit_once"
                    ),
                ],
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
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatures",
                        to="actionplans.selfassessment",
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
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("assessment", "capacity"),
                        name="signature_one_in_each_capacity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="signature_ends_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentAttachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="actionplans.selfassessment",
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
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.attachment",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["assessment_id", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="attachment_has_a_title",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="themes",
                        to="actionplans.plan",
                    ),
                ),
                ("letter", models.CharField(max_length=3)),
                ("name", models.CharField(max_length=100)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "last_number",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="The highest that was ever given: no reference is used again.",
                    ),
                ),
            ],
            options={
                "ordering": ["plan_id", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "letter"), name="theme_letter_unique_in_plan"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("letter", ""), _negated=True),
                            models.Q(("name", ""), _negated=True),
                        ),
                        name="theme_has_letter_and_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAction",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=20)),
                ("position", models.PositiveIntegerField(default=0)),
                ("text", models.TextField()),
                (
                    "owner_words",
                    models.CharField(blank=True, help_text="Owners as written.", max_length=300),
                ),
                (
                    "timescale_words",
                    models.CharField(blank=True, help_text="As written.", max_length=300),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("by", "by"),
                            ("starting", "starting"),
                            ("ongoing", "ongoing"),
                            ("as_appropriate", "as appropriate"),
                            ("points", "points"),
                            ("unknown", "unknown"),
                        ],
                        default="unknown",
                        max_length=20,
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "dates",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Of several times each: first day or null, last day.",
                    ),
                ),
                (
                    "review_on",
                    models.DateField(
                        blank=True,
                        help_text="When to look again, where nothing says when it ends.",
                        null=True,
                    ),
                ),
                (
                    "impact",
                    models.TextField(blank=True, help_text="How the impact will be evidenced."),
                ),
                (
                    "follows",
                    models.CharField(
                        blank=True,
                        help_text="References of actions that it follows.",
                        max_length=200,
                    ),
                ),
                ("is_public", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "removed_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Taken out of a draft; its reference is not used again.",
                        null=True,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.plan",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.theme",
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
                "verbose_name": "historical action",
                "verbose_name_plural": "historical actions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="WorkingGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, unique=True)),
                (
                    "short_name",
                    models.CharField(blank=True, help_text="As in TCWG.", max_length=30),
                ),
                ("purpose", models.TextField(blank=True)),
                (
                    "weeks",
                    models.PositiveSmallIntegerField(
                        default=6, help_text="From one meeting to the next."
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weeks__gte", 1), ("weeks__lte", 60)),
                        name="group_meets_every_so_often",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="actionplans.workinggroup",
                    ),
                ),
                ("held_on", models.DateField()),
                ("place", models.CharField(blank=True, max_length=150)),
                ("notes", models.TextField(blank=True)),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, help_text="When its outcomes were settled.", null=True
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["-held_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("group", "held_on"), name="meeting_one_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rounds",
                        to="actionplans.plan",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=150)),
                ("due_on", models.DateField()),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="actionplans.meeting",
                    ),
                ),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "nudged_at",
                    models.DateTimeField(
                        blank=True, help_text="When owners were last written to.", null=True
                    ),
                ),
                (
                    "reminded_of",
                    models.DateField(blank=True, help_text="Which due date.", null=True),
                ),
                (
                    "reminded_stage",
                    models.SmallIntegerField(
                        blank=True,
                        help_text="The last reminder: days before it, below zero after it.",
                        null=True,
                    ),
                ),
                (
                    "totals",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="How many had which rating when it was closed.",
                    ),
                ),
            ],
            options={
                "ordering": ["plan_id", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="round_number_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("plan",),
                        name="round_one_open_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="actionplans.workinggroup",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(help_text="As it is shown.", max_length=150)),
                (
                    "role",
                    models.CharField(blank=True, help_text="Chair, champion …", max_length=100),
                ),
                (
                    "area",
                    models.CharField(blank=True, help_text="What they stand for.", max_length=100),
                ),
                ("grade", models.CharField(blank=True, max_length=50)),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate)),
                ("ends_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["group_id", "name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="membership_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="membership_has_a_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMembership",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(help_text="As it is shown.", max_length=150)),
                (
                    "role",
                    models.CharField(blank=True, help_text="Chair, champion …", max_length=100),
                ),
                (
                    "area",
                    models.CharField(blank=True, help_text="What they stand for.", max_length=100),
                ),
                ("grade", models.CharField(blank=True, max_length=50)),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate)),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.workinggroup",
                    ),
                ),
                (
                    "person",
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
                "verbose_name": "historical membership",
                "verbose_name_plural": "historical memberships",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="actionplans.plan",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="actionplans.theme",
                    ),
                ),
                ("reference", models.CharField(max_length=20)),
                ("position", models.PositiveIntegerField(default=0)),
                ("text", models.TextField()),
                (
                    "owner_words",
                    models.CharField(blank=True, help_text="Owners as written.", max_length=300),
                ),
                (
                    "timescale_words",
                    models.CharField(blank=True, help_text="As written.", max_length=300),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("by", "by"),
                            ("starting", "starting"),
                            ("ongoing", "ongoing"),
                            ("as_appropriate", "as appropriate"),
                            ("points", "points"),
                            ("unknown", "unknown"),
                        ],
                        default="unknown",
                        max_length=20,
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "dates",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Of several times each: first day or null, last day.",
                    ),
                ),
                (
                    "review_on",
                    models.DateField(
                        blank=True,
                        help_text="When to look again, where nothing says when it ends.",
                        null=True,
                    ),
                ),
                (
                    "impact",
                    models.TextField(blank=True, help_text="How the impact will be evidenced."),
                ),
                (
                    "follows",
                    models.CharField(
                        blank=True,
                        help_text="References of actions that it follows.",
                        max_length=200,
                    ),
                ),
                ("is_public", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "removed_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Taken out of a draft; its reference is not used again.",
                        null=True,
                    ),
                ),
                (
                    "charters",
                    models.ManyToManyField(
                        blank=True, related_name="actions", to="actionplans.charter"
                    ),
                ),
            ],
            options={
                "ordering": ["plan_id", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "reference"), name="action_reference_unique_in_plan"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("reference", ""), _negated=True),
                        ),
                        name="action_has_text_and_reference",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="actionplans.meeting",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("title", models.CharField(max_length=200)),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="agenda_items",
                        to="actionplans.action",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "open"),
                            ("noted", "noted"),
                            ("decided", "decided"),
                            ("updated", "new update"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "continues",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="came_back_as",
                        to="actionplans.agendaitem",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting_id", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="agenda_item_named"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Disposition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disposition",
                        to="actionplans.action",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("same", "goes on as it is"),
                            ("extended", "goes on with more in it"),
                            ("narrowed", "goes on with less in it"),
                            ("replaced", "is replaced by another"),
                            ("merged", "is merged into another"),
                            ("completed", "is completed"),
                            ("dropped", "is dropped"),
                        ],
                        max_length=10,
                    ),
                ),
                ("sentence", models.TextField()),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continued_from",
                        to="actionplans.action",
                    ),
                ),
                ("decided_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_by_name", models.CharField(max_length=150)),
            ],
            options={
                "ordering": ["action_id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sentence", ""), _negated=True),
                        name="disposition_has_a_sentence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["completed", "dropped"]), ("successor", None)),
                            models.Q(
                                models.Q(("kind__in", ["completed", "dropped"]), _negated=True),
                                ("successor__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="disposition_says_where_it_goes_on",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="actionplans.action",
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["action_id", "added_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="evidence_has_text"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDisposition",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("same", "goes on as it is"),
                            ("extended", "goes on with more in it"),
                            ("narrowed", "goes on with less in it"),
                            ("replaced", "is replaced by another"),
                            ("merged", "is merged into another"),
                            ("completed", "is completed"),
                            ("dropped", "is dropped"),
                        ],
                        max_length=10,
                    ),
                ),
                ("sentence", models.TextField()),
                ("decided_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_by_name", models.CharField(max_length=150)),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.action",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.action",
                    ),
                ),
                (
                    "decided_by",
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
                "verbose_name": "historical disposition",
                "verbose_name_plural": "historical dispositions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEvidence",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.action",
                    ),
                ),
                (
                    "added_by",
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
                "verbose_name": "historical evidence",
                "verbose_name_plural": "historical evidences",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMilestone",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.action",
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
                "verbose_name": "historical milestone",
                "verbose_name_plural": "historical milestones",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAgendaItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("title", models.CharField(max_length=200)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "open"),
                            ("noted", "noted"),
                            ("decided", "decided"),
                            ("updated", "new update"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.meeting",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.action",
                    ),
                ),
                (
                    "continues",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.agendaitem",
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
                "verbose_name": "historical agenda item",
                "verbose_name_plural": "historical agenda items",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="actionplans.action",
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": [
                    "action_id",
                    models.OrderBy(models.F("due_on"), nulls_last=True),
                    "pk",
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="milestone_has_text"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImpactMeasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to="actionplans.plan",
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "unit",
                    models.CharField(
                        blank=True, help_text="What stands after the number.", max_length=40
                    ),
                ),
                (
                    "kpi",
                    models.ForeignKey(
                        blank=True,
                        help_text="The KPI whose readings it follows.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="kpis.kpi",
                    ),
                ),
                (
                    "baseline_value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True),
                ),
                ("baseline_on", models.DateField(blank=True, null=True)),
                ("baseline_note", models.CharField(blank=True, max_length=300)),
                (
                    "repeat_value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True),
                ),
                ("repeat_on", models.DateField(blank=True, null=True)),
                ("repeat_note", models.CharField(blank=True, max_length=300)),
                (
                    "is_insufficient",
                    models.BooleanField(default=False, help_text="There is too little to say."),
                ),
                ("insufficient_reason", models.TextField(blank=True)),
                (
                    "actions",
                    models.ManyToManyField(
                        blank=True, related_name="measures", to="actionplans.action"
                    ),
                ),
            ],
            options={
                "ordering": ["plan_id", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="measure_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("insufficient_reason", ""), ("is_insufficient", False)),
                            models.Q(
                                ("is_insufficient", True),
                                models.Q(("insufficient_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="measure_insufficient_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="actionplans.plan",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="actionplans.action",
                    ),
                ),
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
                (
                    "text",
                    models.TextField(
                        help_text="A sentence without its subject: 'moved the timescale'."
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="actionplans.action",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        default=1, help_text="The first of an action is 1."
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("green", "Green"),
                            ("amber", "Amber"),
                            ("red", "Red"),
                            ("", "Not yet rated"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "text",
                    models.TextField(blank=True, help_text="What happened and what comes next."),
                ),
                ("is_redefined", models.BooleanField(default=False)),
                (
                    "cause",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pandemic", "Public health emergency"),
                            ("restructuring", "Restructuring"),
                            ("suspension", "Suspended by a decision"),
                            ("funding", "Funding"),
                            ("staffing", "Staffing"),
                            ("dependency", "Waiting for somebody else"),
                            ("priorities", "Other work came first"),
                            ("other", "Another cause"),
                        ],
                        max_length=20,
                    ),
                ),
                ("rated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "rated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("rated_by_name", models.CharField(max_length=150)),
                (
                    "review_round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="actionplans.reviewround",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="actionplans.meeting",
                    ),
                ),
                ("is_imported", models.BooleanField(default=False, help_text="Read from a file.")),
            ],
            options={
                "ordering": ["-rated_at", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("action", "number"), name="rating_number_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("value", "red"), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            ("is_imported", True),
                            _connector="OR",
                        ),
                        name="rating_red_is_explained",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_redefined", False), ("value", "red"), _connector="OR"
                        ),
                        name="rating_redefined_is_red",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalConsultation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("held_on", models.DateField()),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("survey", "Survey"),
                            ("focus_group", "Focus group"),
                            ("meeting", "Meeting"),
                            ("event", "Open event"),
                            ("interviews", "Interviews"),
                            ("written", "Written comments"),
                            ("other", "Another way"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        help_text="Which technicians, not their names.", max_length=200
                    ),
                ),
                ("how_many", models.PositiveIntegerField(blank=True, null=True)),
                ("said", models.TextField()),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="For those who work on the plan; never shown."
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.plan",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.theme",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The action that it changed, of this plan or the next.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actionplans.action",
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
                "verbose_name": "historical consultation",
                "verbose_name_plural": "historical consultations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consultations",
                        to="actionplans.plan",
                    ),
                ),
                ("held_on", models.DateField()),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("survey", "Survey"),
                            ("focus_group", "Focus group"),
                            ("meeting", "Meeting"),
                            ("event", "Open event"),
                            ("interviews", "Interviews"),
                            ("written", "Written comments"),
                            ("other", "Another way"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        help_text="Which technicians, not their names.", max_length=200
                    ),
                ),
                ("how_many", models.PositiveIntegerField(blank=True, null=True)),
                ("said", models.TextField()),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="consultations",
                        to="actionplans.theme",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        help_text="The action that it changed, of this plan or the next.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="consultations",
                        to="actionplans.action",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="For those who work on the plan; never shown."
                    ),
                ),
            ],
            options={
                "ordering": ["-held_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("said", ""), _negated=True),
                            models.Q(("who", ""), _negated=True),
                        ),
                        name="consultation_says_who_and_what",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TimescaleChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="timescale_changes",
                        to="actionplans.action",
                    ),
                ),
                ("before", models.CharField(blank=True, max_length=300)),
                ("after", models.CharField(blank=True, max_length=300)),
                ("due_before", models.DateField(blank=True, null=True)),
                ("due_after", models.DateField(blank=True, null=True)),
                ("reason", models.TextField()),
                (
                    "cause",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pandemic", "Public health emergency"),
                            ("restructuring", "Restructuring"),
                            ("suspension", "Suspended by a decision"),
                            ("funding", "Funding"),
                            ("staffing", "Staffing"),
                            ("dependency", "Waiting for somebody else"),
                            ("priorities", "Other work came first"),
                            ("other", "Another cause"),
                        ],
                        max_length=20,
                    ),
                ),
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
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="timescale_moved_with_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionOwner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="owners",
                        to="actionplans.action",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("is_lead", models.BooleanField(default=False)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_actions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_actions",
                        to="institution.department",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_actions",
                        to="actionplans.workinggroup",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "ordering": ["action_id", "-is_lead", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_lead", True)),
                        fields=("action",),
                        name="action_has_one_lead",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("department", None),
                                ("group", None),
                                ("person__isnull", False),
                                ("words", ""),
                            ),
                            models.Q(
                                ("department__isnull", False),
                                ("group", None),
                                ("person", None),
                                ("words", ""),
                            ),
                            models.Q(
                                ("department", None),
                                ("group__isnull", False),
                                ("person", None),
                                ("words", ""),
                            ),
                            models.Q(
                                ("department", None),
                                ("group", None),
                                ("person", None),
                                models.Q(("words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="action_owner_is_one_of_four",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="action",
            name="latest",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="actionplans.rating",
            ),
        ),
    ]
