"""Addresses of `insights`."""

from __future__ import annotations

from django.urls import path

from momentary.web.insights import views

urlpatterns = [
    path("", views.today, name="today"),
    path("sessions/<uuid:uuid>/", views.session, name="session"),
]
