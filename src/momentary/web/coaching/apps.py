"""The app `coaching`."""

from __future__ import annotations

from django.apps import AppConfig


class CoachingConfig(AppConfig):
    """Coaches by consent, partners for one session, a gym's members and equipment."""

    name = "momentary.web.coaching"
    label = "coaching"
    verbose_name = "Coaching"
