from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from momentary.catalogue import LoadBasis
from momentary.inference.readiness import Readiness
from momentary.prescription.deload.easing import Ease
from momentary.prescription.deload.plan import deload_of
from momentary.prescription.goals import Goal
from momentary.prescription.gym import Gym, Plates
from momentary.prescription.methods import Advice, RestPause
from momentary.prescription.placement import shared_muscles
from momentary.prescription.session.plan import fewer_repetitions
from momentary.prescription.stimulus.kinds import Change, Stimulus
from momentary.prescription.week.model import is_possible
from momentary.prescription.week.plan import ImpossibleWeekError, PlanDay, WeekPlan, WeekQuestion, plan_week
from momentary.prescription.week.problem import Demand, Wish
from momentary.prescription.week.tasks import MOST_RISE, week_problem, week_tasks
from momentary.quantities import KG_PER_LB, ImpossibleValueError, Load, LoadUnit, Muscle
from tests.prescription.methods.people import BENCH, EXTENSION, PULL_UP, ROW
from tests.prescription.sessions import without_evidence
from tests.prescription.weeks import BEGINS, GYM, days, lifter, question, tired

few = settings(max_examples=8, phases=(Phase.explicit, Phase.reuse, Phase.generate))
any_days = st.sets(st.integers(0, 6), min_size=1, max_size=5).map(sorted)
any_minutes = st.integers(20, 120)


def slug(name: str) -> str:
    return next(one.exercise.slug for one in lifter()[2].exercises if one.name == name)


def loads(plan: WeekPlan) -> dict[str, float]:
    """Return the heaviest load of each exercise [kg]."""
    found: dict[str, float] = {}
    for one in (each for session in plan.sessions for each in session.exercises):
        found[one.name] = max(found.get(one.name, 0.0), *(each.load.kg for each in one.sets))
    return found


def planned(asked: WeekQuestion) -> WeekPlan | ImpossibleWeekError:
    """Return a plan, or why there is none."""
    try:
        return plan_week(asked)
    except ImpossibleWeekError as error:
        return error


def told(plan: WeekPlan) -> list[object]:
    """Return a plan without its loads' unit."""
    return [
        [
            (one.name, one.goes_to_failure, [(each.repetitions, round(each.load.kg, 2)) for each in one.sets])
            for one in session.exercises
        ]
        for session in plan.sessions
    ]


@few
@given(any_days, any_minutes, any_days, st.sampled_from(Goal))
def test_a_plan_keeps_the_minutes_and_names_only_loads_that_are_in_the_gym(
    ahead: list[int], minutes: int, partner: list[int], goal: Goal
) -> None:
    asked = question(days(ahead, minutes=minutes, partner=partner), goal=goal)
    plan = plan_week(asked)
    assert [one.at for one in plan.sessions] == [one.at for one in asked.days]
    for session in plan.sessions:
        assert session.seconds <= session.budget_s + 1e-6
        for one in session.exercises:
            there = np.array(GYM.loads_kg(one.exercise))
            named = [each.load for each in one.warm_up] + [each.load for each in one.sets]
            named += [each.load for each in (() if one.method is None else one.method.segments)]
            for load in named:
                assert np.abs(there - load.kg).min() < 1e-3, f"{one.name}: {load}"
            assert all(each.load.kg < one.sets[0].load.kg for each in one.warm_up)


@few
@given(any_days, any_minutes, st.floats(0.0, 4.0))
def test_failure_stands_on_last_sets_and_never_before_a_hard_set_of_the_same_muscles(
    ahead: list[int], minutes: int, times: float
) -> None:
    plan = plan_week(question(days(ahead, minutes=minutes), times=times))
    for session in plan.sessions:
        for place, one in enumerate(session.exercises):
            assert not any(each.to_failure for each in one.sets[:-1])
            if one.goes_to_failure:
                later = session.exercises[place + 1 :]
                assert not [other.name for other in later if shared_muscles(one.exercise, other.exercise)]
                assert one.placement.is_allowed
                assert one.reasons


