from __future__ import annotations

import json
import math
from datetime import datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from momentary.figures import render_html, render_terminal, report_data, to_json
from momentary.inference import fit
from momentary.quantities import (
    Ending,
    EndingKind,
    Load,
    LoadUnit,
    Log,
    Moment,
    Role,
    Segment,
    Session,
    Set,
    Technique,
    rir,
)
from tests.figures.lifter import NAMED
from tests.figures.pages import parsed

NAMES = st.sampled_from([*NAMED, "Push Up", "Laufen", "深蹲", "<b>x</b>", "\u202eسكوات"])
LOADS = st.one_of(
    st.none(),
    st.builds(Load, st.sampled_from([0, 2.5, 20, 60, 100, 1e5]), st.sampled_from(LoadUnit)),
)
SEGMENTS = st.builds(
    Segment,
    NAMES,
    LOADS,
    st.one_of(st.none(), st.integers(0, 30), st.just(877_777)),
    technique=st.sampled_from(Technique),
    effort=st.one_of(st.none(), st.builds(rir, st.sampled_from([0.0, 0.5, 2.0, 10.0]))),
    ending=st.one_of(st.none(), st.builds(Ending, st.sampled_from(EndingKind))),
    assistance=st.one_of(st.none(), st.just(Load(20))),
)
SETS = st.builds(
    Set,
    st.lists(SEGMENTS, min_size=1, max_size=3).map(tuple),
    role=st.one_of(st.none(), st.sampled_from(Role)),
)
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1))
MOMENTS = st.one_of(TIMES.map(Moment.of), TIMES.map(lambda at: Moment.of(at.date())))
SESSIONS = st.builds(Session, MOMENTS, st.lists(SETS, min_size=1, max_size=6).map(tuple))
LOGS = st.lists(SESSIONS, max_size=6).map(Log.of)


def numbers(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [found for inner in value.values() for found in numbers(inner)]
    if isinstance(value, list):
        return [found for inner in value for found in numbers(inner)]
    return [value] if isinstance(value, float) else []


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(LOGS)
def test_any_log_makes_a_report_with_the_model_that_ships(log: Log) -> None:
    data = report_data(log, fit(log) if log.sessions else None, named=NAMED)
    assert data.endings.sets == data.reading.working_sets
    assert data.reading.sets == log.count_sets()
    assert data.near.low <= data.near.expected <= data.near.high
    assert all(math.isfinite(number) for number in numbers(json.loads(json.dumps(to_json(data), allow_nan=False))))
    assert "nan" not in render_terminal(data).split()


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(LOGS)
def test_any_log_makes_a_well_formed_page(log: Log) -> None:
    data = report_data(log, fit(log) if log.sessions else None, named=NAMED)
    page = parsed(render_html(data))
    ids = [one.attributes["id"] for one in page.walk() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    assert page.all("b") == [] or all(one.text != "x" for one in page.all("b"))
    assert "nan" not in page.all("main")[0].text.lower().split()
