import datetime

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("institution", "0001_people_departments_years"),
        ("institution", "0002_order_by_name_without_case"),
        ("institution", "0003_working_days"),
        ("institution", "0004_forms_are_known_by_their_words"),
        ("institution", "0005_lists_of_readings"),
        ("institution", "0006_drafts_wait_for_an_answer"),
        ("institution", "0007_annual_returns_have_a_due_date"),
        ("institution", "0008_plans_from_files"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True)),
                ("label", models.CharField(max_length=100)),
            ],
            options={
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="AcademicYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "start_year",
                    models.PositiveSmallIntegerField(
                        help_text="2026 for the year 2026-27.", unique=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("open", "open"),
                            ("paused", "paused"),
                            ("closed", "closed"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                (
                    "public_reason",
                    models.TextField(
                        blank=True, help_text="Why the year is paused, for everybody to read."
                    ),
                ),
                (
                    "still_asked",
                    models.TextField(
                        blank=True,
                        help_text="What still has to be done in a paused year, if anything.",
                    ),
                ),
                ("opens_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("census_on", models.DateField(blank=True, null=True)),
                (
                    "returns_due_on",
                    models.DateField(
                        blank=True, help_text="Empty means six weeks after the census.", null=True
                    ),
                ),
            ],
            options={
                "ordering": ["-start_year"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "paused"), _negated=True),
                            models.Q(("public_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="academic_year_paused_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens_on", None),
                            ("due_on", None),
                            ("due_on__gte", models.F("opens_on")),
                            _connector="OR",
                        ),
                        name="academic_year_due_after_opening",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("census_on", None),
                            ("returns_due_on", None),
                            ("returns_due_on__gte", models.F("census_on")),
                            _connector="OR",
                        ),
                        name="academic_year_returns_due_after_census",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Department",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                (
                    "summary",
                    models.CharField(
                        blank=True, help_text="One line for the service directory.", max_length=300
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("web", models.URLField(blank=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="institution.department",
                    ),
                ),
                ("merged_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": [django.db.models.functions.text.Lower("name")],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"), name="department_name_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into", None), ("merged_on", None)),
                            models.Q(("merged_into__isnull", False), ("merged_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="department_merge_has_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                        name="department_not_merged_into_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                ("name", models.CharField(max_length=150)),
                ("job_title", models.CharField(blank=True, max_length=150)),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where the person works. Nobody reviews their own department's statement.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff",
                        to="institution.department",
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("is_staff", models.BooleanField(default=False)),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "email"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="user_email_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DepartmentName",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="institution.department",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[("alias", "also known as"), ("former", "formerly")],
                        default="alias",
                        max_length=10,
                    ),
                ),
                ("until_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": [django.db.models.functions.text.Lower("name")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("department"),
                        django.db.models.functions.text.Lower("name"),
                        name="department_alias_unique",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    models.TextField(help_text="A sentence without its subject: 'renamed X to Y'."),
                ),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="events",
                        to="institution.department",
                    ),
                ),
                (
                    "academic_year",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="events",
                        to="institution.academicyear",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAcademicYear",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "start_year",
                    models.PositiveSmallIntegerField(
                        db_index=True, help_text="2026 for the year 2026-27."
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("open", "open"),
                            ("paused", "paused"),
                            ("closed", "closed"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                (
                    "public_reason",
                    models.TextField(
                        blank=True, help_text="Why the year is paused, for everybody to read."
                    ),
                ),
                (
                    "still_asked",
                    models.TextField(
                        blank=True,
                        help_text="What still has to be done in a paused year, if anything.",
                    ),
                ),
                ("opens_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("census_on", models.DateField(blank=True, null=True)),
                (
                    "returns_due_on",
                    models.DateField(
                        blank=True, help_text="Empty means six weeks after the census.", null=True
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
                "verbose_name": "historical academic year",
                "verbose_name_plural": "historical academic years",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDepartment",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("slug", models.SlugField(max_length=80)),
                (
                    "summary",
                    models.CharField(
                        blank=True, help_text="One line for the service directory.", max_length=300
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("web", models.URLField(blank=True)),
                ("merged_on", models.DateField(blank=True, null=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="institution.department",
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
                "verbose_name": "historical department",
                "verbose_name_plural": "historical departments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRoleGrant",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("head", "Head of department"),
                            ("contributor", "Contributor"),
                            ("reviewer", "Reviewer, quality office"),
                            ("lead", "Institutional lead"),
                            ("signatory", "Signatory"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=20,
                    ),
                ),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate)),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="The last day. Give a deputy one.", null=True
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("granted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
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
                    "granted_by",
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
                    "revoked_by",
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
                "verbose_name": "historical role grant",
                "verbose_name_plural": "historical role grants",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Import",
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
                        related_name="imports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("departments", "departments"),
                            ("people", "people"),
                            ("readings", "readings"),
                            ("cases", "cases"),
                            ("plan", "an action plan"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "about",
                    models.JSONField(
                        default=dict,
                        help_text="Of which department or KPI it is, and how it was read.",
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("encoding", models.CharField(max_length=20)),
                (
                    "unused",
                    models.JSONField(
                        default=list, help_text="Headings of columns that are not read."
                    ),
                ),
                (
                    "rows",
                    models.JSONField(
                        default=list, help_text="Emptied when the list has been imported."
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Institution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(default="Your university", max_length=200)),
                ("short_name", models.CharField(blank=True, max_length=60)),
                (
                    "quality_mailbox",
                    models.EmailField(
                        blank=True,
                        help_text="Where departments write to the quality office.",
                        max_length=254,
                    ),
                ),
                (
                    "quality_office",
                    models.ForeignKey(
                        blank=True,
                        help_text="The department that reviews statements. It never reviews its own.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institution.department",
                    ),
                ),
                (
                    "brand_colour",
                    models.CharField(
                        default="#0b5563",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-fA-F]{6}$", "Write a colour like #0b5563."
                            )
                        ],
                    ),
                ),
                (
                    "deciding_body",
                    models.CharField(
                        blank=True,
                        help_text="The committee that decides which departments owe a statement.",
                        max_length=200,
                    ),
                ),
                (
                    "subdivision",
                    models.CharField(
                        choices=[
                            ("ENG", "England"),
                            ("WLS", "Wales"),
                            ("SCT", "Scotland"),
                            ("NIR", "Northern Ireland"),
                        ],
                        default="ENG",
                        help_text="Whose bank holidays count.",
                        max_length=3,
                    ),
                ),
                (
                    "cutoff",
                    models.TimeField(
                        default=datetime.time(17, 0),
                        help_text="What arrives from then on counts as of the next day.",
                    ),
                ),
                (
                    "receipt_rule",
                    models.CharField(
                        choices=[
                            ("deemed", "It counts as arrived on the next working day"),
                            ("actual", "The next working day is day 1"),
                        ],
                        default="deemed",
                        help_text="How working days are counted for what arrives on a day of rest.",
                        max_length=10,
                    ),
                ),
                (
                    "considering_body",
                    models.CharField(
                        blank=True,
                        help_text="The committee that considers the statements.",
                        max_length=200,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="institution_has_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleGrant",
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
                        related_name="role_grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("head", "Head of department"),
                            ("contributor", "Contributor"),
                            ("reviewer", "Reviewer, quality office"),
                            ("lead", "Institutional lead"),
                            ("signatory", "Signatory"),
                            ("administrator", "Administrator"),
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
                        related_name="role_grants",
                        to="institution.department",
                    ),
                ),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate)),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="The last day. Give a deputy one.", null=True
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("granted_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "revoked_by",
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
                "ordering": ["role", "starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("department__isnull", False), ("role__in", ["head", "contributor"])
                            ),
                            models.Q(
                                models.Q(("role__in", ["head", "contributor"]), _negated=True),
                                ("department", None),
                            ),
                            _connector="OR",
                        ),
                        name="role_grant_names_a_department_when_it_needs_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="role_grant_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SentForm",
            fields=[
                ("key", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Autosave",
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
                        related_name="autosaves",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "page",
                    models.CharField(
                        help_text="The path of the page with the form.", max_length=300
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        blank=True,
                        help_text="The token of the form it was typed into last.",
                        max_length=36,
                    ),
                ),
                ("fields", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [models.Index(fields=["page", "saved_at"], name="autosave_page")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("form", ""), _negated=True),
                        fields=("person", "page", "form"),
                        name="autosave_one_a_form",
                    )
                ],
            },
        ),
    ]
