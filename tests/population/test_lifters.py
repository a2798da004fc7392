from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from momentary.exchange import read, write
from momentary.inference.targets import LEAST_TARGETS
from momentary.population import LifterTable, UnreadableTableError, is_table_of_lifters
from tests.population.tables import rows_of, table_of, write_table

Change = Callable[[pl.DataFrame], pl.DataFrame]


def test_lifters_come_one_at_a_time_in_order_of_their_names(tmp_path: Path) -> None:
    table = LifterTable(write_table(tmp_path / "logs.parquet", ("Zoe", 3), ("Adam", 2)))
    assert table.names == ("Adam", "Zoe")
    assert [one.name for one in table.lifters()] == ["Adam", "Zoe"]
    assert [len(one.records) for one in table.lifters(["Zoe"])] == [table.rows["Zoe"]]


def test_records_targets_and_keys_of_a_lifter_are_those_of_the_rows(tmp_path: Path) -> None:
    rows = pl.DataFrame(rows_of("Zoe", sessions=4), schema_overrides={"rpe": pl.Float64})
    rows.sample(fraction=1.0, shuffle=True, seed=1).write_parquet(tmp_path / "logs.parquet")
    lifter = LifterTable(tmp_path / "logs.parquet").lifter("Zoe")
    assert lifter.records.repetitions.tolist() == rows["reps"].cast(pl.Int64).to_list()
    assert lifter.records.added_kg.tolist() == rows["weight_kg"].to_list()
    assert lifter.keys.rows() == rows.select("session", "set_in_session").rows()
    expected = rows.filter((pl.col("set_type") == "failure") & (pl.col("session") > 1))
    assert lifter.keys[lifter.targets.tolist()].rows() == expected.select("session", "set_in_session").rows()


def test_suspect_rows_are_neither_targets_nor_past(tmp_path: Path) -> None:
    rows = table_of(("Zoe", 3))
    marked = rows.with_columns(suspect=pl.col("session") == 2)
    marked.write_parquet(tmp_path / "logs.parquet")
    lifter = LifterTable(tmp_path / "logs.parquet").lifter("Zoe")
    assert set(lifter.keys["session"]) == {1, 3}
    assert len(lifter.targets) == 3


def test_a_drop_joins_the_set_before_it_and_help_is_no_load(tmp_path: Path) -> None:
    rows = table_of(("Zoe", 1)).head(3)
    changed = rows.with_columns(
        set_type=pl.Series(["normal", "drop", "normal"]), weight_kg=pl.Series([80.0, 60.0, -20.0])
    )
    changed.write_parquet(tmp_path / "logs.parquet")
    records = LifterTable(tmp_path / "logs.parquet").lifter("Zoe").records
    assert records.observed.tolist()[1:] == [0, 0]
    assert records.observed[0] != 0


def test_the_table_that_convert_writes_is_the_log_of_one_lifter(tmp_path: Path) -> None:
    write_table(tmp_path / "logs.parquet", ("Zoe", 4))
    reading = read(tmp_path / "logs.parquet")
    write(reading.log, tmp_path / "own.parquet")
    (own,) = LifterTable(tmp_path / "own.parquet").lifters()
    (one,) = LifterTable(tmp_path / "logs.parquet").lifters()
    assert own.name == "own"
    np.testing.assert_array_equal(own.targets, one.targets)
    np.testing.assert_array_equal(own.records.added_kg, one.records.added_kg)
    assert is_table_of_lifters(tmp_path / "logs.parquet")
    assert not is_table_of_lifters(tmp_path / "own.parquet")


