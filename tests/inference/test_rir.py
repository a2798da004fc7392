"""What a lifter's calls are worth is learnt from their own failures: recovered, in doubt, never from later sets."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momentary.athlete import Prior, call_root, report_bias, single_call_sd
from momentary.inference import RirCalibration, fit, observations
from momentary.inference.rir import learn_calls
from momentary.inference.rir_calibration import CALLS, calibration_of
from momentary.parameters import level_prior
from momentary.quantities import EndingKind, Log
from tests.inference.logs import Row, log_of

PRIOR = level_prior()
PLAIN = replace(PRIOR, report_bias=0.0, report_bias_growth=0.0, report_length_growth=0.0)
"""A population without bias: what is then learnt is the lifter's own."""


def calibration(log: Log, *, prior: Prior = PRIOR) -> RirCalibration:
    """What the calls of a log are worth: as the posterior answers, without the rest of it."""
    records = observations(log)
    return calibration_of(records, learn_calls(records, prior=prior), prior=prior)


@dataclass(frozen=True)
class Caller:
    """A lifter whose calls are off by `deviation` at a call of one, and by its root at others."""

    deviation: float
    sessions: int = 24
    exercises: int = 3
    spread: float = 1.0
    is_honest_about_failure: bool = True

    def log(self, rng: np.random.Generator) -> Log:
        """Sessions of three sets at one load: two with a call, the last to failure; long enough for what is left."""
        rows = []
        for number in range(self.exercises):
            curve = PRIOR.curve_median * np.exp(PRIOR.curve_log_sd * rng.standard_normal())
            level, loss = np.log(100.0), PRIOR.loss_mean + PRIOR.loss_sd * rng.standard_normal()
            for session in range(self.sessions):
                day = PRIOR.day_sd * rng.standard_normal()
                load = round(float(np.exp(level - curve * rng.uniform(12.0, 15.0))) * 2.0) / 2.0
                for before in range(3):
                    possible = 1.0 + (level + day - loss * before - np.log(load)) / curve
                    possible += PRIOR.noise_sd(np.asarray(possible)) * rng.standard_normal()
                    day_of_row = session * 4 + 0.01 * number
                    rows.append(self._row(day_of_row, f"E{number}", load, possible, before, rng))
        rows.sort(key=lambda row: row.day)
        return log_of([replace(row, day=np.floor(row.day)) for row in rows])

    def _row(self, day: float, name: str, load: float, possible: float, before: int, rng: np.random.Generator) -> Row:
        if before == 2:
            ending = EndingKind.FAILURE if self.is_honest_about_failure else None
            return Row(day, load, max(round(possible), 1), ending, exercise=name)
        call = float(rng.integers(1, 5))
        bias = float(report_bias(call, prior=PLAIN, deviation=self.deviation))
        left = max(call + bias + self.spread * float(single_call_sd(call, prior=PRIOR)) * rng.standard_normal(), 0.0)
        return Row(day, load, max(round(possible - left), 1), None, rir=call, exercise=name)


@pytest.mark.parametrize("deviation", [2.0, 0.0, -1.0])
def test_a_known_bias_is_recovered_within_its_interval(deviation: float) -> None:
    found = calibration(Caller(deviation).log(np.random.default_rng(5)))
    assert found.is_enough
    for row in found.rows[1:4]:
        truth = row.call + float(report_bias(row.call, prior=PLAIN, deviation=deviation))
        assert row.low - 0.2 <= truth <= row.high + 0.2, row


def test_lifters_of_the_prior_lie_in_their_intervals_as_often_as_promised() -> None:
    rng = np.random.default_rng(17)
    inside = []
    exact = replace(PLAIN, report_doubt_sd=0.0, report_exercise_sd=0.0)
    for _ in range(200):
        deviation = float(np.clip(PRIOR.report_bias_sd * rng.standard_normal(), -2.5, 2.5))
        log = Caller(deviation, sessions=5, exercises=2).log(rng)
        row = calibration(log, prior=exact).rows[2]
        truth = row.call + float(report_bias(row.call, prior=PLAIN, deviation=deviation))
        inside.append(row.low <= truth <= row.high)
    # 80 % promised; three standard errors of 200 draws are 8.5 %.
    assert 0.71 <= np.mean(inside) <= 0.89


def test_more_failures_tell_more() -> None:
    widths = []
    for sessions in (2, 8, 32):
        row = calibration(Caller(1.0, sessions).log(np.random.default_rng(3))).rows[1]
        widths.append(row.high - row.low)
    assert widths[0] > widths[1] > widths[2]


def test_a_lifter_who_never_fails_stays_at_the_population() -> None:
    log = Caller(2.0, is_honest_about_failure=False).log(np.random.default_rng(5))
    found = calibration(log)
    assert not found.is_enough
    assert found.pairs == 0
    assert "Not enough to tell" in found.sentence
    caller = learn_calls(observations(log), prior=PRIOR).caller
    assert caller.deviation == pytest.approx(0.0, abs=1e-12)
    assert caller.deviation_sd == pytest.approx(PRIOR.report_bias_sd)


