"""Lifts: a page for every exercise, rendered by the worker, with a number beside each drawing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from momentary.web.accounts.models import User
from momentary.web.insights import telling
from momentary.web.insights.known import known_of
from momentary.web.insights.lift_keys import lift_key
from momentary.web.insights.models import Learning, Page
from momentary.web.insights.rendering import Known
from momentary.web.insights.wall_clock import wall_now
from momentary.web.training.log import athlete_of, training_log
from tests.web.wire import logged, push, started

ODD = "Onkel Otto's <b>Maschine</b> / №1"


def train(client: Client, who: User, *, sessions: int = 12) -> None:
    """Log sessions of two exercises, the last sets of each to failure."""
    now = wall_now(athlete_of(who)) - timedelta(hours=5)
    for back in reversed(range(sessions)):
        session = uuid4()
        start = {"wall": (now - timedelta(days=4 * back)).isoformat(), "clock": "local"}
        values = [
            {
                "segments": [
                    {
                        "exercise": name,
                        "load": {"value": load, "unit": "kg"},
                        "repetitions": 9 - place,
                        **({"ending": {"kind": "momentary_failure"}} if place == 2 else {}),
                    }
                ]
            }
            for name, load in (("Bench Press (Barbell)", 80), (ODD, 40))
            for place in range(3)
        ]
        push(client, started(session, start=start), *(logged(session, uuid4(), one) for one in values))


@pytest.fixture
def learnt(alices: Client, alice: User, work: Callable[[], None]) -> User:
    """Alice after some weeks of training, all pages rendered."""
    train(alices, alice)
    work()
    return alice


@pytest.mark.parametrize("path", ["/lifts/", "/lifts/failures/", "/lifts/how-well/"])
def test_an_empty_log_is_told_what_to_do(path: str, alices: Client) -> None:
    assert "Nothing to show yet" in alices.get(path).content.decode()


def test_every_exercise_has_a_page_that_the_list_leads_to(learnt: User, alices: Client) -> None:
    page = alices.get("/lifts/").content.decode()
    links = re.findall(r'href="(/lifts/of/[^"]+)"', page)
    assert len(links) == len(training_log(athlete_of(learnt)).exercises()) == 2
    for link in links:
        text = alices.get(link).content.decode()
        assert text.count("<h1>") == 1
        # Each drawing of a figure has its numbers in a table.
        assert text.count("<figure>") == text.count("<table") >= 3
        assert "style=" not in text


@pytest.mark.usefixtures("learnt")
def test_a_name_from_a_log_is_text_on_every_page(alices: Client) -> None:
    links = re.findall(r'href="(/lifts/of/[^"]+)"', alices.get("/lifts/").content.decode())
    for path in ("/lifts/", *links, "/lifts/failures/", "/lifts/how-well/"):
        text = alices.get(path).content.decode()
        assert "<b>Maschine" not in text
        assert "Maschine&lt;/b&gt;" in text or "Bench Press" in text


def test_failures_tell_where_they_sat_why_and_what_they_cost(learnt: User, alices: Client) -> None:
    text = alices.get("/lifts/failures/").content.decode()
    failures = sum(one.is_failure for _, one in training_log(athlete_of(learnt)).sets())
    assert re.search(rf"<dt>Momentary failure</dt><dd>{failures}</dd>", text)
    for part in ("Where failure sat", "Why the last failed sets fell short", "What failure costs you"):
        assert part in text
    assert 'href="/evidence/#on-own-cost"' in text


@pytest.mark.usefixtures("learnt")
def test_the_back_test_tells_how_far_off_it_was_beside_simple_rules(alices: Client) -> None:
    text = alices.get("/lifts/how-well/").content.decode()
    assert "Same as last time" in text
    assert re.search(r'<th scope="row">momentary</th><td>\d+\.\d</td><td>\d+ %</td><td>\d+</td>', text)


def test_a_page_of_no_exercise_is_not_there_and_bob_has_none_of_alices(learnt: User, bobs: Client) -> None:
    key = Page.objects.filter(athlete=athlete_of(learnt), name__startswith="lifts/of/").values_list("name", flat=True)
    assert key
    for one in key:
        assert bobs.get(f"/{one}/").status_code == 404
    assert bobs.get("/lifts/of/nothing/").status_code == 404


def test_the_worker_goes_and_learns_between_two_pages_and_keeps_what_it_has(learnt: User) -> None:
    athlete = athlete_of(learnt)
    known = known_of(athlete, athlete.position, training_log(athlete))
    assert known is not None
    made = []

    def pages(known: Known) -> Iterator[tuple[str, str]]:  # noqa: ARG001
        for name in ("some/one", "some/two", "some/three"):
            made.append(name)
            if name == "some/two":
                Learning.objects.filter(athlete=athlete).update(is_learning_due=True)
            yield name, "<p></p>"

    assert not telling._render(known, "some", pages)
    assert made == ["some/one", "some/two"]
    assert Page.objects.filter(athlete=athlete, name__startswith="some/").count() == 2


@given(st.lists(st.text(min_size=1, max_size=80), unique=True, max_size=20))
def test_no_two_exercises_share_an_address(names: list[str]) -> None:
    keys = [lift_key(name) for name in names]
    assert len(set(keys)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9_-]{1,80}", key) for key in keys)
