from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insights", "0003_no_failure")]

    operations = [migrations.AddField("learning", "begun_at", models.DateTimeField(null=True))]
