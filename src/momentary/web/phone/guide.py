"""What every phone may know without a log: the catalogue's exercises and how each method is done. Nothing personal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from momentary.catalogue import Exercise, exercises
from momentary.prescription.methods import METHODS, Method
from momentary.prescription.methods.advice import Advice

FORMAT = "momentary-guide/1"


@cache
def guide() -> dict[str, Any]:
    """Return the exercises, a row each, and the methods with their steps."""
    names = {one.slug: one.name for one in exercises()}
    return {
        "format": FORMAT,
        "columns": ["slug", "name", "load_basis", "is_unilateral", "twin", "kind"],
        "exercises": [_row(one, names) for one in exercises()],
        "methods": [_method(method) for method in METHODS],
    }


def _row(one: Exercise, names: Mapping[str, str]) -> list[Any]:
    twin = names[one.machine_twin] if one.machine_twin else None
    return [one.slug, one.name, str(one.load_basis), one.one_sided, twin, str(one.kind)]


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