@few
@given(any_days, any_minutes, st.sampled_from([None, BENCH, ROW, EXTENSION]))
def test_a_week_has_no_more_failures_than_it_may_and_a_wish_is_granted(
    ahead: list[int], minutes: int, wished: str | None
) -> None:
    fails = frozenset() if wished is None else frozenset({slug(wished)})
    asked = question(days(ahead, minutes=minutes, partner=ahead), fails=fails)
    plan = planned(asked)
    if isinstance(plan, ImpossibleWeekError):
        return
    problem = week_problem(asked, week_tasks(asked), [asked.recovery.readiness(day.at) for day in asked.days])
    failing = [[one for one in session.exercises if one.goes_to_failure] for session in plan.sessions]
    assert all(len(session) <= problem.day_fails for session in failing)
    for muscle, most in problem.muscle_fails.items():
        assert sum(any(muscle in one.exercise.primary_muscles for one in session) for session in failing) <= most
    if wished is not None:
        assert plan.failures().get(wished, 0) >= 1


@few
@given(st.floats(0.0, 40.0), any_days, any_minutes)
def test_a_tired_lifter_gets_no_more_sets_load_or_failures_of_anything_than_the_same_lifter_rested(
    times: float, ahead: list[int], minutes: int
) -> None:
    week = days(ahead, minutes=minutes)
    fresh = plan_week(question(week, times=0.0))
    weary = planned(question(week, times=times))
    if isinstance(weary, ImpossibleWeekError):
        assert weary.clashing == {Demand(Wish.RECOVERY)}
        return
    for now, rested in ((weary.sets(), fresh.sets()), (weary.failures(), fresh.failures())):
        assert {name: count for name, count in now.items() if count > rested.get(name, 0)} == {}
    heaviest = loads(fresh)
    assert {name for name, load in loads(weary).items() if load > heaviest.get(name, 0.0) + 1e-6} == set()
    most = {one.name: max(each.repetitions for each in one.sets) for s in fresh.sessions for one in s.exercises}
    for session in weary.sessions:
        for one in session.exercises:
            short = [each.repetitions for each in one.sets if not each.to_failure]
            assert max(short, default=0) <= most[one.name]


@settings(max_examples=12, derandomize=True, phases=(Phase.explicit, Phase.generate))
@given(st.integers(0, 2**32 - 1), any_days, any_minutes, any_days, st.sampled_from(Goal))
def test_of_two_tired_lifters_the_more_tired_one_is_told_to_do_no_more_of_anything(
    seed: int, ahead: list[int], minutes: int, partner: list[int], goal: Goal
) -> None:
    rng = np.random.default_rng(seed)
    asked = question(days(ahead, minutes=minutes, partner=partner), goal=goal)
    times, neural, plans = np.zeros(len(Muscle)), 0.0, []
    for _ in range(3):
        times = times + rng.exponential(6.0, len(Muscle)) * (rng.random(len(Muscle)) < 0.4)
        neural += rng.exponential(3.0) * (rng.random() < 0.5)
        plans.append(planned(replace(asked, recovery=tired(asked.recovery, times.tolist(), neural=neural))))
    found = [one for one in plans if isinstance(one, WeekPlan)]
    for less, more in pairwise(found):
        for now, before in ((more.sets(), less.sets()), (more.failures(), less.failures())):
            assert {name: count for name, count in now.items() if count > before.get(name, 0)} == {}
        lighter = loads(less)
        assert all(load <= lighter[name] + 1e-6 for name, load in loads(more).items())


