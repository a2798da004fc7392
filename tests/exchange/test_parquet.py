from __future__ import annotations

import io
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings

from momentary.exchange import ReadOptions, RowKind, Source, UnreadableFileError, find_format, read
from momentary.exchange.reading import Gravity, Reading
from momentary.quantities import EndingKind, Load, LoadUnit, Log, Role, Technique
from tests.exchange.logs import hand_written, logs

FLAT = (
    "session started_at tz exercise exercise_pos set_index set_in_session set_type weight_kg unit reps rpe seconds "
    "distance rest_after_s set_at superset suspect"
).split()


def written(log: Log) -> bytes:
    stream = io.BytesIO()
    form = find_format("parquet", writes=True)
    assert form.write is not None
    assert form.write(log, stream) == ()
    return stream.getvalue()


def table(log: Log) -> pl.DataFrame:
    return pl.read_parquet(written(log))


def reading(frame: pl.DataFrame, **options: Any) -> Reading:
    stream = io.BytesIO()
    frame.write_parquet(stream)
    return read(Source(content=stream.getvalue(), name="log.parquet"), options=ReadOptions(**options))


def foreign(**columns: list[Any]) -> pl.DataFrame:
    height = len(next(iter(columns.values())))
    given_columns = {"started_at": [datetime(2024, 1, 1, 17)] * height, "exercise": ["Squat"] * height} | columns
    return pl.DataFrame({"session": [1] * height} | given_columns, strict=False)


@given(logs)
@settings(max_examples=40)
def test_whatever_a_log_holds_comes_back_equal(log: Log) -> None:
    if log.sessions:
        assert read(Source(content=written(log))).log == log


def test_a_log_written_by_hand_comes_back_equal_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "log.parquet"
    file.write_bytes(written(hand_written()))
    found = read(file)
    assert found.log == hand_written()
    assert found.rows[RowKind.SEGMENT] == found.log.count_segments()


def test_the_table_places_segments_as_the_log_does() -> None:
    frame = table(hand_written())
    places = list(hand_written().places())
    assert frame["session"].to_list() == [place.session_index + 1 for place in places]
    assert frame["exercise_pos"].to_list() == [place.exercise_position for place in places]
    assert frame["set_index"].to_list() == [place.set_index for place in places]
    assert frame["set_in_session"].to_list() == [place.set_in_session for place in places]


def test_the_columns_of_the_flat_table_come_first_and_speak_its_words() -> None:
    frame = table(hand_written())
    assert [name for name in frame.columns if name in FLAT] == FLAT
    assert frame["set_type"].to_list()[:5] == ["warmup", "normal", "failure", "drop", "drop"]
    assert frame["tz"].unique().sort().to_list() == ["date_only", "local"]
    assert frame["rest_after_s"].to_list()[:5] == [None, None, None, None, 120.0]
    bench = frame.row(1, named=True)
    assert (bench["catalogue_exercise"], bench["match"]) == ("barbell-bench-press", "normalised")
    dip = frame.filter(pl.col("exercise") == "Dip").row(0, named=True)
    assert (dip["load"], dip["unit"]) == (45.0, "lb")
    assert dip["weight_kg"] == pytest.approx(20.4117, abs=1e-4)


def test_a_foreign_table_gives_chains_roles_and_pounds() -> None:
    frame = foreign(
        set_type=["warmup", "normal", "drop", "failure", "unknown"],
        weight_kg=[11.3398, 45.3592, 20.4117, 100.0, None],
        unit=["lb", "lb", "lb", "kg", "kg"],
        reps=[10.0, 8.0, 6.0, 0.0, 3.0],
        rpe=[None, 9.0, None, None, None],
        superset=[None, None, None, 0, 0],
        app=["a"] * 5,
    )
    found = reading(frame)
    sets = [one for _, one in found.log.sets()]
    assert [len(one.segments) for one in sets] == [1, 2, 1, 1]
    assert [one.role for one in sets] == [Role.WARM_UP, Role.WORKING, Role.WORKING, None]
    assert [segment.load for segment in found.log.segments()][:3] == [
        Load(25, LoadUnit.LB),
        Load(100, LoadUnit.LB),
        Load(45, LoadUnit.LB),
    ]
    assert sets[1].segments[1].technique is Technique.DROP
    assert sets[2].segments[0].ending is not None
    assert sets[2].segments[0].ending.kind is EndingKind.FAILURE
    assert sets[2].superset == "0"
    assert found.problems == ()


