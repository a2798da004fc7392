"""How each method is done, for phones that have no advice of their own yet. Nothing personal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from momentary.prescription.methods import METHODS, Method
from momentary.prescription.methods.advice import Advice

FORMAT = "momentary-guide/1"


def guide() -> dict[str, Any]:
    """Return the methods with their steps; the exercises come with the lifter's own bundle."""
    return {"format": FORMAT, "methods": [_method(method) for method in METHODS]}


def _method(method: Method) -> dict[str, Any]:
    told = method.protocol
    return {
        "name": told.name,
        "title": told.title,
        "summary": told.summary.text,
        "lifter": _texts(told.steps),
        "partner": _texts(told.partner_steps),
        "ends": _texts(told.ends),
        "cost": _texts(told.cost),
        "why": _texts(told.why),
    }


def _texts(given: Iterable[Advice]) -> list[str]:
    return [one.text for one in given]
