"""The packaged catalogue: find an exercise by its key, or by the name that an app or a lifter gives it."""

from __future__ import annotations

from functools import cache, lru_cache

from momentary.catalogue import tables
from momentary.catalogue.exercise import Exercise
from momentary.catalogue.guess import Hints
from momentary.catalogue.matching import Match, Matcher


class UnknownExerciseError(LookupError):
    """The catalogue has no exercise with this key."""


@cache
def matcher() -> Matcher:
    """Return the reader of names over the packaged tables."""
    return Matcher(tables.exercises_by_slug(), tables.aliases(), phrases=tables.phrases(), rules=tables.rules())


def exercises() -> tuple[Exercise, ...]:
    """Return every exercise of the catalogue, in the order of the table."""
    return tuple(tables.exercises_by_slug().values())


def find(slug: str) -> Exercise:
    """Return the exercise with this key.

    Raises:
        UnknownExerciseError: There is none; the message names the nearest.
    """
    try:
        return tables.exercises_by_slug()[slug]
    except KeyError:
        near = ", ".join(exercise.slug for exercise in suggest(slug.replace("-", " ")))
        raise UnknownExerciseError(f"No exercise has the key {slug!r}. The nearest are {near}.") from None


@lru_cache(maxsize=8192)
def match(name: str, hints: Hints | None = None) -> Match:
    """Return what the name of an exercise means, in any of the apps' spellings and languages.

    Never fails and never drops a name: what the catalogue does not know is the lifter's own exercise.

    Args:
        name: The name as an app or a lifter spells it.
        hints: What the app says of the exercise beside its name; used where the name is unknown.

    Examples:
        >>> match("Bankdrücken (Langhantel)").exercise.slug
        'barbell-bench-press'
    """
    return matcher().match(name, hints)


@lru_cache(maxsize=1024)
def suggest(name: str, *, limit: int = 3) -> tuple[Exercise, ...]:
    """Return the exercises whose names are nearest to a typed one, nearest first: for "Did you mean"."""
    return matcher().suggest(name, limit=limit)
