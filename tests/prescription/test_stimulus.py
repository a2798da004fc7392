from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings

from momentary.catalogue import Exercise, Resistance, match_log
from momentary.evidence import entries
from momentary.inference import LevelPosterior, catalogue_traits, fit
from momentary.prescription import Gym, PlateauReading, read_plateau, usual_gym
from momentary.prescription.deload.easing import Ease
from momentary.prescription.deload.plan import Deload, deload_of
from momentary.prescription.stimulus.kinds import Change, Stimulus
from momentary.prescription.stimulus.novelty import Family, usage_of
from momentary.prescription.stimulus.proposals import stimuli
from momentary.quantities import (
    KG_PER_LB,
    Ending,
    EndingKind,
    Load,
    LoadUnit,
    Log,
    Moment,
    Role,
    Segment,
    Session,
    Set,
    Technique,
)
from tests.prescription.lifters import START, noisy_line
from tests.prescription.sessions import readiness, state, tired_pairs

ROW, MACHINE, CURL, PULLDOWN = (
    "Bent Over Row (Barbell)",
    "Seated Row (Machine)",
    "Bicep Curl (Dumbbell)",
    "Lat Pulldown",
)
WEEKS = 26
PARTNER = replace(usual_gym(), has_partner=True, has_pins=True)


def a_set(
    name: str, load: float, count: int, unit: LoadUnit, *, ending: EndingKind, then: tuple[Segment, ...] = ()
) -> Set:
    """A working set."""
    told = Load(load) if unit is LoadUnit.KG else Load(load / KG_PER_LB, unit)
    return Set((Segment(name, told, count, ending=Ending(ending)), *then), role=Role.WORKING)


@cache
def flat_log(
    unit: LoadUnit = LoadUnit.KG,
    technique: Technique | None = None,
    until: int = WEEKS,
    ending: EndingKind = EndingKind.STOPPED,
    low: int = 9,
) -> Log:
    """Rows and curls twice a week that stay where they are; pull-downs long ago; a technique until some week."""
    rng, done = np.random.default_rng(4), []
    for number in range(2 * WEEKS):
        week = number // 2
        then: tuple[Segment, ...] = ()
        if technique is not None and week < until:
            load = Load(50.0) if unit is LoadUnit.KG else Load(50.0 / KG_PER_LB, unit)
            then = (Segment(ROW, load, 5, technique=technique, ending=Ending(ending)),)
        sets = [a_set(ROW, 70.0, low + int(rng.integers(0, 3)), unit, ending=ending) for _ in range(2)]
        sets.append(a_set(ROW, 70.0, low + 1, unit, ending=ending, then=then))
        sets += [a_set(CURL, 14.0, 10 + int(rng.integers(0, 2)), unit, ending=ending) for _ in range(2)]
        if week < 6:
            sets.append(a_set(PULLDOWN, 60.0, 10, unit, ending=ending))
        done.append(Session(Moment.of(START + timedelta(days=7 * week + 3 * (number % 2))), tuple(sets)))
    return Log.of(done)


@dataclass(frozen=True)
class Known:
    """A log with what is known of it."""

    log: Log
    exercises: dict[str, Exercise]
    posterior: LevelPosterior
    at: datetime


@cache
def known(log: Log) -> Known:
    """A log, learnt from once."""
    matches = match_log(log)
    posterior = fit(log, traits=catalogue_traits(matches, log=log))
    at = log.sessions[-1].start.wall + timedelta(days=3)
    return Known(log, {name: one.exercise for name, one in matches.items()}, posterior, at)


@cache
def reading_of(gain: float) -> PlateauReading:
    """What the test says of a lifter with that gain."""
    return read_plateau(noisy_line(np.random.default_rng(2), weeks=24, gain=gain, noise=0.02))


STALLED = reading_of(0.0)


