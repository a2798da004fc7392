from __future__ import annotations

import dataclasses
import io
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from momentary.exchange import RowKind, Source, UnreadableFileError, find_format, read
from momentary.exchange.momentary_json import FORMAT, schema, write
from momentary.exchange.reading import Gravity, Reading
from momentary.quantities import (
    Clock,
    DistanceUnit,
    EffortScale,
    EndingKind,
    Judge,
    LoadUnit,
    Log,
    Moment,
    Role,
    Segment,
    Session,
    Set,
    Side,
    SourceRow,
    Technique,
    Tempo,
)
from tests.exchange.logs import hand_written, logs

VALIDATOR = jsonschema.Draft202012Validator(schema())


def written(log: Log) -> bytes:
    stream = io.BytesIO()
    assert write(log, stream) == ()
    return stream.getvalue()


def reading(content: bytes | dict[str, Any]) -> Reading:
    if isinstance(content, dict):
        content = json.dumps(content).encode()
    return read(Source(content=content, name="log.json"))


def document(**segment: Any) -> dict[str, Any]:
    start = {"wall": "2024-03-01T18:05:00", "clock": "local"}
    segments = [{"exercise": "Squat", "repetitions": 5} | segment]
    return {"format": "momentary-log/1", "sessions": [{"start": start, "sets": [{"segments": segments}]}]}


@given(logs)
def test_whatever_a_log_holds_comes_back_equal(log: Log) -> None:
    content = written(log)
    if log.sessions:
        back = read(Source(content=content), format_name="momentary")
        assert back.log == log
        assert back.problems == ()
        assert back.rows[RowKind.SEGMENT] == log.count_segments()


@given(logs)
def test_the_published_schema_accepts_what_is_written(log: Log) -> None:
    VALIDATOR.validate(json.loads(written(log)))


def test_a_log_written_by_hand_comes_back_from_any_layout_of_the_same_json() -> None:
    content = written(hand_written())
    loose = json.dumps(json.loads(content), indent=3, ensure_ascii=True, sort_keys=True).encode("utf-16")
    assert reading(content).log == read(Source(content=loose), format_name="momentary").log == hand_written()


def test_the_schema_is_a_schema_and_its_words_are_those_of_the_code() -> None:
    found = schema()
    jsonschema.Draft202012Validator.check_schema(found)
    parts = found["$defs"]

    def words(part: str, key: str) -> list[str]:
        return list(parts[part]["properties"][key]["enum"])

    assert words("moment", "clock") == list(Clock)
    assert words("set", "role") == list(Role)
    assert words("set", "side") == list(Side)
    assert words("segment", "technique") == list(Technique)
    assert words("load", "unit") == list(LoadUnit)
    assert words("distance", "unit") == list(DistanceUnit)
    assert words("effort", "scale") == list(EffortScale)
    assert words("ending", "kind") == list(EndingKind)
    assert words("ending", "judge") == list(Judge)


@pytest.mark.parametrize(
    ("part", "kind"),
    [("session", Session), ("set", Set), ("segment", Segment), ("source", SourceRow), ("tempo", Tempo)],
)
def test_no_field_of_a_log_is_missing_in_the_schema(part: str, kind: type) -> None:
    assert set(schema()["$defs"][part]["properties"]) == {field.name for field in dataclasses.fields(kind)}


def test_a_moment_is_stored_with_its_parts() -> None:
    stored = {name.removesuffix("_s") for name in schema()["$defs"]["moment"]["properties"]}
    assert stored == {field.name for field in dataclasses.fields(Moment)}


