"""Addresses of `accounts`; signing in and the like are allauth's."""

from __future__ import annotations

from django.urls import path

from momentary.web.accounts.views import owner_setup, second_factor, settings

urlpatterns = [
    path("setup/<str:token>/", owner_setup, name="owner_setup"),
    path("settings/", settings, name="settings"),
    path("settings/second-factor/", second_factor, name="second_factor"),
]
