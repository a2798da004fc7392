from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momentary.catalogue import find
from momentary.inference import UnknownExerciseError, step
from momentary.prescription.goals import AIMS, Goal
from momentary.prescription.gym import Gym, Plates, usual_gym
from momentary.prescription.load_outlook import load_outlook
from momentary.prescription.next_set import Decision, NextQuestion, NextSet, next_set
from momentary.prescription.placement import ComingSets
from momentary.quantities import Ending, EndingKind, Load, LoadUnit, Log, Moment, Segment, Session, Set
from tests.prescription.methods.people import BENCH, CURL, EXTENSION, ONE_RM, PULL_UP, ROW, known, trained_log
from tests.prescription.sessions import AT, readiness, summarised, summary_of, tired_pairs, without_evidence

GYM = replace(usual_gym(), has_pins=True, has_partner=True)
ENDURING = st.sampled_from(list(Goal))
NAMES = st.sampled_from([*ONE_RM, PULL_UP])
few = settings(max_examples=40)


def question(name: str = EXTENSION, **more: object) -> NextQuestion:
    return replace(NextQuestion(name, known().exercises[name], GYM), **more)  # type: ignore[arg-type]


def done(name: str, load_kg: float, repetitions: int, *, ending: EndingKind = EndingKind.MOMENTARY_FAILURE) -> Set:
    return Set((Segment(name, Load(load_kg), repetitions, ending=Ending(ending)),))


def after(*sets: Set, name: str = EXTENSION, **more: object) -> NextSet:
    """Ask for the next set of a session in which some were done."""
    summary = summary_of()
    session = Session(Moment.of(AT), sets)
    for one in sets:
        summary = step(summary, one, session=session)
    return next_set(summary, question(name, last=sets[-1], **more))


def kg(found: NextSet) -> float:
    assert found.load is not None
    return found.load.kg


@pytest.mark.parametrize("name", [*ONE_RM, PULL_UP])
@pytest.mark.parametrize("ratio", [0.8, 1.0, 1.2])
def test_from_a_summary_any_load_allows_what_the_posterior_says(name: str, ratio: float) -> None:
    outlook = load_outlook(summary_of(), name, at=AT)
    load_kg = outlook.known_kg * ratio if outlook.known_kg else 20.0 * (ratio - 0.8)
    quick, slow = outlook.forecast(load_kg), known().posterior.repetitions_to_failure(name, load_kg, at=AT)
    assert abs(quick.median - slow.median) <= 1
    assert all(abs(one - other) <= 2 for one, other in zip(quick.interval(), slow.interval(), strict=True))
    assert quick.pmf.sum() == pytest.approx(1.0)


def test_after_a_long_pause_a_summary_is_as_unsure_as_the_posterior() -> None:
    at = AT + timedelta(days=300)
    quick = load_outlook(summary_of(), EXTENSION, at=at)
    slow = known().posterior.repetitions_to_failure(EXTENSION, quick.known_kg, at=at)
    assert all(abs(one - other) <= 2 for one, other in zip(quick.known.interval(), slow.interval(), strict=True))


@few
@given(NAMES, st.floats(0.5, 1.5), st.floats(1.0, 1.3))
def test_more_load_never_allows_more_repetitions(name: str, ratio: float, more: float) -> None:
    outlook = load_outlook(summary_of(), name, at=AT)
    light = (outlook.known_kg or 10.0) * ratio
    assert outlook.forecast(light * more).median <= outlook.forecast(light).median


@few
@given(NAMES, ENDURING, tired_pairs, tired_pairs, st.sampled_from([None, True, False]), st.integers(1, 4))
def test_a_less_recovered_lifter_is_never_told_to_do_more(
    name: str,
    goal: Goal,
    tired: list[float],
    nerves: list[float],
    wants: bool | None,  # noqa: FBT001
    planned: int,
) -> None:
    fresh, worn = (
        next_set(
            summary_of(),
            question(name, goal=goal, readiness=readiness(muscle, neural=neural), wants_failure=wants, planned=planned),
            at=AT,
        )
        for muscle, neural in zip(tired, nerves, strict=True)
    )
    assert worn.planned <= fresh.planned
    if worn.decision is Decision.STOP:
        return
    assert fresh.decision is not Decision.STOP
    assert worn.decision is not Decision.TO_FAILURE or fresh.decision is Decision.TO_FAILURE
    assert kg(worn) <= kg(fresh)
    assert (worn.repetitions or 0) <= (fresh.repetitions or 0)


