"""Hindsight against brute force: forwards and backwards over a dense grid of levels, jumps included."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from momentary.athlete import Prior, chosen_load, exact_failure, unknown_habit
from momentary.athlete.normal import density
from momentary.inference import observations
from momentary.inference.agreement import fast_posterior
from momentary.parameters import level_prior
from tests.inference.logs import Row, log_of
from tests.inference.test_oracle import weight

Floats = NDArray[np.float64]

ONLY_LEVELS = replace(
    level_prior(), curve_nodes=1, habits=(1.0,), habit_shares=(1.0,), day_sd=1e-6, loss_mean=0.0, loss_sd=1e-6,
    loss_drift_sd=0.0, first_sd=0.3, shift_sd=0.4,
)  # fmt: skip
"""One node, no days and no loss: what is left is the level and its jumps."""

GRID = np.linspace(3.4, 6.2, 1401)


def grid_history(rows: list[Row], prior: Prior) -> tuple[Floats, Floats, Floats]:
    """Mean and SD of the log 1RM at each visit and the probability that it jumped, one row a visit."""
    curve = prior.curve_median
    assert rows[0].load_kg is not None
    first = np.log(rows[0].load_kg) + curve * (prior.choice_mean - 1.0)
    habit, floor = unknown_habit((1,), prior=prior), prior.typo_share / 5.0
    told, kept, jumped = [], [], []
    for number, row in enumerate(rows):
        assert row.load_kg is not None
        assert row.reps is not None
        expected = 1.0 + (GRID - np.log(row.load_kg)) / curve
        choice = weight(chosen_load(habit.mean, habit.sd(prior=prior), prior=prior), expected) / curve
        terms = exact_failure(np.array([float(row.reps)]), prior=prior)
        ending = weight(terms, expected)
        told.append(((1.0 - prior.typo_share) * choice + floor) * ((1.0 - prior.typo_share) * ending + floor * curve))
        habit = habit.after((terms.centre * terms.mass).sum(axis=-1)[0], prior=prior)
        walk = float(prior.gap_variance(np.array(row.day - rows[number - 1].day))) if number else 1.0
        far = GRID[:, None] - GRID[None, :]
        share = prior.shift_share
        kept.append((1.0 - share) * density(far / np.sqrt(walk)) / np.sqrt(walk))
        wide = np.sqrt(walk + prior.shift_sd**2)
        jumped.append(share * density(far / wide) / wide)
    forwards = [density((GRID - first) / prior.first_sd) * told[0]]
    for number in range(1, len(rows)):
        forwards.append((kept[number] + jumped[number]) @ forwards[-1] * told[number])
        forwards[-1] /= forwards[-1].sum()
    backwards = [np.ones_like(GRID)]
    for number in range(len(rows) - 1, 0, -1):
        message = (kept[number] + jumped[number]).T @ (backwards[0] * told[number])
        backwards.insert(0, message / message.sum())
    means, sds, jumps = [], [], [0.0]
    for number, (before, after) in enumerate(zip(forwards, backwards, strict=True)):
        shares = before * after / (before * after).sum()
        means.append(shares @ GRID)
        sds.append(np.sqrt(shares @ (GRID - means[-1]) ** 2))
        if number:
            both = [one[number] @ forwards[number - 1] @ (told[number] * after) for one in (kept, jumped)]
            jumps.append(both[1] / sum(both))
    return np.array(means), np.array(sds), np.array(jumps)


LOGS = {
    "steady": [Row(4.0 * n, 80.0, 8 + n % 2) for n in range(6)],
    "a jump in the middle": [Row(4.0 * n, 80.0 if n < 3 else 110.0, 9) for n in range(6)],
    "one odd session": [Row(4.0 * n, 80.0 if n != 3 else 130.0, 9) for n in range(6)],
    "a slow rise": [Row(7.0 * n, 80.0 + 2.5 * n, 9) for n in range(6)],
    "failures that fall short": [Row(4.0 * n, 80.0, 9 if n < 3 else 3) for n in range(6)],
}

VIOLENT = ("one odd session", "failures that fall short")


@pytest.mark.parametrize("name", LOGS)
def test_the_past_agrees_with_brute_force(name: str) -> None:
    mean, sd, jumped = grid_history(LOGS[name], ONLY_LEVELS)
    # Merging two lanes to one normal costs most where a session fits neither.
    most = 0.3 if name in VIOLENT else 0.15
    fast = fast_posterior(observations(log_of(LOGS[name])), 0, prior=ONLY_LEVELS)
    assert (np.abs(fast.past.level_mean[:, 0] - mean) < most * sd).all(), (fast.past.level_mean[:, 0], mean, sd)
    assert np.sqrt(fast.past.level_var[:, 0]) == pytest.approx(sd, rel=most)
    assert fast.past.jump_chance[:, 0] == pytest.approx(jumped, abs=0.1)


def test_hindsight_at_the_last_visit_is_what_the_filter_knows() -> None:
    fast = fast_posterior(observations(log_of(LOGS["a jump in the middle"])), 0, prior=level_prior())
    state, spread = fast.track.state_after(fast.track.visit_last[-1:])
    assert fast.past.level_mean[-1] == pytest.approx(state[0, :, 0])
    assert fast.past.level_var[-1] == pytest.approx(spread[0, :, 0, 0])
