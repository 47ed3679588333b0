import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("institution", "0008_plans_from_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            ],
            options={
                "ordering": ["plan_id", "position", "pk"],
            },
        ),
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
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            },
        ),
        migrations.AddField(
            model_name="action",
            name="charters",
            field=models.ManyToManyField(
                blank=True, related_name="actions", to="actionplans.charter"
            ),
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
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("version", models.PositiveIntegerField(default=1)),
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
            ],
            options={
                "ordering": ["-held_on", "-pk"],
            },
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
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
            ],
            options={
                "verbose_name": "historical agenda item",
                "verbose_name_plural": "historical agenda items",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="actionplans.meeting",
            ),
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
                ("text", models.CharField(max_length=300)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="actionplans.action",
                    ),
                ),
            ],
            options={
                "ordering": [
                    "action_id",
                    models.OrderBy(models.F("due_on"), nulls_last=True),
                    "pk",
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
                ("in_force_at", models.DateTimeField(blank=True, null=True)),
                ("contact_name", models.CharField(blank=True, max_length=150)),
                ("contact_email", models.EmailField(blank=True, max_length=254)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
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
                "ordering": ["-starts_on", "-pk"],
            },
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
                ("until", models.DateField()),
                ("reason", models.TextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by_name", models.CharField(max_length=150)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.AddField(
            model_name="action",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="actions",
                to="actionplans.plan",
            ),
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
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edited_plans",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "ordering": ["person__name", "pk"],
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
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by_name", models.CharField(max_length=150)),
                (
                    "text",
                    models.TextField(
                        help_text="A sentence without its subject: 'moved the timescale'."
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
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                ("rated_by_name", models.CharField(max_length=150)),
                ("is_imported", models.BooleanField(default=False, help_text="Read from a file.")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="actionplans.action",
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
                (
                    "rated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-rated_at", "-number"],
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
        migrations.CreateModel(
            name="ReviewRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=150)),
                ("due_on", models.DateField()),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("nudged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "totals",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="How many had which rating when it was closed.",
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
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "ordering": ["plan_id", "-number"],
            },
        ),
        migrations.AddField(
            model_name="rating",
            name="review_round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ratings",
                to="actionplans.reviewround",
            ),
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
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="themes",
                        to="actionplans.plan",
                    ),
                ),
            ],
            options={
                "ordering": ["plan_id", "position", "pk"],
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
            ],
            options={
                "verbose_name": "historical action",
                "verbose_name_plural": "historical actions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="action",
            name="theme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="actionplans.theme",
            ),
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
                ("by_name", models.CharField(max_length=150)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="timescale_changes",
                        to="actionplans.action",
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
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
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
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_memberships",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "ordering": ["group_id", "name", "pk"],
            },
        ),
        migrations.AddField(
            model_name="meeting",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="actionplans.workinggroup",
            ),
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
            name="ActionOwner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("is_lead", models.BooleanField(default=False)),
                ("words", models.CharField(blank=True, max_length=150)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="owners",
                        to="actionplans.action",
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
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_actions",
                        to="actionplans.workinggroup",
                    ),
                ),
            ],
            options={
                "ordering": ["action_id", "-is_lead", "position", "pk"],
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disposition",
                        to="actionplans.action",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                ("text", models.CharField(max_length=300)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="actionplans.action",
                    ),
                ),
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
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="agenda_item_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="milestone_has_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "current")),
                fields=("state",),
                name="plan_one_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("months__gte", 1), ("months__lte", 120), ("stage__gte", 1)),
                name="plan_has_a_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("in_force_at", None), ("state", "draft")),
                    models.Q(
                        models.Q(("state", "draft"), _negated=True), ("in_force_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="plan_in_force_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("predecessor", None),
                    models.Q(("predecessor", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="plan_follows_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="extension_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="planeditor",
            constraint=models.UniqueConstraint(
                fields=("plan", "person"), name="plan_editor_added_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.UniqueConstraint(
                fields=("plan", "number"), name="round_number_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("plan",),
                name="round_one_open_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(
                fields=("action", "number"), name="rating_number_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("value", "red"), _negated=True),
                    models.Q(("text", ""), _negated=True),
                    ("is_imported", True),
                    _connector="OR",
                ),
                name="rating_red_is_explained",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_redefined", False), ("value", "red"), _connector="OR"),
                name="rating_redefined_is_red",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.UniqueConstraint(
                fields=("plan", "letter"), name="theme_letter_unique_in_plan"
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("letter", ""), _negated=True), models.Q(("name", ""), _negated=True)
                ),
                name="theme_has_letter_and_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.UniqueConstraint(
                fields=("plan", "reference"), name="action_reference_unique_in_plan"
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True),
                    models.Q(("reference", ""), _negated=True),
                ),
                name="action_has_text_and_reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="timescalechange",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="timescale_moved_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="membership_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="membership_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                fields=("group", "held_on"), name="meeting_one_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="actionowner",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_lead", True)),
                fields=("action",),
                name="action_has_one_lead",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionowner",
            constraint=models.CheckConstraint(
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
        ),
    ]
