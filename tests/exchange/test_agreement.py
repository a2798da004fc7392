"""Every shared export against the rows that others made of the same lifter's log, difference by difference.

A difference is explained by a named rule, and every rule says how often it applies in a file: one more difference, or
one fewer, fails.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from momentary.exchange import Reading, RowKind, read
from momentary.exchange.entries import SetType
from momentary.exchange.flat import label
from momentary.quantities import DistanceUnit
from tests.conftest import ROOT

EXPORTS = ROOT.parent / "shared" / "data" / "exports"
LONG_AGO = datetime(1, 1, 1)
LOAD_TOLERANCE_KG = 0.006
"""The reference rounds converted loads to two to four decimals [kg]."""


@dataclass(frozen=True, slots=True)
class Line:
    """A segment as both sides tell it."""

    session: int
    start: datetime
    exercise: str
    kind: str
    load_kg: float | None
    repetitions: float | None
    rpe: float | None
    seconds: float | None
    distance: float | None
    timer_s: float | None
    superset: str | None
    at: datetime | None
    unit: DistanceUnit | None = None


Lines = list[Line]
Rule = Callable[[Lines, Lines], tuple[Lines, Lines, int]]


def has_no_repetitions_time_or_distance(one: Line) -> bool:
    return not one.repetitions and one.seconds is None and one.distance is None


def zero_repetitions_are_kept(ours: Lines, theirs: Lines) -> tuple[Lines, Lines, int]:
    """A load with 0 (or no) repetitions, time and distance is a failed attempt here; the reference leaves it out."""
    kept = [one for one in ours if not has_no_repetitions_time_or_distance(one)]
    return kept, theirs, len(ours) - len(kept)


def zero_beside_a_time_is_no_count(ours: Lines, theirs: Lines) -> tuple[Lines, Lines, int]:
    """Apps write 0 repetitions beside a time or a distance for a count that there is not; the reference keeps the 0."""
    found = [
        replace(one, repetitions=0.0)
        if one.repetitions is None and (one.seconds is not None or one.distance is not None)
        else one
        for one in ours
    ]
    return found, theirs, sum(one != other for one, other in zip(ours, found, strict=True))


def distances_are_in_the_unit_of_the_file(ours: Lines, theirs: Lines) -> tuple[Lines, Lines, int]:
    """The typed unit is kept here; the reference has kilometres."""
    metres = {DistanceUnit.M: 1.0, DistanceUnit.MI: 1609.344}
    found = [
        replace(one, distance=one.distance * metres[one.unit] / 1000)
        if one.distance is not None and one.unit in metres
        else one
        for one in ours
    ]
    return found, theirs, sum(one != other for one, other in zip(ours, found, strict=True))


def the_reference_holds_a_later_export(ours: Lines, theirs: Lines) -> tuple[Lines, Lines, int]:
    """The rows of the reference were made of a later export of the same log: it goes on."""
    last = max(one.session for one in ours)
    return ours, [one for one in theirs if one.session <= last], sum(one.session > last for one in theirs)


def two_timers_follow_one_set(ours: Lines, theirs: Lines) -> tuple[Lines, Lines, int]:
    """The set between two timers was not done: the later timer counts here, the earlier there, or on another set."""
    differing = [
        place for place, (one, other) in enumerate(zip(ours, theirs, strict=True)) if one.timer_s != other.timer_s
    ]
    found = list(ours)
    for place in differing:
        found[place] = replace(found[place], timer_s=theirs[place].timer_s)
    return found, theirs, len(differing)


def sets_are_in_order_of_their_clock_times(ours: Lines, theirs: Lines) -> tuple[Lines, Lines, int]:
    """Where every set of a session has a clock time, they are put in its order; the reference has the file's."""
    moved = sum(one != other for one, other in zip(map(undated, ours), map(undated, theirs), strict=True))
    return sorted(ours, key=stable), sorted(theirs, key=stable), moved


