"""`python -m momentary.web.serving.adopt`: make a restored database one of this momentary's, before anybody uses it."""

from __future__ import annotations

import sys

import django


def main() -> int:
    """Refuse a newer database, migrate an older one, and end what must not come back with it."""
    django.setup()
    from django.contrib.sessions.models import Session
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django_tasks_db.models import DBTaskResult

    from momentary.web.insights.catching_up import ask_for_all
    from momentary.web.training.log import begin_new_epoch
    from momentary.web.training.models import Import

    loader = MigrationLoader(connection)
    unknown = sorted(set(loader.applied_migrations) - set(loader.disk_migrations))
    if unknown:
        app, name = unknown[0]
        print(f"a newer momentary made it ({app} {name}). Update momentary, then restore.", file=sys.stderr)
        return 1
    call_command("migrate", interactive=False, verbosity=0)
    begin_new_epoch()
    Session.objects.all().delete()
    DBTaskResult.objects.all().delete()
    cut_off = {*Import.Status} - {Import.Status.TAKEN, Import.Status.UNDONE, Import.Status.FAILED}
    for one in Import.objects.filter(status__in=cut_off):
        one.status = Import.Status.FAILED
        one.report = {**one.report, "failure": "The file is not part of a backup. Choose it again."}
        one.save(update_fields=["status", "report"])
    # What was asked for went with the tasks.
    ask_for_all()
    connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
