from __future__ import annotations

import math
from xml.etree import ElementTree as ET

from hypothesis import given

from momentary.figures.gauge import gauge
from momentary.inference.readiness import StateLevel
from tests.figures.readiness import any_state, readiness_of, state_of
from tests.figures.test_anatomy import NUMBER

SVG = "{http://www.w3.org/2000/svg}"
CENTRE = (120.0, 118.0)


def band(svg: str) -> tuple[float, float]:
    """Return the angles at which the band begins and ends [degrees, 180 at the floor, 0 fresh]."""
    (path,) = [one for one in ET.fromstring(svg).iter(f"{SVG}path") if one.get("class") == "band"]
    numbers = [float(one) for one in NUMBER.findall(path.get("d") or "")]
    ends = ((numbers[0], numbers[1]), (numbers[7], numbers[8]))
    low, high = (math.degrees(math.atan2(CENTRE[1] - y, x - CENTRE[0])) for x, y in ends)
    return low, high


def drawn(state: StateLevel) -> str:
    return gauge(state, readiness_of(neural=state))


def words(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in ET.fromstring(svg).iter(f"{SVG}text")]


def test_the_band_is_the_interval_on_a_scale_from_half_to_all() -> None:
    low, high = band(drawn(state_of(None, 0.8, doubt=0.1)))
    assert abs(low - 180 * (1 - 0.7) / 0.5) < 1
    assert abs(high - 180 * (1 - 0.9) / 0.5) < 1


def test_a_state_below_half_is_shown_from_nothing_on() -> None:
    svg = drawn(state_of(None, 0.45, doubt=0.1))
    low, high = band(svg)
    assert abs(low - 180 * (1 - 0.35)) < 1
    assert abs(high - 180 * (1 - 0.55)) < 1
    assert {"0 %", "50 %", "100 %"} <= set(words(svg))


def test_the_gauge_says_its_interval_first_and_whose_number_it_is() -> None:
    svg = drawn(state_of(None, 0.93, doubt=0.04, learnt=0.02))
    assert "89 to 97 %" in words(svg)
    assert "middle 93 %" in words(svg)
    assert "typical lifters’, not learnt from you" in words(svg)
    assert "learnt from your log" in words(drawn(state_of(None, 0.93, learnt=0.8)))


def test_even_a_certain_state_shows_a_band_that_can_be_seen() -> None:
    for level in (0.0, 0.5, 0.97, 1.0):
        low, high = band(drawn(state_of(None, level, doubt=0.0)))
        assert 2 < low - high < 5


@given(any_state(None))
def test_any_state_gives_well_formed_xml_with_a_band_on_the_scale(state: StateLevel) -> None:
    svg = drawn(state)
    root = ET.fromstring(svg)
    assert root.get("aria-label") == root.findtext(f"{SVG}title")
    low, high = band(svg)
    assert -0.5 <= high <= low <= 180.5
