"""Today: what is due and where failure fits; before any set, how to begin."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from momentary.web.accounts.models import User
from momentary.web.insights.knowing import today_of
from momentary.web.insights.models import Knowledge
from momentary.web.insights.today import TodayCard
from momentary.web.training.log import athlete_of
from tests.web.test_pages import check
from tests.web.test_today_bundle import take_recent
from tests.web.wire import a_set, logged, operation, push, started

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registry")]

Work = Callable[[], None]


def text_of(client: Client) -> str:
    return re.sub(r"\s+", " ", client.get("/").content.decode())


def due(**values: Any) -> dict[str, Any]:
    sets = [
        {"load": {"value": 80.0, "unit": "kg"}, "repetitions": 8, "low": 9, "high": 12, "to_failure": False},
        {"load": {"value": 80.0, "unit": "kg"}, "repetitions": 8, "low": 8, "high": 11, "to_failure": False},
        {"load": {"value": 80.0, "unit": "kg"}, "repetitions": 10, "low": 8, "high": 11, "to_failure": True},
    ]
    return {
        "name": "Bench", "slug": "bench", "done": 0, "planned": 3, "usual": 3, "warm_up": [],
        "sets": [{**one, "median": 10, "reserve": 2, "rest_s": 120.0} for one in sets],
        "last": [], "reasons": [], "failure": {"verdict": "fits", "reasons": []}, "methods": [], **values,
    }  # fmt: skip


def a_bundle(**values: Any) -> dict[str, Any]:
    return {
        "at": "2026-01-05T18:00:00", "session": None, "notes": [], "deload": [], "due": [due()], "readiness": [],
        "neural": None, "gym": {"is_told": True}, "exercises": {"bench": {"primary_muscles": ["chest"]}}, **values,
    }  # fmt: skip


def state(name: str, level: float, recovered_at: str | None) -> dict[str, Any]:
    told = {"state": name, "level": level, "low": level - 0.02, "high": min(level + 0.02, 1.0)}
    return {**told, "recovered_at": recovered_at, "muscle": name}


def test_before_any_set_it_shows_how_to_begin(alices: Client) -> None:
    text = text_of(alices)
    assert 'action="/imports/"' in text
    assert 'type="file"' in text
    assert 'href="/live/"' in text
    check(alices, "/")


def test_it_shows_what_is_due_and_what_the_bundle_says_of_it(alices: Client, alice: User, work: Work) -> None:
    take_recent(alice)
    assert "data-standing" in text_of(alices)
    work()
    text = text_of(alices)
    assert "data-standing" not in text
    bundle = today_of(athlete_of(alice))
    assert bundle is not None
    for one in bundle["due"]:
        assert one["name"] in text
        assert f"{one['sets'][0]['load']['value']:g} kg" in text
        for reason in one["failure"]["reasons"][:1]:
            assert reason["text"].replace("'", "&#x27;") in text
    assert text.count('class="verdict') == len(bundle["due"])
    assert 'href="/preferences/#gym"' in text, "that is where a lifter says what the gym has"
    check(alices, "/")


def test_sets_that_are_alike_stand_together_and_failure_alone() -> None:
    (one,) = TodayCard.of(a_bundle()).due
    assert [(each.count, each.load, each.repetitions, each.is_failure) for each in one.sets] == [
        (2, "80 kg", 8, False),
        (1, "80 kg", 10, True),
    ]
    assert (one.sets[0].low, one.sets[0].high) == (8, 12)


@pytest.mark.parametrize(
    ("values", "counted"),
    [({}, "3 sets"), ({"usual": 5}, "3 of 5 sets"), ({"done": 1}, "1 of 4 sets done"), ({"sets": []}, "not this time")],
)
def test_what_is_less_than_usual_and_what_is_done_is_said(values: dict[str, Any], counted: str) -> None:
    (one,) = TodayCard.of(a_bundle(due=[due(**values)])).due
    assert one.counted == counted
    assert one.is_done == (values.get("sets") == [])


def test_a_method_is_offered_only_where_failure_fits() -> None:
    method = {"title": "drop set", "segments": [{}, {"load": {"value": 60, "unit": "kg"}, "low": 4, "high": 9}]}
    methods = [{**method, "cost": 1.9, "needs_partner": False, "is_best": True}]
    fits, not_now = due(methods=methods), due(methods=methods, failure={"verdict": "not today", "reasons": []})
    first, second = TodayCard.of(a_bundle(due=[fits, not_now])).due
    assert first.best is not None
    assert first.best.segments == ("60 kg × 4–9",)
    assert second.best is None
    assert len(second.extensions) == 1


@pytest.mark.parametrize(
    ("recovered_at", "told"),
    [
        ("2026-01-05T17:00:00", "recovered"),
        ("2026-01-05T20:20:00", "today, about 21:00"),
        ("2026-01-06T01:00:00", "tomorrow"),
        ("2026-01-08T01:00:00", "in 3 days"),
        (None, "not within two weeks"),
    ],
)
def test_the_strip_says_when_a_state_is_recovered(recovered_at: str | None, told: str) -> None:
    neural, chest, calves = state("neural", 1.0, None), state("chest", 0.9, recovered_at), state("calves", 0.8, None)
    fresh = state("lats", 0.99, "2026-01-01T12:00:00")
    card = TodayCard.of(a_bundle(neural=neural, readiness=[calves, chest, fresh]))
    assert [one.name for one in card.states] == ["Nerves", "Chest", "Calves"]
    assert card.states[1].recovered == told
    assert 0.0 <= card.states[1].bar_from <= card.states[1].bar_from + card.states[1].bar_width <= 100.0


def test_a_session_that_goes_on_is_gone_on_with(alices: Client, alice: User, work: Work) -> None:
    take_recent(alice, days_ago=3)
    session = uuid4()
    start = {"wall": (datetime.now() - timedelta(minutes=5)).isoformat(timespec="seconds"), "clock": "local"}  # noqa: DTZ005
    push(alices, operation("session.started", session=str(session), value={"start": start}))
    push(alices, logged(session, uuid4(), a_set(60, 8, "Bench Press (Barbell)")))
    work()
    text = text_of(alices)
    assert "Go on with the session" in text
    assert "What is left" in text


def test_old_advice_is_shown_and_newer_announced(alices: Client, alice: User, work: Work) -> None:
    take_recent(alice, sessions=6)
    work()
    Knowledge.objects.update(advised_at=timezone.now() - timedelta(hours=2))
    text = text_of(alices)
    assert "Newer advice is on its way" in text
    assert "What is due" in text


def test_names_that_lifters_type_are_never_markup(alices: Client, work: Work) -> None:
    session = uuid4()
    push(alices, started(session, title="<i>x"), *(logged(session, uuid4(), a_set(exercise="<b>Squat")) for _ in "123"))
    work()
    text = text_of(alices)
    assert "&lt;b&gt;Squat" in text
    assert "<b>Squat" not in text