@pytest.mark.parametrize(
    ("segment", "place", "fact"),
    [
        ({"repetitions": -1}, "segments/0", "cannot be below zero"),
        ({"repetitions": True}, "segments/0/repetitions", "whole number"),
        ({"repetitions": 10**30}, "segments/0/repetitions", "digits"),
        ({"load": {"value": "82", "unit": "kg"}}, "segments/0/load/value", "number"),
        ({"load": {"value": 82}}, "segments/0/load", '"unit" is missing'),
        ({"load": {"value": 82, "unit": "stone"}}, "segments/0/load/unit", "none of kg, lb"),
        ({"load": None}, "segments/0/load", "null"),
        ({"effort": {"value": 11, "scale": "rpe"}}, "segments/0", "1 to 10"),
        ({"exercise": " "}, "segments/0", "visible character"),
        ({"exercise": "x" * 1_000_001}, "segments/0/exercise", "1,000,001 characters"),
        ({"at": "noon"}, "segments/0/at", "ISO 8601"),
        ({"source": {"file": "a", "line": 1, "unread": [["a"]]}}, "segments/0/source/unread", "pair"),
    ],
)
def test_what_cannot_be_read_is_reported_with_its_pointer(segment: dict[str, Any], place: str, fact: str) -> None:
    good = document()["sessions"][0]
    found = reading({"format": "momentary-log/1", "sessions": [good, *document(**segment)["sessions"]]})
    assert found.rows[RowKind.SEGMENT] == 1
    assert found.rows[RowKind.UNREADABLE] == 1
    problem = found.unreadable[0]
    assert problem.column == f"/sessions/1/sets/0/{place}"
    assert fact in problem.fact
    assert f"at /sessions/1/sets/0/{place}" in str(problem)


def test_a_newer_version_is_refused_with_both_versions_and_the_next_step() -> None:
    with pytest.raises(UnreadableFileError, match="momentary-log/2; this momentary reads momentary-log/1") as caught:
        reading(document() | {"format": "momentary-log/2"})
    assert "pip install --upgrade" in caught.value.problem.remedy


def test_unknown_keys_are_reported_once_each_and_cost_nothing_else() -> None:
    content = document(mood="good")
    content["sessions"] *= 3
    content["colour"] = "blue"
    found = reading(content)
    assert found.log.count_segments() == 3
    assert [problem.gravity for problem in found.problems] == [Gravity.SUSPECT] * 2
    assert any('"mood"' in problem.fact and "3 object" in problem.fact for problem in found.problems)


@pytest.mark.parametrize(
    ("content", "fact"),
    [
        (b'{"format": "momentary-log/1", "sessions": ' + b"[" * 1_000_000, "nested too deep"),
        (b'{"format": "momentary-log/1", "sessions": ' + b'[{"a":' * 200_000, "nested too deep"),
        (b'{"format": "momentary-log/1", "sessions": [{"note": NaN}]}', "NaN"),
        (b'{"format": "momentary-log/1", "sessions": [{"note": 1e999}]}', "too large"),
        (b'{"format": "momentary-log/1", "sessions": [' + b"9" * 5000 + b"]}", "too many digits"),
        (b'{"format": "momentary-log/1", "sessions": [{"note": 1, "note": 2}]}', '"note" twice'),
        (b'{"format": "momentary-log/1", "sessions": [], "sessions": []}', '"sessions" twice'),
        (b'{"format": "momentary-log/1", "sessions": ["\xff\xfe"]}', "not UTF-8"),
        (b'{"format": "momentary-log/1", "sessions": [{"note": "' + b"x" * 50_000_000, "characters"),
        (b'{"format": "momentary-log/1", "sessions": {}}', "belongs"),
        (b'{"format": "momentary-log/1"}', '"sessions" is missing'),
        (b'{"format": "momentary-log/1",', "ends"),
        (b'{"format": "momentary-log/one", "sessions": []}', "momentary-log/one"),
    ],
)
def test_json_that_is_no_log_ends_in_an_error_that_names_the_fact(content: bytes, fact: str) -> None:
    with pytest.raises(UnreadableFileError, match=fact):
        read(Source(content=content, name="log.json"), format_name="momentary")


def test_a_file_cut_short_gives_the_sessions_before_the_cut_and_says_so() -> None:
    whole = written(hand_written())
    found = reading(whole[: whole.rindex(b'"Squat"')])
    assert found.log.sessions == hand_written().sessions[:2]
    assert found.rows[RowKind.UNREADABLE] == 1
    assert "2 sessions before it were read" in found.unreadable[0].remedy
    assert found.unreadable[0].line == 5


def test_what_follows_the_end_of_the_log_is_reported() -> None:
    whole = written(hand_written())
    found = reading(whole + whole)
    assert found.log == hand_written()
    assert "after the end" in found.unreadable[0].fact


def test_the_format_is_found_by_its_name_in_the_file() -> None:
    assert reading(written(hand_written())).format == FORMAT.name
    assert find_format("momentary", writes=True) is FORMAT


def test_a_text_that_no_encoding_knows_is_kept() -> None:
    log = Log.of([dataclasses.replace(hand_written().sessions[2], title="half \ud83d")])
    assert reading(written(log)).log == log
