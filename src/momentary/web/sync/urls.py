"""Addresses of `sync`."""

from __future__ import annotations

from django.urls import path

from momentary.web.sync.views import pull, push

urlpatterns = [
    path("push", push, name="sync_push"),
    path("pull", pull, name="sync_pull"),
]
