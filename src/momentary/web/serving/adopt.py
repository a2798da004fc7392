"""`python -m momentary.web.serving.adopt`: make a restored database one of this momentary's, before anybody uses it."""

from __future__ import annotations

import sys
import uuid

import django


def main() -> int:
    """Refuse a newer database, migrate an older one, and end what must not come back with it."""
    django.setup()
    from django.contrib.sessions.models import Session
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django_tasks_db.models import DBTaskResult

    from momentary.web.training.models import Athlete, Import

    loader = MigrationLoader(connection)
    unknown = sorted(set(loader.applied_migrations) - set(loader.disk_migrations))
    if unknown:
        app, name = unknown[0]
        print(f"a newer momentary made it ({app} {name}). Update momentary, then restore.", file=sys.stderr)
        return 1
    call_command("migrate", interactive=False, verbosity=0)
    # Phones know positions of the log as it was: under another epoch they compare everything anew.
    for athlete in Athlete.objects.all():
        athlete.epoch = uuid.uuid4()
        athlete.save(update_fields=["epoch"])
    Session.objects.all().delete()
    DBTaskResult.objects.all().delete()
    busy = [Import.Status.WAITING, Import.Status.READING, Import.Status.READ, Import.Status.TAKING]
    for one in Import.objects.filter(status__in=busy):
        one.status = Import.Status.FAILED
        one.report = {**one.report, "failure": "The file is not part of a backup. Choose it again."}
        one.save(update_fields=["status", "report"])
    connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
