from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.figures.readiness_terminal import render_readiness
from momentary.figures.readiness_words import NOT_ADVICE, recovered_words, state_name, what_the_log_taught, whole
from momentary.inference.readiness import Readiness
from momentary.quantities import Muscle
from tests.figures.readiness import any_readiness, leg_day, readiness_of, state_of


def plain(text: str) -> str:
    return " ".join(text.split())


@given(any_readiness(), st.integers(0, 200))
def test_any_readiness_fits_any_terminal_and_tells_every_number(readiness: Readiness, width: int) -> None:
    text = render_readiness(readiness, width=width)
    lines = text.splitlines()
    assert max(map(len, lines)) <= max(width, 40)
    for state in (readiness.neural, *readiness.muscles):
        (line,) = [one for one in lines if one.startswith(f"{state_name(state)} ")]
        assert f" {whole(state.level)} %" in line
        assert f" {whole(state.low)}-{whole(state.high)} " in line
    assert what_the_log_taught(readiness) in plain(text)
    assert NOT_ADVICE in plain(text)


@pytest.mark.parametrize("width", [80, 100])
def test_a_usual_terminal_has_bars_and_the_hour_of_recovery(width: int) -> None:
    readiness = leg_day()
    lines = render_readiness(readiness, width=width).splitlines()
    for state in readiness.muscles:
        (line,) = [one for one in lines if one.startswith(state_name(state))]
        assert line.endswith(recovered_words(state, readiness))
        assert "█" in line


def test_the_neural_line_comes_first_and_then_the_muscles_as_they_are_ordered() -> None:
    readiness = leg_day()
    lines = render_readiness(readiness).splitlines()
    begins = next(place for place, line in enumerate(lines) if line.startswith("Neural state"))
    names = [state_name(state) for state in readiness.muscles]
    assert [line[:15].strip() for line in lines[begins + 1 : begins + 1 + len(names)]] == names


def test_the_bar_is_full_to_the_lower_end_and_shaded_to_the_upper() -> None:
    state = state_of(Muscle.CHEST, 0.8, doubt=0.1)
    (line,) = [one for one in render_readiness(readiness_of(state), width=80).splitlines() if one.startswith("Chest")]
    full, shaded, rest = (line.count(one) for one in "█▒·")
    columns = full + shaded + rest
    assert columns >= 20
    assert full == round(columns * 0.4)
    assert full + shaded == round(columns * 0.8)


def test_all_muscles_fit_a_terminal_of_forty_lines() -> None:
    readiness = readiness_of(*(state_of(muscle, 0.9) for muscle in Muscle))
    assert len(render_readiness(readiness, width=80).splitlines()) <= 40
