"""Addresses of `phone`. The service worker is at the root, since a worker serves what is below its own address."""

from __future__ import annotations

from django.urls import path

from momentary.web.phone import views

urlpatterns = [
    path("live/", views.live, name="live"),
    path("live/guide.json", views.live_guide, name="live_guide"),
    path("live/offline/", views.offline, name="live_offline"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
