"""Addresses of `api`."""

from __future__ import annotations

from django.urls import path, re_path

from momentary.web.api import views
from momentary.web.api.interface import interface

urlpatterns = [
    path("api/docs/", views.docs, name="api_docs"),
    path("api/v1/openapi.json", views.openapi, name="api_openapi"),
    path("api/v1/", interface.urls),
    re_path(r"^api/", views.nothing, name="api_nothing"),
    path("settings/tokens/", views.tokens, name="api_tokens"),
    path("settings/tokens/<uuid:uuid>/revoke", views.revoke, name="api_token_revoke"),
    path("settings/webhooks/", views.webhooks, name="api_webhooks"),
    path("settings/webhooks/<uuid:uuid>/", views.webhook, name="api_webhook"),
    path("settings/webhooks/<uuid:uuid>/delete", views.webhook_delete, name="api_webhook_delete"),
    path("settings/webhooks/<uuid:uuid>/test", views.webhook_test, name="api_webhook_test"),
]
