"""Preferences: what a lifter says of days, screen and gym is kept, and advice counts with it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from momentary.prescription.goals import Goal
from momentary.prescription.gym import Gym, Plates, steps, usual_gym
from momentary.prescription.gym_words import loads_of, loads_text, plates_of, plates_text
from momentary.quantities import Load, LoadUnit
from momentary.web.accounts.models import User
from momentary.web.insights.pages.gym_form import GymForm
from momentary.web.training.log import athlete_of
from momentary.web.training.models import Athlete, Preferences
from momentary.web.training.preferences import gym_told, phone_preferences, preferences_of

TOLD = {
    "goal": "strength", "days": ["0", "3"], "minutes": "45", "partner_days": ["3"], "unit": "lb", "language": "",
    "is_left_handed": "on", "rest_s": "150", "lowering_s": "5",
}  # fmt: skip


def shown(gym: Gym) -> dict[str, Any]:
    """What a browser sends of the form of a gym as it is shown."""
    return {name: value for name, value in GymForm.initial_of(gym).items() if value is not False}


def gym_of(athlete: Athlete) -> Gym | None:
    return gym_told(preferences_of(athlete).gym)


def test_what_is_told_is_kept_and_shown(alices: Client, alice: User) -> None:
    assert alices.get("/preferences/").status_code == 200
    assert alices.post("/preferences/", TOLD).status_code == 302
    found = preferences_of(athlete_of(alice))
    assert (found.goal, found.days, found.partner_days, found.minutes) == ("strength", [0, 3], [3], 45)
    assert (found.is_left_handed, found.has_rest_timer, found.rest_s, found.has_sound) == (True, False, 150, False)
    page = alices.get("/preferences/").content.decode()
    assert re.search(r'value="lb" selected', page)
    assert phone_preferences(found)["left_handed"]


@pytest.mark.parametrize(
    "wrong",
    [{"days": ["7"]}, {"minutes": "0"}, {"goal": "beauty"}, {"unit": "st"}, {"language": "xx"}, {"rest_s": "1"}],
)
def test_what_cannot_be_is_told_and_nothing_is_kept(wrong: dict[str, Any], alices: Client) -> None:
    answer = alices.post("/preferences/", TOLD | wrong)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Preferences.objects.exists()


def test_goals_are_those_that_advice_knows() -> None:
    assert {str(one) for one in Preferences.Goal} == {str(one) for one in Goal}


def test_a_gym_is_told_changed_and_forgotten(alices: Client, alice: User) -> None:
    athlete = athlete_of(alice)
    assert gym_of(athlete) is None
    told = shown(usual_gym()) | {"plates": "20x2 10x2", "dumbbells": "5-10/2.5", "has_pins": "on", "stack": ""}
    assert alices.post("/preferences/gym", told).status_code == 302
    found = gym_of(athlete)
    assert found is not None
    assert found.plates == (Plates(Load(20, LoadUnit.KG), 2), Plates(Load(10, LoadUnit.KG), 2))
    assert [one.value for one in found.dumbbells] == [5, 7.5, 10]
    assert (found.has_pins, found.has_partner, found.stack) == (True, False, ())
    assert alices.post("/preferences/gym", {"forget": "1"}).status_code == 302
    assert gym_of(athlete) is None


def test_a_gym_sent_as_it_is_shown_is_the_same_with_the_bars_that_have_no_field(alices: Client, alice: User) -> None:
    assert alices.post("/preferences/gym", shown(usual_gym())).status_code == 302
    found = gym_of(athlete_of(alice))
    assert found is not None
    assert dict(found.bars) == dict(usual_gym().bars)
    assert (found.plates, found.dumbbells, found.stack) == (
        usual_gym().plates, usual_gym().dumbbells, usual_gym().stack,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"plates": "twenty"}, "is no plate"),
        ({"plates": "20x1000000000"}, "too many"),
        ({"plates": "1.0003x90 1.0007x90 1.0011x90"}, "too many loads"),
        ({"dumbbells": "50-2/2"}, "there are none"),
        ({"stack": "1-99999/0.01"}, "too many"),
        ({"bar_barbell": "long"}, "no load"),
        ({"unit": "st"}, "valid choice"),
        ({"kettlebells": "1.2.3-4/1"}, "no number"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_told_beside_it(wrong: dict[str, str], says: str, alices: Client, alice: User) -> None:
    answer = alices.post("/preferences/gym", shown(usual_gym()) | wrong)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert gym_of(athlete_of(alice)) is None


def test_bob_has_preferences_of_his_own(alices: Client, bobs: Client, bob: User) -> None:
    alices.post("/preferences/", TOLD)
    assert 'value="45"' not in bobs.get("/preferences/").content.decode()
    assert preferences_of(athlete_of(bob)).minutes == 60
    assert not Preferences.objects.visible_to(bob).exists()


loads = st.lists(st.builds(Load, st.sampled_from([0.5, 1.25, 2, 20, 45]), st.sampled_from(LoadUnit)), max_size=6).map(
    lambda some: tuple(sorted(some, key=lambda one: one.kg))
)


@given(loads, st.sampled_from(LoadUnit))
def test_loads_typed_as_they_are_shown_are_the_same(some: tuple[Load, ...], unit: LoadUnit) -> None:
    assert [one.kg for one in loads_of(loads_text(some, unit), unit)] == [one.kg for one in some]


@given(st.floats(0.5, 20).map(lambda one: round(one, 2)), st.integers(0, 40), st.sampled_from(LoadUnit))
def test_an_even_row_typed_as_it_is_shown_is_the_same(step: float, count: int, unit: LoadUnit) -> None:
    row = steps(step, step * (count + 1), step, unit)
    again = loads_of(loads_text(row, unit), unit)
    assert [one.value for one in again] == pytest.approx([one.value for one in row])


@given(st.dictionaries(st.sampled_from([1.25, 2.5, 20.0]), st.integers(0, 12)), st.sampled_from(LoadUnit))
def test_plates_typed_as_they_are_shown_are_the_same(counts: dict[float, int], unit: LoadUnit) -> None:
    some = tuple(Plates(Load(value, LoadUnit.KG), count) for value, count in sorted(counts.items(), reverse=True))
    assert plates_of(plates_text(some, unit), unit) == some
