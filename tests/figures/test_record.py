from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from momentary.figures import ReportData, report_data, to_json
from momentary.quantities import Effort, EffortScale, Load, Log, Segment, Set
from tests.figures.lifter import NAMED, PlainPosterior, lifter_log, session, straight

ELSEWHERE = (".first_set", ".failure_on_last_set", ".method", "coming.readiness")


def paths(value: Any, prefix: str = "") -> set[str]:
    """Return every key of a record as a path, `weeks[].near.low`; what `docs/formats.md` tells is not entered."""
    if prefix.endswith(ELSEWHERE):
        return {prefix}
    if isinstance(value, dict):
        return {found for key, inner in value.items() for found in paths(inner, f"{prefix}.{key}" if prefix else key)}
    if isinstance(value, list):
        inside = {found for inner in value for found in paths(inner, f"{prefix}[]")}
        return inside or {f"{prefix}[]"}
    return {prefix}


def documented(text: str) -> set[str]:
    """Return the paths in the table of `docs/report.md`, with its shorthands spread out."""
    quantiles = ("p10", "p25", "p50", "p75", "p90")
    found = set()
    for key in re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE):
        row = key.removesuffix(".p*")
        ends: tuple[str, ...] = ("",)
        if key.endswith(".p*"):
            ends = tuple(f".{one}" for one in quantiles)
        elif row.endswith(".load"):
            ends = (".value", ".unit", ".kg")
        elif row.endswith("near") and "past_sets" not in row:
            ends = (".low", ".expected", ".high")
        found |= {row + end for end in ends}
    return found


@pytest.fixture(scope="module")
def record(data: ReportData) -> dict[str, Any]:
    return to_json(data)


def test_the_keys_of_the_record_are_those_that_are_documented(record: dict[str, Any], checkout: Path) -> None:
    told = documented((checkout / "docs" / "report.md").read_text(encoding="utf-8"))
    found = paths(record) - {"coming.exercises[].why_method"}
    assert found - told == set()
    assert told - found == set()


def test_the_record_names_its_format_first(record: dict[str, Any]) -> None:
    assert next(iter(record.items())) == ("format", "momentary-report/1")


def test_the_record_is_strict_json_and_survives_it(record: dict[str, Any]) -> None:
    assert json.loads(json.dumps(record, allow_nan=False)) == record


def test_the_record_holds_the_numbers_of_the_report(record: dict[str, Any], data: ReportData) -> None:
    assert record["endings"]["failures"] == data.endings.failures
    assert record["endings"]["untold_share"] == pytest.approx(data.endings.untold_share, abs=1e-4)
    assert [week["monday"] for week in record["weeks"]] == [week.monday.isoformat() for week in data.weeks]
    for told, exercise in zip(record["exercises"], data.exercises, strict=True):
        assert exercise.one_rm_kg is not None
        assert told["one_rm_kg"]["p50"] == pytest.approx(exercise.one_rm_kg.p50, abs=1e-4)
        assert len(told["past_sets"]) == len(exercise.past_sets)


def test_zero_in_reserve_is_zero_and_nothing_reported_is_null() -> None:
    zero = Set((Segment("a", Load(50), 8, effort=Effort(0, EffortScale.RIR)),))
    log = Log.of([session(date(2024, 1, 1), zero, straight("a", 50, 8))])
    (exercise,) = to_json(report_data(log, PlainPosterior(log), named={}))["exercises"]
    assert [one["reported_rir"] for one in exercise["past_sets"]] == [0, None]


def test_a_log_of_nothing_has_every_part_too(record: dict[str, Any]) -> None:
    empty = to_json(report_data(Log.of([]), None, named={}))
    assert list(empty) == list(record)
    assert empty["exercises"] == []
    assert empty["model"] is None
    assert empty["reading"]["first"] is None


def test_every_load_says_its_unit() -> None:
    log = lifter_log(2)
    text = json.dumps(to_json(report_data(log, PlainPosterior(log), named=NAMED)))
    assert '"load": {"value": 80.0, "unit": "kg", "kg": 80.0}' in text
