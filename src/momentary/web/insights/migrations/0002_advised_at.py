from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insights", "0001_knowledge")]

    operations = [migrations.AddField("knowledge", "advised_at", models.DateTimeField(null=True))]
