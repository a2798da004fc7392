"""What the worker tells a lifter is in the lifter's language: as chosen, or as their browser said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from momentary.web.accounts.models import User
from momentary.web.insights.models import Knowledge
from momentary.web.training.log import athlete_of
from momentary.web.training.models import Preferences
from momentary.web.training.preferences import language_of
from tests.web.test_page_preferences import TOLD
from tests.web.test_today_bundle import bundle, take_recent

pytestmark = pytest.mark.django_db

Work = Callable[[], None]


def told(found: Any, key: str = "") -> Iterator[str]:
    """Every sentence of a bundle, and every title of a method."""
    if isinstance(found, dict):
        for name, value in found.items():
            yield from told(value, name)
    elif isinstance(found, list):
        for one in found:
            yield from told(one, key)
    elif key == "text":
        yield found


def sentences(client: Client) -> list[str]:
    return list(told(bundle(client)))


def test_a_change_of_the_language_has_every_sentence_of_the_bundle_made_anew(
    alices: Client, alice: User, work: Work
) -> None:
    take_recent(alice)
    work()
    english = sentences(alices)
    titles = [one["title"] for due in bundle(alices)["due"] for one in due["methods"]]
    assert len(english) > 100
    for language, drop_set, ends in (("de", "Dropsatz", "Wiederholung"), ("es", "serie descendente", "repetición")):
        assert (
            alices.post("/preferences/", TOLD | {"language": language, "goal": "size", "unit": ""}).status_code == 302
        )
        work()
        others = sentences(alices)
        assert len(others) == len(english)
        assert [one for one, other in zip(english, others, strict=True) if one == other] == []
        assert any(ends in one for one in others)
        found = [one["title"] for due in bundle(alices)["due"] for one in due["methods"]]
        assert drop_set in found
        assert len(found) == len(titles)
    assert alices.post("/preferences/", TOLD | {"language": "en", "goal": "size", "unit": ""}).status_code == 302
    work()
    assert sentences(alices) == english


def test_a_browser_that_is_heard_has_the_advice_made_in_its_language(alice: User, alices: Client, work: Work) -> None:
    take_recent(alice)
    work()
    athlete = athlete_of(alice)
    assert language_of(athlete) == "en"
    before = Knowledge.objects.get(athlete=athlete).advised_at
    bundle(alices, **{"accept-language": "de-AT,de;q=0.8"})
    assert language_of(athlete) == "de"
    work()
    assert Knowledge.objects.get(athlete=athlete).advised_at != before
    assert any("Versagen" in one for one in sentences(alices))
    bundle(alices, **{"accept-language": "es"})
    assert language_of(athlete) == "de", "two browsers that differ do not have it made anew at every look"


def test_what_is_chosen_counts_for_more_than_what_a_browser_says(alice: User, alices: Client) -> None:
    athlete = athlete_of(alice)
    assert alices.post("/preferences/", TOLD | {"language": "es"}).status_code == 302
    bundle(alices, **{"accept-language": "de"})
    assert language_of(athlete) == "es"
    answer = alices.post("/preferences/", TOLD, headers={"accept-language": "de-AT,en;q=0.5"})
    assert answer.status_code == 302
    assert language_of(athlete) == "de", "the browser's own language, not the one that was chosen before"
    assert Preferences.objects.get(athlete=athlete).language == ""
