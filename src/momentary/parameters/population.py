"""The population figures of the level model: packaged data with the origin of each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from momentary.athlete import Prior
from momentary.parameters.nuzzo2024 import CURVE_BENCH_PRESS, CURVE_LEG_PRESS


class Origin(StrEnum):
    """Where a population figure comes from."""

    LITERATURE = "literature"
    """Taken from a paper unchanged."""
    FITTED = "fitted"
    """Chosen by forecasts on real logs."""
    ASSUMED = "assumed"
    """A judgement; its note says what it rests on."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One population figure with its origin.

    Args:
        value: The figure, or several.
        unit: Its unit.
        origin: Where it comes from.
        source: Key of the citation that it starts from, if any.
        start: Its value before fitting, if it was fitted.
        note: What else should be known.
    """

    value: float | int | list[float]
    unit: str
    origin: Origin
    source: str | None = None
    start: float | list[float] | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class FittedOn:
    """The real logs on which figures were chosen.

    Args:
        lifters: Number of lifters.
        segments: Number of their segments.
        targets: Number of sets to failure that were forecast.
        how: How the figures were chosen.
    """

    lifters: int
    segments: int
    targets: int
    how: str


@cache
def population_figures() -> Mapping[str, Figure]:
    """Return the population figures by name."""
    entries = _table()["figures"]
    return MappingProxyType(
        {name: Figure(**{**entry, "origin": Origin(entry["origin"])}) for name, entry in entries.items()}
    )


def fitted_on() -> FittedOn:
    """Return which logs the fitted figures were chosen on."""
    return FittedOn(**_table()["fitted_on"])


@cache
def level_prior() -> Prior:
    """Return the shipped prior of the level model."""
    values: dict[str, Any] = {
        name: tuple(figure.value) if isinstance(figure.value, list) else figure.value
        for name, figure in population_figures().items()
    }
    curves = (("bench_press", CURVE_BENCH_PRESS.value), ("leg_press", CURVE_LEG_PRESS.value))
    return Prior(curve_by_exercise=curves, **values)


@cache
def _table() -> dict[str, dict[str, Any]]:
    """Return the packaged table."""
    text = files("momentary.parameters").joinpath("population.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
