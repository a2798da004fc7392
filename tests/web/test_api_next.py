"""What to do next, asked over the interface: from the stored summary, stepped on, without the model's machinery."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import pytest

from momentary.athlete import demo_log
from momentary.catalogue import match_log
from momentary.exchange import set_to_object
from momentary.inference import catalogue_traits, posterior_to_save, summary_to_json
from momentary.prescription.goals import Goal
from momentary.prescription.gym import usual_gym
from momentary.prescription.next_set import NextQuestion, next_set
from momentary.prescription.placement import ComingSets
from momentary.quantities import Log, Muscle
from momentary.web.accounts.models import User
from momentary.web.api import opening
from momentary.web.api.carrying import carried_of, kept
from momentary.web.coaching.models import Consent
from momentary.web.insights import learning
from momentary.web.insights.feeling import felt_now
from momentary.web.insights.known import known_of
from momentary.web.insights.models import Knowledge, Page
from momentary.web.insights.next_context import NAME, from_json, to_json
from momentary.web.insights.renderers.next_context import next_context
from momentary.web.insights.wall_clock import wall_now
from momentary.web.training.imports import imported
from momentary.web.training.log import append, athlete_of, training_log
from momentary.web.training.models import Athlete, FoldedSession, Preferences
from tests.web.conftest import secured, user
from tests.web.programs import Program
from tests.web.wire import a_set, logged, operation

pytestmark = pytest.mark.django_db
BENCH = "Bench Press (Barbell)"


@cache
def past() -> Log:
    """A log that ended two days ago."""
    log = demo_log(seed=1)
    sessions = log.sessions[-40:]
    late = datetime.now().replace(microsecond=0) - timedelta(days=2) - sessions[-1].start.wall  # noqa: DTZ005
    return Log.of(replace(one, start=replace(one.start, wall=one.start.wall + late)) for one in sessions)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    kept.clear()
    opening._contexts.clear()
    opening._openings.clear()


@pytest.fixture
def program(alice: User) -> Program:
    """A program of Alice's, whose log of forty sessions is learnt."""
    source = uuid4()
    append(alice, [imported(source, index, one) for index, one in enumerate(past().sessions)], author=alice)
    learnt(athlete_of(alice))
    return Program(alice)


def learnt(athlete: Athlete) -> None:
    """Do what the worker does, as far as the next set needs it."""
    learning.learn(athlete.pk)
    athlete.refresh_from_db()
    known = known_of(athlete, athlete.position, training_log(athlete))
    assert known is not None
    values = {"position": athlete.position, "html": next_context(known)}
    Page.objects.update_or_create(athlete=athlete, name=NAME, defaults=values)


def name() -> str:
    return past().sessions[-1].sets[0].exercise


def begun(program: Program, *, hours_ago: float = 0.0) -> UUID:
    session = uuid4()
    wall = datetime.now().replace(microsecond=0) - timedelta(hours=hours_ago)  # noqa: DTZ005
    start = {"wall": wall.isoformat(), "clock": "local"}
    program.push(operation("session.started", session=str(session), value={"start": start}))
    return session


def a_real_set() -> dict[str, Any]:
    return set_to_object(past().sessions[-1].sets[0])


def heavy(repetitions: int) -> dict[str, Any]:
    """Return a set of the exercise at 100 kg."""
    return {"segments": [{"exercise": name(), "load": {"value": 100, "unit": "kg"}, "repetitions": repetitions}]}