@few
@given(st.tuples(st.floats(0.0, 40.0), st.floats(0.0, 40.0)).map(sorted))
def test_more_tiredness_takes_sets_failures_and_repetitions_off_every_day_and_gives_none(times: list[float]) -> None:
    less, more = (question(times=one) for one in times)
    tasks = week_tasks(less)
    states: list[list[Readiness]] = [[asked.recovery.readiness(day.at) for day in asked.days] for asked in (less, more)]
    fresher, wearier = (
        week_problem(asked, tasks, found).tasks for asked, found in zip((less, more), states, strict=True)
    )
    for one, other in zip(fresher, wearier, strict=True):
        assert all(most >= fewer for most, fewer in zip(one.on_day, other.on_day, strict=True))
        assert all(may >= less_so for may, less_so in zip(one.is_cheap, other.is_cheap, strict=True))
        assert all(
            fewer_repetitions(one.exercise, early) <= fewer_repetitions(one.exercise, late)
            for early, late in zip(*states, strict=True)
        )
        assert (one.due, one.fails, one.sessions) == (other.due, other.fails, other.sessions)


def test_somebody_worn_out_is_told_so_and_gets_nothing() -> None:
    with pytest.raises(ImpossibleWeekError, match="too tired on all of these days"):
        plan_week(question(days([0]), times=400.0))


@pytest.mark.parametrize("minutes", [30.0, 75.0])
def test_kilograms_or_pounds_make_no_difference(minutes: float) -> None:
    week = days([0, 2, 3, 5], minutes=minutes)
    assert told(plan_week(question(week, unit=LoadUnit.LB, gym=in_pounds(GYM)))) == told(plan_week(question(week)))


def in_pounds(gym: Gym) -> Gym:
    """Return the very same gym, told in pounds."""

    def one(load: Load) -> Load:
        return Load(load.kg / KG_PER_LB, LoadUnit.LB)

    return replace(
        gym,
        unit=LoadUnit.LB,
        bars=tuple((bar, one(load)) for bar, load in gym.bars),
        plates=tuple(Plates(one(plate.load), plate.count) for plate in gym.plates),
        dumbbells=tuple(map(one, gym.dumbbells)),
        kettlebells=tuple(map(one, gym.kettlebells)),
        stack=tuple(map(one, gym.stack)),
    )


def test_the_same_question_has_the_same_answer() -> None:
    asked = question(days([0, 1, 3, 4], minutes=40.0, partner=[1]))
    one, other = plan_week(asked), plan_week(asked)
    assert told(one) == told(other)
    assert (one.gap, one.is_optimal) == (other.gap, other.is_optimal)


@few
@given(any_days, any_minutes, st.floats(0.0, 10.0), st.sampled_from(Goal))
def test_every_sentence_rests_on_the_ledger(ahead: list[int], minutes: int, times: float, goal: Goal) -> None:
    plan = planned(question(days(ahead, minutes=minutes), times=times, goal=goal))
    if isinstance(plan, ImpossibleWeekError):
        assert plan.reasons
        assert not without_evidence(plan.reasons)
        return
    assert not without_evidence(plan.sentences())
    assert all(one.reasons for session in plan.sessions for one in session.exercises)
    assert len({one.name for one in plan.left_out}) == len(plan.left_out)


@few
@given(any_days, st.integers(20, 240))
def test_no_muscle_gets_much_more_than_its_usual_week_and_what_is_short_is_told(ahead: list[int], minutes: int) -> None:
    asked = question(days(ahead, minutes=minutes))
    plan = plan_week(asked)
    for one in plan.volume:
        # Volumes are counted in halves of a set, a share between them as the nearer one.
        assert one.planned <= max(one.usual * (1.0 + MOST_RISE), one.usual + 1.0) + 0.5 + 1e-9
    due = {task.name: task.due for task in week_problem(
        asked, week_tasks(asked), [asked.recovery.readiness(day.at) for day in asked.days]
    ).tasks}  # fmt: skip
    short = {name for name, count in due.items() if plan.sets().get(name, 0) < count}
    assert short == {one.name for one in plan.left_out}


