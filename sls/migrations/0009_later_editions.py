from django.db import migrations, models
from django.db.models import F


def mark(apps, schema_editor):
    """Mark what was begun from a statement of the same year."""
    statements = apps.get_model("sls", "Statement").objects
    later = statements.filter(begun_from__academic_year=F("academic_year"))
    statements.filter(pk__in=later.values("pk")).update(is_later_edition=True)


class Migration(migrations.Migration):
    dependencies = [
        ("sls", "0008_keep_what_the_coach_said"),
    ]

    operations = [
        migrations.AddField(
            model_name="statement",
            name="is_later_edition",
            field=models.BooleanField(
                default=False,
                help_text="It changes a statement of its own year; that is in force, so it has time.",
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