def test_a_table_of_several_lifters_asks_whose_log_to_read() -> None:
    frame = foreign(lifter=["Ann", "Bob"], reps=[5, 6])
    with pytest.raises(UnreadableFileError, match="2 lifters: Ann, Bob") as caught:
        reading(frame)
    assert "--lifter Ann" in caught.value.problem.remedy
    assert [segment.repetitions for segment in reading(frame, lifter="Bob").log.segments()] == [6]
    with pytest.raises(UnreadableFileError, match="No lifter is called"):
        reading(frame, lifter="Eve")
    with pytest.raises(UnreadableFileError, match='no column "lifter"'):
        reading(foreign(reps=[5]), lifter="Ann")


def test_a_row_that_cannot_be_is_reported_with_its_column() -> None:
    frame = foreign(
        reps=[5.0, 5.5, -1.0, float("inf"), None, 4.0],
        weight_kg=[50.0] * 4 + [None, -5.0],
        set_type=["normal"] * 6,
        suspect=[True] + [False] * 5,
    )
    found = reading(frame)
    assert found.rows == {RowKind.SEGMENT: 1, RowKind.UNREADABLE: 4, RowKind.NOT_DONE: 1}
    assert [problem.line for problem in found.unreadable] == [2, 3, 4, 6]
    assert [problem.column for problem in found.unreadable][:1] == ["reps"]
    assert [problem.gravity for problem in found.problems if problem.line == 1] == [Gravity.SUSPECT]


@pytest.mark.parametrize(
    ("frame", "fact"),
    [
        (pl.DataFrame({"a": [1]}), "it needs exercise"),
        (pl.DataFrame({"exercise": ["Squat"], "session": [[1]]}), 'column "session" holds'),
        (pl.DataFrame({"exercise": [1.5], "session": [1]}), 'column "exercise" holds'),
        (foreign(reps=["five"]), 'column "reps" holds String'),
        (foreign(set_at=[1]), 'column "set_at" holds'),
        (foreign(note=["x" * 2_000_000]), "2,000,000 bytes"),
    ],
)
def test_a_table_of_another_kind_is_refused_with_the_fact(frame: pl.DataFrame, fact: str) -> None:
    with pytest.raises(UnreadableFileError, match=fact):
        reading(frame)


def test_a_small_file_that_declares_millions_of_rows_is_refused_before_it_is_loaded() -> None:
    rows = 3_000_001
    frame = pl.select(
        exercise=pl.repeat("Squat", rows), session=pl.repeat(1, rows, dtype=pl.Int64), reps=pl.repeat(5, rows)
    )
    with pytest.raises(UnreadableFileError, match="3,000,001 rows of one lifter"):
        reading(frame)


def test_the_same_long_text_in_every_row_is_refused_before_it_fills_the_memory() -> None:
    rows = 400
    frame = pl.select(
        exercise=pl.repeat("Squat", rows), session=pl.repeat(1, rows), note=pl.repeat("x" * 900_000, rows)
    )
    with pytest.raises(UnreadableFileError, match="bytes of text"):
        reading(frame)


def test_a_file_cut_short_is_an_error_in_words() -> None:
    content = written(hand_written())
    for size in (4, 11, len(content) // 2, len(content) - 1):
        with pytest.raises(UnreadableFileError, match="cut short"):
            read(Source(content=content[:size], name="log.parquet"))


def test_a_damaged_file_says_nothing_but_the_error(capfd: pytest.CaptureFixture[str]) -> None:
    whole = written(hand_written())
    for place in range(8, len(whole) - 8, 97):
        content = bytearray(whole)
        content[place] ^= 0xFF
        with suppress(UnreadableFileError):
            read(Source(content=bytes(content), name="log.parquet"))
    assert capfd.readouterr() == ("", "")


def test_reading_csv_does_not_load_polars() -> None:
    code = "import sys, momentary.exchange; sys.exit('polars' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_shared_table_is_read_lifter_by_lifter(shared: Path) -> None:
    file = shared / "data" / "lifters.parquet"
    frame = pl.read_parquet(file)
    with pytest.raises(UnreadableFileError, match="71 lifters"):
        read(file)
    for lifter in ("L002", "L025", "L005"):
        rows = frame.filter(pl.col("lifter") == lifter)
        found = read(file, options=ReadOptions(lifter=lifter))
        assert found.rows[RowKind.SEGMENT] == rows.height
        assert [place.set_in_session for place in found.log.places()] == rows["set_in_session"].to_list()
        back = table(found.log)
        for name in ("session", "exercise", "exercise_pos", "set_index", "set_type", "reps", "rpe", "started_at"):
            assert back[name].to_list() == rows[name].to_list(), name
        pairs = zip(back["weight_kg"].to_list(), rows["weight_kg"].to_list(), strict=True)
        assert all(one == other or abs(one - other) <= 1e-4 for one, other in pairs)
