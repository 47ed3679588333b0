from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("institution", "0002_order_by_name_without_case"),
    ]

    operations = [
        migrations.RenameField(model_name="sentform", old_name="token", new_name="key"),
    ]
