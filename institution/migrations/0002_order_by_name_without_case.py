import django.db.models.functions.text
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("institution", "0001_people_departments_years"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="department",
            options={"ordering": [django.db.models.functions.text.Lower("name")]},
        ),
        migrations.AlterModelOptions(
            name="departmentname",
            options={"ordering": [django.db.models.functions.text.Lower("name")]},
        ),
    ]
