from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actionplans", "0003_discarded_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="closings",
            field=models.JSONField(
                blank=True, default=list, help_text="Each time it was closed and then opened again."
            ),
        ),
        migrations.AddField(
            model_name="reviewround",
            name="closings",
            field=models.JSONField(
                blank=True, default=list, help_text="Each time it was closed and then opened again."
            ),
        ),
    ]
