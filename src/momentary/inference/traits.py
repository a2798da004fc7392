"""What the model must know of exercises, from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from momentary.catalogue.exercise import LoadBasis
from momentary.inference.records import ExerciseTraits

if TYPE_CHECKING:
    from momentary.catalogue import Match

_CURVES = MappingProxyType(
    {
        "barbell-bench-press": "bench_press",
        "smith-machine-bench-press": "bench_press",
        "leg-press": "leg_press",
    }
)
"""Exercises whose load-repetitions curve a source gives on its own (Nuzzo 2024)."""


def catalogue_traits(matches: Mapping[str, Match]) -> dict[str, ExerciseTraits]:
    """Return the traits of every typed name.

    Names that the catalogue takes for the same exercise become one. The lifter's own exercises stay apart, with
    the load as typed.

    Args:
        matches: Typed name to what the catalogue makes of it.

    Example:
        >>> from momentary.catalogue import match_log
        >>> from momentary.athlete import demo_log
        >>> log = demo_log(seed=1)
        >>> posterior = fit(log, traits=catalogue_traits(match_log(log)))  # doctest: +SKIP
    """
    return {name: _traits(one) for name, one in matches.items()}


def _traits(one: Match) -> ExerciseTraits:
    """Return the traits of one name."""
    exercise = one.exercise
    if exercise.is_own:
        return ExerciseTraits(key=exercise.slug)
    return ExerciseTraits(
        key=exercise.slug,
        moved_share=exercise.body_mass_share,
        is_assisted=exercise.load_basis is LoadBasis.ASSISTANCE,
        curve=_CURVES.get(exercise.slug),
        is_modelled=exercise.is_strength,
    )