@few
@given(st.sampled_from([BENCH, ROW, CURL, EXTENSION]), ENDURING, st.integers(1, 4), st.booleans())
def test_pounds_and_kilograms_get_the_same_advice(name: str, goal: Goal, planned: int, wants: bool) -> None:  # noqa: FBT001
    said = [
        next_set(
            summary_of(unit),
            question(name, goal=goal, planned=planned, wants_failure=wants, gym=replace(GYM, unit=unit)),
            at=AT,
        )
        for unit in LoadUnit
    ]
    one, other = said
    assert (one.decision, one.repetitions, one.interval, one.rest_s) == (
        other.decision, other.repetitions, other.interval, other.rest_s,
    )  # fmt: skip
    assert kg(one) == pytest.approx(kg(other), abs=0.01)
    assert other.load is not None
    assert other.load.unit is LoadUnit.LB
    assert [one.claims for one in one.sentences()] == [one.claims for one in other.sentences()]


@st.composite
def gyms(draw: st.DrawFn) -> Gym:
    """Small gyms: a few plates, dumbbells and steps."""
    loads = st.lists(st.sampled_from([2.0, 5.0, 7.5, 12.0, 20.0, 31.0, 60.0, 100.0]), max_size=4, unique=True)
    plates = tuple(Plates(Load(one), 2) for one in draw(loads))
    dumbbells, stack = (tuple(Load(one) for one in sorted(draw(loads))) for _ in range(2))
    return replace(GYM, plates=plates, dumbbells=dumbbells, stack=stack)


@few
@given(NAMES, gyms(), ENDURING)
def test_no_load_is_told_that_the_gym_does_not_have(name: str, gym: Gym, goal: Goal) -> None:
    found = next_set(summary_of(), question(name, gym=gym, goal=goal), at=AT)
    if found.load is None:
        assert found.decision is Decision.STOP
        assert found.reasons
    else:
        assert min(abs(found.load.kg - one) for one in gym.loads_kg(known().exercises[name])) < 0.01


@few
@given(NAMES, ENDURING, st.floats(0.0, 1.0), st.integers(0, 3), st.booleans())
def test_every_sentence_names_a_claim_of_the_ledger_and_every_answer_a_reason(
    name: str,
    goal: Goal,
    tired: float,
    coming: int,
    wants: bool,  # noqa: FBT001
) -> None:
    others = (ComingSets("Machine curl", find("biceps-curl-machine"), coming),)
    asked = question(name, goal=goal, readiness=readiness(tired), coming=others, wants_failure=wants, reserve=1)
    found = next_set(summary_of(), asked, at=AT)
    assert found.reasons
    assert without_evidence(found.sentences()) == []


@few
@given(NAMES, st.integers(1, 4), st.integers(0, 3), st.sampled_from([None, "because I want to"]))
def test_failure_never_comes_before_another_hard_set_of_the_same_muscles_without_a_stated_reason(
    name: str, planned: int, coming: int, overrules: str | None
) -> None:
    same = ComingSets("The same again", known().exercises[name], coming)
    asked = question(name, planned=planned, coming=(same,), overrules=overrules, wants_failure=overrules and True)
    found = next_set(summary_of(), asked, at=AT)
    if (planned > 1 or coming) and found.decision is Decision.TO_FAILURE:
        assert found.placement is not None
        assert found.placement.overruling is not None
        assert found.placement.overruling.because == overrules
        assert any("early-failure-harms-later-sets" in one.claims for one in found.reasons)
    if overrules is None and (planned > 1 or coming):
        assert found.decision is Decision.LIFT


def test_the_last_set_for_size_goes_to_failure_where_it_is_cheap_and_one_for_strength_never() -> None:
    for goal, decision in ((Goal.SIZE, Decision.TO_FAILURE), (Goal.STRENGTH, Decision.LIFT)):
        found = next_set(summary_of(), question(planned=1, goal=goal, readiness=readiness()), at=AT)
        assert found.decision is decision


def test_nobody_overrules_the_guard_alone_under_the_bar() -> None:
    alone = question(BENCH, gym=usual_gym(), wants_failure=True, overrules="I want to")
    found = next_set(summary_of(), alone, at=AT)
    assert found.decision is Decision.LIFT
    assert found.placement is not None
    assert found.placement.overruling is None


