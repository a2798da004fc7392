"""The app `sync`."""

from __future__ import annotations

from django.apps import AppConfig


class SyncConfig(AppConfig):
    """The wire between an outbox and the log."""

    name = "momentary.web.sync"
    label = "sync"
    verbose_name = "Sync"
