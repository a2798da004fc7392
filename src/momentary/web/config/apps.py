"""The app `config`."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, addresses and the commands that start the server's processes."""

    name = "momentary.web.config"
    label = "config"
    verbose_name = "Configuration"
