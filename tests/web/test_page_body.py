"""Body: the page answers for now, weighs what the lifter says, and keeps check-ins."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from django.test import Client

from momentary.inference.check_ins import CheckInWeights, Kind, KindWeight
from momentary.quantities import Muscle
from momentary.web.accounts.models import User
from momentary.web.insights.feeling import felt_now, weights_from, weights_record
from momentary.web.insights.wall_clock import wall_now
from momentary.web.training.log import athlete_of
from momentary.web.training.models import Statement
from momentary.web.training.stated import check_ins_of
from tests.web.wire import everything, logged, operation, push, started

LEVELS = re.compile(r"Quadriceps.*?(\d+) %", re.DOTALL)


def squats(client: Client, who: User, *, hours_ago: float = 3.0, sessions: int = 6) -> None:
    """Log sessions of hard squats, the last of them some hours ago."""
    now = wall_now(athlete_of(who))
    for back in reversed(range(sessions)):
        session = uuid4()
        at = now - timedelta(hours=hours_ago, days=3 * back)
        start = {"wall": at.isoformat(), "clock": "local"}
        segment = {"exercise": "Squat (Barbell)", "load": {"value": 120, "unit": "kg"},
                   "ending": {"kind": "momentary_failure"}}  # fmt: skip
        sets = [{"segments": [{**segment, "repetitions": 10 - place}]} for place in range(5)]
        push(client, started(session, start=start), *(logged(session, uuid4(), one) for one in sets))


def level_of(who: User, muscle: Muscle | None) -> float:
    felt = felt_now(athlete_of(who))
    assert felt is not None
    states = {one.muscle: one for one in (felt.readiness.neural, *felt.readiness.muscles)}
    return states[muscle].level


@pytest.fixture
def tired(alices: Client, alice: User, work: Callable[[], None]) -> User:
    """Alice, three hours after the last of many hard squats, learnt."""
    squats(alices, alice)
    work()
    return alice


def test_an_empty_log_is_told_what_to_do_and_can_check_in_all_the_same(alices: Client, alice: User) -> None:
    page = alices.get("/body/").content.decode()
    assert "Nothing to show yet" in page
    assert alices.post("/body/check-in", {"sleep_h": "7,5"}).status_code == 422
    assert alices.post("/body/check-in", {"sleep_h": "7.5", "motivation": "0"}).status_code == 302
    (told,) = check_ins_of(athlete_of(alice))
    assert (told.sleep_h, told.motivation, dict(told.soreness)) == (7.5, 0.0, {})


@pytest.mark.usefixtures("tired")
def test_the_page_shows_every_trained_state_in_a_drawing_and_in_a_table(alices: Client) -> None:
    page = alices.get("/body/").content.decode()
    assert page.count("<svg") >= 3
    assert 'class="chart body"' in page
    assert LEVELS.search(page)
    assert "style=" not in page
    assert 'href="/evidence/#on-own-readiness"' in page


def test_what_is_felt_pulls_the_level_and_taking_it_back_restores_it(tired: User, alices: Client) -> None:
    before = level_of(tired, Muscle.QUADRICEPS)
    answer = alices.post("/body/correct", {"state": "quadriceps", "level": "other", "per_cent": "80"})
    assert answer.status_code == 302
    after = level_of(tired, Muscle.QUADRICEPS)
    assert after < before - 0.005
    (row,) = Statement.objects.filter(athlete=athlete_of(tired))
    page = alices.get("/body/").content.decode()
    assert "Quadriceps: 80 %" in page
    assert alices.post(f"/body/take-back/{row.uuid}").status_code == 302
    assert level_of(tired, Muscle.QUADRICEPS) == pytest.approx(before, abs=0.003)
    assert [one["kind"] for one in everything(alices)][-2:] == ["correction.logged", "correction.voided"]


def test_the_next_set_ends_what_was_felt_before_it(tired: User, alices: Client, work: Callable[[], None]) -> None:
    alices.post("/body/correct", {"state": "quadriceps", "level": "0.85"})
    squats(alices, tired, hours_ago=-1.0, sessions=1)
    work()
    felt = felt_now(athlete_of(tired))
    assert felt is not None
    assert felt.feelings == ()


def test_a_correction_of_a_muscle_that_was_never_trained_breaks_nothing(tired: User, alices: Client) -> None:
    at = (wall_now(athlete_of(tired))).isoformat()
    push(alices, operation("correction.logged", value={"at": at, "state": "calves", "level": 0.9}))
    assert alices.get("/body/").status_code == 200


@pytest.mark.parametrize(
    "data",
    [{"state": "soul", "level": "1"}, {"state": "quadriceps", "level": "2"}, {"state": "quadriceps"},
     {"state": "quadriceps", "level": "other"}, {"state": "quadriceps", "level": "other", "per_cent": "0"}],
)  # fmt: skip
def test_a_feeling_that_is_none_is_told_and_nothing_is_kept(data: dict[str, Any], tired: User, alices: Client) -> None:
    answer = alices.post("/body/correct", data)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Statement.objects.filter(athlete=athlete_of(tired)).exists()


def test_check_ins_are_weighed_by_the_worker_and_told(alice: User, alices: Client, work: Callable[[], None]) -> None:
    squats(alices, alice, sessions=20)
    now = wall_now(athlete_of(alice))
    for back in range(20):
        at = (now - timedelta(days=3 * back, hours=6)).isoformat()
        value = {"at": at, "sleep_h": 6.0 + back % 3, "soreness": {"quadriceps": back % 4}}
        push(alices, operation("check_in.logged", value=value))
    work()
    page = alices.get("/body/").content.decode()
    assert "What your check-ins are worth" in page
    assert "than your usual goes with" in page


def test_an_empty_check_in_is_no_check_in(alices: Client, alice: User) -> None:
    answer = alices.post("/body/check-in", {})
    assert answer.status_code == 422
    assert "at least one" in answer.content.decode()
    assert check_ins_of(athlete_of(alice)) == ()


def test_bob_cannot_take_back_what_alice_said(alices: Client, bobs: Client, alice: User) -> None:
    alices.post("/body/check-in", {"sleep_h": "8"})
    (row,) = Statement.objects.filter(athlete=athlete_of(alice))
    assert bobs.post(f"/body/take-back/{row.uuid}").status_code == 404
    assert len(check_ins_of(athlete_of(alice))) == 1


def test_weights_are_the_same_after_they_were_kept() -> None:
    kinds = tuple(KindWeight(kind, 3, 1.5, 0.5, 0.01, -0.01, 0.03) for kind in Kind)
    cov = np.arange(9.0).reshape(3, 3)
    found_kinds, found_cov = weights_from(weights_record(CheckInWeights(kinds, cov, ())))
    assert found_kinds == kinds
    assert (found_cov == cov).all()