def asked(
    name: str = ROW, *, log: Log | None = None, gym: Gym = PARTNER, reading: PlateauReading = STALLED,
    deload: Deload | None = None,
) -> tuple[Stimulus, ...]:  # fmt: skip
    """What is proposed."""
    one = known(flat_log() if log is None else log)
    return stimuli(
        name, reading=reading, log=one.log, exercises=one.exercises, posterior=one.posterior, gym=gym, at=one.at,
        deload=deload,
    )  # fmt: skip


def tired(share: float) -> Deload:
    """What is taken back of a lifter so tired everywhere."""
    one = known(flat_log())
    found = replace(readiness(share, neural=share), at=one.at)
    return deload_of(one.exercises, at=one.at, readiness=found)


def names(found: tuple[Stimulus, ...]) -> list[str]:
    """The methods among proposals."""
    return [one.method.protocol.name for one in found if one.method is not None]


def test_the_reading_that_these_tests_take_is_a_plateau() -> None:
    assert STALLED.is_alarm


@pytest.mark.parametrize("gain", [0.01, 0.02])
def test_who_still_gains_is_told_to_change_nothing(gain: float) -> None:
    assert asked(reading=reading_of(gain)) == ()


def test_what_trials_speak_for_comes_first_and_each_says_what_it_rests_on() -> None:
    found = asked()
    assert [one.change for one in found][:2] == [Change.LOADS, Change.VARIATION]
    assert {one.change for one in found} == {Change.LOADS, Change.VARIATION, Change.FAILURE, Change.METHOD}
    ledger = entries()
    for one in found:
        assert all((one.steps, one.reasons, one.cost, one.success))
        assert any("Nobody has tested it" in reason.text for reason in one.reasons)
        assert all(sentence.text and all(key in ledger for key in sentence.claims) for sentence in one.sentences())


def test_success_is_a_change_of_strength_by_the_test_of_the_plateau_with_a_date_and_its_chances() -> None:
    first = asked()[0]
    assert first.trial is not None
    text = " ".join(one.text for one in first.success)
    assert f"momentary plateau --weeks {first.trial.weeks}" in text
    assert f"{first.trial.look_on:%d %B %Y}" in text
    assert "if nothing changes" in text
    assert first.trial.look_on == known(flat_log()).at + timedelta(weeks=first.trial.weeks)


@pytest.mark.parametrize(
    ("technique", "name"),
    [(Technique.DROP, "drop-set"), (Technique.REST_PAUSE, "rest-pause"), (Technique.PARTIAL, "partial-repetitions"),
     (Technique.NEGATIVE, "negatives"), (Technique.ASSISTED, "assisted-repetitions")],
)  # fmt: skip
def test_what_the_muscle_had_within_the_weeks_of_the_plateau_is_not_proposed(technique: Technique, name: str) -> None:
    assert name in names(asked())
    assert name not in names(asked(log=flat_log(technique=technique)))
    long_ago = asked(log=flat_log(technique=technique, until=10))
    assert name in names(long_ago)
    (told,) = (one for one in long_ago if one.method is not None and one.method.protocol.name == name)
    assert "2024" in told.reasons[0].text


def test_an_exercise_of_the_same_muscles_that_was_left_is_proposed_under_the_lifters_own_name() -> None:
    found = [one.variation for one in asked() if one.change is Change.VARIATION]
    assert PULLDOWN in found
    assert CURL not in found
    curls = [one.exercise for one in asked(CURL) if one.change is Change.VARIATION and one.exercise is not None]
    assert curls
    assert all({"biceps"} & {muscle.value for muscle in one.primary_muscles} for one in curls)


def test_nothing_is_proposed_that_the_gym_has_not() -> None:
    bare = Gym(bars=usual_gym().bars, plates=usual_gym().plates, has_pins=True)
    for one in asked(gym=bare):
        assert one.exercise is None or bare.has(one.exercise)
        assert one.exercise is None or one.exercise.resistance is not Resistance.CABLE
        assert one.load is None or any(
            abs(one.load.kg - load) < 1e-6 for load in bare.loads_kg(known(flat_log()).exercises[ROW])
        )


