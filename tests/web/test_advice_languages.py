"""What the worker tells a lifter is in the lifter's language: as chosen, or as their browser said."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from momentary.web.accounts.models import User
from momentary.web.insights.models import Knowledge, Page
from momentary.web.training.log import athlete_of
from momentary.web.training.models import Preferences
from momentary.web.training.preferences import language_of
from tests.web.test_page_preferences import TOLD
from tests.web.test_today_bundle import bundle, take_recent

pytestmark = pytest.mark.django_db

Work = Callable[[], None]

OF_A_WEEK = ("text", "method", "sets", "why", "muscle", "safety", "problem")
LETTERS = re.compile(r"[A-Za-z]{2}")
SAME_EVERYWHERE = re.compile(r"1RM|RIR|RPE|kg|lb|momentary|rest-pause|\b(Jan|Feb|Apr|Aug|Sep|Nov)\b")
"""What no language writes differently, and months that two of them share."""

ENGLISH = re.compile(r"\b(the|of|with|and|than|not|you|your|are|this|set|sets|week|failure)\b", re.IGNORECASE)
"""Words that a sentence in another language has not, not even where only a part of it is translated."""


def told(found: Any, keys: tuple[str, ...] = ("text",), key: str = "") -> Iterator[str]:
    """Every text of a bundle or a plan under some keys."""
    if isinstance(found, dict):
        for name, value in found.items():
            yield from told(value, keys, name)
    elif isinstance(found, list):
        for one in found:
            yield from told(one, keys, key)
    elif key in keys and found is not None:
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
        assert [one for one in others if ENGLISH.search(one)] == []
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


class Words(HTMLParser):
    """The texts of a fragment, names of exercises and keys of the evidence left out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._aside = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._aside += tag == "bdi" or (tag == "a" and str(given.get("href", "")).startswith("#on-"))
        self.found += [given[name] or "" for name in ("aria-label", "title") if name in given]

    def handle_endtag(self, tag: str) -> None:
        self._aside = max(self._aside - (tag in ("bdi", "a")), 0)

    def handle_data(self, data: str) -> None:
        if not self._aside:
            self.found.append(data.strip())


def fragments(user: User) -> dict[str, list[str]]:
    rows = Page.objects.filter(athlete=athlete_of(user)).exclude(name__in=["api/next", "check-ins", "plan"])
    return {one.name: Words(one.html).found for one in rows}


def test_the_figures_of_the_pages_speak_the_language_too(alices: Client, alice: User, work: Work) -> None:
    take_recent(alice)
    work()
    english = fragments(alice)
    assert len(english) > 5
    for language in ("de", "es"):
        assert (
            alices.post("/preferences/", TOLD | {"language": language, "goal": "size", "unit": ""}).status_code == 302
        )
        work()
        others = fragments(alice)
        assert others.keys() == english.keys()
        same = {
            (name, one)
            for name, texts in english.items()
            for one in set(texts) & set(others[name])
            if LETTERS.search(SAME_EVERYWHERE.sub("", one))
        }
        assert sorted(same) == []
        assert [one for texts in others.values() for one in texts if ENGLISH.search(one)] == []
        week = list(told(json.loads(Page.objects.get(athlete=athlete_of(alice), name="plan").html), OF_A_WEEK))
        assert len(week) > 10
        assert [one for one in week if ENGLISH.search(one)] == []
