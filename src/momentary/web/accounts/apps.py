"""The app `accounts`."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, signed in by e-mail."""

    name = "momentary.web.accounts"
    label = "accounts"
    verbose_name = "Accounts"