def test_with_all_the_time_in_the_world_a_lifter_keeps_what_they_do() -> None:
    plan = plan_week(question(days(range(0, 7, 2), minutes=240.0), times=0.0))
    assert plan.is_optimal
    usual = {one.muscle: one.usual for one in plan.volume}
    for one in plan.volume:
        assert one.planned >= usual[one.muscle] - 1.0, one


def test_a_bench_without_pins_goes_to_failure_only_on_the_partners_day() -> None:
    alone = replace(GYM, has_pins=False)
    week = days([0, 2, 4], partner=[2])
    plan = plan_week(
        question(week, times=0.0, gym=alone, contains=frozenset({slug(BENCH)}), fails=frozenset({slug(BENCH)}))
    )
    found = [
        (session.has_partner, one)
        for session in plan.sessions
        for one in session.exercises
        if one.name == BENCH and one.goes_to_failure
    ]
    assert [has_partner for has_partner, _ in found] == [True]
    assert found[0][1].placement.overruling is not None
    assert "you wish it" in " ".join(one.text for one in found[0][1].reasons)


def test_a_wish_to_fail_under_a_bar_alone_clashes_with_safety_and_says_how_to_mend_it() -> None:
    asked = question(times=0.0, gym=replace(GYM, has_pins=False), fails=frozenset({slug(BENCH)}))
    with pytest.raises(ImpossibleWeekError) as caught:
        plan_week(asked)
    assert caught.value.clashing == {Demand(Wish.FAILS, slug(BENCH)), Demand(Wish.SAFETY)}
    text = str(caught.value)
    assert f"'{BENCH}' to failure" in text
    assert "No pins and nobody there" in text
    assert "partner" in text
    assert not without_evidence(caught.value.reasons)


def test_too_little_time_for_what_has_to_be_there_names_what_clashes_and_nothing_else() -> None:
    everything = frozenset(one.exercise.slug for one in lifter()[2].exercises)
    with pytest.raises(ImpossibleWeekError, match="12 minutes on Sun") as caught:
        plan_week(question(days([0], minutes=12.0), times=0.0, contains=everything))
    clashing = caught.value.clashing
    assert Demand(Wish.MINUTES) in clashing
    week = question(days([0], minutes=12.0), times=0.0, contains=everything)
    problem = week_problem(week, week_tasks(week), [week.recovery.readiness(day.at) for day in week.days])
    assert not is_possible(problem.without(clashing))
    assert all(is_possible(problem.without(clashing - {one})) for one in clashing), "one of them could be left out"


def test_to_keep_all_volume_on_one_day_clashes_with_the_days() -> None:
    with pytest.raises(ImpossibleWeekError, match="100 % of the usual volume") as caught:
        plan_week(question(days([0], minutes=500.0), times=0.0, keep=1.0))
    assert caught.value.clashing == {Demand(Wish.VOLUME)}
    most = int(str(caught.value).partition("usually have; ")[2].partition(" %")[0])
    assert plan_week(question(days([0], minutes=500.0), times=0.0, keep=most / 100.0)).sets()


def test_to_keep_most_volume_in_little_time_clashes_with_the_minutes() -> None:
    with pytest.raises(ImpossibleWeekError, match="usual volume") as caught:
        plan_week(question(days(range(7), minutes=10.0), times=0.0, keep=0.8))
    assert caught.value.clashing == {Demand(Wish.VOLUME), Demand(Wish.MINUTES)}


def test_an_exercise_that_the_gym_has_not_clashes_with_the_gym() -> None:
    bare = replace(GYM, stack=())
    with pytest.raises(ImpossibleWeekError, match="The gym has no") as caught:
        plan_week(question(times=0.0, gym=bare, is_gym_told=True, contains=frozenset({slug(EXTENSION)})))
    assert caught.value.clashing == {Demand(Wish.CONTAINS, slug(EXTENSION)), Demand(Wish.GYM)}


