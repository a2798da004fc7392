"""The Python still gives the vectors that the phone's forecast is tested against, and the figures in it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from momentary.inference.summary_reading import summary_from_json
from momentary.parameters import level_prior
from tests.vectors.answers import answer, later, stepped
from tests.vectors.gyms import gym_cases
from tests.vectors.kept import CLOSE, vectors
from tests.vectors.lifters import lifters
from tools.vectors import FIGURES, figures_module

Answer = dict[str, Any]
CASES = vectors("forecast.json")


def test_the_figures_of_the_phone_are_those_of_the_model() -> None:
    assert FIGURES.read_text(encoding="utf-8") == figures_module(level_prior()), "run python tools/vectors.py"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_python_gives_the_vectors(case: dict[str, Any]) -> None:
    summary = summary_from_json(case["summary"])
    for question in case["asks"]:
        assert_same_python(answer(summary, question), question["answer"])
    for sent in case["steps"]:
        summary = stepped(summary, sent)
        for question in sent["asks"]:
            assert_same_python(answer(summary, question), question["answer"])


def assert_same_python(found: Answer, wanted: Answer) -> None:
    """The Python has not moved away from the vectors; another machine's last digits may differ."""
    assert found.keys() == wanted.keys()
    for key, value in wanted.items():
        if key != "habits":
            is_plain = value is None or isinstance(value, str)
            close = value if is_plain else pytest.approx(value, rel=CLOSE, abs=CLOSE)
            assert found[key] == close, "after a change: python tools/vectors.py"


def test_the_vectors_are_of_these_lifters() -> None:
    assert [case["name"] for case in CASES] == [one.name for one in lifters()]


def test_the_python_gives_the_vectors_of_later_segments() -> None:
    for case in vectors("later.json"):
        assert_same_python(later(case["segment"]), case["answer"])


def test_the_python_gives_the_vectors_of_gyms() -> None:
    assert json.loads(json.dumps(gym_cases())) == vectors("gym.json"), "after a change: python tools/vectors.py"