def assert_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Check that two answers are one: a stored summary has six digits."""
    pmfs = [answer["possible"].pop("pmf") for answer in (one, other)]
    assert pmfs[0] == pytest.approx(pmfs[1], abs=1e-3)
    assert one == other


def test_before_anything_is_learnt_the_answer_says_what_to_do(alice: User) -> None:
    empty = Program(alice)
    for path in (f"/next?exercise={BENCH}", "/today", "/summary", "/readiness"):
        assert "import" in empty.get(path, status=409)["next_step"]
    session = begun(empty)
    empty.push(logged(session, uuid4(), a_set()))
    for path in (f"/next?exercise={BENCH}", "/today", "/summary", "/readiness"):
        answer = empty.answer("GET", path)
        assert answer.status_code == 202
        assert "again" in answer.json()["next_step"]
        assert int(answer["Retry-After"]) > 0


def test_the_next_set_is_what_the_library_says(program: Program, alice: User) -> None:
    session = begun(program)
    found = program.get(f"/next?exercise={name()}&goal=strength&sets=4")
    row = Knowledge.objects.get(athlete__user=alice)
    carried = carried_of(athlete_of(alice))
    assert carried is not None
    start = opening.opening_of(athlete_of(alice), datetime.fromisoformat(found["at"]), None)
    exercise = match_log(past())[name()].exercise
    context = start.context
    assert context is not None
    coming = tuple(
        ComingSets(each, match_log(past())[each].exercise, sets)
        for each, sets in context.coming or ()
        if match_log(past())[each].exercise.slug != exercise.slug
    )
    question = NextQuestion(
        name(), exercise, usual_gym(), Goal.STRENGTH, 4, coming=coming, readiness=start.readiness,
        frequencies=context.frequencies, neural_warning=context.neural_warning, is_gym_told=False,
        deload=start.deload(name(), exercise),
    )  # fmt: skip
    told = next_set(carried.summary, question, at=datetime.fromisoformat(found["at"]))
    assert found["decision"] == told.decision
    assert found["load"] == {"value": told.load.value, "unit": told.load.unit} if told.load else None
    assert found["repetitions"] == told.repetitions
    assert found["session"] == str(session)
    assert found["position"] == athlete_of(alice).position >= row.position


def test_a_set_counts_at_once_and_as_if_it_had_been_learnt(program: Program, alice: User) -> None:
    session = begun(program)
    for _ in range(3):
        program.push(logged(session, uuid4(), heavy(3)))
    stepped = program.get(f"/next?exercise={name()}&sets=9")
    assert stepped["set"] == 4
    learnt(athlete_of(alice))
    kept.clear()
    assert_same(program.get(f"/next?exercise={name()}&sets=9"), stepped)


def test_sets_that_the_log_does_not_have_yet_count_as_if_it_had_them(program: Program) -> None:
    done = [heavy(3)] * 2
    session = begun(program)
    asked = program.post("/next", {"exercise": name(), "sets": 9, "done": done})
    program.push(*(logged(session, uuid4(), one) for one in done))
    found = program.get(f"/next?exercise={name()}&sets=9")
    assert asked["set"] == 3
    assert_same({**asked, "position": 0}, {**found, "position": 0})


def test_a_change_of_the_past_is_said_to_be_behind_until_it_is_learnt(program: Program, alice: User) -> None:
    before = program.get(f"/next?exercise={name()}")
    assert not before["is_behind"]
    last = program.get("/sessions?limit=1")["items"][0]
    program.push(operation("set.voided", session=last["session"], set=last["sets"][0]["set"]))
    assert program.get(f"/next?exercise={name()}")["is_behind"]
    learnt(athlete_of(alice))
    assert not program.get(f"/next?exercise={name()}")["is_behind"]


def test_an_amended_set_of_today_counts_as_amended(program: Program, alice: User) -> None:
    session, one = begun(program), uuid4()
    program.push(logged(session, one, a_real_set()))
    program.get(f"/next?exercise={name()}")
    other = heavy(2)
    program.push(operation("set.amended", session=str(session), set=str(one), value=other))
    found = program.get(f"/next?exercise={name()}&sets=9")
    assert not found["is_behind"]
    kept.clear()
    learnt(athlete_of(alice))
    assert_same(program.get(f"/next?exercise={name()}&sets=9"), found)


def test_how_recovered_somebody_was_when_the_session_began_stays_through_it(program: Program, alice: User) -> None:
    session = begun(program)
    before = opening.opening_of(athlete_of(alice), _start(program, session), None).readiness
    assert before is not None
    for _ in range(6):
        program.push(logged(session, uuid4(), a_real_set()))
    learnt(athlete_of(alice))
    opening._openings.clear()
    opening._contexts.clear()
    after = opening.opening_of(athlete_of(alice), _start(program, session), None).readiness
    assert after is not None
    assert [(one.muscle, one.level) for one in after.muscles] == [(one.muscle, one.level) for one in before.muscles]


@pytest.mark.parametrize(("hours_ago", "is_over"), [(3.9, False), (4.1, True)])
def test_a_session_that_nobody_finished_is_over_after_four_hours(
    program: Program, hours_ago: float, *, is_over: bool
) -> None:
    session = begun(program, hours_ago=hours_ago)
    assert program.get(f"/next?exercise={name()}")["session"] == (None if is_over else str(session))


def test_what_a_lifter_says_of_a_muscle_counts_for_readiness_and_the_next_set(program: Program, alice: User) -> None:
    session = begun(program, hours_ago=3.0)
    program.push(*(logged(session, uuid4(), a_real_set()) for _ in range(6)))
    program.push(operation("session.finished", session=str(session)))
    learnt(athlete_of(alice))
    before = program.get("/readiness")["muscles"]
    muscle = Muscle(min(before, key=lambda one: one["level"])["state"])
    opened = opened_level(alice, muscle)
    felt = {"at": wall_now(athlete_of(alice)).isoformat(), "state": str(muscle), "level": 0.97}
    program.push(operation("correction.logged", value=felt))
    after = program.get("/readiness")["muscles"]
    assert after != before
    shown = felt_now(athlete_of(alice))
    assert shown is not None
    levels = {str(one.muscle): one.level for one in shown.readiness.muscles}
    assert {one["state"]: one["level"] for one in after} == pytest.approx(levels, abs=1e-3)
    assert opened_level(alice, muscle) < opened - 0.0002


def opened_level(who: User, muscle: Muscle) -> float:
    """Return how recovered a muscle is for a session that begins now."""
    opening._openings.clear()
    athlete = athlete_of(who)
    carried = carried_of(athlete)
    assert carried is not None
    readiness = opening.opening_of(athlete, wall_now(athlete), carried.summary).readiness
    assert readiness is not None
    (level,) = [one.level for one in readiness.muscles if one.muscle is muscle]
    return level


def _start(program: Program, session: UUID) -> datetime:
    (row,) = [one for one in program.get("/sessions")["items"] if one["session"] == str(session)]
    return datetime.fromisoformat(row["start"])


@pytest.mark.usefixtures("program")
def test_what_the_worker_found_survives_being_written_down(alice: User) -> None:
    athlete = athlete_of(alice)
    known = known_of(athlete, athlete.position, training_log(athlete))
    assert known is not None
    text = next_context(known)
    found = from_json(json.loads(text))
    assert found is not None
    assert json.loads(json.dumps(to_json(found))) == json.loads(text)
    assert found.now.frequencies
    assert found.now.arrivals
    assert found.now.readings


def test_loads_are_in_the_lifters_unit_from_the_first_set_on(program: Program, alice: User) -> None:
    assert program.get(f"/next?exercise={name()}")["load"]["unit"] == "kg"
    Preferences.objects.update_or_create(athlete=athlete_of(alice), defaults={"unit": "lb"})
    learnt(athlete_of(alice))
    opening._openings.clear()
    assert program.get(f"/next?exercise={name()}")["load"]["unit"] == "lb"


def test_pain_in_the_last_set_ends_the_exercise(program: Program) -> None:
    hurt = a_real_set()
    hurt["segments"][0]["ending"] = {"kind": "pain"}
    hurt.pop("role", None)
    begun(program)
    found = program.post("/next", {"exercise": name(), "done": [hurt], "sets": 9})
    assert found["decision"] == "stop"
    assert "pain" in found["reasons"][0]["text"]


def test_an_unknown_exercise_is_answered_with_near_names(program: Program) -> None:
    problem = program.get("/next?exercise=Nonsense Lift", status=422)
    assert problem["place"] == "exercise"
    assert "Nonsense Lift" in problem["fact"]


def test_readiness_and_summary_are_of_the_same_log(program: Program, alice: User) -> None:
    found = program.get("/readiness")
    assert found["neural"]["state"] == "neural"
    assert all(0.0 <= one["low"] <= one["level"] <= one["high"] <= 1.0 for one in found["muscles"])
    later = (datetime.now() + timedelta(days=10)).isoformat()  # noqa: DTZ005
    rested = program.get(f"/readiness?at={later}")
    level = {one["state"]: one["level"] for one in found["muscles"]}
    assert all(one["level"] >= level[one["state"]] - 1e-9 for one in rested["muscles"])
    answer = program.answer("GET", "/summary")
    assert int(answer["X-Log-Position"]) == found["position"]
    traits = catalogue_traits(match_log(past()), log=past())
    assert answer.json() == summary_to_json(posterior_to_save(training_log(athlete_of(alice)), traits=traits).summary)


def test_a_set_that_comes_while_the_worker_reads_counts_once(
    program: Program, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begun(program)
    real = training_log
    late = iter([lambda: program.push(logged(session, uuid4(), heavy(3)))])

    def read_meanwhile(athlete: Athlete) -> Log:
        next(late, lambda: None)()
        return real(athlete)

    monkeypatch.setattr(learning, "training_log", read_meanwhile)
    learning.learn(athlete_of(alice).pk)
    assert program.get(f"/next?exercise={name()}&sets=9")["set"] == 2
    kept.clear()
    assert program.get(f"/next?exercise={name()}&sets=9")["set"] == 2


def test_a_set_that_comes_between_two_looks_at_the_log_is_not_lost(program: Program, alice: User) -> None:
    session, first, second = uuid4(), uuid4(), uuid4()
    now = datetime.now().replace(microsecond=0).isoformat()  # noqa: DTZ005
    start = {"start": {"wall": now, "clock": "local"}}
    program.push(operation("session.started", session=str(session), value=start))
    program.push(logged(session, first, a_set(60.0, 8, name())))
    read, latest = athlete_of(alice), FoldedSession.objects.get(uuid=session)
    program.push(logged(session, second, a_set(80.0, 12, name())))
    carried_of(read, latest=latest)
    found = carried_of(athlete_of(alice))
    kept.clear()
    anew = carried_of(athlete_of(alice))
    assert found is not None
    assert anew is not None
    assert found.position == anew.position == athlete_of(alice).position
    assert summary_to_json(found.summary) == summary_to_json(anew.summary)


def test_a_coach_is_told_what_is_due_and_none_of_the_lifters_settings(program: Program, alice: User) -> None:
    coach = secured(user("cora", is_coach=True))
    athlete = athlete_of(alice)
    Consent.objects.create(athlete=athlete, coach=coach, shown_as="A")
    Knowledge.objects.filter(athlete=athlete).update(today={"due": [], "gym": {"plates": []}, "goal": "strength"})
    assert set(program.get("/today")) == {"due", "gym", "goal"}
    asking = Program(coach)
    assert asking.get(f"/today?athlete={athlete.pk}") == {"due": []}
    Preferences.objects.create(athlete=athlete, goal="strength")
    question = f"/next?exercise={name()}"
    assert Program(alice).get(question)["goal"] == "strength"
    assert asking.get(f"{question}&athlete={athlete.pk}")["goal"] is None
    assert asking.get(f"{question}&athlete={athlete.pk}&goal=size")["goal"] == "size"
