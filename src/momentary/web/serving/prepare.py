"""`python -m momentary.web.serving.prepare ADDRESS`: bring the database up to date; say how to make the owner."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django


def main(address: str) -> int:
    """Migrate, and print the link that makes the owner where there is none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "momentary.web.config.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import OperationalError, connection

    from momentary.web.accounts.sign_up import has_owner, owner_path
    from momentary.web.training.demo import refusal

    try:
        connection.ensure_connection()
    except OperationalError as error:
        print(f"The database does not answer: {error}".strip(), file=sys.stderr)
        print("Check DATABASE_URL and that its server runs, then start momentary again.", file=sys.stderr)
        return 1
    call_command("migrate", interactive=False, verbosity=0)
    refused = refusal(settings.FOLDER.path, is_demo=settings.SERVER.demo)
    if refused is not None:
        print(refused, file=sys.stderr)
        return 1
    _sweep(settings.FOLDER.uploads)
    if settings.SERVER.database_url is None:
        settings.FOLDER.database.chmod(0o600)
    if settings.SERVER.demo:
        _show_demo(settings.FOLDER.demo_link, address)
    if not has_owner():
        print("\nThis server has no owner yet. Open this link within a day to become it:", file=sys.stderr)
        print(f"  {address}{owner_path()}\n", file=sys.stderr, flush=True)
    return 0


def _show_demo(file: Path, address: str) -> None:
    """Make the demo's accounts and log, and tell the link that signs in; the file is for what opens a browser."""
    from datetime import datetime

    from momentary.web.training.demo import link_path, seed

    seed(datetime.now().date())  # noqa: DTZ005
    link = f"{address}{link_path()}"
    file.touch(mode=0o600)
    file.write_text(link, encoding="ascii")
    print(f"\nA demo on this machine alone. This link signs in, for a day:\n  {link}\n", file=sys.stderr, flush=True)


def _sweep(uploads: Path) -> None:
    """Delete what killed processes left: uploads that broke off, and files that no import and no export knows."""
    from momentary.web.accounts import parting
    from momentary.web.accounts.models import Export
    from momentary.web.training.imports import file_of
    from momentary.web.training.models import Import

    parting.drop_old()
    known = {file_of(one) for one in Import.objects.all()} | {parting.file_of(one) for one in Export.objects.all()}
    for file in uploads.iterdir():
        if file.name.startswith(("tmp", "import-", "export-")) and file not in known:
            file.unlink()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
