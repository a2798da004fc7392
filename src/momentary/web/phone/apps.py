"""The app `phone`."""

from __future__ import annotations

from django.apps import AppConfig


class PhoneConfig(AppConfig):
    """The live page on the phone."""

    name = "momentary.web.phone"
    label = "phone"
    verbose_name = "Phone"
