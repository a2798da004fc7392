"""A log as arrays: how each segment speaks, and what is known of its load."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from momentary.athlete import Observed
from momentary.inference import ExerciseTraits, observations
from momentary.inference.clock import moment_of
from momentary.quantities import (
    Ending,
    EndingKind,
    Load,
    Log,
    Moment,
    Role,
    Segment,
    Session,
    Set,
    Technique,
    rir,
    rpe,
)
from tests.inference.logs import Row, log_of, steady, stopped, warm_up


def observed(row: Row) -> Observed:
    """How one set speaks, after a first one that sets the scale."""
    records = observations(log_of([stopped(0, 80.0, 5), row]))
    return Observed(int(records.observed[-1]))


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        (Row(1, 80.0, 8), Observed.FAILURE),
        (Row(1, 80.0, 8, EndingKind.MOMENTARY_FAILURE), Observed.FAILURE),
        (Row(1, 80.0, 8, EndingKind.FAILURE, rir=0.0), Observed.FAILURE),
        (Row(1, 80.0, 8, EndingKind.TECHNICAL_FAILURE), Observed.REPORT),
        (Row(1, 80.0, 8, EndingKind.ECCENTRIC_FAILURE), Observed.NOTHING),
        (Row(1, 80.0, 8, None, rir=0.0), Observed.REPORT),
        (Row(1, 80.0, 8, EndingKind.STOPPED, rir=2.0), Observed.REPORT),
        (Row(1, 80.0, 8, None), Observed.STOPPED),
        (Row(1, 80.0, 8, EndingKind.TARGET), Observed.STOPPED),
        (Row(1, 80.0, 8, EndingKind.PAIN), Observed.AT_LEAST),
        (Row(1, 80.0, 8, EndingKind.TIME), Observed.AT_LEAST),
        (Row(1, 80.0, 8, None, rir=4.0, role=Role.WARM_UP), Observed.AT_LEAST),
        (Row(1, 80.0, 8, None, role=None), Observed.STOPPED),
        (Row(1, 80.0, 0, None), Observed.AT_MOST),
        (Row(1, 80.0, None, None), Observed.NOTHING),
        (Row(1, None, 8, None), Observed.NOTHING),
        (Row(1, 0.0, 8), Observed.NOTHING),
    ],
)
def test_each_ending_speaks_in_its_own_way(row: Row, wanted: Observed) -> None:
    assert observed(row) is wanted


def test_zero_rir_is_a_report_and_not_an_event() -> None:
    records = observations(log_of([Row(0, 80.0, 8, None, rir=0.0)]))
    assert records.observed[0] == Observed.REPORT
    assert records.reserve[0] == 0.0
    assert not records.is_failure[0]


def test_only_the_first_link_of_a_chain_is_observed_but_all_count_as_sets() -> None:
    chain = tuple(
        Segment("Curl", Load(load), 8, technique=technique, ending=Ending(EndingKind.FAILURE))
        for load, technique in ((20.0, Technique.STRAIGHT), (15.0, Technique.DROP), (10.0, Technique.DROP))
    )
    later = Set((Segment("Curl", Load(20.0), 6),))
    records = observations(Log.of([Session(Moment.of(datetime(2024, 1, 1, 9)), (Set(chain), later))]))
    assert records.observed.tolist() == [Observed.FAILURE, Observed.NOTHING, Observed.NOTHING, Observed.STOPPED]
    assert records.sets_before.tolist() == [0, 1, 2, 3]


def test_warm_ups_and_empty_rows_do_not_count_as_earlier_sets() -> None:
    rows = [warm_up(0, 40.0, 8), Row(0, 80.0, 0, None), Row(0, 80.0, 8), Row(0, 80.0, 7)]
    assert observations(log_of(rows)).sets_before.tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize("technique", [Technique.PARTIAL, Technique.NEGATIVE, Technique.ISOMETRIC, Technique.CHEAT])
def test_other_techniques_tell_nothing_yet(technique: Technique) -> None:
    one = Set((Segment("Curl", Load(20.0), 8, technique=technique),))
    records = observations(Log.of([Session(Moment.of(datetime(2024, 1, 1)), (one,))]))
    assert records.observed.tolist() == [Observed.NOTHING]


def test_names_of_one_exercise_are_merged_by_key() -> None:
    rows = [replace(row, exercise=name) for row, name in zip(steady(2), ["Bench", "Bankdrücken"] * 3, strict=True)]
    traits = {name: ExerciseTraits("bench") for name in ("Bench", "Bankdrücken")}
    records = observations(log_of(rows), traits)
    assert [trait.key for trait in records.traits] == ["bench"]
    assert records.names == (("Bench", "Bankdrücken"),)
    assert records.sets_before.tolist() == [0, 1, 2, 0, 1, 2]


def test_a_known_body_mass_is_moved_by_its_share_and_holds_until_the_next() -> None:
    start = datetime(2024, 1, 1, 9)
    masses = [None, Load(80.0), None, Load(84.0)]
    sessions = [
        Session(Moment.of(start + timedelta(days=day)), (Set((Segment("Push Up", None, 20),)),), body_mass=mass)
        for day, mass in enumerate(masses)
    ]
    records = observations(Log.of(sessions), {"Push Up": ExerciseTraits("push-up", moved_share=0.5)})
    assert math.isnan(records.body_kg[0])
    assert records.body_kg[1:].tolist() == [40.0, 40.0, 42.0]


def test_an_unknown_body_mass_stays_unknown() -> None:
    records = observations(log_of([Row(0, None, 12)]))
    assert records.moves_body.tolist() == [True]
    assert math.isnan(records.body_kg[0])


def test_help_of_a_machine_counts_against_the_body() -> None:
    records = observations(
        log_of([Row(0, 30.0, 8, exercise="Assisted")], body_mass_kg=80.0),
        {"Assisted": ExerciseTraits("assisted", moved_share=1.0, is_assisted=True)},
    )
    assert records.added_kg.tolist() == [-30.0]
    assert records.body_kg.tolist() == [80.0]


def test_what_is_not_strength_tells_nothing() -> None:
    traits = {"Bench": ExerciseTraits("stretch", is_modelled=False)}
    assert observations(log_of(steady(1)), traits).observed.tolist() == [Observed.NOTHING] * 3


def test_rpe_and_rir_are_the_same_report() -> None:
    one, other = (
        observations(Log.of([Session(Moment.of(START), (Set((Segment("Squat", Load(100.0), 5, effort=effort),)),))]))
        for effort in (rpe(8.0), rir(2.0))
    )
    assert one.reserve.tolist() == other.reserve.tolist() == [2.0]


def test_the_fingerprint_tells_logs_apart() -> None:
    rows = steady(3)
    prints = {
        observations(log_of(variant)).position.fingerprint
        for variant in (
            rows,
            rows[:-1],
            [*rows[:-1], replace(rows[-1], reps=6)],
            [replace(rows[0], rir=0.0), *rows[1:]],
        )
    }
    assert len(prints) == 4
    assert observations(log_of(rows)).position == observations(log_of(rows)).position


START = datetime(2024, 1, 1, 9)


def test_rests_that_cannot_be_move_no_clock() -> None:
    start = datetime(2024, 3, 1, 18)
    rests = (1e12, 1e12, 1.8e5, 90.0)
    sets = tuple(Set((Segment("Bench", Load(80.0), 8, rest_before_s=rest),)) for rest in rests)
    records = observations(Log.of([Session(Moment.of(start), sets)]))
    minutes = (records.time - records.day) * 1440.0
    assert minutes.tolist() == pytest.approx([0.0, 3.5, 7.0, 7.0 + 130.0 / 60.0])


def test_a_session_ends_within_half_a_day() -> None:
    start = datetime(2024, 3, 1, 18)
    sets = tuple(Set((Segment("Bench", Load(80.0), 8, rest_before_s=7000.0),)) for _ in range(20))
    records = observations(Log.of([Session(Moment.of(start), sets)]))
    assert (records.time - records.day).max() == pytest.approx(0.5)
    assert (np.diff(records.time) >= 0.0).all()


def test_the_clock_of_a_segment_is_taken_where_the_app_kept_it() -> None:
    start = datetime(2024, 3, 1, 18)
    clocks = (start + timedelta(minutes=5), start + timedelta(minutes=25), start - timedelta(hours=2))
    sets = tuple(Set((Segment("Bench", Load(80.0), 8, at=clock),)) for clock in clocks)
    records = observations(Log.of([Session(Moment.of(start), sets)]))
    assert ((records.time - records.day) * 1440.0).tolist() == pytest.approx([5.0, 25.0, 28.5])


def test_times_beyond_the_calendar_are_its_last_moment() -> None:
    assert moment_of(1e12).year == 9999
    assert moment_of(0.5) == datetime(1970, 1, 1, 12)


def test_clocks_of_another_zone_are_read_on_the_session_s_own() -> None:
    zone = timezone(timedelta(hours=2))
    start = datetime(2024, 3, 1, 18, tzinfo=zone)
    clocks = (datetime(2024, 3, 1, 16, 5, tzinfo=UTC), datetime(2024, 3, 1, 17, 0, tzinfo=UTC))
    sets = tuple(Set((Segment("Bench", Load(80.0), 8, at=clock),)) for clock in clocks)
    records = observations(Log.of([Session(Moment.of(start), sets)]))
    assert ((records.time - records.day) * 1440.0).tolist() == pytest.approx([5.0, 60.0])
