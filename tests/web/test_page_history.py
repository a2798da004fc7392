"""History: what was wrong in a log is amended or voided by operations, and nothing else of it changes."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings

from momentary.exchange import session_to_object, set_from_object
from momentary.quantities import Log
from momentary.web.accounts.models import User
from momentary.web.insights.pages.set_forms import SetEditing
from momentary.web.training.log import athlete_of, training_log
from momentary.web.training.models import FoldedSession
from tests.exchange.logs import logs
from tests.web.wire import a_set, everything, logged, operation, push, started

DOUBLE_DROP: dict[str, Any] = {
    "role": "working",
    "segments": [
        {
            "exercise": "Curl",
            "load": {"value": 20, "unit": "kg"},
            "repetitions": 8,
            "rest_before_s": 90,
            "tempo": {"lowering_s": 3, "bottom_s": 0, "lifting_s": 1, "top_s": 0},
            "effort": {"value": 9.5, "scale": "rpe"},
            "ending": {"kind": "momentary_failure", "judge": "partner"},
        },
        {"exercise": "Curl", "load": {"value": 35, "unit": "lb"}, "repetitions": 0, "technique": "drop"},
    ],
}


def sent(editing: SetEditing) -> dict[str, str]:
    """What a browser sends of the forms as they are shown."""
    found = {}
    for form in (editing.whole, *editing.segments, editing.more):
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                found[field.html_name] = str(value)
    return found


def session_with(client: Client, *values: dict[str, Any]) -> tuple[UUID, list[UUID]]:
    session, sets = uuid4(), [uuid4() for _ in values]
    push(client, started(session), *(logged(session, one, value) for one, value in zip(sets, values, strict=True)))
    return session, sets


@given(logs)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_a_form_sent_as_it_is_shown_changes_nothing_of_any_set(log: Log) -> None:
    for session in log.sessions:
        for value in json.loads(json.dumps(session_to_object(session)["sets"])):
            editing = SetEditing(value, sent(SetEditing(value)))
            if not editing.is_valid():
                # Names that no form takes: of blanks in a row, or longer than any.
                assert any(form.errors for form in (editing.whole, *editing.segments))
                continue
            # A browser sends lines with \r\n, and no form keeps blanks at the ends.
            amended, before = set_from_object(editing.amended()), set_from_object(value)
            assert [one.load for one in amended.segments] == [one.load for one in before.segments]
            assert [one.effort for one in amended.segments] == [one.effort for one in before.segments]
            assert [one.ending for one in amended.segments] == [one.ending for one in before.segments]
            assert [one.repetitions for one in amended.segments] == [one.repetitions for one in before.segments]
            assert [one.source for one in amended.segments] == [one.source for one in before.segments]


def test_one_number_is_amended_and_all_else_stays(alices: Client, alice: User) -> None:
    session, (one,) = session_with(alices, DOUBLE_DROP)
    address = f"/sessions/{session}/sets/{one}/"
    assert alices.get(address).status_code == 200
    data = sent(SetEditing(DOUBLE_DROP)) | {"segment-0-load": "22,5"}
    assert alices.post(address, data).status_code == 302
    last = everything(alices)[-1]
    expected = deepcopy(DOUBLE_DROP)
    expected["segments"][0]["load"] = {"value": 22.5, "unit": "kg"}
    assert (last["kind"], last["body"]["value"]) == ("set.amended", expected)
    (found,) = training_log(athlete_of(alice)).sessions
    assert found.sets == (set_from_object(expected),)


def test_a_form_that_changes_nothing_appends_nothing(alices: Client) -> None:
    session, (one,) = session_with(alices, DOUBLE_DROP)
    before = everything(alices)
    assert alices.post(f"/sessions/{session}/sets/{one}/", sent(SetEditing(DOUBLE_DROP))).status_code == 302
    assert everything(alices) == before


def test_a_set_that_was_changed_elsewhere_meanwhile_is_not_overwritten(alices: Client) -> None:
    session, (one,) = session_with(alices, a_set(80, 8))
    data = sent(SetEditing(a_set(80, 8))) | {"segment-0-repetitions": "9"}
    push(alices, operation("set.amended", session=str(session), set=str(one), value=a_set(85, 5)))
    answer = alices.post(f"/sessions/{session}/sets/{one}/", data)
    assert answer.status_code == 422
    assert "changed elsewhere" in answer.content.decode()
    assert everything(alices)[-1]["body"]["value"] == a_set(85, 5)


@pytest.mark.parametrize(
    "wrong",
    [{"segment-0-load": "heavy"}, {"segment-0-repetitions": "-1"}, {"segment-0-reserve": "31"},
     {"segment-0-exercise": ""}, {"segment-0-ending": "tired"}, {"segment-0-is_removed": "on"},
     {"segment-0-load": "1e400"}],
)  # fmt: skip
def test_bad_input_is_told_and_kept_in_the_form(wrong: dict[str, str], alices: Client) -> None:
    session, (one,) = session_with(alices, a_set())
    before = everything(alices)
    data = sent(SetEditing(a_set())) | {"note": "my own words"} | wrong
    answer = alices.post(f"/sessions/{session}/sets/{one}/", data)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert "my own words" in answer.content.decode()
    assert everything(alices) == before


def test_a_segment_is_added_and_another_taken_out(alices: Client, alice: User) -> None:
    session, (one,) = session_with(alices, DOUBLE_DROP)
    data = sent(SetEditing(DOUBLE_DROP)) | {"segment-1-is_removed": "on"}
    data |= {"more-exercise": "Machine Curl", "more-load": "15", "more-unit": "kg", "more-technique": "straight"}
    data |= {"more-ending": "", "more-repetitions": "4"}
    assert alices.post(f"/sessions/{session}/sets/{one}/", data).status_code == 302
    (found,) = training_log(athlete_of(alice)).sessions[0].sets
    assert [(each.exercise, each.repetitions) for each in found.segments] == [("Curl", 8), ("Machine Curl", 4)]


def test_a_set_and_a_session_are_voided_by_operations_and_gone_from_the_pages(alices: Client, alice: User) -> None:
    session, (one, _) = session_with(alices, a_set(80, 8), a_set(90, 5, "Deadlift"))
    assert alices.post(f"/sessions/{session}/sets/{one}/void").status_code == 302
    assert training_log(athlete_of(alice)).exercises() == ("Deadlift",)
    assert alices.get(f"/sessions/{session}/sets/{one}/").status_code == 404
    assert alices.post(f"/sessions/{session}/sets/{one}/void").status_code == 404
    page = alices.get(f"/sessions/{session}/").content.decode()
    assert "1 voided set" in page
    assert alices.post(f"/sessions/{session}/void")["Location"] == "/history/"
    assert len(training_log(athlete_of(alice))) == 0
    assert alices.get(f"/sessions/{session}/").status_code == 404
    assert [row["kind"] for row in everything(alices)][-2:] == ["set.voided", "session.voided"]


def test_a_forgotten_set_is_logged_into_an_old_session(alices: Client, alice: User) -> None:
    session, _ = session_with(alices, a_set(80, 8))
    page = alices.get(f"/sessions/{session}/sets/add").content.decode()
    data = dict(re.findall(r'name="([\w-]+)"[^>]*value="([^"]*)"', page))
    data |= {"segment-0-repetitions": "7", "segment-0-unit": "kg", "segment-0-technique": "straight"}
    assert alices.post(f"/sessions/{session}/sets/add", data).status_code == 302
    assert [one.segments[0].repetitions for one in training_log(athlete_of(alice)).sessions[0].sets] == [8, 7]


def test_a_session_gets_another_title_and_time(alices: Client, alice: User) -> None:
    session, _ = session_with(alices, a_set())
    data = {"title": "Push", "start": "2026-01-04T07:30", "note": ""}
    assert alices.post(f"/sessions/{session}/amend", data).status_code == 302
    (found,) = training_log(athlete_of(alice)).sessions
    assert (found.title, found.start.wall.isoformat(), found.note) == ("Push", "2026-01-04T07:30:00", None)
    assert alices.post(f"/sessions/{session}/amend", {**data, "start": "soon"}).status_code == 422


def test_bob_reaches_nothing_of_it(alices: Client, bobs: Client) -> None:
    session, (one,) = session_with(alices, a_set())
    before = everything(alices)
    for path in ("", "sets/add", f"sets/{one}/"):
        assert bobs.get(f"/sessions/{session}/{path}").status_code == 404
    for path in ("amend", "void", "sets/add", f"sets/{one}/", f"sets/{one}/void"):
        assert bobs.post(f"/sessions/{session}/{path}", {"title": "Mine"}).status_code == 404
    assert everything(alices) == before


def test_history_finds_sessions_by_an_exercise(alices: Client, alice: User) -> None:
    session_with(alices, a_set(exercise="Überzüge"))
    session_with(alices, a_set(exercise="Deadlift"))
    assert FoldedSession.objects.filter(athlete=athlete_of(alice)).count() == 2
    for words, there, gone in (("Überz", "Überzüge", "Deadlift"), ("deadl", "Deadlift", "Überzüge")):
        page = alices.get("/history/", {"q": words}).content.decode()
        assert there in page
        assert gone not in page
    assert "No session has" in alices.get("/history/", {"q": "squat"}).content.decode()
