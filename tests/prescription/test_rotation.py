from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from momentary.catalogue import match_log
from momentary.prescription.rotation import coming_session
from momentary.quantities import Load, Log, Moment, Role, Segment, Session, Set

DAYS = {
    "Push": ("Bench Press (Barbell)", "Triceps Pushdown"),
    "Pull": ("Bent Over Row (Barbell)", "Bicep Curl (Dumbbell)"),
    "Legs": ("Squat (Barbell)", "Leg Extension (Machine)"),
}
BEGIN = datetime(2024, 1, 1, 18)


def session(title: str, day: float, *, sets: int = 3) -> Session:
    rows = [Set((Segment(name, Load(20.0), 5),), role=Role.WARM_UP) for name in DAYS[title][:1]]
    rows += [Set((Segment(name, Load(40.0), 8),), role=Role.WORKING) for name in DAYS[title] for _ in range(sets)]
    return Session(Moment.of(BEGIN + timedelta(days=day)), tuple(rows), title=title)


def rotating(count: int, *, gap: float = 2.0) -> Log:
    titles = list(DAYS)
    return Log.of(session(titles[number % 3], gap * number) for number in range(count))


def names(log: Log, at: datetime) -> tuple[str | None, tuple[str, ...]]:
    exercises = {name: one.exercise for name, one in match_log(log).items()}
    found = coming_session(log, exercises, at=at)
    assert found is not None
    return found.title, tuple(one.name for one in found.exercises)


@pytest.mark.parametrize("count", [13, 14, 15])
def test_a_rotation_of_three_goes_on_with_the_next_one(count: int) -> None:
    log = rotating(count)
    due = list(DAYS)[count % 3]
    assert names(log, BEGIN + timedelta(days=2.0 * count)) == (due, DAYS[due])


@pytest.mark.parametrize(("weekday", "title"), [(0, "Push"), (3, "Legs")])
def test_a_lifter_of_fixed_weekdays_gets_the_session_of_that_day(weekday: int, title: str) -> None:
    # Now and then one is left out, so that order alone does not tell.
    weeks = [session(kind, 7.0 * week + day) for week in range(10) for kind, day in (("Push", 0), ("Legs", 3))]
    del weeks[5], weeks[11]
    assert names(Log.of(weeks), BEGIN + timedelta(days=70 + weekday))[0] == title


def test_usual_sets_leave_warm_ups_out() -> None:
    log = rotating(12)
    exercises = {name: one.exercise for name, one in match_log(log).items()}
    found = coming_session(log, exercises, at=BEGIN + timedelta(days=24))
    assert found is not None
    assert {one.sets for one in found.exercises} == {3}
    assert found.kinds == 3


def test_a_log_without_strength_training_has_nothing_due() -> None:
    log = Log((Session(Moment.of(BEGIN), (Set((Segment("Running", duration_s=600.0),)),)),))
    exercises = {name: one.exercise for name, one in match_log(log).items()}
    assert coming_session(log, exercises, at=BEGIN) is None
