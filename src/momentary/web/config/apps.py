"""The app `config`."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, addresses and the commands that start the server's processes."""

    name = "momentary.web.config"
    label = "config"
    verbose_name = "Configuration"

    def ready(self) -> None:
        """Join what only the whole project can join."""
        from momentary.web.config import coached  # noqa: PLC0415 (models exist only now)

        coached.register()
