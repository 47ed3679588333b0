import django.db.models.functions.text
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("sls", "0001_statements"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="statement",
            options={
                "ordering": [
                    "-academic_year__start_year",
                    django.db.models.functions.text.Lower("department__name"),
                    "-edition",
                ]
            },
        ),
    ]