def test_two_minutes_hold_nothing_and_the_error_says_how_many_would() -> None:
    with pytest.raises(
        ImpossibleWeekError, match=r"2 minutes on Sun hold no exercise: the shortest takes \d+"
    ) as caught:
        plan_week(question(days([0], minutes=2.0), times=0.0))
    needed = float(str(caught.value).split("takes ")[1].split(".")[0])
    assert plan_week(question(days([0], minutes=needed), times=0.0)).sessions[0].exercises


def test_strength_goes_to_failure_only_where_it_is_wished() -> None:
    assert plan_week(question(times=0.0, goal=Goal.STRENGTH)).failures() == {}
    wished = plan_week(question(times=0.0, goal=Goal.STRENGTH, fails=frozenset({slug(EXTENSION)})))
    assert set(wished.failures()) == {EXTENSION}


def test_compound_lifts_come_first_and_heavy_ones_are_ramped_up_to() -> None:
    plan = plan_week(question(times=0.0))
    for session in plan.sessions:
        kinds = [one.exercise.kind == "compound" for one in session.exercises]
        assert kinds == sorted(kinds, reverse=True)
        for one in session.exercises:
            rising = [*(each.load.kg for each in one.warm_up), one.sets[0].load.kg]
            assert rising == sorted(rising)
            if one.exercise.slug == slug(PULL_UP) or one.exercise.kind == "isolation":
                assert one.warm_up == ()
    ramps = [len(one.warm_up) for session in plan.sessions for one in session.exercises if one.name in (BENCH, ROW)]
    assert max(ramps) >= 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"week": ()},
        {"week": (*days([2]), *days([0]))},
        {"week": (*days([0]), *days([0]))},
        {"keep": 1.5},
    ],
)
def test_a_week_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ImpossibleValueError):
        question(**wrong)  # type: ignore[arg-type]


def test_a_day_without_minutes_is_refused() -> None:
    with pytest.raises(ImpossibleValueError, match="0 minutes"):
        PlanDay(BEGINS, 0.0)


def test_a_deload_takes_sets_loads_and_failure_back_for_its_days_and_says_why() -> None:
    exercises = {one.name: one.exercise for one in lifter()[2].exercises}
    warned = deload_of(exercises, at=BEGINS, neural_warning="Heavy work has been above your usual for a while.")
    assert {warned.ease_of(name) for name in exercises} == {Ease.EASY_WEEK, Ease.NO_FAILURE}
    usual, eased = (plan_week(question(times=0.0, deload=one)) for one in (None, warned))
    heaviest = loads(usual)
    for name, exercise in exercises.items():
        is_easy = warned.ease_of(name) is Ease.EASY_WEEK
        assert eased.sets().get(name, 0) <= usual.sets()[name] * (0.75 if is_easy else 1.0) + 0.5
        if is_easy and name in eased.sets() and exercise.load_basis is LoadBasis.TOTAL:
            assert loads(eased)[name] <= 0.9 * heaviest[name] + 1e-6
    assert eased.failures() == {}
    told = [one for session in eased.sessions for one in session.exercises if warned.ease_of(one.name)]
    assert told
    assert all(any("Taken back" in why.text for why in one.reasons) for one in told)
    assert not without_evidence(eased.sentences())


def test_what_is_to_be_tried_on_a_plateau_is_told_and_used() -> None:
    why = (Advice("Try it.", ("variation-keeps-gains-coming",)),)
    tried = Stimulus(EXTENSION, Change.METHOD, "rest-pause on the last set", why, why, (), (), why, method=RestPause())
    plan = plan_week(question(times=0.0, stimuli={slug(EXTENSION): tried}))
    found = [one for session in plan.sessions for one in session.exercises if one.name == EXTENSION]
    assert all(any("On a plateau" in each.text for each in one.reasons) for one in found)
    methods = [one.method for one in found if one.goes_to_failure]
    assert methods
    assert all(one is not None and one.title == "rest-pause" for one in methods)
