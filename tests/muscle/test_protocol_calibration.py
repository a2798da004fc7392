"""Simulated sets against what people do: repetitions to failure, help past failure, repetitions after a drop."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from momentary.muscle import (
    Protocol,
    Segment,
    lifting_pool,
    maximal_demands,
    press,
    repetitions_of,
    simulate,
    tiring_of,
    typical_lifter,
)
from momentary.muscle.lifting import LIFTER_SPREAD

PEOPLE = 16


@cache
def rates() -> tuple[float, ...]:
    """Fatigue rates of lifters, evenly spaced in probability."""
    return tuple(np.exp(LIFTER_SPREAD * norm.ppf((np.arange(PEOPLE) + 0.5) / PEOPLE)).tolist())


@cache
def people(loads: tuple[float, ...]) -> np.ndarray:
    """Return the repetitions of people to failure (load, lifter)."""
    maxima = maximal_demands(press(), rates(), pool=lifting_pool())
    protocols = [Protocol(segments=(Segment(load=load),)) for load in loads for _ in rates()]
    times = len(loads)
    found = repetitions_of(lifting_pool(), press(), np.tile(maxima, times), np.tile(rates(), times), protocols)
    return found[:, 0].reshape(times, PEOPLE)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_mean_repetitions_at_60_to_90_per_cent_are_inside_the_intervals_of_nuzzo_2024(shared: Path) -> None:
    table = [one for one in rows(shared / "science/nuzzo2024_reps.csv") if one["model"] == "main_model"]
    table = [one for one in table if one["mean_lo95"]]
    assert [float(one["pct1RM"]) for one in table] == [90, 85, 80, 75, 70, 65, 60]
    found = people(tuple(float(one["pct1RM"]) / 100.0 for one in table))
    for one, repetitions in zip(table, found, strict=True):
        assert float(one["mean_lo95"]) <= repetitions.mean() <= float(one["mean_hi95"]), one["pct1RM"]


def test_people_differ_about_as_much_as_in_nuzzo_2024() -> None:
    # Published spreads contain test-retest noise of about one repetition, which a simulation does not have.
    spread = np.sqrt(people((0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6))[2::2].std(axis=1) ** 2 + 1.0)
    assert spread == pytest.approx([2.51, 3.31, 4.37], rel=0.25)


def test_help_past_failure_is_inside_the_measured_spread(shared: Path) -> None:
    table = rows(shared / "data/tables/forced_reps.csv")
    measured = {
        number: np.array(
            [float(one["actual_assistance_kg"]) / float(one["load_kg"])
             for one in table if one["forced_rep_no"] == number]
        )
        for number in ("1", "2")
    }  # fmt: skip
    repetition_s = float(np.mean([float(one["tut_set"]) / float(one["reps"]) for one in table]))
    tempo = {"up_s": repetition_s / 2.0, "down_s": repetition_s / 2.0}
    loads = (0.54, 0.56, 0.58, 0.6, 0.62)
    # The load is on a Smith machine, and chosen so that about 13 repetitions go up.
    chains = [
        (Segment(load=load, is_free=False, **tempo),  # type: ignore[arg-type]
         *[Segment(load=load, is_free=False, partner_follows=True, repetitions=1.0, **tempo)] * 2)  # type: ignore[arg-type]
        for load in loads
    ]  # fmt: skip
    found = simulate(typical_lifter(press()), [Protocol(segments=chain) for chain in chains])
    outcome = min(found, key=lambda one: abs(one.segments[0].repetitions - 13))
    assert abs(outcome.segments[0].repetitions - 13) <= 1
    for helped, given in zip(outcome.segments[1:], measured.values(), strict=True):
        assert helped.help_peak is not None
        assert abs(helped.help_peak - given.mean()) < given.std(ddof=1)
    first, second = (one.help_peak or 0.0 for one in outcome.segments[1:])
    assert second > first


@pytest.mark.parametrize(("load", "off"), [(0.75, 0.2), (0.75, 0.25), (0.8, 0.2), (0.8, 0.25)])
def test_after_a_drop_of_20_to_25_per_cent_as_many_repetitions_follow_as_lifters_log(load: float, off: float) -> None:
    chain = (Segment(load=load), Segment(load=load * (1.0 - off), rest_s=8.0))
    (outcome,) = simulate(typical_lifter(press()), [Protocol(segments=chain)])
    # The middle half of 296 labelled first drops of 17.5 to 27.5 %: 4 to 8 repetitions.
    assert 4 <= outcome.segments[1].repetitions <= 8


def test_a_lifter_is_fitted_to_the_repetitions_that_they_do() -> None:
    for load, repetitions in ((0.75, 8), (0.75, 16), (0.85, 5)):
        rate = tiring_of(press(), load=load, repetitions=repetitions)
        lifter = typical_lifter(press(), tiring=rate)
        (outcome,) = simulate(lifter, [Protocol(segments=(Segment(load=load),))])
        assert abs(outcome.repetitions - repetitions) <= 1
