"""The fast filter against brute force: Bayes on a dense grid of (a, d, l), for tiny logs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from momentary.athlete import (
    Prior,
    Terms,
    biased_report,
    censored_stop,
    chosen_load,
    exact_failure,
    unknown_habit,
)
from momentary.athlete.normal import cumulative, density
from momentary.inference import fit
from momentary.parameters import level_prior
from momentary.quantities import EndingKind
from tests.inference.logs import Row, log_of, steady, stopped, warm_up

Floats = NDArray[np.float64]

SIMPLE = replace(
    level_prior(), curve_nodes=1, habits=(1.0,), habit_shares=(1.0,), shift_share=0.0, typo_share=0.0, wander_sd=0.0,
    loss_drift_sd=0.0, first_sd=0.3, doubt_share=0.02,
)  # fmt: skip
"""One node, no jumps, no wandering: what is left is the filter itself."""

A = np.linspace(4.0, 5.6, 401)
D = np.linspace(-0.25, 0.25, 41)
L = np.linspace(-0.03, 0.13, 17)


def normal(values: Floats, mean: float, sd: float) -> Floats:
    """A normal on a grid, of sum one."""
    shares = density((values - mean) / sd)
    return np.asarray(shares / shares.sum())


def weight(terms: Terms, expected: Floats) -> Floats:
    """The likelihood of expected repetitions under a sum of normals."""
    centre, sd, mass = (part.reshape(-1) for part in (terms.centre, terms.sd, terms.mass))
    return np.asarray(
        sum(m * density((expected - c) / s) / s for c, s, m in zip(centre, sd, mass, strict=True) if m > 0.0)
    )


def grid_posterior(rows: list[Row], prior: Prior) -> tuple[float, float]:
    """Mean and SD of the log 1RM at the end, by brute force."""
    curve = prior.curve_median
    assert rows[0].load_kg is not None
    belief = normal(A, np.log(rows[0].load_kg) + curve * (prior.choice_mean - 1.0), prior.first_sd)[:, None, None]
    belief = belief * normal(D, 0.0, prior.day_sd)[:, None] * normal(L, prior.loss_mean, prior.loss_sd)
    habit, day, before, chosen = unknown_habit((1,), prior=prior), rows[0].day, 0, False
    for row in rows:
        if row.day != day:
            sd = float(np.sqrt(prior.gap_variance(np.array(row.day - day))))
            kernel = density((A[:, None] - A[None, :]) / sd)
            walked = np.tensordot(kernel / kernel.sum(axis=0), belief.sum(axis=1), axes=1)
            belief = walked[:, None, :] * normal(D, 0.0, prior.day_sd)[:, None]
            day, before, chosen = row.day, 0, False
        assert row.load_kg is not None
        assert row.reps is not None
        done = np.array([float(row.reps)])
        capacity = A[:, None, None] + D[:, None] - before * L
        expected = 1.0 + (capacity - np.log(row.load_kg)) / curve
        if row == warm_up(row.day, row.load_kg, row.reps):
            z = (expected - (row.reps - 0.5)) / prior.noise_sd(done)
            belief = belief * (prior.doubt_share + (1.0 - prior.doubt_share) * cumulative(z))
            continue
        if not chosen:
            belief = belief * weight(chosen_load(habit.mean, habit.sd(prior=prior), prior=prior), expected)
            chosen = True
        if row.ending is EndingKind.FAILURE:
            terms = exact_failure(done, prior=prior)
        elif row.rir is not None:
            terms = biased_report(done, np.array([row.rir]), prior=prior)
        else:
            terms = censored_stop(done, prior=prior)
        belief = belief * weight(terms, expected)
        habit = habit.after((terms.centre * terms.mass).sum(axis=-1)[0], prior=prior)
        before += 1
    level = belief.sum(axis=(1, 2))
    level /= level.sum()
    mean = float(level @ A)
    return mean, float(np.sqrt(level @ (A - mean) ** 2))


LOGS = {
    "one failure": [Row(0, 80.0, 9)],
    "three sessions to failure": steady(3),
    "loads that change between sessions": [Row(0, 80.0, 9), Row(3, 85.0, 7), Row(7, 77.5, 11), Row(7, 77.5, 9)],
    "reports": [Row(0, 80.0, 8, None, rir=2.0), Row(0, 80.0, 8, None, rir=1.0), Row(5, 82.5, 8, None, rir=0.0)],
    "silent stops": [stopped(0, 80.0, 8), stopped(0, 80.0, 8), stopped(4, 82.5, 8), stopped(8, 85.0, 8)],
    "a warm-up first": [warm_up(0, 60.0, 8), Row(0, 80.0, 8), warm_up(4, 60.0, 8), Row(4, 82.5, 8)],
    "a warm-up heavier than the level": [*steady(2), warm_up(8, 95.0, 9), Row(8, 95.0, 9)],
    "one odd day": [*steady(2), Row(8, 80.0, 4), *[replace(row, day=row.day + 12) for row in steady(1)]],
}


@pytest.mark.parametrize("name", LOGS)
def test_the_fast_posterior_agrees_with_brute_force(name: str) -> None:
    rows = LOGS[name]
    mean, sd = grid_posterior(rows, SIMPLE)
    posterior = fit(log_of(rows), prior=SIMPLE)
    level = np.log(posterior.one_rm("Bench").values)
    fast_mean, fast_sd = float(level.mean()), float(level.std())
    # Silent stops have the widest terms: merging their four normals after every set costs most.
    most = 0.2 if name == "silent stops" else 0.15
    assert abs(fast_mean - mean) < most * sd, (fast_mean, mean, sd)
    assert fast_sd == pytest.approx(sd, rel=0.1)


def test_hindsight_of_the_first_session_agrees_with_brute_force() -> None:
    # Seen backwards, the model is the same: the first level given all is the last level of the reversed log
    # once the prior of the level is flat and the habit of choosing says nothing.
    prior = replace(SIMPLE, choice_error_sd=60.0, first_sd=0.29, loss_sd=1e-4)
    rows = [Row(0, 80.0, 9), Row(3, 85.0, 8), Row(7, 80.0, 12)]
    backwards = [replace(row, day=7.0 - row.day) for row in reversed(rows)]
    history = fit(log_of(rows), prior=prior).one_rm_history("Bench")
    mirrored = fit(log_of(backwards), prior=prior).one_rm("Bench")
    assert history.column(0.5)[0] == pytest.approx(mirrored.median, rel=0.003)
    width = history.column(0.9)[0] - history.column(0.1)[0]
    low, high = mirrored.interval(0.8)
    assert width == pytest.approx(high - low, rel=0.05)
