"""Logs for tests: Hypothesis strategies that reach every field, and a log written by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from momentary.quantities import (
    Clock,
    Distance,
    DistanceUnit,
    Effort,
    EffortScale,
    Ending,
    EndingKind,
    Judge,
    Load,
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

texts = st.text(min_size=1, max_size=20)
names = texts.filter(lambda text: bool(text.strip()))
amounts = st.floats(min_value=1e-3, max_value=1e9, allow_nan=False) | st.integers(min_value=0, max_value=1000)
loads = st.builds(Load, amounts, st.sampled_from(LoadUnit))
distances = st.builds(Distance, amounts, st.none() | st.sampled_from(DistanceUnit))
efforts = st.builds(Effort, st.floats(0, 30), st.just(EffortScale.RIR)) | st.builds(
    Effort, st.floats(1, 10), st.just(EffortScale.RPE)
)
endings = st.builds(Ending, st.sampled_from(EndingKind), st.none() | st.sampled_from(Judge))
counts = st.floats(min_value=0, max_value=10, allow_nan=False)
tempos = st.tuples(counts, counts, counts, counts).filter(lambda four: sum(four) > 0).map(lambda four: Tempo(*four))
walls = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1))
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1))
repetitions = st.integers(min_value=0, max_value=200)
sources = st.builds(
    SourceRow,
    texts,
    st.integers(min_value=1, max_value=10**9),
    st.text(max_size=40),
    st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
)
moments = (
    st.builds(Moment, walls)
    | st.builds(Moment.of, days)
    | st.builds(
        lambda wall, seconds, zone: Moment(wall, Clock.INSTANT, timedelta(seconds=seconds), zone),
        walls,
        st.integers(min_value=-50_000, max_value=50_000),
        st.none() | st.just("Europe/Berlin"),
    )
)
segments = st.builds(
    Segment,
    exercise=names,
    load=st.none() | loads,
    repetitions=st.none() | repetitions,
    partial_repetitions=st.none() | repetitions,
    technique=st.sampled_from(Technique),
    effort=st.none() | efforts,
    ending=st.none() | endings,
    assistance=st.none() | loads,
    implements=st.none() | st.integers(min_value=1, max_value=2),
    tempo=st.none() | tempos,
    rest_before_s=st.none() | amounts,
    duration_s=st.none() | amounts,
    distance=st.none() | distances,
    at=st.none() | walls,
    source=st.none() | sources,
)
sets = st.builds(
    Set,
    st.lists(segments, min_size=1, max_size=3).map(tuple),
    role=st.none() | st.sampled_from(Role),
    side=st.none() | st.sampled_from(Side),
    superset=st.none() | texts,
    rest_timer_s=st.none() | amounts,
    note=st.none() | texts,
)
sessions = st.builds(
    Session,
    moments,
    st.lists(sets, min_size=1, max_size=3).map(tuple),
    title=st.none() | texts,
    duration_s=st.none() | amounts,
    body_mass=st.none() | loads.filter(lambda load: load.value > 0),
    note=st.none() | texts,
)
logs = st.lists(sessions, max_size=3).map(Log.of)
"""Any log at all."""

# What an app's table can hold: names without spaces around them or control characters, numbers as people type them.
words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
plain_names = st.lists(words, min_size=1, max_size=3).map(" ".join)
plain_loads = st.builds(Load, st.integers(0, 1600).map(lambda quarters: quarters / 4), st.sampled_from(LoadUnit))
plain_rpes = st.builds(Effort, st.integers(12, 20).map(lambda halves: halves / 2), st.just(EffortScale.RPE))


def straight(exercise: str, load: Load | None, repetitions: int | None, **others: object) -> Segment:
    """Return a straight segment."""
    return Segment(exercise, load=load, repetitions=repetitions, **others)  # type: ignore[arg-type]


def hand_written() -> Log:
    """Return a log with something of everything, written by hand."""
    kg, lb = LoadUnit.KG, LoadUnit.LB
    failed = Ending(EndingKind.MOMENTARY_FAILURE, Judge.COACH)
    drop = Set(
        (
            straight("Cable Fly", Load(20, kg), 12, ending=failed),
            straight("Cable Fly", Load(12.5, kg), 9, technique=Technique.DROP),
            straight("Cable Fly", Load(7.5, kg), 0, partial_repetitions=4, technique=Technique.DROP),
        ),
        role=Role.WORKING,
        rest_timer_s=120,
    )
    push = Session(
        Moment(datetime(2024, 3, 1, 18, 5, 13), Clock.INSTANT, timedelta(hours=1), "Europe/Berlin"),
        (
            Set((straight("Bench Press (Barbell)", Load(40, kg), 8),), role=Role.WARM_UP),
            Set(
                (straight("Bench Press (Barbell)", Load(82.5, kg), 6, effort=Effort(0, EffortScale.RIR)),),
                role=Role.WORKING,
                note='=1+1, said the coach\nand then; "again"',
            ),
            drop,
            Set((straight("Plank", None, None, duration_s=62.5),), role=Role.WORKING, side=Side.BOTH),
        ),
        title="Push; heavy",
        duration_s=4020,
        body_mass=Load(181, lb),
        note="slept little",
    )
    pull = Session(
        Moment(datetime(2024, 3, 3, 7, 30)),
        (
            Set((straight("Pull Up", Load(0, kg), 9, effort=Effort(8.5, EffortScale.RPE)),), superset="1"),
            Set((straight("Dip", Load(45, lb), 7),), superset="1"),
            Set((straight("Rowing", None, None, distance=Distance(2, DistanceUnit.KM), duration_s=480),)),
        ),
    )
    dated = Session(Moment.of(date(2024, 3, 5)), (Set((straight("Squat", Load(0, kg), 0, duration_s=10),)),))
    return Log.of([push, pull, dated])
