"""The app `api`."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Tokens, the interface under /api/v1/, and webhooks."""

    name = "momentary.web.api"
    label = "api"
    verbose_name = "API"

    def ready(self) -> None:
        """Listen for what webhooks tell."""
        from momentary.web.api.webhooks import events  # noqa: PLC0415  # models exist from here on

        events.listen()
