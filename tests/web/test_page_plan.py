"""Plan: the week is solved by the worker, a day of it can be moved, and a wish lasts as long as its week."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from momentary.web.accounts.models import User
from momentary.web.insights import planning
from momentary.web.insights.renderers.plan import plan
from momentary.web.insights.rendering import Known
from momentary.web.insights.wall_clock import wall_now
from momentary.web.insights.week import plan_of, wish_of
from momentary.web.training.log import athlete_of
from momentary.web.training.models import PlanWish
from tests.web.test_page_lifts import train


@pytest.fixture
def planned(alices: Client, alice: User, work: Callable[[], None]) -> User:
    """Alice after some weeks of training, her week planned."""
    train(alices, alice)
    work()
    return alice


def found(who: User) -> dict[str, Any]:
    plan = plan_of(athlete_of(who))
    assert plan is not None
    return plan


def test_an_empty_log_is_told_what_to_do(alices: Client) -> None:
    assert "Nothing to show yet" in alices.get("/plan/").content.decode()
    assert alices.post("/plan/move", {"origin": "0", "goal": "1"}).status_code == 404


def test_the_week_stands_there_without_being_asked_for(planned: User, alices: Client) -> None:
    plan = found(planned)
    assert plan["problem"] is None
    assert plan["sessions"]
    page = alices.get("/plan/").content.decode()
    assert page.count("has-session") == len(plan["sessions"])
    # Seven days from an hour of today on touch eight dates.
    assert page.count('class="day') in (7, 8)
    for session in plan["sessions"]:
        for one in session["exercises"]:
            assert one["sets"] in page
    assert "style=" not in page


def test_a_day_is_moved_to_a_free_one_with_its_partner(planned: User, alices: Client, work: Callable[[], None]) -> None:
    alices.post("/preferences/", {"goal": "size", "minutes": "60", "lowering_s": "4", "days": ["0", "3"],
                                  "partner_days": ["3"]})  # fmt: skip
    work()
    assert sorted(found(planned)["days"]) == [0, 3]
    assert alices.post("/plan/move", {"origin": "3", "goal": "4"}).status_code == 302
    assert json.loads(alices.get("/plan/state").content)["is_waiting"]
    assert "being planned anew" in alices.get("/plan/").content.decode()
    work()
    assert sorted(found(planned)["days"]) == [0, 4]
    assert [one["partner"] for one in found(planned)["sessions"] if one["at"]].count(True) == 1
    assert not json.loads(alices.get("/plan/state").content)["is_waiting"]
    assert alices.post("/plan/usual").status_code == 302
    work()
    assert sorted(found(planned)["days"]) == [0, 3]


def test_of_many_wishes_in_a_row_the_last_is_planned_and_nobody_waits_for_the_others(
    planned: User, alices: Client, work: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def planned_once(known: Known) -> str:
        asked.append(PlanWish.objects.get(athlete=known.athlete).asked)
        return plan(known)

    monkeypatch.setattr(planning, "plan", planned_once)
    for minutes in ("40", "50", "60"):
        alices.post("/plan/wish", {"days": ["0", "2", "4"], "minutes": minutes})
    work()
    assert asked == [3]
    assert found(planned)["asked"] == 3


def test_what_is_left_out_is_not_planned(planned: User, alices: Client, work: Callable[[], None]) -> None:
    data = {"days": ["0", "2", "4"], "minutes": "60", "without": ["Bench Press (Barbell)"]}
    assert alices.post("/plan/wish", data).status_code == 302
    work()
    names = [one["name"] for session in found(planned)["sessions"] for one in session["exercises"]]
    assert "Bench Press (Barbell)" not in names


def test_a_week_in_which_nothing_fits_says_why(planned: User, alices: Client, work: Callable[[], None]) -> None:
    assert alices.post("/plan/wish", {"days": ["0"], "minutes": "5"}).status_code == 302
    work()
    assert found(planned)["problem"]
    assert "No week fits" in alices.get("/plan/").content.decode()


@pytest.mark.parametrize("wrong", [{"days": ["9"]}, {"minutes": "0"}, {"without": ["Somebody's lift"]}])
def test_a_wish_that_cannot_be_is_told_and_not_kept(wrong: dict[str, Any], planned: User, alices: Client) -> None:
    data = {"days": ["0"], "minutes": "60"} | wrong
    answer = alices.post("/plan/wish", data)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not PlanWish.objects.filter(athlete=athlete_of(planned)).exists()


@pytest.mark.parametrize("wrong", [{"origin": "9", "goal": "1"}, {"origin": "x", "goal": "1"}, {}])
@pytest.mark.usefixtures("planned")
def test_a_move_of_nothing_changes_nothing(wrong: dict[str, str], alices: Client) -> None:
    assert alices.post("/plan/move", wrong).status_code == 404
    assert not PlanWish.objects.exists()


def test_a_wish_is_over_with_its_week(alice: User, alices: Client) -> None:
    athlete = athlete_of(alice)
    alices.post("/preferences/", {"goal": "strength", "minutes": "50", "lowering_s": "4", "days": ["1"]})
    today = wall_now(athlete).date()
    PlanWish.objects.create(athlete=athlete, days=[2], minutes=30, until=today + timedelta(days=7), asked=1)
    assert wish_of(athlete, today=today).days == (2,)
    later = wish_of(athlete, today=today + timedelta(days=7))
    assert (later.days, later.minutes, later.goal) == ((1,), 50, "strength")


def test_bob_sees_nothing_of_alices_week(planned: User, bobs: Client) -> None:
    assert found(planned)
    assert "Nothing to show yet" in bobs.get("/plan/").content.decode()
