"""The app `insights`."""

from __future__ import annotations

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Pages read off the log."""

    name = "momentary.web.insights"
    label = "insights"
    verbose_name = "Insights"
