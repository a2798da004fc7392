"""All addresses of the server."""

from __future__ import annotations

from django.urls import include, path

from momentary.web.config.navigation import more

urlpatterns = [
    path("more/", more, name="more"),
    path("", include("momentary.web.insights.urls")),
    path("", include("momentary.web.phone.urls")),
    path("", include("momentary.web.training.urls")),
    path("", include("momentary.web.coaching.urls")),
    path("sync/", include("momentary.web.sync.urls")),
    path("", include("momentary.web.api.urls")),
    path("", include("momentary.web.accounts.urls")),
    path("accounts/", include("allauth.urls")),
]
