"""The app `accounts`."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, signed in by e-mail."""

    name = "momentary.web.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Listen for second factors."""
        from momentary.web.accounts import second_factor  # noqa: PLC0415 (models exist only now)

        second_factor.listen()
