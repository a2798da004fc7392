"""Cues beside the model: a weighted mean that can be checked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.athlete import Cues, CueWeights, cumulative_cued, weigh_cues
from momentary.athlete.cues import MOST_CUED

WEIGHTS = CueWeights(
    offset=-0.5, miss=(0.25, 0.5, 0.1), strength=(0.0, np.log(2.0), -20.0, -20.0), fade=(0.0, 1.0, 0.0, 0.0),
    spread=(0.0, 1.0, 0.0, 0.0, -0.5), odd_share=0.1, odd_factor=3.0,
)  # fmt: skip


def cues(
    value: list[float],
    *,
    distance: float = 0.0,
    sd: float = 1.0,
    miss: tuple[float, float, float] = (0.0, 0.0, 0.0),
    age: float = 3.0,
) -> Cues:
    """One set with a model's forecast of eight."""
    return Cues(
        model=np.array([8.0]), model_sd=np.array([sd]), miss=np.array([miss]), usual_miss=np.array([1.2]),
        value=np.array([value]), distance=np.full((1, 4), distance), age=np.array([[age, age, age, 0.0]]),
    )  # fmt: skip


NAN = float("nan")


def test_the_forecast_is_the_weighted_mean_of_model_and_cues() -> None:
    weighed = weigh_cues(cues([10.0, 6.0, NAN, NAN]), weights=WEIGHTS)
    assert weighed.mean[0] == pytest.approx((7.5 + 10.0 + 2.0 * 6.0) / 4.0)
    assert weighed.share[0].tolist() == pytest.approx([0.25, 0.25, 0.5, 0.0, 0.0])
    assert weighed.corrected[0] == 7.5


def test_recent_misses_of_the_model_are_taken_over_by_their_share() -> None:
    weighed = weigh_cues(cues([NAN] * 4, miss=(2.0, -1.0, 3.0)), weights=WEIGHTS)
    assert weighed.mean[0] == pytest.approx(8.0 - 0.5 + 0.25 * 2.0 - 0.5 * 1.0 + 0.1 * 3.0)
    assert weighed.share[0].tolist() == [1.0, 0.0, 0.0, 0.0, 0.0]


def test_a_cue_from_farther_away_counts_less() -> None:
    near, far = (weigh_cues(cues([NAN, 4.0, NAN, NAN], distance=d), weights=WEIGHTS) for d in (0.0, 2.0))
    assert near.mean[0] < far.mean[0] < 7.5
    assert far.share[0, 2] == pytest.approx(2.0 * np.exp(-2.0) / (1.0 + 2.0 * np.exp(-2.0)))


def test_what_was_done_long_ago_counts_less_but_not_the_set_before() -> None:
    old = weigh_cues(cues([10.0, NAN, NAN, NAN], age=240.0), weights=WEIGHTS)
    assert old.share[0, 1] == pytest.approx(0.25 / 1.25)
    before = replace(WEIGHTS, strength=(0.0,) * 4)
    assert weigh_cues(cues([NAN, NAN, NAN, 6.0], age=240.0), weights=before).share[0, 4] == pytest.approx(0.5)


def test_more_cues_make_the_forecast_surer_and_a_vague_model_less_sure() -> None:
    alone = weigh_cues(cues([NAN] * 4), weights=WEIGHTS).sd[0]
    joined = weigh_cues(cues([7.5, 7.5, NAN, NAN]), weights=WEIGHTS).sd[0]
    vague = weigh_cues(cues([NAN] * 4, sd=6.0), weights=WEIGHTS).sd[0]
    assert joined < alone
    assert vague > np.sqrt(6.0**2 - 2.0**2)


@given(st.lists(st.one_of(st.just(NAN), st.floats(-5.0, 500.0)), min_size=4, max_size=4), st.floats(0.0, 50.0))
def test_the_forecast_lies_between_the_model_and_its_cues(value: list[float], distance: float) -> None:
    weighed = weigh_cues(cues(value, distance=distance), weights=WEIGHTS)
    held = [7.5, *(min(max(one, 0.0), MOST_CUED) for one in value if not np.isnan(one))]
    assert min(held) - 1e-9 <= weighed.mean[0] <= max(held) + 1e-9
    assert weighed.share[0].sum() == pytest.approx(1.0)
    assert np.isfinite(weighed.sd[0])
    assert weighed.sd[0] > 0.0


def test_the_weights_survive_the_way_through_one_row() -> None:
    row = WEIGHTS.vector()
    assert WEIGHTS.with_vector(row) == WEIGHTS
    assert WEIGHTS.with_vector(row + 1.0) == replace(
        WEIGHTS, offset=0.5, miss=(1.25, 1.5, 1.1), strength=tuple(np.array(WEIGHTS.strength) + 1.0),
        fade=(1.0, 2.0, 1.0, 1.0), spread=(1.0, 2.0, 1.0, 1.0, 0.5),
    )  # fmt: skip


def test_probabilities_grow_along_the_repetitions_from_nothing_to_one() -> None:
    below = cumulative_cued(np.arange(-40.0, 60.0), np.array([8.0]), np.array([1.5]), weights=WEIGHTS)[0]
    assert below[0] < 1e-6
    assert below[-1] > 1.0 - 1e-6
    assert np.all(np.diff(below) >= 0.0)
    assert below[48] == pytest.approx(0.5)
