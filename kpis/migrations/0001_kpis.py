import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("kpis", "0001_promises"),
        ("kpis", "0002_what_changes_and_from_when"),
        ("kpis", "0003_readings_and_interventions"),
        ("kpis", "0004_what_people_were_reminded_of"),
        ("kpis", "0005_census"),
        ("kpis", "0006_tokens_of_programs"),
        ("kpis", "0007_evidence_files"),
        ("kpis", "0008_readings_from_cases"),
        ("kpis", "0009_tokens_are_told_of"),
        ("kpis", "0010_order_by_the_parent_key"),
        ("kpis", "0011_places_after_the_point"),
    ]

    initial = True

    dependencies = [
        ("documents", "0001_documents"),
        ("institution", "0001_institution"),
    ]

    operations = [
        migrations.CreateModel(
            name="UniversityKpi",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, unique=True)),
                ("url", models.URLField(blank=True)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Kpi",
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
                        related_name="kpis",
                        to="institution.department",
                    ),
                ),
                ("reference", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("active", "active"), ("retired", "retired")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "last_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Of a retired one: the start of the last year measured.",
                        null=True,
                    ),
                ),
            ],
            options={
                "ordering": ["department", "reference"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("department", "reference"),
                        name="kpi_reference_unique_in_department",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("last_year__isnull", False), ("state", "retired")),
                            models.Q(
                                models.Q(("state", "retired"), _negated=True), ("last_year", None)
                            ),
                            _connector="OR",
                        ),
                        name="kpi_retired_after_a_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kpi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_imports",
                        to="kpis.kpi",
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField()),
                (
                    "rows_left_out",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Rows that could not be counted, and were left out on purpose.",
                    ),
                ),
                (
                    "as_at",
                    models.DateField(help_text="The day on which an open enquiry was due or not."),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Within how many working days, where no promise says so.",
                        null=True,
                    ),
                ),
                (
                    "columns",
                    models.JSONField(
                        default=dict, help_text="The headings that were read, by field."
                    ),
                ),
                (
                    "queues",
                    models.JSONField(
                        default=list, help_text="Which queues were counted; all if empty."
                    ),
                ),
                ("imported_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "imported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("imported_by_name", models.CharField(blank=True, max_length=150)),
            ],
        ),
        migrations.CreateModel(
            name="Intervention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kpi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interventions",
                        to="kpis.kpi",
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True)),
                ("expected_effect", models.TextField(blank=True)),
                ("starts_on", models.DateField()),
                ("review_on", models.DateField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("continue", "go on and look again"),
                            ("close_loop", "close the loop"),
                            ("change_course", "change course"),
                        ],
                        max_length=15,
                    ),
                ),
                ("decision_reason", models.TextField(blank=True)),
                (
                    "verdict_then",
                    models.CharField(
                        blank=True,
                        help_text="The computed verdict when it was decided.",
                        max_length=30,
                    ),
                ),
                (
                    "is_rebased",
                    models.BooleanField(
                        default=False,
                        help_text="Whether limits are counted anew from the day it began.",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_by_name", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "ordering": ["kpi_id", "starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("review_on__gt", models.F("starts_on"))),
                        name="intervention_reviewed_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decision", "")),
                            models.Q(
                                models.Q(("decision", ""), _negated=True),
                                ("decided_at__isnull", False),
                                models.Q(("decision_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="intervention_decided_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_rebased", False),
                            models.Q(("decision", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="intervention_rebased_by_decision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMeasurement",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("period_start", models.DateField()),
                ("period_end", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("provisional", "provisional"),
                            ("final", "final"),
                            ("not_collected", "not collected"),
                            ("no_activity", "no activity"),
                        ],
                        default="final",
                        max_length=15,
                    ),
                ),
                (
                    "numerator",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True),
                ),
                (
                    "denominator",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True),
                ),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True),
                ),
                ("comment", models.TextField(blank=True)),
                ("evidence_url", models.URLField(blank=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("form", "entered"),
                            ("list", "from a list of readings"),
                            ("cases", "worked out from cases"),
                            ("api", "sent by a program"),
                        ],
                        default="form",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("entered_by_name", models.CharField(blank=True, max_length=150)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "kpi",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="kpis.kpi",
                    ),
                ),
                (
                    "evidence_file",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="documents.attachment",
                    ),
                ),
                (
                    "case_import",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="kpis.caseimport",
                    ),
                ),
                (
                    "entered_by",
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
                "verbose_name": "historical measurement",
                "verbose_name_plural": "historical measurements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalKpiReview",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("result", models.JSONField()),
                ("frozen_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("frozen_by_name", models.CharField(max_length=150)),
                (
                    "is_open",
                    models.BooleanField(
                        default=True, help_text="Whether the department may still write and decide."
                    ),
                ),
                ("done", models.TextField(blank=True)),
                ("learnt", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("keep", "keep it"),
                            ("change", "change it"),
                            ("retire", "retire it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decision_reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=150)),
                (
                    "kpi",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="kpis.kpi",
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
                "verbose_name": "historical kpi review",
                "verbose_name_plural": "historical kpi reviews",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalKpiBaseline",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("period_start", models.DateField()),
                ("period_end", models.DateField()),
                ("value", models.DecimalField(decimal_places=4, max_digits=14)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "kpi",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
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
                "verbose_name": "historical kpi baseline",
                "verbose_name_plural": "historical kpi baselines",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIntervention",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True)),
                ("expected_effect", models.TextField(blank=True)),
                ("starts_on", models.DateField()),
                ("review_on", models.DateField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("continue", "go on and look again"),
                            ("close_loop", "close the loop"),
                            ("change_course", "change course"),
                        ],
                        max_length=15,
                    ),
                ),
                ("decision_reason", models.TextField(blank=True)),
                (
                    "verdict_then",
                    models.CharField(
                        blank=True,
                        help_text="The computed verdict when it was decided.",
                        max_length=30,
                    ),
                ),
                (
                    "is_rebased",
                    models.BooleanField(
                        default=False,
                        help_text="Whether limits are counted anew from the day it began.",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=150)),
                (
                    "kpi",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="kpis.kpi",
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
                "verbose_name": "historical intervention",
                "verbose_name_plural": "historical interventions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="KpiBaseline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kpi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="baselines",
                        to="kpis.kpi",
                    ),
                ),
                ("period_start", models.DateField()),
                ("period_end", models.DateField()),
                ("value", models.DecimalField(decimal_places=4, max_digits=14)),
                ("source", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["period_start"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period_end__gte", models.F("period_start"))),
                        name="kpi_baseline_period_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KpiReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kpi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="kpis.kpi",
                    ),
                ),
                (
                    "academic_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kpi_reviews",
                        to="institution.academicyear",
                    ),
                ),
                ("result", models.JSONField()),
                ("frozen_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("frozen_by_name", models.CharField(max_length=150)),
                (
                    "is_open",
                    models.BooleanField(
                        default=True, help_text="Whether the department may still write and decide."
                    ),
                ),
                ("done", models.TextField(blank=True)),
                ("learnt", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
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
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("keep", "keep it"),
                            ("change", "change it"),
                            ("retire", "retire it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decision_reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_by_name", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "ordering": ["kpi_id", "-academic_year__start_year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kpi", "academic_year"), name="kpi_review_one_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decision", "")),
                            models.Q(
                                models.Q(("decision", ""), _negated=True),
                                ("decided_at__isnull", False),
                                models.Q(("decision_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="kpi_review_decided_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kpi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="kpis.kpi",
                    ),
                ),
                ("period_start", models.DateField()),
                ("period_end", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("provisional", "provisional"),
                            ("final", "final"),
                            ("not_collected", "not collected"),
                            ("no_activity", "no activity"),
                        ],
                        default="final",
                        max_length=15,
                    ),
                ),
                (
                    "numerator",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True),
                ),
                (
                    "denominator",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True),
                ),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True),
                ),
                ("comment", models.TextField(blank=True)),
                ("evidence_url", models.URLField(blank=True)),
                (
                    "evidence_file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.attachment",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("form", "entered"),
                            ("list", "from a list of readings"),
                            ("cases", "worked out from cases"),
                            ("api", "sent by a program"),
                        ],
                        default="form",
                        max_length=10,
                    ),
                ),
                (
                    "case_import",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="kpis.caseimport",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("entered_by_name", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "ordering": ["kpi_id", "period_start"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kpi", "period_start"), name="measurement_one_a_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_end__gte", models.F("period_start"))),
                        name="measurement_period_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("denominator", None),
                                ("numerator", None),
                                ("state__in", ["not_collected", "no_activity"]),
                                ("value", None),
                            ),
                            models.Q(
                                ("state__in", ["provisional", "final"]),
                                models.Q(
                                    models.Q(
                                        ("denominator__isnull", False),
                                        ("numerator__isnull", False),
                                        ("value", None),
                                    ),
                                    models.Q(
                                        ("denominator", None),
                                        ("numerator", None),
                                        ("value__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="measurement_has_the_figures_of_its_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("numerator", None),
                            models.Q(("denominator__gte", 0), ("numerator__gte", 0)),
                            _connector="OR",
                        ),
                        name="measurement_parts_not_negative",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kpi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="kpis.kpi",
                    ),
                ),
                ("about", models.CharField(max_length=40)),
                ("sent_on", models.DateField()),
            ],
            options={
                "ordering": ["-sent_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "kpi", "about"), name="kpi_reminder_one_a_thing"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to="institution.department",
                    ),
                ),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("ending", models.CharField(editable=False, max_length=4)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_by_name", models.CharField(max_length=150)),
                ("ends_on", models.DateField(help_text="The last day.")),
                ("last_used_on", models.DateField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_by_name", models.CharField(blank=True, max_length=150)),
                (
                    "told",
                    models.CharField(
                        blank=True,
                        choices=[("ending", "that it ends"), ("ended", "that it ended")],
                        help_text="What those who answer for it were told last.",
                        max_length=10,
                    ),
                ),
                (
                    "kpis",
                    models.ManyToManyField(
                        blank=True,
                        help_text="None means all of the department's own.",
                        related_name="+",
                        to="kpis.kpi",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kpi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="kpis.kpi",
                    ),
                ),
                (
                    "academic_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="institution.academicyear",
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts the saves of this draft."
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "shape",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("all_within", "Everything, within a number of working days"),
                            ("share_within", "A share, perhaps within a number of working days"),
                            ("share_by_date", "A share, by a date"),
                            ("change", "A reduction or increase against a baseline"),
                        ],
                        max_length=20,
                    ),
                ),
                ("action", models.CharField(blank=True, max_length=80)),
                ("what", models.CharField(blank=True, max_length=200)),
                (
                    "comparison",
                    models.CharField(
                        blank=True,
                        choices=[("at_least", "at least"), ("at_most", "at most")],
                        default="at_least",
                        max_length=10,
                    ),
                ),
                (
                    "share",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "change_of",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("count", "The number of something"),
                            ("percentage", "The share of something, in per cent"),
                            ("duration", "The average time of something, in working days"),
                            ("value", "Another figure"),
                        ],
                        default="count",
                        max_length=12,
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=40)),
                (
                    "change_direction",
                    models.CharField(
                        blank=True,
                        choices=[("reduce", "reduce"), ("increase", "increase")],
                        max_length=10,
                    ),
                ),
                (
                    "change_percent",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                (
                    "baseline",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="kpis.kpibaseline",
                    ),
                ),
                (
                    "amber_kind",
                    models.CharField(
                        choices=[
                            ("none", "No, missed is missed"),
                            ("points", "Yes, within a number of points"),
                            ("percent_of_target", "Yes, within a per cent of the target"),
                        ],
                        default="none",
                        max_length=20,
                    ),
                ),
                (
                    "amber_value",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                ("measure", models.TextField(blank=True)),
                ("numerator_label", models.CharField(blank=True, max_length=200)),
                ("denominator_label", models.CharField(blank=True, max_length=200)),
                ("for_whom", models.CharField(blank=True, max_length=200)),
                ("student_effect", models.TextField(blank=True)),
                (
                    "goal",
                    models.CharField(
                        blank=True,
                        choices=[("operational", "operational"), ("strategic", "strategic")],
                        max_length=20,
                    ),
                ),
                (
                    "university_kpi",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="kpis.universitykpi",
                    ),
                ),
                ("owner", models.CharField(blank=True, max_length=150)),
                ("data_source", models.CharField(blank=True, max_length=300)),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("weekly", "every week"),
                            ("monthly", "every month"),
                            ("termly", "every term"),
                            ("quarterly", "every quarter"),
                            ("annual", "once a year"),
                            ("milestone", "at milestones"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "decimals",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Of its figures as they are shown.",
                        verbose_name="places after the point",
                    ),
                ),
                ("rationale", models.TextField(blank=True)),
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
            ],
            options={
                "ordering": ["kpi_id", "-academic_year__start_year", "revision"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kpi", "academic_year", "revision"), name="promise_one_a_revision"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("share", None),
                            models.Q(("share__gte", 0), ("share__lte", 100)),
                            _connector="OR",
                        ),
                        name="promise_share_is_a_percentage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("change_percent", None), ("change_percent__gt", 0), _connector="OR"
                        ),
                        name="promise_change_is_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amber_value", None), ("amber_value__gte", 0), _connector="OR"
                        ),
                        name="promise_amber_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decimals__lte", 4)),
                        name="promise_no_more_places_than_kept",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPromise",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts the saves of this draft."
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "shape",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("all_within", "Everything, within a number of working days"),
                            ("share_within", "A share, perhaps within a number of working days"),
                            ("share_by_date", "A share, by a date"),
                            ("change", "A reduction or increase against a baseline"),
                        ],
                        max_length=20,
                    ),
                ),
                ("action", models.CharField(blank=True, max_length=80)),
                ("what", models.CharField(blank=True, max_length=200)),
                (
                    "comparison",
                    models.CharField(
                        blank=True,
                        choices=[("at_least", "at least"), ("at_most", "at most")],
                        default="at_least",
                        max_length=10,
                    ),
                ),
                (
                    "share",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "change_of",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("count", "The number of something"),
                            ("percentage", "The share of something, in per cent"),
                            ("duration", "The average time of something, in working days"),
                            ("value", "Another figure"),
                        ],
                        default="count",
                        max_length=12,
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=40)),
                (
                    "change_direction",
                    models.CharField(
                        blank=True,
                        choices=[("reduce", "reduce"), ("increase", "increase")],
                        max_length=10,
                    ),
                ),
                (
                    "change_percent",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                (
                    "amber_kind",
                    models.CharField(
                        choices=[
                            ("none", "No, missed is missed"),
                            ("points", "Yes, within a number of points"),
                            ("percent_of_target", "Yes, within a per cent of the target"),
                        ],
                        default="none",
                        max_length=20,
                    ),
                ),
                (
                    "amber_value",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True),
                ),
                ("measure", models.TextField(blank=True)),
                ("numerator_label", models.CharField(blank=True, max_length=200)),
                ("denominator_label", models.CharField(blank=True, max_length=200)),
                ("for_whom", models.CharField(blank=True, max_length=200)),
                ("student_effect", models.TextField(blank=True)),
                (
                    "goal",
                    models.CharField(
                        blank=True,
                        choices=[("operational", "operational"), ("strategic", "strategic")],
                        max_length=20,
                    ),
                ),
                ("owner", models.CharField(blank=True, max_length=150)),
                ("data_source", models.CharField(blank=True, max_length=300)),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("weekly", "every week"),
                            ("monthly", "every month"),
                            ("termly", "every term"),
                            ("quarterly", "every quarter"),
                            ("annual", "once a year"),
                            ("milestone", "at milestones"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "decimals",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Of its figures as they are shown.",
                        verbose_name="places after the point",
                    ),
                ),
                ("rationale", models.TextField(blank=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "kpi",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="kpis.kpi",
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
                (
                    "baseline",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="kpis.kpibaseline",
                    ),
                ),
                (
                    "university_kpi",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="kpis.universitykpi",
                    ),
                ),
                (
                    "approved_by",
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
                "verbose_name": "historical promise",
                "verbose_name_plural": "historical promises",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
