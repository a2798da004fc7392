from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("insights", "0002_advised_at")]

    operations = [migrations.RemoveField("learning", "failure")]
