"""Addresses of `coaching`."""

from __future__ import annotations

from django.urls import path

from momentary.web.coaching.views import partner

urlpatterns = [
    path("phone/partner", partner.make, name="partner_make"),
    path("phone/partner/<str:token>/step", partner.say_step, name="partner_step"),
    path("phone/partner/<str:token>/end", partner.end, name="partner_end"),
    path("partner/<str:token>/", partner.page, name="partner"),
    path("partner/<str:token>/state", partner.state, name="partner_state"),
    path("partner/<str:token>/qr.svg", partner.qr, name="partner_qr"),
]
