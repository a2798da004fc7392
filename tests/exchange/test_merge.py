from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momentary.exchange import Source, find_format, merge, read
from momentary.exchange.entries import bare
from momentary.quantities import (
    Clock,
    Effort,
    EffortScale,
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
)
from tests.exchange.logs import hand_written, logs, straight
from tests.exchange.test_app_writers import logs_of

MONDAY = Moment(datetime(2024, 1, 1, 17, 30, 12))


def session(*sets: Set | Segment, start: Moment = MONDAY, **others: object) -> Session:
    chain = tuple(one if isinstance(one, Set) else Set((one,)) for one in sets)
    return Session(start, chain, **others)  # type: ignore[arg-type]


def log(*sessions: Session) -> Log:
    return Log.of(sessions)


def content(of: Log) -> Counter[object]:
    return Counter(
        (one.start, one.title, one.duration_s, one.note, one.body_mass, tuple(map(bare, one.sets)))
        for one in of.sessions
    )


SQUAT, BENCH, ROW = (straight(name, Load(80), 5) for name in ("Squat", "Bench", "Row"))


@given(logs)
def test_a_log_given_twice_is_the_log(one: Log) -> None:
    assert merge(one, one).log == one
    assert merge(one).log == one
    assert merge(one, Log()).log == one
    assert merge(Log(), one).log == one


@st.composite
def parts_of_one_log(draw: st.DrawFn) -> tuple[Log, Log, Log]:
    """Draw a log and two exports of it: each lacks some sessions, and the last sets of some others."""
    whole = draw(logs_of("strong"))

    def part() -> Log:
        kept = []
        for one in whole.sessions:
            length = draw(st.integers(0, len(one.sets)))
            if length:
                kept.append(replace(one, sets=one.sets[:length]))
        return Log.of(kept)

    return whole, part(), part()


@given(parts_of_one_log())
@settings(max_examples=60)
def test_two_exports_of_one_log_give_the_larger_version_of_each_session_in_any_order(
    drawn: tuple[Log, Log, Log],
) -> None:
    whole, one, other = drawn
    merged = merge(one, other).log
    assert content(merged) == content(merge(other, one).log)
    lengths: dict[Moment, int] = {}
    for part in (one, other):
        for each in part.sessions:
            lengths[each.start] = max(lengths.get(each.start, 0), len(each.sets))
    expected = [
        replace(each, sets=each.sets[: lengths[each.start]]) for each in whole.sessions if each.start in lengths
    ]
    assert content(merged) == content(Log.of(expected))
    assert content(merge(one, other, whole).log) == content(whole)
    assert content(merge(whole, one, other).log) == content(whole)


@pytest.mark.parametrize(
    ("one", "other"), list(combinations(["momentary", "strong", "hevy", "openweight", "parquet"], 2))
)
@given(log=logs_of("strong"))
@settings(max_examples=15)
def test_one_log_in_two_formats_adds_nothing_twice(one: str, other: str, log: Log) -> None:
    def through(name: str) -> Log:
        form, stream = find_format(name), io.BytesIO()
        assert form.write is not None
        form.write(log, stream)
        return read(Source(content=stream.getvalue()), format_name=name).log

    for first, second in ((one, other), (other, one)):
        merged = merge(through(first), through(second)).log
        assert len(merged) == len(log)
        facts = Counter((segment.exercise, segment.repetitions) for segment in merged.segments())
        assert facts == Counter((segment.exercise, segment.repetitions) for segment in log.segments())


def test_pounds_and_kilograms_of_one_log_are_one_log_and_the_typed_number_stays() -> None:
    pounds = log(session(straight("Squat", Load(135, LoadUnit.LB), 5), straight("Squat", Load(225, LoadUnit.LB), 5)))
    kilograms = log(session(straight("Squat", Load(61.23, LoadUnit.KG), 5), straight("Squat", Load(102.06), 5)))
    for merged in (merge(pounds, kilograms), merge(kilograms, pounds)):
        assert content(merged.log) == content(pounds)


def test_loads_further_apart_than_the_rounding_are_two_sets() -> None:
    merged = merge(log(session(straight("Squat", Load(100), 5))), log(session(straight("Squat", Load(100.06), 5))))
    assert [segment.load for segment in merged.log.segments()] == [Load(100.06)]
    assert (
        "Only the earlier has Squat 100 kg x 5; only the later has Squat 100.06 kg x 5."
        in merged.notes[1] + merged.notes[0]
    )


def test_sets_added_later_are_added_once() -> None:
    merged = merge(log(session(SQUAT, BENCH)), log(session(SQUAT, BENCH, ROW)))
    assert content(merged.log) == content(log(session(SQUAT, BENCH, ROW)))


def test_equal_sets_are_counted_not_collapsed() -> None:
    merged = merge(log(session(SQUAT, SQUAT, SQUAT)), log(session(SQUAT, SQUAT)))
    assert merged.log.count_sets() == 3


