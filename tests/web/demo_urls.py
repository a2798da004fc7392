"""The addresses of a server that is a demo."""

from __future__ import annotations

from momentary.web.config.urls import urlpatterns as usual
from momentary.web.training.urls import demo_urlpatterns

urlpatterns = [*usual, *demo_urlpatterns]
