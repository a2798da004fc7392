"""What the model must know of exercises, from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from momentary.catalogue.exercise import LoadBasis
from momentary.inference.records import ExerciseTraits
from momentary.quantities import Log

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


def catalogue_traits(matches: Mapping[str, Match], *, log: Log | None = None) -> dict[str, ExerciseTraits]:
    """Return the traits of every typed name.

    Names that the catalogue takes for the same exercise become one where one follows the other, as after a change of
    app or language. A lifter who uses two names over the same time has two stations, and a load on one says little
    of the other: they stay apart, and the key of the later one is the catalogue's followed by the typed name.
    The lifter's own exercises stay apart.

    Example:
        >>> from momentary.athlete import demo_log
        >>> from momentary.catalogue import match_log
        >>> from momentary.inference import fit
        >>> log = demo_log(seed=1)
        >>> posterior = fit(log, traits=catalogue_traits(match_log(log), log=log))
        >>> posterior.exercises[0]
        'barbell-bench-press'

    Args:
        matches: Typed name to what the catalogue makes of it.
        log: The log; without it all names of an exercise become one.
    """
    keys = {} if log is None else _stations(matches, log)
    return {name: _traits(one, key=keys.get(name, one.exercise.slug)) for name, one in matches.items()}


def _stations(matches: Mapping[str, Match], log: Log) -> dict[str, str]:
    """Return the key of every name: a name joins the first station of its exercise whose use ended before its own."""
    spans: dict[str, tuple[datetime, datetime]] = {}
    for session in log.sessions:
        now = session.start.wall
        for name in {segment.exercise for one in session.sets for segment in one.segments}:
            spans[name] = (spans.get(name, (now, now))[0], now)
    keys: dict[str, str] = {}
    ends: dict[str, dict[str, datetime]] = {}
    for name in sorted(spans, key=lambda name: (spans[name][0], name)):
        stations = ends.setdefault(matches[name].exercise.slug, {})
        begin, end = spans[name]
        free = [key for key, last in stations.items() if last < begin]
        fresh = f"{matches[name].exercise.slug}: {name}" if stations else matches[name].exercise.slug
        keys[name] = free[0] if free else fresh
        stations[keys[name]] = end
    return keys


def _traits(one: Match, *, key: str) -> ExerciseTraits:
    """Return the traits of one name."""
    exercise = one.exercise
    if exercise.is_own:
        return ExerciseTraits(key=key, shares=exercise.shares)
    return ExerciseTraits(
        key=key,
        moved_share=exercise.body_mass_share,
        is_assisted=exercise.load_basis is LoadBasis.ASSISTANCE,
        curve=_CURVES.get(exercise.slug),
        is_modelled=exercise.is_strength,
        shares=exercise.shares,
    )


def muscle_traits(log: Log) -> dict[str, ExerciseTraits]:
    """Return traits that tell the muscles of every name and nothing else: each name is an exercise of its own."""
    names = {segment.exercise for one in log.sessions for done in one.sets for segment in done.segments}
    return {name: _named(name) for name in sorted(names)}


@lru_cache(maxsize=8192)
def _named(name: str) -> ExerciseTraits:
    """Return the traits of a name, with the muscles that the catalogue finds."""
    from momentary.catalogue import match  # noqa: PLC0415 - reading the catalogue costs more than most callers need

    return ExerciseTraits(name, shares=match(name).exercise.shares)
