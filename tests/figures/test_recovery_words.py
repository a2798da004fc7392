from __future__ import annotations

import math
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.athlete import Part
from momentary.figures.columns import columns, wrapped
from momentary.figures.recovery_words import (
    bears_words,
    came_back_words,
    chance,
    cost_sentences,
    failure_heading,
    failure_sentences,
    halves,
    often,
)
from momentary.inference.attribution import Attribution
from momentary.inference.part_costs import PartCost
from momentary.prescription.frequency import Frequency
from momentary.quantities import Muscle

NAN = float("nan")


def failure(**changes: object) -> Attribution:
    known: dict[str, object] = {
        "row": 3, "at": datetime(2024, 3, 9, 18), "exercise": "curl", "repetitions": 8, "neural": 0.02,
        "muscular": 0.83, "cannot_tell": 0.15, "shortfall": 3.2, "low": 2.4, "high": 4.1,
        "reasons": ("the fourth set", "a long day", "a third one"),
    }  # fmt: skip
    return Attribution(**known | changes)  # type: ignore[arg-type]


def frequency(came_back: float, low: float, high: float) -> Frequency:
    return Frequency(Muscle.CHEST, 1.5, 3.0, 9, came_back, low, high, 7.0, 5.0, 7.0, None)


@pytest.mark.parametrize(
    ("middle", "low", "high", "said"),
    [
        (7.0, 7.0, 7.0, "be daily"),
        (7.0, 3.04, 7.0, "be daily, at least 3 times a week"),
        (7.0, 0.9, 7.0, "be daily, at least once a week"),
        (3.2, 2.4, 7.0, "be about 3 times a week (2.5 to daily)"),
        (3.2, 2.4, 4.4, "be about 3 times a week (2.5 to 4.5)"),
        (3.0, 2.9, 3.1, "be about 3 times a week"),
    ],
)
def test_what_is_borne_is_told_no_finer_than_it_is_known(middle: float, low: float, high: float, said: str) -> None:
    assert bears_words(middle, low, high) == said


@pytest.mark.parametrize(
    ("a_week", "said"),
    [(0.125, "once in 8 weeks"), (1.0, "once a week"), (2.6, "2.5 times a week"), (0.0, "not at all")],
)
def test_how_often_is_told_as_a_lifter_would(a_week: float, said: str) -> None:
    assert often(a_week) == said


def test_coming_back_is_as_usual_where_the_interval_holds_none() -> None:
    assert came_back_words(frequency(0.2, -0.5, 0.9)) == "It came back as usual (by 9 returns: -0.5 to +0.9 reps)."
    assert "weaker than from other sessions, by 0.3 to 1.5 reps" in came_back_words(frequency(-0.9, -1.5, -0.3))
    assert "stronger than from other sessions, by 0.3 to 1.5 reps" in came_back_words(frequency(0.9, 0.3, 1.5))
    assert "Too few sessions" in came_back_words(frequency(NAN, NAN, NAN))


@given(st.floats(0.0, 1.0))
def test_chances_come_in_steps_of_five_and_are_never_none_or_certain(share: float) -> None:
    words = chance(share)
    number = int(words.split()[1])
    assert number % 5 == 0
    assert 5 <= number <= 95
    assert abs(number / 100.0 - share) <= 0.05 + 1e-9


@given(st.floats(0.0, 100.0))
def test_halves_are_within_a_quarter(number: float) -> None:
    assert math.isclose(float(halves(number)), number, abs_tol=0.2501)


def test_a_failure_is_told_with_its_likeliest_reason_first() -> None:
    first, second = failure_sentences(failure())
    assert first == (
        "About 3 fewer than rested (2.5 to 4). Muscles about 85 %, cannot be told about 15 %, nerves under 5 %."
    )
    assert second == "The fourth set; a long day."
    assert list(failure_sentences(failure(shortfall=0.3))) == ["Fatigue took less than half a repetition."]


def test_a_failure_of_another_year_tells_the_year() -> None:
    assert failure_heading(failure(), "Curl", datetime(2024, 4, 1)) == "9 Mar, Curl, 8 reps"
    assert failure_heading(failure(repetitions=1), "Curl", datetime(2025, 4, 1)) == "9 Mar 2024, Curl, 1 rep"


@pytest.mark.parametrize(("learnt", "whose"), [(0.0, "typical of lifters"), (0.3, "partly your own"), (0.9, "mostly")])
def test_a_cost_says_whose_number_it_is(learnt: float, whose: str) -> None:
    cost = PartCost(Part.RESIDUAL, 0.017, 0.008, 0.025, 12.3, 5.0, 50.0, learnt)
    text = " ".join(cost_sentences(cost))
    assert "about 1.7 % (0.8 to 2.5 %)" in text
    assert "about 12 h (5 to 50 h)" in text
    assert whose in text


@given(st.text(max_size=80), st.integers(40, 120), st.integers(0, 4), st.integers(0, 4))
def test_lines_fit_whatever_stands_in_them(text: str, width: int, indent: int, hanging: int) -> None:
    for line in wrapped(text, width, indent=indent, hanging=hanging).split("\n"):
        assert columns(line) <= min(width, 100)
        assert line.startswith(" " * indent)
        assert line.isprintable()


def test_a_number_stays_with_its_unit() -> None:
    lines = wrapped("a b 12 % and 100 kg", 8).split("\n")
    assert "a b 12 %" in lines
    assert any("100 kg" in line for line in lines)
