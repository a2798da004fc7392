"""The app `coaching`."""

from __future__ import annotations

from django.apps import AppConfig


class CoachingConfig(AppConfig):
    """Coaches by consent, partners for one session, a gym's members and equipment."""

    name = "momentary.web.coaching"
    label = "coaching"
    verbose_name = "Coaching"

    def ready(self) -> None:
        """Listen for coaches who leave the server."""
        from momentary.web.coaching import consents  # noqa: PLC0415 (models exist only now)

        consents.listen()