CHANGES: dict[str, tuple[Change, str]] = {
    "a column is missing": (lambda rows: rows.drop("reps", "rpe"), 'no column "reps", "rpe"'),
    "a type is wrong": (lambda rows: rows.with_columns(pl.col("reps").cast(pl.String)), 'column "reps" holds String'),
    "no time": (
        lambda rows: rows.with_columns(started_at=pl.lit("today")),
        'column "started_at" holds String, not times',
    ),
    "no set": (lambda rows: rows.clear(), "holds no set"),
    "all suspect": (lambda rows: rows.with_columns(suspect=pl.lit(True)), "holds no set"),
    "a lifter is empty": (lambda rows: rows.with_columns(lifter=pl.lit(None, pl.String)), '"lifter" has empty cells'),
    "a key is empty": (lambda rows: rows.with_columns(session=pl.lit(None, pl.Int64)), '"session" has empty cells'),
    "a key is used twice": (lambda rows: rows.with_columns(set_in_session=pl.lit(7)), "used twice, such as 7"),
    "time runs back": (lambda rows: rows.with_columns(session=-pl.col("session")), "begins before the session"),
    "a strange word": (lambda rows: rows.with_columns(set_type=pl.lit("myo")), "'myo' is no set type"),
    "half repetitions": (lambda rows: rows.with_columns(reps=pl.lit(7.5)), "set 1 has 7.5 repetitions"),
    "negative repetitions": (lambda rows: rows.with_columns(reps=pl.lit(-3.0)), "Lifter 'Zoe': The repetitions of"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_table_that_cannot_be_read_names_the_file_the_fact_and_the_next_step(what: str, tmp_path: Path) -> None:
    change, fact = CHANGES[what]
    file = tmp_path / "logs.parquet"
    change(table_of(("Zoe", 3))).write_parquet(file)
    with pytest.raises(UnreadableTableError) as told:
        list(LifterTable(file).lifters())
    assert str(told.value).startswith(f"{file}: ")
    assert fact in str(told.value)
    assert str(told.value).endswith(".")


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.parquet").write_text("PAR1 and no more")
    for name, fact in (("none.parquet", "no such file"), (".", "a folder"), ("text.parquet", "no Parquet table")):
        with pytest.raises(UnreadableTableError, match=fact):
            LifterTable(tmp_path / name)


def test_a_lifter_who_is_not_in_the_table_is_told_with_those_who_are(tmp_path: Path) -> None:
    table = LifterTable(write_table(tmp_path / "logs.parquet", ("Zoe", 2), ("Adam", 2)))
    with pytest.raises(UnreadableTableError, match=r"'Bob'.*Adam, Zoe"):
        table.lifter("Bob")


def test_other_types_that_hold_the_same_read_the_same(tmp_path: Path) -> None:
    rows = table_of(("7", 3))
    rows.write_parquet(tmp_path / "a.parquet")
    rows.with_columns(
        pl.col("lifter").cast(pl.Int64),
        pl.col("session").cast(pl.UInt8),
        pl.col("started_at").dt.cast_time_unit("ns").dt.replace_time_zone("Europe/Berlin"),
        pl.col("exercise").cast(pl.Categorical),
        pl.col("reps").cast(pl.Int16),
        rpe=pl.lit(None),
        suspect=pl.lit(None),
    ).write_parquet(tmp_path / "b.parquet")
    one, other = (LifterTable(tmp_path / name).lifter("7") for name in ("a.parquet", "b.parquet"))
    assert one.records.position == other.records.position
    np.testing.assert_array_equal(one.targets, other.targets)


def test_the_development_table_has_the_targets_of_the_judge(shared: Path) -> None:
    counts = {one.name: len(one.targets) for one in LifterTable(shared / "data" / "lifters.parquet").lifters()}
    scored = {name: count for name, count in counts.items() if count >= LEAST_TARGETS}
    assert len(counts) == 71
    assert sum(counts.values()) == 11_646
    assert scored == {
        "L003": 313, "L021": 283, "L024": 226, "L025": 246, "L028": 1618, "L030": 69, "L056": 77, "L060": 252,
        "L066": 2678, "L072": 45, "L076": 98, "L081": 692, "L083": 1136, "L089": 106, "L091": 925, "L095": 192,
        "L098": 2616,
    }  # fmt: skip
