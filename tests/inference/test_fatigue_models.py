"""Which account of fatigue a log supports, where the truth is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby

import numpy as np
import pytest

from momentary.athlete import FatiguePrior, Part, Prior
from momentary.athlete.tired_lifter import EXERCISES, tired_lifter
from momentary.inference import ExerciseTraits, fit
from momentary.inference.fatigue_models import FEWEST_SESSIONS, Account, Comparison, compare_accounts, shifts_of
from momentary.inference.log_tiredness import LogTiredness
from momentary.parameters import level_prior
from momentary.quantities import Ending, EndingKind, Load, Log, Moment, Segment, Session, Set

TRAITS = {name: ExerciseTraits(name, shares=tuple(muscles.items())) for name, muscles in EXERCISES.items()}
PRIOR = level_prior()


def all_shown(prior: Prior) -> Prior:
    """Figures under which forecasts hold none of fatigue yet: what synthetic lifters are."""
    parts = {
        part.name.lower(): replace(prior.fatigue.of(part), shown=1.0)
        for part in (Part.RESIDUAL, Part.NEURAL_RESIDUAL, Part.ADAPTATION)
    }
    return replace(prior, fatigue=replace(prior.fatigue, **parts))  # type: ignore[arg-type]


def sure_of(gain: float) -> FatiguePrior:
    """A world in which every lifter loses so much a dose to muscles over hours, and next to nothing else."""
    nothing = {part.name.lower(): replace(PRIOR.fatigue.of(part), gain=1e-6, gain_log_sd=0.01) for part in Part}
    residual = replace(PRIOR.fatigue.residual, gain=gain, gain_log_sd=0.01, half_life=1.0, half_life_log_sd=0.01)
    return replace(PRIOR.fatigue, **nothing | {"residual": residual})  # type: ignore[arg-type]


@cache
def lifter(*, gain: float, sessions: int = 150, seed: int = 1) -> LogTiredness:
    """What the log of a lifter of such a world tells."""
    log = tired_lifter(np.random.default_rng(seed), prior=sure_of(gain), sessions=sessions).log
    return fit(log, traits=TRAITS, prior=all_shown(PRIOR)).tiredness


def comparison_of(tiredness: LogTiredness) -> Comparison:
    return compare_accounts(tiredness.first_sets, tiredness.records, prior=all_shown(PRIOR))


def test_too_few_sessions_cannot_tell_and_say_how_many_it_takes() -> None:
    found = comparison_of(lifter(gain=0.03, sessions=10))
    assert found.supported is None
    assert "cannot tell yet" in found.sentence
    assert str(FEWEST_SESSIONS) in found.sentence
    assert all(not np.isfinite(one.error) for one in found.compared)


def test_a_lifter_who_tires_much_is_told_from_no_fatigue() -> None:
    found = comparison_of(lifter(gain=0.03))
    by_account = {one.account: one for one in found.compared}
    assert found.supported not in {None, Account.NONE}
    assert "supports fatigue" in found.sentence
    personal = by_account[Account.PERSONAL]
    assert personal.gain > 2.0 * personal.error > 0.0
    assert personal.gain > by_account[Account.TWO].gain


def test_a_lifter_who_does_not_tire_is_not_told_that_they_do() -> None:
    for seed in range(4):
        found = comparison_of(lifter(gain=1e-6, seed=seed))
        assert found.supported in {None, Account.NONE}
        assert "supports fatigue" not in found.sentence


def test_no_fatigue_gains_nothing_over_itself() -> None:
    found = comparison_of(lifter(gain=0.03))
    none = found.compared[0]
    assert (none.account, none.gain, none.error) == (Account.NONE, 0.0, 0.0)
    assert len({(one.sets, one.sessions) for one in found.compared}) == 1


@pytest.mark.parametrize("account", list(Account))
def test_no_account_knows_later_sets(account: Account) -> None:
    whole = lifter(gain=0.03, sessions=60)
    prior = all_shown(PRIOR)
    made = tired_lifter(np.random.default_rng(1), prior=sure_of(0.03), sessions=60).log
    cut = Log(made.sessions[:45])
    # The same log, its last sessions changed beyond recognition.
    strange = Log(cut.sessions + tuple(_halved(one) for one in made.sessions[45:]))
    shifts = []
    for log in (cut, strange):
        tiredness = fit(log, traits=TRAITS, prior=prior).tiredness
        shifts.append(shifts_of(account, tiredness.first_sets, tiredness.records, prior))
    known = len(shifts[0])
    assert known > 100
    assert len(shifts[1]) > known
    assert shifts[1][:known] == pytest.approx(shifts[0], abs=1e-12)
    mine = shifts_of(account, whole.first_sets, whole.records, prior)
    assert mine[:known] == pytest.approx(shifts[0], abs=1e-12)
    if account is not Account.NONE:
        assert np.abs(mine).max() > 0.1


def _halved(one: Session) -> Session:
    """The same session with half of the repetitions."""
    sets = []
    for each in one.sets:
        parts = [replace(part, repetitions=max((part.repetitions or 0) // 2, 1)) for part in each.segments]
        sets.append(replace(each, segments=tuple(parts)))
    return replace(one, sets=tuple(sets))


def test_the_error_of_a_gain_counts_sessions_and_not_sets() -> None:
    tiredness = lifter(gain=0.03)
    found = comparison_of(tiredness)
    one = found.compared[1]
    first, records = tiredness.first_sets, tiredness.records
    judged = np.flatnonzero(first.is_known & first.beyond.any(axis=1) & ~first.is_slip(PRIOR.cues))
    sessions = [len(list(rows)) for _, rows in groupby(records.session[first.rows[judged]].tolist())]
    assert (one.sets, one.sessions) == (sum(sessions), len(sessions))
    assert max(sessions) > 1


def test_a_slip_of_the_finger_does_not_decide() -> None:
    tiredness = lifter(gain=0.03)
    first = tiredness.first_sets
    possible = first.possible.copy()
    possible[np.flatnonzero(first.is_known)[50]] = 4205.0
    slipped = compare_accounts(replace(first, possible=possible), tiredness.records, prior=all_shown(PRIOR))
    plain = comparison_of(tiredness)
    assert slipped.supported is plain.supported
    for one, other in zip(slipped.compared, plain.compared, strict=True):
        assert one.gain == pytest.approx(other.gain, abs=0.02)


def test_logs_without_any_fatigue_hardly_ever_support_one() -> None:
    supported = 0
    for seed in range(12):
        rng, sessions = np.random.default_rng(seed), []
        for number in range(45):
            sets = []
            for name, load, counts in (("bench", 80.0, (8, 7, 6)), ("row", 60.0, (10, 9, 8))):
                for count in counts:
                    done = count + int(rng.integers(-1, 2))
                    sets.append(Set((Segment(name, Load(load), done, ending=Ending(EndingKind.FAILURE)),)))
            sessions.append(Session(Moment.of(datetime(2024, 1, 1, 18) + timedelta(days=3 * number)), tuple(sets)))
        found = fit(Log.of(sessions), traits=TRAITS).tiredness.comparison().supported
        supported += found not in (None, Account.NONE)
    assert supported <= 2
