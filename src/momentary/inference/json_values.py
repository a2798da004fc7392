"""Values of JSON taken as what they should be: everything else is refused, by ValueError or TypeError."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_FARTHEST_DAYS = 3_000_000.0


def rows_of(values: Any) -> list[Any]:
    """Return a list; an object that happens to be empty is none."""
    if not isinstance(values, list):
        raise TypeError("not a list")
    return values


def numbers_of(values: Any, count: int | None = None) -> Floats:
    """Return numbers, so many of them."""
    if not isinstance(values, list) or (count is not None and len(values) != count):
        raise ValueError("a list of numbers is missing, or has another length than it should")
    return np.array([number_of(one) for one in values], dtype=np.float64)


def number_of(value: object) -> float:
    """Return a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{value!r} stands where a finite number should")
    return float(value)


def time_of(value: object) -> float:
    """Return a time in days since 1970; minus infinity before any."""
    if value is None:
        return float("-inf")
    time = number_of(value)
    if abs(time) > _FARTHEST_DAYS:
        raise ValueError(f"{time!r} stands where a time should: it lies beyond the calendar")
    return time


def number_or_nan(value: object) -> float:
    """Return a finite number, or NaN for what is not known."""
    return float("nan") if value is None else number_of(value)


def whole_of(value: object) -> int:
    """Return a whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{value!r} stands where a whole number should")
    return value


def flag_of(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} stands where true or false should")
    return value


def text_of(value: object) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} stands where a text should")
    return value
