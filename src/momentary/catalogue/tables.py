"""The packaged tables: exercises, their names in the apps, and the words that names are made of."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from momentary.catalogue.exercise import BodyShare, Equipment, Exercise, Kind, LoadBasis, Partials, WayOut
from momentary.evidence import Sourced, Trust
from momentary.quantities import Muscle

PRIMARY_SHARE = Sourced(1.0, "1", source="pelland2025", locator="set credit, direct sets", trust=Trust.SECOND_HAND)
"""The credit of a set for a muscle that it trains directly."""
SYNERGIST_SHARE = Sourced(0.5, "1", source="pelland2025", locator="set credit, indirect sets", trust=Trust.SECOND_HAND)
"""The credit of a set for a muscle that helps: a heuristic of its authors that fitted best."""


def rows(name: str) -> Iterator[list[str]]:
    """Return the rows of a packaged table, without its header."""
    text = files("momentary.catalogue").joinpath("data", name).read_text(encoding="utf-8")
    reader = csv.reader(text.splitlines())
    next(reader)
    return reader


def _bodies() -> dict[str, BodyShare]:
    return {key: BodyShare(float(share), basis, Trust(trust)) for key, share, basis, trust in rows("bodies.csv")}


def _velocities() -> dict[str, Sourced]:
    return {
        slug: Sourced(float(value), "m/s", source=source, locator=locator, trust=Trust(trust))
        for slug, value, source, locator, trust in rows("velocities.csv")
    }


def _share_sources() -> dict[str, dict[Muscle, Sourced]]:
    found: dict[str, dict[Muscle, Sourced]] = {}
    for slug, muscle, value, source, locator, trust, because in rows("shares.csv"):
        sourced = Sourced(
            float(value), "1", source=source, locator=locator, trust=Trust(trust), because=because or None
        )
        found.setdefault(slug, {})[Muscle(muscle)] = sourced
    return found


def _shares(primary: str, synergists: str, finer: dict[Muscle, Sourced]) -> tuple[tuple[Muscle, float], ...]:
    shares = dict.fromkeys(map(_MUSCLES.__getitem__, primary.split()), PRIMARY_SHARE.value)
    for muscle in synergists.split():
        shares.setdefault(_MUSCLES[muscle], SYNERGIST_SHARE.value)
    shares.update((muscle, sourced.value) for muscle, sourced in finer.items())
    return tuple(shares.items())


_MUSCLES = {muscle.value: muscle for muscle in Muscle}


@cache
def exercises_by_slug() -> dict[str, Exercise]:
    """Return the exercises of the catalogue by slug, in the order of the table."""
    bodies, velocities, sources = _bodies(), _velocities(), _share_sources()
    found: dict[str, Exercise] = {}
    for row in rows("exercises.csv"):
        slug, name, kind, equipment, primary, synergists, body, one_sided, twin, spotter, way_out, partials, basis = row
        finer = sources.get(slug, {})
        found[slug] = Exercise(
            slug=slug,
            name=name,
            kind=Kind(kind),
            equipment=Equipment(equipment),
            shares=_shares(primary, synergists, finer),
            body=bodies[body] if body else None,
            one_sided=one_sided == "yes",
            machine_twin=twin or None,
            needs_spotter=spotter == "yes",
            way_out=WayOut(way_out),
            partials=Partials(partials),
            load_basis=LoadBasis(basis),
            velocity_at_1rm=velocities.get(slug),
            share_sources=tuple(finer.items()),
        )
    return found


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that an app or its users give an exercise.

    Args:
        name: The name as it is spelled there.
        slug: The exercise that it means.
        language: Language code of the name.
        note: Where it comes from; `exact` where only this very spelling means the exercise, `family` where
            every otherwise unknown name with these words does.
    """

    name: str
    slug: str
    language: str
    note: str

    @property
    def is_exact(self) -> bool:
        """Whether only this very spelling means the exercise, not its words in another order or form."""
        return "exact" in self.note.split()

    @property
    def is_family(self) -> bool:
        """Whether every otherwise unknown name with these words means the exercise."""
        return "family" in self.note.split()


def aliases() -> list[Alias]:
    """Return every alias, in the order of the table."""
    return [Alias(*row) for row in rows("aliases.csv")]


def phrases() -> list[tuple[str, str]]:
    """Return the words of exercise names in all languages with their meaning in the catalogue's own."""
    return [(words, meaning) for words, meaning, _ in rows("words.csv")]


def rules() -> list[tuple[str, str]]:
    """Return words in any order, and what they become together."""
    return [(words, meaning) for words, meaning in rows("rules.csv")]
