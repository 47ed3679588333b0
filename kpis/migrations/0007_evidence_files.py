import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0004_attachments"),
        ("kpis", "0006_tokens_of_programs"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalmeasurement",
            name="evidence_file",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="documents.attachment",
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="evidence_file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.attachment",
            ),
        ),
    ]
