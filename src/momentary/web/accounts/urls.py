"""Addresses of `accounts`; signing in and the like are allauth's."""

from __future__ import annotations

from django.urls import path

from momentary.web.accounts import leaving
from momentary.web.accounts.views import owner_setup, second_factor, settings

urlpatterns = [
    path("setup/<str:token>/", owner_setup, name="owner_setup"),
    path("settings/", settings, name="settings"),
    path("settings/second-factor/", second_factor, name="second_factor"),
    path("settings/export/", leaving.export, name="account_export"),
    path("settings/export/<uuid:uuid>/status", leaving.export_status, name="account_export_status"),
    path("settings/export/<uuid:uuid>/file", leaving.export_file, name="account_export_file"),
    path("settings/delete/", leaving.delete, name="account_delete"),
]
