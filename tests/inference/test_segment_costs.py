"""What some segments cost beside their doses: known factors are found, and what nobody did stays as it was believed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from momentary.athlete import Part, channels_of
from momentary.athlete.tired_lifter import EXERCISES, TiredLifter, tired_lifter
from momentary.inference import ExerciseTraits, fit
from momentary.inference.clock import days_of
from momentary.inference.fatigue import FatigueEvidence, prior_gains
from momentary.inference.log_tiredness import LogTiredness
from momentary.inference.persons import Persons, draw_persons
from momentary.inference.segment_costs import (
    RETURN_DAYS,
    CameBack,
    ColumnEvidence,
    CountedSegment,
    SegmentCosts,
    column_evidence,
    factors_of,
    segment_costs,
)
from momentary.parameters import level_prior
from momentary.quantities import Log, Muscle, Technique

PRIOR = level_prior()
# Fatigue that is seen: thrice the usual cost of a set, and lifters of one kind. With the usual one logs hardly tell.
PLAIN = replace(
    PRIOR,
    fatigue=replace(
        PRIOR.fatigue, residual=replace(PRIOR.fatigue.residual, gain=3.0 * PRIOR.fatigue.residual.gain, gain_log_sd=0.3)
    ),
)
TRAITS = {name: ExerciseTraits(name, shares=tuple(muscles.items())) for name, muscles in EXERCISES.items()}
LOG_SD = 0.7
CHANNELS = channels_of(PRIOR.fatigue)
SLOW = np.isin(CHANNELS.part, (Part.RESIDUAL, Part.DAMAGE, Part.NEURAL_RESIDUAL, Part.NEURAL_ACCUMULATED))


def drops_of(log: Log) -> dict[int, list[CountedSegment]]:
    """The drops of a log, all of one kind."""
    segments = enumerate(log.segments())
    return {row: [CountedSegment(0)] for row, one in segments if one.technique is Technique.DROP}


def costs_of(lifter: TiredLifter) -> SegmentCosts:
    tiredness = fit(lifter.log, traits=TRAITS, prior=PLAIN).tiredness
    return segment_costs(tiredness, drops_of(lifter.log), columns=1, log_sd=LOG_SD)


@cache
def usual() -> tuple[Log, LogTiredness]:
    """A lifter with drops, and their fatigue."""
    log = tired_lifter(np.random.default_rng(5), prior=PRIOR.fatigue, sessions=40, drops=0.4).log
    return log, fit(log, traits=TRAITS).tiredness


def one_person(gains: np.ndarray) -> Persons:
    """Persons who are all the same."""
    many = np.tile(gains, (256, 1))
    nothing = np.zeros((256, len(Part)))
    return Persons(PRIOR.fatigue, nothing, nothing, many)


def made(rng: np.random.Generator, factors: np.ndarray, gains: np.ndarray, *, rows: int, size: float) -> ColumnEvidence:
    """First sets that follow exactly what the model says of known factors."""
    columns = -size * rng.exponential(size=(rows, len(factors), len(CHANNELS))) * SLOW
    felt = columns.sum(axis=1) - size * rng.exponential(size=(rows, len(CHANNELS)))
    miss = felt @ gains + np.einsum("rkc,k,c->r", columns, factors - 1.0, gains) + rng.standard_normal(rows)
    return ColumnEvidence(felt, columns, miss, tuple(CameBack(0) for _ in factors))


def test_two_factors_of_a_known_person_are_those_of_a_grid() -> None:
    """Against the posterior on a grid of both factors, without any chance."""
    rng, gains = np.random.default_rng(1), np.where(SLOW, 0.1, 0.0)
    evidence = made(rng, np.array([2.0, 0.6]), gains, rows=80, size=0.7)
    found = factors_of(evidence, one_person(gains), channels=CHANNELS, log_sd=LOG_SD)
    steps = np.linspace(-4.0, 4.0, 161)
    parts = evidence.columns @ gains
    left = evidence.miss - evidence.felt @ gains
    first, second = np.meshgrid(np.expm1(LOG_SD * steps), np.expm1(LOG_SD * steps), indexing="ij")
    off = left[:, None, None] - parts[:, 0, None, None] * first - parts[:, 1, None, None] * second
    density = -0.5 * (off**2).sum(axis=0) - 0.5 * (steps[:, None] ** 2 + steps[None, :] ** 2)
    weights = np.exp(density - density.max())
    weights /= weights.sum()
    for column, shares in enumerate((weights.sum(axis=1), weights.sum(axis=0))):
        mean = float(shares @ steps)
        sd = float(np.sqrt(shares @ (steps - mean) ** 2))
        drawn = np.log(found.factors[:, column]) / LOG_SD
        assert drawn.mean() == pytest.approx(mean, abs=0.12 * sd)
        assert drawn.std() == pytest.approx(sd, rel=0.1)
        assert found.learnt[column] == pytest.approx(1.0 - sd**2, abs=0.03)


def test_intervals_of_factors_hold_at_the_stated_rate() -> None:
    """Persons and factors drawn from what is believed of them; the persons from the log as if each factor were one."""
    rng, ranks = np.random.default_rng(2), []
    for _ in range(40):
        gains = draw_persons(PRIOR.fatigue, FatigueEvidence.none(prior_gains(PRIOR.fatigue))).gains[rng.integers(256)]
        factor = np.exp(LOG_SD * rng.standard_normal(1))
        evidence = made(rng, factor, gains, rows=60, size=5.0)
        known = FatigueEvidence.none(prior_gains(PRIOR.fatigue))
        known.precision, known.pull = evidence.felt.T @ evidence.felt, evidence.felt.T @ evidence.miss
        found = factors_of(evidence, draw_persons(PRIOR.fatigue, known), channels=CHANNELS, log_sd=LOG_SD)
        ranks.append(float((found.factors[:, 0] < factor[0]).mean()))
    off = np.abs(np.array(ranks) - 0.5)
    assert 0.65 <= (off <= 0.4).mean() <= 0.95
    assert 0.3 <= (off <= 0.25).mean() <= 0.7
    assert np.mean(ranks) == pytest.approx(0.5, abs=0.12)


def test_what_a_drop_costs_synthetic_lifters_is_found_from_their_logs() -> None:
    """The whole way from sets to factors: intervals hold, and lifters whom drops cost more are told from others."""
    rng, ranks, pairs = np.random.default_rng(3), [], []
    for _ in range(12):
        truth = float(np.exp(LOG_SD * rng.standard_normal()))
        found = costs_of(tired_lifter(rng, prior=PLAIN.fatigue, sessions=80, drops=0.4, drop_cost=truth))
        ranks.append(float((found.factors[:, 0] < truth).mean()))
        pairs.append((np.log(truth), np.log(np.median(found.factors[:, 0]))))
        assert 0.0 < found.learnt[0] < 1.0
    assert (np.abs(np.array(ranks) - 0.5) <= 0.4).mean() >= 0.65
    assert np.corrcoef(np.array(pairs).T)[0, 1] > 0.3


def test_of_what_was_never_done_the_belief_stays_and_nothing_is_learnt() -> None:
    log, tiredness = usual()
    found = segment_costs(tiredness, drops_of(log), columns=2, log_sd=LOG_SD)
    assert found.learnt[1] == pytest.approx(0.0, abs=1e-9)
    assert found.came_back[1].count == 0
    assert np.isnan(found.came_back[1].mean)
    low, middle, high = np.quantile(np.log(found.factors[:, 1]) / LOG_SD, (0.1, 0.5, 0.9))
    assert (low, middle, high) == pytest.approx((-1.28, 0.0, 1.28), abs=0.15)


def test_a_log_without_first_sets_that_tell_teaches_nothing() -> None:
    log = Log.of(usual()[0].sessions[:3])
    found = segment_costs(fit(log, traits=TRAITS).tiredness, drops_of(log), columns=1, log_sd=LOG_SD)
    assert found.learnt[0] == pytest.approx(0.0, abs=1e-9)
    assert found.came_back[0].count == 0


def test_counted_apart_every_segment_is_the_fatigue_of_hours_and_days() -> None:
    """If all segments are counted, the column is what the states hold: the same doses through the same filter."""
    whole, _ = usual()
    first = [next(one.exercise for one in session.sets) for session in whole.sessions]
    log = Log.of(
        replace(session, sets=tuple(one for one in session.sets if one.exercise == name))
        for session, name in zip(whole.sessions, first, strict=True)
    )
    every = {row: [CountedSegment(0)] for row in range(log.count_segments())}
    evidence, _ = column_evidence(fit(log, traits=TRAITS).tiredness, every, columns=1)
    assert len(evidence.miss) > 10
    np.testing.assert_allclose(evidence.columns[:, 0][:, SLOW], evidence.felt[:, SLOW], atol=1e-9)
    assert not evidence.columns[:, 0][:, ~SLOW].any()


def test_first_sets_of_muscles_that_a_counted_segment_of_the_same_session_worked_are_not_asked() -> None:
    log, tiredness = usual()
    every = {row: [CountedSegment(0)] for row in range(log.count_segments())}
    # All chest, back, arm and leg exercises after the first of their muscles are left out.
    asked = len(column_evidence(tiredness, every, columns=1)[0].miss)
    first, before = 0, tiredness.records.day[0] + 42.0
    for session in log.sessions:
        worked: set[Muscle] = set()
        for name in dict.fromkeys(one.exercise for one in session.sets):
            first += not worked & set(EXERCISES[name]) and days_of(session.start.wall) > before
            worked |= set(EXERCISES[name])
    assert 0 < asked <= first


def test_kinds_counted_apart_add_up_to_all_of_them() -> None:
    log, tiredness = usual()
    rows = sorted(drops_of(log))
    apart = {row: [CountedSegment(place % 2)] for place, row in enumerate(rows)}
    whole, _ = column_evidence(tiredness, drops_of(log), columns=1)
    parts, _ = column_evidence(tiredness, apart, columns=2)
    np.testing.assert_allclose(parts.columns.sum(axis=1), whole.columns[:, 0], atol=1e-9)


def test_first_sets_are_those_that_the_fatigue_of_the_log_has_seen() -> None:
    """The persons are those of the log itself: walking through it again with segments apart changes none of them."""
    log, tiredness = usual()
    _, persons = column_evidence(tiredness, drops_of(log), columns=1)
    np.testing.assert_array_equal(persons.gains, tiredness.persons().gains)


def test_a_log_that_goes_on_changes_nothing_of_what_its_beginning_taught() -> None:
    log, _ = usual()
    begun = Log.of(log.sessions[:30])
    tiredness = fit(begun, traits=TRAITS).tiredness
    found = column_evidence(tiredness, drops_of(begun), columns=1)[0]
    later = fit(log, traits=TRAITS).tiredness
    counted = {row: some for row, some in drops_of(log).items() if row < begun.count_segments()}
    whole = column_evidence(later, counted, columns=1)[0]
    # Of the same first sets the same is told: those of later sessions come after them.
    np.testing.assert_allclose(whole.felt[: len(found.felt)], found.felt, atol=1e-9)
    np.testing.assert_allclose(whole.miss[: len(found.miss)], found.miss, atol=1e-9)


def test_lifters_who_come_back_weaker_after_drops_are_said_to() -> None:
    dear, cheap = (
        costs_of(tired_lifter(np.random.default_rng(8), prior=PLAIN.fatigue, sessions=150, drops=0.3, drop_cost=cost))
        for cost in (4.0, 0.25)
    )
    assert dear.came_back[0].mean < cheap.came_back[0].mean
    assert np.median(dear.factors) > 1.2 * np.median(cheap.factors)
    for one in (dear.came_back[0], cheap.came_back[0]):
        assert one.low < one.mean < one.high


def test_only_first_sets_of_the_same_muscles_within_days_count_as_coming_back() -> None:
    log, tiredness = usual()
    starts = [one.start.wall for one in log.sessions]
    first: dict[int, tuple[int, str]] = {}
    row = 0
    for number, session in enumerate(log.sessions):
        for one in session.sets:
            for segment in one.segments:
                if segment.technique is Technique.DROP and number >= 25:
                    first.setdefault(row, (number, segment.exercise))
                row += 1
    row, (number, exercise) = next(iter(first.items()))
    found = segment_costs(tiredness, {row: [CountedSegment(0)]}, columns=1, log_sd=LOG_SD)
    mains = {muscle for muscle, share in EXERCISES[exercise].items() if share >= 1.0}
    back = sum(
        any(EXERCISES[name].get(muscle, 0.0) >= 1.0 for muscle in mains)
        for later, start in enumerate(starts)
        if later > number and (start - starts[number]).total_seconds() <= RETURN_DAYS * 86400.0 - 7200.0
        for name in dict.fromkeys(one.exercise for one in log.sessions[later].sets)
    )
    assert found.came_back[0].count == pytest.approx(back, abs=1)
    assert back > 0
