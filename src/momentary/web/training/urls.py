"""Addresses of `training`."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from momentary.web.training import demo_views, views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<uuid:uuid>/", views.import_detail, name="import"),
    path("imports/<uuid:uuid>/status", views.import_status, name="import_status"),
    path("imports/<uuid:uuid>/take", views.import_take, name="import_take"),
    path("imports/<uuid:uuid>/undo", views.import_undo, name="import_undo"),
    path("imports/<uuid:uuid>/drop", views.import_drop, name="import_drop"),
]
demo_urlpatterns = [
    path("demo/switch", demo_views.switch, name="demo_switch"),
    path("demo/take", demo_views.take, name="demo_take"),
    path("demo/<str:token>/", demo_views.enter, name="demo"),
]
if settings.SERVER.demo:
    urlpatterns += demo_urlpatterns
