from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0005_annual_returns"),
    ]

    operations = [
        migrations.AlterField(
            model_name="signeddocument",
            name="kind",
            field=models.CharField(
                choices=[
                    ("statement", "Service level statement"),
                    ("return", "Annual return"),
                    ("assessment", "Technician Commitment self-assessment"),
                ],
                max_length=20,
            ),
        ),
    ]
