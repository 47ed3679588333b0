from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("institution", "0003_working_days"),
    ]

    operations = [
        migrations.RenameField(model_name="sentform", old_name="token", new_name="key"),
    ]