def test_alone_nothing_that_needs_a_partner_is_proposed() -> None:
    alone = names(asked(gym=usual_gym()))
    assert not {"negatives", "assisted-repetitions"} & set(alone)
    assert {"negatives", "assisted-repetitions"} <= set(names(asked()))


def test_who_fails_as_it_is_is_not_told_to_fail_and_who_lifts_heavy_not_to_lift_heavier() -> None:
    assert Change.FAILURE not in {one.change for one in asked(log=flat_log(ending=EndingKind.FAILURE))}
    heavy = asked(log=flat_log(ending=EndingKind.FAILURE, low=4))
    assert Change.LOADS not in {one.change for one in heavy}


def test_a_tired_lifter_is_told_to_ease_first_and_of_no_failure() -> None:
    deload = tired(0.2)
    assert deload.ease_of(ROW) is Ease.FEWER_SETS
    found = asked(deload=deload)
    assert found[0].change is Change.DELOAD
    assert not any(one.change.is_to_failure for one in found)
    later = found[1]
    assert later.not_before is not None
    assert later.not_before > known(flat_log()).at
    assert later.trial is not None
    assert later.trial.look_on == later.not_before + timedelta(weeks=later.trial.weeks)


def test_with_one_doubtful_muscle_only_what_goes_to_failure_is_left_out() -> None:
    one = known(flat_log())
    doubtful = replace(
        readiness(0.0), muscles=tuple(state(muscle, 0.1) for muscle in one.exercises[ROW].primary_muscles)
    )
    chance = doubtful.muscles[0].chance
    assert chance is not None
    doubtful = replace(doubtful, muscles=tuple(replace(part, chance=0.7) for part in doubtful.muscles))
    deload = deload_of(one.exercises, at=one.at, readiness=doubtful)
    assert deload.ease_of(ROW) is Ease.NO_FAILURE
    changes = {found.change for found in asked(deload=deload)}
    assert changes == {Change.LOADS, Change.VARIATION}


@settings(deadline=None, max_examples=25)
@given(tired_pairs)
def test_a_less_recovered_lifter_is_never_offered_more(pair: list[float]) -> None:
    fresh, worn = (asked(deload=tired(one)) for one in pair)
    now = [{one.title for one in found if one.not_before is None} for found in (fresh, worn)]
    assert now[1] <= now[0]
    assert {one.title for one in worn if one.change is not Change.DELOAD} <= {one.title for one in fresh}


def test_kilograms_or_pounds_are_told_the_same() -> None:
    one, other = asked(), asked(log=flat_log(LoadUnit.LB))
    assert [(x.change, x.title) for x in one] == [(x.change, x.title) for x in other]
    assert [x.load for x in one] == [x.load for x in other]


def test_usage_is_read_off_whole_chains() -> None:
    log = flat_log(technique=Technique.DROP)
    one = known(log)
    used = usage_of(log, ROW, one.exercises, weeks=8.0)
    assert not used.is_novel(Family.DROP)
    assert used.is_novel(Family.REST_PAUSE)
    assert used.is_novel(Family.FAILURE)
    assert used.sets == 3
    assert used.is_idle(one.exercises[PULLDOWN].slug)
    assert not usage_of(log, CURL, one.exercises, weeks=8.0).families


def test_a_set_that_goes_on_at_the_machine_is_a_switch_and_no_drop() -> None:
    segments = (
        Segment(ROW, Load(70.0), 9, ending=Ending(EndingKind.FAILURE)),
        Segment(MACHINE, Load(50.0), 6, technique=Technique.DROP, ending=Ending(EndingKind.FAILURE)),
    )
    log = Log.of([Session(Moment.of(START), (Set(segments, role=Role.WORKING, superset="A"),))])
    exercises = {name: one.exercise for name, one in match_log(log).items()}
    families = usage_of(log, ROW, exercises, weeks=8.0).families
    assert set(families) == {Family.MACHINE, Family.SUPERSET, Family.FAILURE}
