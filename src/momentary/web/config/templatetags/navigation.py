"""The bar with the tabs."""

from __future__ import annotations

from typing import Any

from django import template

from momentary.web.config.navigation import tabs

register = template.Library()


@register.inclusion_tag("config/tabs.html", takes_context=True)
def main_tabs(context: dict[str, Any]) -> dict[str, Any]:
    """Return what the bar shows on this page."""
    request = context.get("request")
    return {"tabs": list(tabs("" if request is None else request.path))}