def undated(one: Line) -> Line:
    return replace(one, start=LONG_AGO, at=None, load_kg=None if one.load_kg is None else round(one.load_kg, 2))


def stable(one: Line) -> tuple[object, ...]:
    return (one.session, one.exercise, one.at or LONG_AGO, -1 if one.load_kg is None else round(one.load_kg, 2))


def skipped_sets_are_not_done(ours: Lines, theirs: Lines) -> tuple[Lines, Lines, int]:
    """A set that the file marks as skipped was not done; the reference counts it, and leaves out sets of time alone."""
    shift = timedelta(days=343)
    mine = Counter(day_and_set(replace(one, start=one.start + shift)) for one in ours)
    given = Counter(map(day_and_set, theirs))
    only_mine, only_given = mine - given, given - mine
    assert (only_given.total(), only_mine.total()) == (553, 126)
    timed = [one for one in ours if day_and_set(replace(one, start=one.start + shift)) in only_mine]
    assert all(one.seconds is not None for one in timed)
    return [], [], only_given.total() + only_mine.total()


def day_and_set(one: Line) -> tuple[object, ...]:
    return (one.start.date(), one.exercise, one.load_kg, one.repetitions)


RULES: dict[str, dict[Rule, int]] = {
    "fitbod/L005": {zero_beside_a_time_is_no_count: 256, distances_are_in_the_unit_of_the_file: 223},
    "fitbod/L006": {zero_beside_a_time_is_no_count: 134, distances_are_in_the_unit_of_the_file: 134},
    "fitbod/L087": {zero_beside_a_time_is_no_count: 813, distances_are_in_the_unit_of_the_file: 678},
    "fitnotes/L036": {zero_repetitions_are_kept: 3},
    "gymbook/L039": {skipped_sets_are_not_done: 679},
    "hevy/L072": {distances_are_in_the_unit_of_the_file: 2},
    "hevy/L081": {distances_are_in_the_unit_of_the_file: 46},
    "liftosaur/L078": {sets_are_in_order_of_their_clock_times: 876},
    "strong/L003": {zero_repetitions_are_kept: 1},
    "strong/L004": {zero_beside_a_time_is_no_count: 22},
    "strong/L014": {the_reference_holds_a_later_export: 1866, zero_beside_a_time_is_no_count: 128},
    "strong/L020": {zero_beside_a_time_is_no_count: 280},
    "strong/L025": {zero_repetitions_are_kept: 30},
    "strong/L026": {zero_beside_a_time_is_no_count: 4},
    "strong/L035": {zero_repetitions_are_kept: 1},
    "strong/L040": {zero_beside_a_time_is_no_count: 35},
    "strong/L048": {zero_repetitions_are_kept: 1},
    "strong/L052": {zero_beside_a_time_is_no_count: 22},
    "strong/L076": {zero_repetitions_are_kept: 1, zero_beside_a_time_is_no_count: 8, two_timers_follow_one_set: 1},
    "strong/L090": {zero_beside_a_time_is_no_count: 10, two_timers_follow_one_set: 1},
    "strong/L095": {zero_repetitions_are_kept: 62},
    "strong/L097": {zero_repetitions_are_kept: 20, zero_beside_a_time_is_no_count: 1},
    "strong/L101": {zero_repetitions_are_kept: 8},
}
UNREADABLE = {"hevy/L054": 5}
"""Rows that are broken in the file: it was saved without quotes, and notes over two lines tore rows in two."""

FILES = sorted(EXPORTS.glob("*/*.csv"))
each_export = pytest.mark.parametrize("file", FILES or [EXPORTS], ids=lambda file: f"{file.parent.name}/{file.stem}")


@cache
def reading_of(file: Path) -> Reading:
    return read(file)


@cache
def reference(file: Path) -> pl.DataFrame:
    return pl.read_parquet(file)


