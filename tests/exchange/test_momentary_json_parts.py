from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from momentary.exchange import (
    UnreadablePartError,
    session_from_object,
    session_to_object,
    set_from_object,
    set_to_object,
)
from momentary.quantities import Log
from tests.exchange.logs import logs


@given(logs)
def test_a_session_and_its_sets_are_what_they_were_after_a_trip_over_a_wire(log: Log) -> None:
    for session in log.sessions:
        assert session_from_object(json.loads(json.dumps(session_to_object(session)))) == session
        for one in session.sets:
            assert set_from_object(json.loads(json.dumps(set_to_object(one)))) == one


def a_set(**members: Any) -> dict[str, Any]:
    return {"segments": [{"exercise": "Curl", **members}]}


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (None, "/here"),
        ({}, "/here"),
        ({"segments": []}, "/here"),
        ({"segments": [7]}, "/here/segments/0"),
        (a_set(load={"value": 1}), "/here/segments/0/load"),
        (a_set(load={"value": float("nan"), "unit": "kg"}), "/here/segments/0"),
        (a_set(repetitions=2.5), "/here/segments/0/repetitions"),
        (a_set(repetitions=-1), "/here/segments/0"),
        (a_set(mood="good"), "/here/segments/0/mood"),
        ({**a_set(), "mood": "good"}, "/here/mood"),
        ({**a_set(), "rest_timer_s": -1}, "/here"),
        ({"segments": [{"exercise": "Curl"}, {"exercise": ""}]}, "/here/segments/1"),
    ],
)
def test_a_part_that_cannot_be_or_says_too_much_is_refused_whole_with_its_place(value: Any, place: str) -> None:
    with pytest.raises(UnreadablePartError) as error:
        set_from_object(value, place="/here")
    assert error.value.place == place
    assert error.value.fact
    assert error.value.next_step


def test_a_session_with_one_bad_set_is_refused_and_not_shortened() -> None:
    start = {"wall": "2026-01-05", "clock": "date_only"}
    with pytest.raises(UnreadablePartError, match="/sets/1/segments/0/repetitions"):
        session_from_object({"start": start, "sets": [a_set(), a_set(repetitions="many")]})
