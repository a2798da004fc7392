"""What check-ins are worth is learnt, and it may be nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from momentary.athlete.tired_lifter import EXERCISES, tired_lifter
from momentary.inference import ExerciseTraits, fit
from momentary.inference.check_ins import WEIGHT_SD, Kind, weigh_check_ins
from momentary.inference.clock import moment_of
from momentary.inference.log_tiredness import LogTiredness
from momentary.parameters import level_prior
from momentary.quantities import CheckIn, ImpossibleValueError, Muscle

TRAITS = {name: ExerciseTraits(name, shares=tuple(muscles.items())) for name, muscles in EXERCISES.items()}


@pytest.fixture(scope="module")
def tiredness() -> LogTiredness:
    """The fatigue of a lifter who takes every set to failure."""
    one = tired_lifter(np.random.default_rng(3), prior=level_prior().fatigue, sessions=120)
    return fit(one.log, traits=TRAITS).tiredness


def nightly(tiredness: LogTiredness, *, follows: float, seed: int = 1) -> list[CheckIn]:
    """A check-in an hour before each session; sleep goes with how its first sets missed, as far as it follows them."""
    rng, first, records = np.random.default_rng(seed), tiredness.first_sets, tiredness.records
    found = []
    for session in np.unique(records.session):
        at = np.flatnonzero((records.session[first.rows] == session) & np.isfinite(first.miss))
        miss = float(first.miss[at].mean()) if len(at) else 0.0
        sleep = 7.0 + follows * miss / 0.03 + 0.7 * rng.standard_normal()
        start = float(records.day[np.flatnonzero(records.session == session)[0]])
        when = moment_of(start) - timedelta(hours=1)
        found.append(CheckIn(when, float(np.clip(sleep, 0.0, 12.0)), 5.0 + float(rng.normal()), {Muscle.CHEST: 2.0}))
    return found


def test_sleep_that_goes_with_strength_is_weighed(tiredness: LogTiredness) -> None:
    weights = weigh_check_ins(nightly(tiredness, follows=1.0), tiredness)
    sleep = weights.kinds[Kind.SLEEP]
    assert sleep.is_something
    assert sleep.weight > 0.005
    assert sleep.low < sleep.weight < sleep.high
    assert sleep.sets > 100


def test_sleep_that_goes_with_nothing_is_worth_nothing(tiredness: LogTiredness) -> None:
    found = [weigh_check_ins(nightly(tiredness, follows=0.0, seed=seed), tiredness).kinds for seed in range(20)]
    assert np.mean([kinds[Kind.SLEEP].is_something for kinds in found]) <= 0.45
    assert abs(np.mean([kinds[Kind.SLEEP].weight for kinds in found])) < 0.002


def test_soreness_that_never_changes_cannot_be_weighed(tiredness: LogTiredness) -> None:
    sore = weigh_check_ins(nightly(tiredness, follows=0.0), tiredness).kinds[Kind.SORENESS]
    assert sore.weight == pytest.approx(0.0, abs=1e-12)
    assert sore.high == pytest.approx(1.2816 * WEIGHT_SD)


def test_without_check_ins_the_prior_stands(tiredness: LogTiredness) -> None:
    weights = weigh_check_ins([], tiredness)
    assert [one.weight for one in weights.kinds] == [0.0, 0.0, 0.0]
    assert not weights.effects(moment_of(20_000.0))


def test_only_the_last_day_counts(tiredness: LogTiredness) -> None:
    told = nightly(tiredness, follows=1.0)
    weights = weigh_check_ins(told, tiredness)
    assert set(weights.effects(told[-1].at + timedelta(hours=3))) == {None, Muscle.CHEST}
    assert not weights.effects(told[-1].at + timedelta(days=3))
    assert not weights.effects(told[0].at - timedelta(days=3))


@pytest.mark.parametrize(
    ("told", "fact"), [({"sleep_h": 30.0}, "0 to 24"), ({"motivation": 11.0}, "0 to 10"), ({"sleep_h": -1.0}, "night")]
)
def test_what_cannot_be_is_refused(told: dict[str, Any], fact: str) -> None:
    with pytest.raises(ImpossibleValueError, match=fact):
        CheckIn(moment_of(20_000.0), **told)
