from __future__ import annotations

import subprocess
import sys
from collections import Counter
from xml.etree import ElementTree as ET

from hypothesis import given

from momentary.figures.readiness_section import readiness_list, readiness_section
from momentary.figures.readiness_words import NOT_ADVICE, interval, recovered_words, state_name, whole
from momentary.inference.readiness import Readiness
from momentary.quantities import Muscle
from tests.figures.pages import charts_of, parsed
from tests.figures.readiness import any_readiness, leg_day, readiness_of, state_of


@given(any_readiness())
def test_every_number_of_the_map_stands_in_the_list(readiness: Readiness) -> None:
    states = (readiness.neural, *readiness.muscles)
    rows = parsed(readiness_list(readiness)).all("tbody")[0].all("tr")
    assert len(rows) == len(states)
    for row, state in zip(rows, states, strict=True):
        assert row.all("th")[0].text.startswith(state_name(state))
        assert f"{whole(state.level)} %" in row.text
        assert interval(state) in row.text
        assert row.all("td")[-1].text == recovered_words(state, readiness)


@given(any_readiness())
def test_any_readiness_gives_a_section_that_closes_and_repeats_no_id(readiness: Readiness) -> None:
    section = parsed(readiness_section(readiness))
    ids = Counter(one.attributes["id"] for one in section.walk() if "id" in one.attributes)
    assert set(ids.values()) == {1}
    for figure in section.all("figure"):
        assert [len(figure.all(name)) for name in ("table", "figcaption")] == [1, 1]
        assert len(charts_of(figure)) == 1
    for chart in charts_of(section):
        assert chart.has_class("chart")
        assert chart.attributes["role"] == "img"
        assert len(chart.attributes["aria-label"] or "") > 30
    assert NOT_ADVICE in section.text
    assert "80 % sure" in section.text


def test_the_section_is_xml_too() -> None:
    ET.fromstring(readiness_section(leg_day()))


def test_muscles_missing_in_the_log_are_named_and_nothing_is_said_where_none_is() -> None:
    some = parsed(readiness_section(leg_day())).text
    assert "Hatched, not in your log: " in some
    assert "rotator cuff" in some
    everything = readiness_of(*(state_of(muscle, 0.9) for muscle in Muscle))
    assert "not in your log" not in parsed(readiness_section(everything)).text


def test_without_courses_there_are_no_coming_days() -> None:
    assert "The coming days" in readiness_section(leg_day())
    assert "The coming days" not in readiness_section(readiness_of(state_of(Muscle.CHEST, 0.9), days=0))


def test_the_drawings_need_no_chart_library() -> None:
    asked = "import sys, momentary.figures.readiness_section; print({'altair', 'vl_convert'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"
