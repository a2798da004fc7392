"""Addresses of `insights`."""

from __future__ import annotations

from django.urls import include, path

from momentary.web.insights import bundle_views, views

urlpatterns = [
    path("", views.today, name="today"),
    path("phone/bundle", bundle_views.bundle, name="bundle"),
    path("standing", bundle_views.standing, name="standing"),
    path("", include("momentary.web.insights.pages.urls")),
]
