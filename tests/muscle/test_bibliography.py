"""A run can say what it rests on."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping

import pytest

from momentary import muscle
from momentary.evidence import Sourced, citation
from momentary.muscle import (
    TiringDrive,
    TwoPartRecovery,
    joint,
    muscle_of,
    potvin2017,
    published_pool,
    reference_lines,
    references,
    resting_joint,
)


def published() -> Iterator[tuple[str, Sourced]]:
    for module in pkgutil.iter_modules(muscle.__path__):
        for name, value in vars(importlib.import_module(f"momentary.muscle.{module.name}")).items():
            if isinstance(value, Sourced):
                yield f"{module.name}.{name}", value
            elif isinstance(value, Mapping) and name.isupper():
                inside = ((f"{module.name}.{name}[{key}]", one) for key, one in value.items())
                yield from (pair for pair in inside if isinstance(pair[1], Sourced))


@pytest.mark.parametrize(("name", "number"), list(published()))
def test_every_constant_has_a_citation_named_like_its_module(name: str, number: Sourced) -> None:
    assert name.startswith(f"{number.source}.")
    assert citation(number.source).key == number.source


def test_the_references_are_those_of_the_laws_that_run() -> None:
    assert [one.key for one in references(published_pool())] == ["potvin2017"]
    assert [one.key for one in references(joint("knee"))] == ["xia2008", "freylaw2012"]
    assert [one.key for one in references(resting_joint("knee"))] == ["xia2008", "freylaw2012", "looft2018"]
    assert [one.key for one in references(muscle_of("elbow_flexor"))] == ["xia2008", "rakshit2021"]
    extended = published_pool(recovery=TwoPartRecovery.assumed(), central=TiringDrive.assumed())
    assert {"carroll2017", "refalo2023", "thomas2018", "gandevia2001"} < {one.key for one in references(extended)}


def test_departures_and_assumptions_are_told_under_their_paper() -> None:
    slowed = potvin2017.FATIGUE_RATE.adjusted(factor=0.5, because="dynamic, not isometric")
    pool = published_pool(fatigue_rate=slowed, recovery=TwoPartRecovery.assumed())
    lines = reference_lines(pool)
    assert any("departs" in line and "dynamic, not isometric" in line for line in lines)
    assert any("unconfirmed" in line and "0.9" in line for line in lines)
