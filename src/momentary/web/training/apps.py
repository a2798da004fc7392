"""The app `training`."""

from __future__ import annotations

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Athletes, their operations and what those add up to."""

    name = "momentary.web.training"
    label = "training"
    verbose_name = "Training"
