from __future__ import annotations

import io
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from momentary.exchange import RowKind, Source, UnreadableFileError, find_format, read
from momentary.quantities import (
    Clock,
    Distance,
    DistanceUnit,
    Effort,
    EffortScale,
    Ending,
    EndingKind,
    Load,
    LoadUnit,
    Log,
    Role,
    Technique,
    Tempo,
)
from tests.exchange.logs import hand_written, logs
from tests.exchange.readings import only, read_text, segments, sets

SET_KEYS = set(
    "reps weight unit durationSeconds distance distanceUnit rpe rir toFailure type restSeconds tempo notes".split()
)


def workout(*exercises: dict[str, Any], **others: Any) -> dict[str, Any]:
    return {"date": "2024-01-15T09:30:00+01:00", "exercises": list(exercises)} | others


def exercise(*of: dict[str, Any], name: str = "Squat", **others: Any) -> dict[str, Any]:
    return {"exercise": {"name": name}, "sets": list(of)} | others


def written(log: Log) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    stream = io.BytesIO()
    form = find_format("openweight", writes=True)
    assert form.write is not None
    words = form.write(log, stream)
    return json.loads(stream.getvalue()), words


def test_every_key_of_a_set_is_read() -> None:
    content = workout(
        exercise(
            {"reps": 5, "weight": 225, "unit": "lb", "rpe": 8.5, "tempo": "3-1-2-0", "restSeconds": 180, "notes": "up"},
            {"reps": 0, "weight": 100.5, "unit": "kg", "rir": 0, "toFailure": True, "type": "warmup"},
            {"durationSeconds": 35, "distance": 40, "distanceUnit": "m", "type": "rest-pause"},
            notes="deep",
            supersetId=2,
        ),
        name="Legs",
        notes="slept well",
        durationSeconds=3600,
    )
    reading = read_text(json.dumps(content))
    session = reading.log.sessions[0]
    assert reading.format == "openweight"
    assert (session.title, session.note, session.duration_s) == ("Legs", "slept well", 3600)
    assert (session.start.clock, session.start.utc_offset) == (Clock.INSTANT, timedelta(hours=1))
    first, second, third = segments(reading)
    assert first.load == Load(225, LoadUnit.LB)
    assert first.effort == Effort(8.5, EffortScale.RPE)
    assert first.tempo == Tempo(3, 1, 2, 0)
    assert (second.repetitions, second.rest_before_s, second.ending) == (0, 180, Ending(EndingKind.FAILURE))
    assert second.effort == Effort(0, EffortScale.RIR)
    assert (third.distance, third.technique) == (Distance(40, DistanceUnit.M), Technique.REST_PAUSE)
    assert [one.role for one in sets(reading)] == [Role.WORKING, Role.WARM_UP, Role.WORKING]
    assert [one.note for one in sets(reading)] == ["deep\nup", None, None]
    assert {one.superset for one in sets(reading)} == {"2"}


def test_drops_join_the_set_before_them() -> None:
    dropped = exercise(
        {"reps": 8, "weight": 50, "unit": "kg"}, {"reps": 6, "weight": 40, "unit": "kg", "type": "dropset"}
    )
    (one,) = sets(read_text(json.dumps([workout(dropped)])))
    assert [segment.technique for segment in one.segments] == [Technique.STRAIGHT, Technique.DROP]


def test_the_order_of_exercises_is_by_their_numbers() -> None:
    content = workout(exercise({"reps": 5}, order=2), exercise({"reps": 6}, name="Dip", order=1))
    assert read_text(json.dumps(content)).log.exercises() == ("Dip", "Squat")


def test_what_momentary_has_no_word_for_is_kept() -> None:
    one = {
        "reps": 5,
        "mood": {"good": True},
        "type": "amrap",
        "toFailure": False,
        "rpe": 7,
        "rir": 3,
        "tempo": "2-0-X-0",
    }
    kept = only(read_text(json.dumps(workout(exercise(one)))))
    assert kept.source is not None
    assert dict(kept.source.unread) == {
        "mood": '{"good": true}', "type": "amrap", "toFailure": "false", "rir": "3", "tempo": "2-0-X-0",
    }  # fmt: skip
    assert (kept.ending, kept.effort) == (None, Effort(7, EffortScale.RPE))


@pytest.mark.parametrize(
    ("one", "place"),
    [
        ({"reps": -1}, "/reps"),
        ({"reps": 2.5}, "/reps"),
        ({"reps": 5, "weight": 100}, "/unit"),
        ({"reps": 5, "distance": 100, "distanceUnit": "ell"}, "/distanceUnit"),
        ({"reps": 5, "rpe": 11}, ""),
        ([], ""),
    ],
)
def test_a_set_that_cannot_be_read_is_reported_with_its_pointer(one: Any, place: str) -> None:
    reading = read_text(json.dumps([workout(exercise({"reps": 5}, one))]))
    assert reading.rows == {RowKind.SEGMENT: 1, RowKind.UNREADABLE: 1}
    assert reading.unreadable[0].column == f"/0/exercises/0/sets/1{place}"


def test_a_broken_workout_costs_its_sets_and_no_others() -> None:
    bad = workout(exercise({"reps": 5}, {"reps": 5}), date="yesterday")
    nameless = workout(exercise({"reps": 5}, name=""), exercise({"reps": 4}))
    reading = read_text(json.dumps([bad, nameless]), format_name="openweight")
    assert reading.rows == {RowKind.SEGMENT: 1, RowKind.UNREADABLE: 3}


def test_a_file_without_workouts_is_an_error() -> None:
    for text in ('{"date": ', "[[[[" * 100_000, "nothing"):
        with pytest.raises(UnreadableFileError):
            read_text(text, format_name="openweight")


def test_a_log_written_by_hand_keeps_its_segments_and_tells_its_losses() -> None:
    content, words = written(hand_written())
    assert [one["date"] for one in content] == [
        "2024-03-01T18:05:13+01:00", "2024-03-03T07:30:00Z", "2024-03-05T00:00:00Z",
    ]  # fmt: skip
    assert any(text.startswith("partial repetitions of 1 segment") for text in words)
    assert any(text.startswith("the missing offset from UTC of 2 sessions") for text in words)
    back = read_text(json.dumps(content), format_name="openweight")
    pairs = list(zip(back.log.segments(), hand_written().segments(), strict=True))[:-1]
    assert all(
        (one.exercise, one.load, one.repetitions) == (two.exercise, two.load, two.repetitions) for one, two in pairs
    )
    assert [len(one.segments) for one in sets(back)][:4] == [1, 1, 3, 1]


@given(logs)
def test_any_log_is_written_in_the_published_words(log: Log) -> None:
    content, words = written(log)
    found = [one for each in content for run in each["exercises"] for one in run["sets"]]
    assert len(found) == log.count_segments()
    for one in found:
        assert set(one) <= SET_KEYS
        assert ("weight" in one) == ("unit" in one)
        assert isinstance(one.get("durationSeconds", 0), int)
    for each in content:
        assert re.fullmatch(r"[\d-]+T[\d:.]+(Z|[+-]\d\d:\d\d)", each["date"])
        assert each["exercises"]
    assert all(text.count(":") >= 1 for text in words)
    if log.sessions:
        stream = json.dumps(content).encode()
        back = read(Source(content=stream), format_name="openweight")
        read_rows = back.rows[RowKind.SEGMENT] + back.rows[RowKind.NOT_DONE]
        assert read_rows + back.rows[RowKind.UNREADABLE] == log.count_segments()
