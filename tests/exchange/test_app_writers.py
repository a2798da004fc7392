"""Strong -> ours -> Strong and Hevy -> ours -> Hevy lose nothing; from elsewhere every loss is told in words."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.exchange import Format, RowKind, Source, find_format, read
from momentary.exchange.entries import bare
from momentary.exchange.reading import Reading
from momentary.quantities import (
    Distance,
    DistanceUnit,
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
from tests.exchange.logs import hand_written, logs, plain_loads, plain_names, plain_rpes, straight

STRONG, HEVY = find_format("strong"), find_format("hevy")


def written(log: Log, form: Format) -> tuple[bytes, tuple[str, ...]]:
    stream = io.BytesIO()
    assert form.write is not None
    words = form.write(log, stream)
    return stream.getvalue(), words


def there_and_back(log: Log, form: Format) -> Reading:
    return read(Source(content=written(log, form)[0], name="log.csv"), format_name=form.name)


def without_source(log: Log) -> Log:
    return Log.of(replace(session, sets=tuple(map(bare, session.sets))) for session in log.sessions)


def _chains(role: Role | None, exercise: str) -> st.SearchStrategy[tuple[Segment, ...]]:
    can_fail = role is Role.WORKING
    distances = st.builds(Distance, st.integers(1, 5000), st.sampled_from([DistanceUnit.KM, DistanceUnit.MI]))
    segment = st.builds(
        Segment,
        st.just(exercise),
        load=st.none() | plain_loads,
        repetitions=st.integers(1, 200),
        effort=st.none() | plain_rpes,
        ending=st.none() | st.just(Ending(EndingKind.FAILURE)) if can_fail else st.none(),
        duration_s=st.none() | st.integers(1, 4000),
        distance=st.none() | distances,
    )
    drop = segment.map(lambda one: replace(one, technique=Technique.DROP, ending=None))
    drops = st.lists(drop, max_size=2) if can_fail else st.just([])
    return st.tuples(segment, drops).map(lambda parts: (parts[0], *parts[1]))


@st.composite
def logs_of(draw: st.DrawFn, app: str) -> Log:
    """Draw a log such as the app itself exports."""
    notes = st.none() | st.lists(plain_names, min_size=1, max_size=3).map("\n".join)
    found: list[Session] = []
    is_strong = app == "strong"
    for day in range(draw(st.integers(1, 3))):
        sets = []
        for exercise in draw(st.lists(plain_names, min_size=1, max_size=3)):
            role = draw(st.sampled_from([Role.WORKING, Role.WARM_UP]))
            sets.append(
                Set(
                    draw(_chains(role, exercise)),
                    role=role,
                    note=draw(notes),
                    rest_timer_s=draw(st.none() | st.integers(1, 600)) if is_strong else None,
                    superset=None if is_strong else draw(st.none() | st.sampled_from(["0", "1"])),
                )
            )
        # One marked set, so that a Strong table tells that the others are working sets.
        sets.append(Set((straight("Row", Load(60), 5),), role=Role.WARM_UP))
        start = datetime(2024, 1, 1 + day, 17, draw(st.integers(0, 59)), draw(st.integers(0, 59)) if is_strong else 0)
        minutes = draw(st.none() | st.integers(1, 200))
        found.append(
            Session(
                Moment(start),
                tuple(sets),
                title=draw(st.none() | plain_names),
                duration_s=None if minutes is None else minutes * 60.0,
                note=draw(notes),
            )
        )
    return Log.of(found)


@given(logs_of("strong"))
def test_what_strong_can_hold_comes_back_from_its_table_as_it_was(log: Log) -> None:
    back = there_and_back(log, STRONG)
    assert back.problems == ()
    assert without_source(back.log) == log


def in_one_unit(log: Log) -> Log:
    def told(segment: Segment) -> Segment:
        load = None if segment.load is None else Load(segment.load.value, LoadUnit.LB)
        distance = None if segment.distance is None else Distance(segment.distance.value, DistanceUnit.KM)
        return replace(segment, load=load, distance=distance)

    sessions = []
    for session in log.sessions:
        sets = tuple(replace(one, segments=tuple(map(told, one.segments))) for one in session.sets)
        sessions.append(replace(session, sets=sets))
    return Log.of(sessions)


@given(logs_of("hevy").map(in_one_unit))
def test_what_hevy_can_hold_comes_back_from_its_table_as_it_was(log: Log) -> None:
    content, words = written(log, HEVY)
    assert words == ()
    back = read(Source(content=content, name="log.csv"))
    assert back.format == "hevy"
    assert without_source(back.log) == log


@pytest.mark.parametrize("form", [STRONG, HEVY], ids=["strong", "hevy"])
@given(log=logs)
def test_any_log_loses_no_segment_that_is_not_told(form: Format, log: Log) -> None:
    content, words = written(log, form)
    if not log.sessions:
        return
    back = read(Source(content=content, name="log.csv"), format_name=form.name)
    not_done = sum(int(re.sub(r"\D", "", text)) for text in words if text.startswith("the row of"))
    assert back.rows[RowKind.NOT_DONE] == not_done
    assert back.rows[RowKind.UNREADABLE] == 0
    assert back.rows[RowKind.SEGMENT] + back.rows[RowKind.REPEATED] == log.count_segments() - not_done


@pytest.mark.parametrize("app", ["strong", "hevy"])
def test_a_real_export_comes_back_from_its_own_format_as_it_was(app: str, shared: Path) -> None:
    form = find_format(app)
    for file in sorted((shared / "data" / "exports" / app).glob("*.csv")):
        first = read(file)
        content, words = written(first.log, form)
        assert [text for text in words if not text.startswith("columns that")] == [], file.name
        back = read(Source(content=content, name=file.name))
        assert back.format == app
        assert without_source(back.log) == without_source(first.log), file.name


def test_every_loss_is_told_in_words() -> None:
    strong, hevy = (written(hand_written(), form)[1] for form in (STRONG, HEVY))
    assert "partial repetitions of 1 segment: Strong has no place for it" in strong
    assert "the superset of 2 sets: Strong has no place for it" in strong
    assert "the kind of failure and its judge of 1 segment: the bare label is written" in strong
    assert "the offset from UTC of 1 session: the time on the wall is written" in strong
    assert "the scale of effort of 1 segment: RIR is written as RPE" in strong
    assert "the rest timer of 1 set: Hevy has no place for it" in hevy
    assert "the typed lb of 1 segment: the load is written in kg" in hevy
    assert "the missing time of day of 1 session: midnight is written" in hevy


def test_mixed_units_stay_as_typed_in_strong_and_are_exact_in_hevy() -> None:
    loads = [Load(45, LoadUnit.LB), Load(20), Load(22.5)]
    sets = tuple(Set((straight("Dip", load, 5),), role=Role.WARM_UP) for load in loads)
    log = Log.of([Session(Moment(datetime(2024, 1, 1, 9)), sets)])
    assert [segment.load for segment in there_and_back(log, STRONG).log.segments()] == loads
    back = [segment.load for segment in there_and_back(log, HEVY).log.segments()]
    assert [load.kg for load in back if load is not None] == pytest.approx([load.kg for load in loads], abs=1e-9)


@pytest.mark.parametrize("form", [STRONG, HEVY], ids=["strong", "hevy"])
@pytest.mark.parametrize("text", ["=1+1", "+49 171", "-20 kg?", "@home", '"quoted"', "a;b,c", "one\ntwo", "'; drop"])
def test_notes_that_a_spreadsheet_may_mistake_come_back_exactly(form: Format, text: str) -> None:
    one = Set((straight(text.replace("\n", " "), Load(20), 5),), role=Role.WARM_UP, note=text)
    session = Session(Moment(datetime(2024, 1, 1, 9)), (one,), title=text, note=text)
    assert without_source(there_and_back(Log.of([session]), form).log) == Log.of([session])


@pytest.mark.parametrize("form", [STRONG, HEVY], ids=["strong", "hevy"])
def test_help_from_a_machine_is_written_below_zero_and_comes_back_as_help(form: Format) -> None:
    helped = Segment("Pull Up", repetitions=8, assistance=Load(20))
    log = Log.of([Session(Moment(datetime(2024, 1, 1, 9)), (Set((helped,), role=Role.WARM_UP),))])
    assert without_source(there_and_back(log, form).log) == log


def test_two_sessions_of_the_same_name_on_one_day_stay_two_in_strong() -> None:
    one = Session(Moment.of(datetime(2024, 1, 1).date()), (Set((straight("Dip", Load(5), 5),), role=Role.WARM_UP),))
    assert len(there_and_back(Log.of([one, one]), STRONG).log) == 2


@pytest.mark.parametrize("seconds", [1, 59, 60, 61, 3600, 3661.5, 86_400, 1e12])
def test_durations_come_back_to_the_second(seconds: float) -> None:
    one = Set((straight("Dip", Load(5), 5),), role=Role.WARM_UP)
    log = Log.of([Session(Moment(datetime(2024, 1, 1, 9)), (one,), duration_s=seconds)])
    assert there_and_back(log, STRONG).log.sessions[0].duration_s == pytest.approx(seconds, rel=1e-9)


def test_an_end_beyond_the_calendar_is_not_written() -> None:
    one = Set((straight("Dip", Load(5), 5),), role=Role.WARM_UP)
    far = Session(Moment(datetime(2024, 1, 1, 9)), (one,), duration_s=timedelta.max.total_seconds())
    assert there_and_back(Log.of([far]), HEVY).log.sessions[0].duration_s is None


def pasted(older: Log, newer: Log) -> Reading:
    return read(Source(content=written(older, STRONG)[0] + written(newer, STRONG)[0], name="pasted.csv"))


def days_of_training(count: int) -> list[Session]:
    sets = tuple(Set((straight(name, Load(80), 5 + n),), role=Role.WARM_UP) for n, name in enumerate(("Squat", "Row")))
    return [Session(Moment(datetime(2024, 1, 1 + day, 9)), sets) for day in range(count)]


def test_an_older_and_a_newer_export_in_one_file_count_once() -> None:
    days = days_of_training(8)
    unfinished = replace(days[5], sets=days[5].sets[:1])
    found = pasted(Log.of([*days[:5], unfinished]), Log.of(days))
    assert without_source(found.log) == Log.of(days)
    assert found.rows[RowKind.REPEATED] == 11
    assert found.problems == ()


def test_of_a_session_that_was_edited_between_two_exports_in_one_file_the_later_version_counts() -> None:
    days = days_of_training(8)
    typo = replace(days[5], sets=(Set((straight("Squat", Load(800), 5),), role=Role.WARM_UP), *days[5].sets[1:]))
    found = pasted(Log.of([*days[:5], typo]), Log.of(days))
    assert without_source(found.log) == Log.of(days)
    assert any("twice, with different sets" in problem.fact for problem in found.problems)


def test_a_table_in_another_order_than_that_of_sessions_loses_nothing() -> None:
    content, _ = written(Log.of(days_of_training(8)), STRONG)
    header, *rows = content.splitlines(keepends=True)
    by_exercise = sorted(rows, key=lambda row: bytes(row).split(b";")[2])
    found = read(Source(content=header + b"".join(by_exercise), name="sorted.csv"))
    assert (found.log.count_sets(), found.rows[RowKind.REPEATED]) == (16, 0)


def test_a_line_break_in_the_first_cell_of_a_row_tears_nothing() -> None:
    one = Session(Moment(datetime(2024, 1, 1, 9)), (Set((straight("Dip", Load(5), 5),)),), title="first\nsecond")
    found = there_and_back(Log.of([one, one]), HEVY)
    assert found.log.sessions[0].title == "first\nsecond"
    assert found.problems == ()
