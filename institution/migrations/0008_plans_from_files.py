from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institution", "0007_annual_returns_have_a_due_date"),
    ]

    operations = [
        migrations.AlterField(
            model_name="import",
            name="kind",
            field=models.CharField(
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
    ]
