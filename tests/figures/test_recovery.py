from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
from hypothesis import given

from momentary.figures.recovery import MOST_CURVES, chosen, daily, floor_of, recovery_curve
from momentary.inference.readiness import Readiness
from momentary.quantities import Muscle
from tests.figures.readiness import AT, any_readiness, course_of, leg_day, readiness_of, state_of

SVG = "{http://www.w3.org/2000/svg}"


def points(root: ET.Element, name: str) -> list[tuple[float, float]]:
    (shape,) = root.iter(f"{SVG}{name}")
    pairs = [one.split(",") for one in (shape.get("points") or "").split()]
    return [(float(x), float(y)) for x, y in pairs]


def marks(root: ET.Element) -> list[ET.Element]:
    return [one for one in root.iter(f"{SVG}circle") if one.get("class") == "mark"]


def test_the_neural_state_comes_first_and_then_the_most_tired_that_are_not_recovered() -> None:
    fresh = state_of(Muscle.LATS, 0.99, after_h=-1.0)
    shown = chosen(readiness_of(fresh, *leg_day().muscles))
    assert [state.muscle for state, _ in shown][:4] == [None, Muscle.QUADRICEPS, Muscle.GLUTES, Muscle.HAMSTRINGS]
    assert len(shown) == MOST_CURVES
    assert fresh.muscle not in [state.muscle for state, _ in shown]


def test_the_mark_stands_on_the_wanted_level_at_the_time_of_recovery() -> None:
    state = state_of(Muscle.CHEST, 0.8, after_h=84.0)
    readiness = readiness_of(state)
    root = ET.fromstring(recovery_curve(state, course_of(state), readiness=readiness, name="c", floor=0.7))
    (mark,) = marks(root)
    line = points(root, "polyline")
    first, last = line[0][0], line[-1][0]
    assert abs(float(mark.get("cx") or 0) - (first + (last - first) * 84 / 336)) < 0.2
    top = min(y for _, y in points(root, "polygon"))
    bottom = next(y for _, y in line[:1])
    per_level = (bottom - line[-1][1]) / (0.2 - 0.2 * 0.5**14)
    assert abs(float(mark.get("cy") or 0) - (top + 0.03 * per_level)) < 0.5
    assert "recovered Thu ~12:00" in "".join(root.itertext())


def test_nothing_is_marked_that_is_recovered_now_or_not_in_sight() -> None:
    for after_h, said in ((None, "not recovered within 14 days"), (-2.0, "recovered now"), (0.0, "recovered now")):
        state = state_of(Muscle.CHEST, 0.8, after_h=after_h)
        root = ET.fromstring(recovery_curve(state, course_of(state), readiness=readiness_of(state), name="c"))
        assert marks(root) == []
        assert said in "".join(root.itertext())


def test_the_axis_begins_below_every_band_that_it_compares() -> None:
    courses = [course_of(state_of(Muscle.CHEST, level)) for level in (0.99, 0.72)]
    assert floor_of(courses) == 0.65
    assert floor_of(courses[:1]) == 0.9
    assert floor_of([]) == 0.9
    assert floor_of([course_of(state_of(Muscle.CHEST, 0.0))]) == 0.0


def test_the_table_has_a_row_a_day_also_where_hours_are_uneven() -> None:
    course = course_of(state_of(Muscle.CHEST, 0.8))
    assert [course.hours[place] for place in daily(course)] == [24.0 * day for day in range(15)]
    uneven = replace(course, hours=np.cumsum(np.linspace(0.1, 1.9, len(course.hours))))
    assert all(abs(uneven.hours[place] - 24.0 * day) <= 1.0 for day, place in enumerate(daily(uneven)))


def test_days_on_the_axis_never_run_into_each_other() -> None:
    for days in (1, 3, 14, 60):
        state = state_of(Muscle.CHEST, 0.8)
        root = ET.fromstring(
            recovery_curve(state, course_of(state, days=days), readiness=readiness_of(state), name="c")
        )
        axis = [one for one in root.iter(f"{SVG}text") if one.get("text-anchor") == "middle"]
        places = [float(one.get("x") or 0) for one in axis]
        assert axis
        assert all(right - left >= 40 for left, right in pairwise(places))
        first = (AT + timedelta(days=1)).replace(hour=0)
        assert f"{first:%a} {first.day}" == axis[0].text


@given(any_readiness())
def test_any_course_gives_well_formed_xml_in_its_frame(readiness: Readiness) -> None:
    for state, course in chosen(readiness):
        root = ET.fromstring(recovery_curve(state, course, readiness=readiness, name="c"))
        width, height = (float(one) for one in (root.get("viewBox") or "").split()[2:])
        for x, y in points(root, "polygon") + points(root, "polyline"):
            assert 0 <= x <= width
            assert 0 <= y <= height
        assert len(points(root, "polyline")) <= 85
