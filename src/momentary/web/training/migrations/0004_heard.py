from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0003_planwish")]

    operations = [
        migrations.AddField(
            model_name="preferences",
            name="heard",
            field=models.CharField(blank=True, max_length=10),
        ),
    ]
