from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institution", "0001_institution"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalacademicyear",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicaldepartment",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalrolegrant",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
    ]