def key(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


def our_lines(reading: Reading) -> Lines:
    found = []
    for place in reading.log.places():
        segment, kind = place.segment, label(place.set, place.segment)
        found.append(
            Line(
                place.session_index + 1,
                place.session.start.wall,
                segment.exercise,
                "normal" if kind is SetType.COOLDOWN else str(kind),
                None if segment.load is None else segment.load.kg,
                segment.repetitions,
                None if segment.effort is None else segment.effort.rpe,
                segment.duration_s,
                None if segment.distance is None else segment.distance.value,
                place.set.rest_timer_s if segment is place.set.segments[-1] else None,
                place.set.superset,
                segment.at,
                None if segment.distance is None else segment.distance.unit,
            )
        )
    return found


def their_lines(rows: pl.DataFrame) -> Lines:
    columns = (
        "session", "started_at", "exercise", "set_type", "weight_kg", "reps", "rpe", "seconds", "distance",
        "rest_after_s", "superset", "set_at",
    )  # fmt: skip
    return [Line(*row) for row in rows.select(columns).iter_rows()]


def places(lines: Lines) -> list[tuple[int, int, int]]:
    """Number lines as the flat table does: order of the exercise, set of the exercise, set of the session."""
    found = []
    session, orders, counts, number = 0, dict[str, int](), Counter[str](), 0
    for one in lines:
        if one.session != session:
            session, orders, counts, number = one.session, {}, Counter(), 0
        orders.setdefault(one.exercise, len(orders) + 1)
        counts[one.exercise] += 1
        number += 1
        found.append((orders[one.exercise], counts[one.exercise], number))
    return found


@each_export
def test_an_export_says_what_the_reference_says_but_for_what_a_rule_explains(file: Path, shared: Path) -> None:
    rows = reference(shared / "data" / "lifters.parquet").filter(pl.col("lifter") == file.stem)
    ours, theirs = our_lines(reading_of(file)), their_lines(rows)
    for rule, times in RULES.get(key(file), {}).items():
        ours, theirs, found = rule(ours, theirs)
        assert found == times, f"{rule.__name__}: {found} times, not {times}"
    assert len(ours) == len(theirs)
    shifts = {one.start - other.start for one, other in zip(ours, theirs, strict=True)}
    assert len(shifts) <= 1, "the days between sessions differ"
    assert all(shift.seconds == 0 for shift in shifts), "the times of day differ"
    for one, other in zip(ours, theirs, strict=True):
        for name in ("session", "exercise", "kind", "repetitions", "rpe", "timer_s", "superset"):
            assert getattr(one, name) == getattr(other, name), f"{name}: {one} is not {other}"
        for name in ("load_kg", "seconds", "distance"):
            mine, given = getattr(one, name), getattr(other, name)
            assert mine == given or abs(mine - given) <= LOAD_TOLERANCE_KG, f"{name}: {one} is not {other}"
        assert one.at == other.at or (one.at - one.start) == (other.at - other.start), f"at: {one} is not {other}"  # type: ignore[operator]
    if sets_are_in_order_of_their_clock_times not in RULES.get(key(file), {}):
        shown = rows.select("exercise_pos", "set_index", "set_in_session").rows()[: len(theirs)]
        assert places(ours) == (shown if theirs else [])


@each_export
def test_every_row_of_an_export_is_counted_once(file: Path, shared: Path) -> None:
    assert shared
    reading = reading_of(file)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        first = stream.readline()
        stream.seek(0)
        delimiter = ";" if first.count(";") > first.count(",") else ","
        rows = sum(1 for row in csv.reader(stream, delimiter=delimiter) if row)
    has_header = not any(choice.what == "header" and choice.choice == "none" for choice in reading.decisions)
    assert sum(reading.rows.values()) == rows - has_header
    assert reading.rows[RowKind.UNREADABLE] == len(reading.unreadable) == UNREADABLE.get(key(file), 0)
    assert reading.rows[RowKind.SEGMENT] == reading.log.count_segments()
