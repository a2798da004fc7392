"""The population figures of later segments: what is left in a set once it was taken to failure, as packaged data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from momentary.parameters.population import Figure, FittedOn, Origin


@dataclass(frozen=True, slots=True)
class LaterSegmentPrior:
    """What is believed of later segments before a lifter has done any. Logarithms are natural.

    Args:
        curve: Fall of the log-load per repetition that drops are counted in, c [1/rep].
        drop_gain: Share of the repetitions which a lighter load brings a rested lifter that it brings after failure.
        recovered: Repetitions back at the first drop, as a share of those of the segment before.
        recovered_later: The same from the second later segment on.
        usual_rest_s: Rest that drops were done after [s].
        half_life_s: Half-life of what a rest of some seconds gives back [s].
        noise: Spread of ln(repetitions + 1) from one time to the next.
        odd_share: Share of segments whose error is several times larger.
        odd_factor: How many times.
        lifter_sd: Spread of ln(repetitions + 1) between lifters.
        exercise_sd: Between a lifter's exercises.
        length_sd: How it changes with the logarithm of the repetitions before, spread between lifters.
        ratio_sd: How it changes with the logarithm of the ratio of loads, spread between lifters.
        drift: How far habits wander from session to session, as a share of their spread.
        spread_count: How many segments the population's noise counts for when a lifter's own is learnt.
        untried_sd: Further spread of methods of which no population was seen.
        partial_share: Partial repetitions after failure, as a share of the full ones before.
        cheat_repetitions: Cheat repetitions after strict failure [rep].
        lowering_ratio: Lowering over lifting strength.
        twin_log_sd: Spread of the logarithm of the load on the machine over that of the free lift.
        help_first: Help in the first assisted repetition, as a share of the load: low end, middle, high end (80 %).
        help_second: The same in the second.
        overlap_cost: Share of the repetitions lost right after another exercise to failure for the same muscles.
    """

    curve: float
    drop_gain: float
    recovered: float
    recovered_later: float
    usual_rest_s: float
    half_life_s: float
    noise: float
    odd_share: float
    odd_factor: float
    lifter_sd: float
    exercise_sd: float
    length_sd: float
    ratio_sd: float
    drift: float
    spread_count: float
    untried_sd: float
    partial_share: float
    cheat_repetitions: float
    lowering_ratio: float
    twin_log_sd: float
    help_first: tuple[float, ...]
    help_second: tuple[float, ...]
    overlap_cost: float


@dataclass(frozen=True, slots=True)
class LaterSegmentPopulation:
    """The prior of later segments, each figure with its origin, and what it was learnt on.

    Args:
        prior: The figures as the forecast takes them.
        figures: The same with unit, origin and note, by name.
        fitted_on: The logs on which figures were fitted.
    """

    prior: LaterSegmentPrior
    figures: Mapping[str, Figure]
    fitted_on: FittedOn


@cache
def later_segment_population() -> LaterSegmentPopulation:
    """Return the figures of later segments that the package brings."""
    text = files("momentary.parameters").joinpath("later_segments.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    figures = {key: Figure(**{**entry, "origin": Origin(entry["origin"])}) for key, entry in table["figures"].items()}
    values = {
        one.name: tuple(value) if isinstance(value := figures[one.name].value, list) else value
        for one in fields(LaterSegmentPrior)
    }
    prior = LaterSegmentPrior(**values)  # type: ignore[arg-type]
    return LaterSegmentPopulation(prior, MappingProxyType(figures), FittedOn(**table["fitted_on"]))


def later_segment_prior() -> LaterSegmentPrior:
    """Return the shipped prior of later segments."""
    return later_segment_population().prior