def test_told_repetitions_leave_what_the_goal_asks_and_hold_eight_times_in_ten() -> None:
    for goal in Goal:
        found = next_set(summary_of(), question(goal=goal, wants_failure=False), at=AT)
        assert found.possible is not None
        assert found.repetitions is not None
        assert found.repetitions <= AIMS[goal].high
        assert found.possible.median - found.repetitions >= AIMS[goal].reserve
        assert found.possible.probability_at_least(found.repetitions) >= 0.8


def test_pain_ends_the_exercise() -> None:
    found = after(done(EXTENSION, 70.0, 4, ending=EndingKind.PAIN))
    assert found.decision is Decision.STOP
    assert "pain" in found.reasons[0].text


def test_when_all_sets_are_done_it_stops() -> None:
    sets = [done(EXTENSION, 70.0, 9), done(EXTENSION, 70.0, 8)]
    assert after(*sets, planned=2).decision is Decision.STOP
    assert after(*sets, planned=3).decision is not Decision.STOP


def test_a_muscle_that_is_plainly_tired_is_left_for_another_day() -> None:
    found = next_set(summary_of(), question(readiness=readiness(1.0)), at=AT)
    assert found.decision is Decision.STOP
    assert "tired" in found.reasons[0].text


@few
@given(st.integers(2, 12), st.integers(0, 6))
def test_a_worse_set_never_brings_a_harder_one(repetitions: int, better: int) -> None:
    worse, other = (
        after(done(EXTENSION, 70.0, count), wants_failure=False) for count in (repetitions, repetitions + better)
    )
    assert kg(worse) <= kg(other)
    assert kg(worse) < kg(other) or (worse.repetitions or 0) <= (other.repetitions or 0)


def test_a_set_to_failure_is_followed_by_a_longer_rest() -> None:
    stopped, failed = (
        after(done(EXTENSION, 70.0, 8, ending=kind)).rest_s for kind in (EndingKind.STOPPED, EndingKind.FAILURE)
    )
    assert stopped is not None
    assert failed is not None
    assert failed > stopped


def test_the_first_set_has_no_rest() -> None:
    assert next_set(summary_of(), question(), at=AT).rest_s is None


def test_the_load_goes_up_by_a_tenth_at_most_or_by_one_step_of_the_gym() -> None:
    steps = {2.5: 55.0, 20.0: 70.0}
    for step_kg, most in steps.items():
        stack = tuple(Load(10.0 + step_kg * place) for place in range(int(140.0 / step_kg)))
        found = after(done(EXTENSION, 50.0, 22), goal=Goal.STRENGTH, gym=replace(GYM, stack=stack))
        assert kg(found) == pytest.approx(most)


def test_the_less_sure_recovery_is_the_fewer_repetitions_are_told() -> None:
    told = [
        next_set(summary_of(), question(readiness=readiness(tired), wants_failure=False), at=AT)
        for tired in (0.0, 0.08, 0.15)
    ]
    first = told[0].repetitions
    assert first is not None
    assert [one.repetitions for one in told] == [first, first - 1, first - 2]
    assert [one.planned for one in told] == [3, 3, 2]
    assert len({kg(one) for one in told}) == 1


def test_an_exercise_that_the_log_never_had_is_refused() -> None:
    with pytest.raises(UnknownExerciseError, match="log one"):
        next_set(summary_of(), replace(question(), name="Yoga"), at=AT)


def test_what_was_done_long_ago_is_told_so() -> None:
    found = next_set(summary_of(), question(), at=AT + timedelta(days=200))
    assert any("days ago" in one.text for one in found.reasons)


def test_an_exercise_without_a_load_in_the_gym_is_taken_from_the_log_where_nobody_told_the_gym() -> None:
    bare = Gym()
    told, assumed = (next_set(summary_of(), question(gym=bare, is_gym_told=one), at=AT) for one in (True, False))
    assert told.decision is Decision.STOP
    assert assumed.load is not None


def test_a_session_that_goes_on_is_asked_without_a_time() -> None:
    log = trained_log()
    cut = replace(log.sessions[-1], sets=log.sessions[-1].sets[:-3])
    summary = summarised(Log((*log.sessions[:-1], cut)))
    found = next_set(summary, question(ROW))
    assert found.number == 2


def test_where_nothing_is_light_enough_to_leave_any_it_stops() -> None:
    heavy = replace(GYM, stack=(Load(85.0), Load(90.0)))
    found = next_set(summary_of(), question(gym=heavy, wants_failure=False), at=AT)
    assert found.decision is Decision.STOP
    assert "light" in found.reasons[0].text
