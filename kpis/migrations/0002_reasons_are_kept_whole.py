from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kpis", "0001_kpis"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalintervention",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalkpibaseline",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalkpireview",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalpromise",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
    ]
