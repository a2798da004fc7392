"""The app `insights`."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save

from momentary.web.training.signals import log_changed


class InsightsConfig(AppConfig):
    """Pages read off the log."""

    name = "momentary.web.insights"
    label = "insights"
    verbose_name = "Insights"

    def ready(self) -> None:
        """Hear of every change of a log."""
        log_changed.connect(_learn, dispatch_uid="insights.learn")
        post_save.connect(_tell, sender="training.Preferences", dispatch_uid="insights.tell")


def _learn(sender: object, *, athlete: Any, **kwargs: Any) -> None:  # noqa: ARG001
    from momentary.web.insights.asking import ask_to_learn  # noqa: PLC0415  # models exist only after the set-up

    ask_to_learn(athlete)


def _tell(sender: object, *, instance: Any, **kwargs: Any) -> None:  # noqa: ARG001
    from momentary.web.insights.asking import ask_again  # noqa: PLC0415  # models exist only after the set-up

    ask_again(instance.athlete)
