"""How many files an archive will have is known when it is made: it never said."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0002_coaches_and_exports")]

    operations: ClassVar = [migrations.RemoveField(model_name="export", name="total")]