def test_where_both_have_sets_of_their_own_the_later_counts_and_the_note_says_what_differed() -> None:
    merged = merge(log(session(SQUAT, BENCH)), log(session(SQUAT, ROW)))
    assert merged.log == log(session(SQUAT, ROW))
    (note,) = [text for text in merged.notes if "differs" in text]
    assert "Only the earlier has Bench 80 kg x 5; only the later has Row 80 kg x 5." in note


def test_an_edited_detail_counts_as_the_later_export_says_and_is_noted() -> None:
    before = replace(SQUAT, effort=Effort(8, EffortScale.RPE))
    after = replace(SQUAT, effort=Effort(9, EffortScale.RPE))
    merged = merge(log(session(before, title="Legs")), log(session(after, title="Leg day")))
    assert merged.log == log(session(after, title="Leg day"))
    assert sum("later counts" in note for note in merged.notes) == 2


def test_what_only_one_version_tells_is_kept() -> None:
    told = Set((replace(SQUAT, effort=Effort(2, EffortScale.RIR), ending=Ending(EndingKind.PAIN)),), role=Role.WORKING)
    plain = Set((replace(SQUAT, effort=Effort(8, EffortScale.RPE)),), note="knee")
    for pair in ((told, plain), (plain, told)):
        merged = merge(*(log(session(one)) for one in pair))
        (one,) = [found for _, found in merged.log.sets()]
        assert (one.role, one.note) == (Role.WORKING, "knee")
        assert one.segments[0].effort == Effort(2, EffortScale.RIR)
        assert one.segments[0].ending == Ending(EndingKind.PAIN)
        assert not [note for note in merged.notes if "later counts" in note]


def test_a_chain_that_one_format_cuts_into_sets_stays_a_chain() -> None:
    rest_pause = replace(SQUAT, technique=Technique.REST_PAUSE, repetitions=2)
    chain, cut = (
        log(session(Set((SQUAT, rest_pause)))),
        log(session(SQUAT, replace(rest_pause, technique=Technique.STRAIGHT))),
    )
    assert merge(chain, cut).log == merge(cut, chain).log == chain


def test_seconds_and_offsets_of_a_start_do_not_make_two_sessions() -> None:
    cut = Moment(datetime(2024, 1, 1, 17, 30))
    fixed = Moment(MONDAY.wall, Clock.INSTANT, timedelta(hours=1))
    elsewhere = Moment(MONDAY.wall - timedelta(hours=1), Clock.INSTANT, timedelta(0))
    for other, kept in ((cut, MONDAY), (fixed, fixed)):
        for starts in ((MONDAY, other), (other, MONDAY)):
            merged = merge(*(log(session(SQUAT, start=start)) for start in starts)).log
            assert [one.start for one in merged.sessions] == [kept]
    assert len(merge(log(session(SQUAT, start=fixed)), log(session(SQUAT, start=elsewhere))).log) == 1
    far = Moment(MONDAY.wall, Clock.INSTANT, timedelta(hours=9))
    assert len(merge(log(session(SQUAT, start=fixed)), log(session(SQUAT, start=far))).log) == 2


def test_a_date_is_the_session_of_that_day_only_if_its_sets_are_the_same() -> None:
    dated = Moment.of(MONDAY.date)
    assert len(merge(log(session(SQUAT, start=dated)), log(session(SQUAT, BENCH))).log) == 1
    assert len(merge(log(session(SQUAT, start=dated)), log(session(BENCH))).log) == 2
    assert merge(log(session(SQUAT, start=dated)), log(session(SQUAT))).log == log(session(SQUAT))


def test_two_sessions_of_one_minute_with_other_names_and_sets_stay_two() -> None:
    assert len(merge(log(session(SQUAT, title="A")), log(session(BENCH, title="B"))).log) == 2


def test_two_sessions_of_one_minute_find_their_own_versions() -> None:
    two = log(session(SQUAT, title="A"), session(BENCH, title="B"))
    turned = log(session(BENCH, ROW, title="B"), session(SQUAT, title="A"))
    merged = merge(two, turned).log
    assert content(merged) == content(turned)


def test_readings_are_merged_under_the_names_of_their_files() -> None:
    stream = io.BytesIO()
    form = find_format("momentary")
    assert form.write is not None
    form.write(hand_written(), stream)
    reading = read(Source(content=stream.getvalue(), name="mine.json"))
    merged = merge(reading, reading)
    assert merged.log == hand_written()
    assert merged.notes == ("mine.json: 3 sessions were known already and counted once; 0 new.",)


def test_an_older_and_a_newer_half_of_a_real_export_add_nothing_twice(shared: Path) -> None:
    for app in ("strong", "hevy", "fitnotes"):
        file = min((shared / "data" / "exports" / app).glob("*.csv"))
        whole = read(file).log
        third = len(whole) // 3
        older, newer = Log(whole.sessions[: 2 * third]), Log(whole.sessions[third:])
        assert merge(older, newer).log == whole
        assert merge(newer, older).log == whole
