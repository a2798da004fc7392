"""The bundle that a phone takes along: whole, the newest, and the lifter's own."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from momentary.athlete import demo_log
from momentary.catalogue import match_log
from momentary.evidence import entries
from momentary.exchange import set_from_object
from momentary.inference import summary_from_json
from momentary.prescription.learnt.segment_reading import learn_habits
from momentary.quantities import Log
from momentary.web.accounts.models import User
from momentary.web.insights.models import Knowledge
from momentary.web.training.imports import imported
from momentary.web.training.log import append, athlete_of
from momentary.web.training.models import Preferences
from tests.web.wire import a_set, logged, operation, push

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registry")]

Work = Callable[[], None]
LIFTED = demo_log(seed=1)


def take_recent(user: User, *, days_ago: int = 2, sessions: int = 24) -> Log:
    """Append the last sessions of the demo lifter as if they had ended some days ago, and return them."""
    last = LIFTED.sessions[-1].start.wall
    shift = timedelta(days=(datetime.now() - last).days - days_ago)  # noqa: DTZ005
    log = Log(
        tuple(
            replace(one, start=replace(one.start, wall=one.start.wall + shift)) for one in LIFTED.sessions[-sessions:]
        )
    )
    source = uuid4()
    append(user, [imported(source, index, one) for index, one in enumerate(log.sessions)], author=user)
    return log


def bundle(client: Client, **headers: str) -> Any:
    answer = client.get("/phone/bundle", headers=headers)
    assert answer.status_code == 200
    return json.loads(answer.content)


def test_before_any_set_the_bundle_has_the_catalogue_and_a_gym_and_nothing_due(alices: Client) -> None:
    found = bundle(alices)
    assert (found["format"], found["position"], found["summary"], found["due"]) == ("momentary-today/1", 0, None, [])
    bench = found["exercises"]["barbell-bench-press"]
    assert (bench["load_basis"], bench["twin"], bench["kind"]) == ("total", "chest-press-machine", "compound")
    assert found["gym"]["is_told"] is False
    assert found["segment_habits"] == {}
    assert found["gym"]["bars"]["barbell"] == {"value": 20.0, "unit": "kg"}


def test_it_says_what_is_due_with_loads_failure_methods_and_the_last_session(
    alices: Client, alice: User, work: Work
) -> None:
    log = take_recent(alice)
    work()
    found = bundle(alices)
    assert found["position"] == found["advice_position"] == len(log.sessions)
    assert summary_from_json(found["summary"]).position.segments == sum(1 for _ in log.segments())
    assert found["due"]
    names = {one.exercise for session in log.sessions for one in session.sets}
    for due in found["due"]:
        assert due["name"] in names
        assert len(due["sets"]) == due["planned"]
        assert all(one["low"] <= one["median"] <= one["high"] and one["load"]["value"] >= 0 for one in due["sets"])
        assert due["failure"]["verdict"] in ("fits", "rather not", "not today")
        is_last_failure = [one["to_failure"] for one in due["sets"]]
        assert is_last_failure[:-1] == [False] * (len(is_last_failure) - 1)
        assert is_last_failure[-1] == (due["failure"]["verdict"] == "fits")
        assert [set_from_object(one).exercise for one in due["last"]] == [due["name"]] * len(due["last"])
        for method in due["methods"]:
            assert len(method["segments"]) > 1
            assert method["lifter"]
            assert method["ends"]["text"]
            assert method["segments"][0]["exercise"] == due["name"]
        assert "drop-set" in [one["name"] for one in due["methods"]]
        helped = {one["name"]: one["needs_partner"] for one in due["methods"]}
        assert helped["drop-set"] is False
        assert helped["assisted-repetitions"] is True


def test_what_follows_failure_has_taught_is_carried_along(alices: Client, alice: User, work: Work) -> None:
    log = take_recent(alice, sessions=60)
    work()
    exercises = {name: one.exercise for name, one in match_log(log).items()}
    habits = learn_habits(log, exercises)
    found = bundle(alices)["segment_habits"]
    assert set(found) == {way.value for way, _ in habits.ways} != set()
    for way, habit in habits.ways:
        assert found[way.value]["exercises"] == list(habit.exercises)
        assert found[way.value]["count"] == habit.count
        for row, exact in zip(found[way.value]["cov"], habit.cov.tolist(), strict=True):
            assert row == pytest.approx(exact, abs=1e-8)


def test_every_sentence_in_it_names_entries_of_the_ledger(alices: Client, alice: User, work: Work) -> None:
    take_recent(alice)
    work()
    known = entries()

    def claims_in(value: Any) -> list[str]:
        if isinstance(value, dict):
            own = list(value["claims"]) if "text" in value else []
            assert "text" not in value or own, value
            return own + [key for each in value.values() for key in claims_in(each)]
        return [key for each in value for key in claims_in(each)] if isinstance(value, list) else []

    found = claims_in({**bundle(alices), "summary": None})
    assert len(found) > 20
    assert set(found) <= set(known)


def test_a_session_that_goes_on_leaves_what_is_left_of_it(alices: Client, alice: User, work: Work) -> None:
    take_recent(alice, days_ago=3)
    work()
    due = bundle(alices)["due"][0]
    session = uuid4()
    start = {"wall": (datetime.now() - timedelta(minutes=10)).isoformat(timespec="seconds"), "clock": "local"}  # noqa: DTZ005
    push(alices, operation("session.started", session=str(session), value={"start": start}))
    first = due["sets"][0]
    push(alices, logged(session, uuid4(), a_set(first["load"]["value"], first["repetitions"], due["name"])))
    work()
    found = bundle(alices)
    assert found["session"]["goes_on"] is True
    left = next(one for one in found["due"] if one["slug"] == due["slug"])
    assert left["done"] == 1
    assert len(left["sets"]) == left["planned"] - 1
    assert left["warm_up"] == []
    assert left["last"] == due["last"]
    assert [one["slug"] for one in found["due"]] == [one["slug"] for one in bundle(alices)["due"]]
    push(alices, operation("session.finished", session=str(session)))
    work()
    assert bundle(alices)["session"]["goes_on"] is False


def test_the_summary_is_the_newest_even_where_the_advice_is_older(alices: Client, alice: User, work: Work) -> None:
    take_recent(alice, sessions=6)
    work()
    Knowledge.objects.update(summary='{"newer":1}', position=99)
    found = bundle(alices)
    assert (found["summary"], found["position"], found["advice_position"]) == ({"newer": 1}, 99, 6)


def test_a_phone_that_has_it_already_gets_nothing_again(alices: Client, alice: User, work: Work) -> None:
    take_recent(alice, sessions=6)
    work()
    first = alices.get("/phone/bundle")
    assert alices.get("/phone/bundle", headers={"If-None-Match": first["ETag"]}).status_code == 304
    Preferences.objects.create(athlete=athlete_of(alice), unit="lb")
    again = alices.get("/phone/bundle", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    work()
    assert bundle(alices)["unit"] == "lb"
    squeezed = alices.get("/phone/bundle", headers={"Accept-Encoding": "gzip"})
    assert squeezed["Content-Encoding"] == "gzip"
    assert len(squeezed.content) < 80_000
    assert json.loads(gzip.decompress(squeezed.content)) == bundle(alices)


def test_old_advice_is_given_anew_when_somebody_looks_at_it(alices: Client, alice: User, work: Work) -> None:
    take_recent(alice, sessions=6)
    work()
    bundle(alices)
    assert DBTaskResult.objects.filter(status="READY").count() == 0
    Knowledge.objects.update(advised_at=timezone.now() - timedelta(hours=1))
    bundle(alices)
    bundle(alices)
    assert DBTaskResult.objects.filter(status="READY").count() == 1
    work()
    seen = Knowledge.objects.get()
    assert seen.advised_at is not None
    assert timezone.now() - seen.advised_at < timedelta(minutes=5)


def test_nobody_gets_it_without_signing_in_and_bob_gets_his_own(
    alices: Client, alice: User, bobs: Client, work: Work, client: Client
) -> None:
    take_recent(alice, sessions=6)
    work()
    assert client.get("/phone/bundle").status_code == 401
    assert client.get("/standing").status_code == 401
    assert bundle(bobs)["due"] == []
    assert bundle(bobs)["athlete"] != bundle(alices)["athlete"]
    assert bobs.get("/standing").json()["learnt"] is None
