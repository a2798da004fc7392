"""`python -m momentary.web new_epoch`: after a restore by the database's own tools."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from momentary.web.training.log import begin_new_epoch


class Command(BaseCommand):
    """Make phones compare their logs with the server's anew."""

    help = "Make phones compare their logs with the server's anew. For after a restore by pg_restore."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Change the epoch of every log."""
        begin_new_epoch()
