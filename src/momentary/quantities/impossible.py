"""The error of a value that cannot be, and the small checks that raise it."""

from __future__ import annotations

import math


class ImpossibleValueError(ValueError):
    """A quantity that cannot exist, with the thing, the fact and what it may be instead."""


def require_kind(value: object, kind: type, *, what: str) -> None:
    """Raise ImpossibleValueError unless `value` is of `kind`: the types of callers without a type checker."""
    if not isinstance(value, kind):
        raise ImpossibleValueError(f"{what} is {value!r}: it must be a {kind.__name__}.")


def require_finite(value: object, *, what: str) -> None:
    """Raise ImpossibleValueError unless `value` is a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ImpossibleValueError(f"{what} is {value!r}: it must be a finite number.")


def require_not_negative(value: float, *, what: str, remedy: str = "Leave it out if it is not known.") -> None:
    """Raise ImpossibleValueError unless `value` is finite and zero or more."""
    require_finite(value, what=what)
    if value < 0:
        raise ImpossibleValueError(f"{what} is {value!r}: it cannot be below zero. {remedy}")


def require_count(value: object, *, what: str) -> None:
    """Raise ImpossibleValueError unless `value` is a whole number, zero or more."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ImpossibleValueError(f"{what} is {value!r}: it must be a whole number.")
    if value < 0:
        raise ImpossibleValueError(f"{what} is {value!r}: it cannot be below zero.")


def require_text(value: object, *, what: str) -> None:
    """Raise ImpossibleValueError unless `value` has at least one character that can be seen."""
    if not isinstance(value, str) or not value.strip():
        raise ImpossibleValueError(f"{what} is {value!r}: it needs at least one visible character.")