def test_a_lifter_who_reports_nothing_is_told_so() -> None:
    found = fit(log_of([Row(day, 80.0, 8) for day in range(5)])).rir_calibration()
    assert (found.calls, found.pairs, found.is_enough) == (0, 0, False)
    assert "nothing to check" in found.sentence


def test_the_spread_of_single_calls_is_learnt() -> None:
    steady, wild = (
        calibration(Caller(0.0, spread=spread).log(np.random.default_rng(8))).rows[1].sd for spread in (0.4, 1.8)
    )
    assert steady < wild


def test_the_learnt_bias_moves_the_reserve_of_past_sets() -> None:
    middles = []
    for deviation in (2.0, -1.0):
        records = observations(Caller(deviation).log(np.random.default_rng(5)))
        reserve = fit(records).reserve()
        called_two = records.reserve[reserve.segment] == 2.0
        middles.append(float(np.median(reserve.column(0.5)[called_two])))
    # Truly 4.8 and 0.6. A reserve is never below none: the middle of a doubtful one lies above its mean.
    assert 3.3 < middles[0] < 5.3
    assert 0.3 < middles[1] < 2.0


@settings(max_examples=15)
@given(st.integers(1, 60), st.integers(0, 10))
def test_cutting_the_log_leaves_earlier_beliefs_unchanged(kept: int, seed: int) -> None:
    rows = rows_of_caller(seed)
    whole = learn_calls(observations(log_of(rows)), prior=PRIOR).caller
    cut = learn_calls(observations(log_of(rows[:kept])), prior=PRIOR).caller
    for name in ("deviation", "deviation_sd", "spread"):
        assert getattr(cut, name) == pytest.approx(getattr(whole, name)[: len(rows[:kept])], abs=1e-9)


def rows_of_caller(seed: int) -> list[Row]:
    """Sixty sets of one exercise, in every mixture of endings."""
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(60):
        kind = rng.integers(4)
        reps = int(rng.integers(3, 12))
        day, load = float(number // 3 * 3), float(rng.choice([70.0, 72.5, 75.0]))
        if kind == 0:
            rows.append(Row(day, load, reps))
        elif kind == 1:
            rows.append(Row(day, load, reps, None))
        else:
            rows.append(Row(day, load, reps, None, rir=float(rng.choice([0.0, 0.5, 1.0, 2.0, 4.0]))))
    return rows


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [Row(0, 80.0, 8, None, rir=2.0)],
        [Row(0, 80.0, 8, None, rir=30.0), Row(0, 80.0, 1)],
        [Row(day, 80.0, 8, None, rir=0.5) for day in range(4)],
        [Row(day, None, 8, None, rir=2.0) for day in range(4)] + [Row(5, None, 9)],
        [Row(0, 80.0, 500, None, rir=2.0), Row(1, 80.0, 1), Row(2, 0.5, 8, None, rir=20.0), Row(3, 900.0, 30)],
        [Row(day, 80.0, 0, None, rir=2.0) for day in range(3)] + [Row(4, 80.0, 5)],
    ],
)
def test_odd_logs_give_no_nan(rows: list[Row]) -> None:
    records = observations(log_of(rows))
    learnt = learn_calls(records, prior=PRIOR)
    for values in (learnt.caller.deviation, learnt.caller.deviation_sd, learnt.caller.spread, learnt.shares):
        assert np.isfinite(values).all()
    found = fit(records).rir_calibration()
    assert [row.call for row in found.rows] == list(CALLS)
    for row in found.rows:
        assert np.isfinite([row.mean, row.low, row.high, row.sd]).all()
        assert 0.0 <= row.low <= row.mean + 1e-9 <= row.high + 2e-9


@given(st.floats(0.0, 30.0), st.floats(0.0, 5.0), st.floats(-4.0, 4.0), st.integers(1, 60))
def test_a_larger_call_never_leaves_less_from_one_on(call: float, more: float, deviation: float, length: int) -> None:
    near, far = (
        value + float(report_bias(value, prior=PRIOR, deviation=deviation, length=float(length)))
        for value in (call, call + more)
    )
    assert far >= 0.0
    assert near >= 0.0
    # Far below a call of one the departure fades in; and very bold lifters have none left until they call several.
    if call >= 1.0 and deviation >= -1.0:
        assert far >= near - 1e-9


def test_calls_of_a_half_or_none_are_taken_at_their_word() -> None:
    assert report_bias(np.array([0.0, 0.5]), prior=PRIOR, deviation=3.0) == pytest.approx([0.0, 0.0])
    assert call_root(np.array([0.0, 0.5, 1.0, 4.0])) == pytest.approx([0.0, 0.0, 1.0, 2.0])
