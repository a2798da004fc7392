"""Hypothesis strategies for the vocabulary: any log that can be built."""

from __future__ import annotations

from datetime import datetime, timedelta

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

amounts = st.floats(0, 1e4, allow_nan=False)
names = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(str.strip)
loads = st.builds(Load, amounts, st.sampled_from(LoadUnit))
distances = st.builds(Distance, amounts, st.none() | st.sampled_from(DistanceUnit))
efforts = st.one_of(
    st.builds(Effort, st.integers(0, 20).map(lambda half: half / 2), st.just(EffortScale.RIR)),
    st.builds(Effort, st.integers(2, 20).map(lambda half: half / 2), st.just(EffortScale.RPE)),
)
endings = st.builds(Ending, st.sampled_from(EndingKind), st.none() | st.sampled_from(Judge))
tempos = st.builds(Tempo, st.integers(1, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
walls = st.datetimes(datetime(2000, 1, 1), datetime(2035, 1, 1)).map(lambda wall: wall.replace(microsecond=0, fold=0))
rows = st.builds(
    SourceRow,
    names,
    st.integers(1, 10**6),
    st.text(max_size=20),
    st.lists(st.tuples(names, st.text(max_size=9)), max_size=2).map(tuple),
)


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    """Moments of every clock."""
    wall = draw(walls)
    clock = draw(st.sampled_from(Clock))
    if clock is Clock.DATE_ONLY:
        return Moment(wall.replace(hour=0, minute=0, second=0), clock)
    if clock is Clock.LOCAL:
        return Moment(wall, clock)
    offset = timedelta(minutes=draw(st.integers(-14 * 60, 14 * 60)))
    return Moment(wall, clock, offset, draw(st.none() | st.just("Europe/Berlin")))


segments = st.builds(
    Segment,
    exercise=names,
    load=st.none() | loads,
    repetitions=st.none() | st.integers(0, 1000),
    partial_repetitions=st.none() | st.integers(0, 20),
    technique=st.sampled_from(Technique),
    effort=st.none() | efforts,
    ending=st.none() | endings,
    assistance=st.none() | loads,
    implements=st.none() | st.integers(1, 2),
    tempo=st.none() | tempos,
    rest_before_s=st.none() | amounts,
    duration_s=st.none() | amounts,
    distance=st.none() | distances,
    at=st.none() | walls,
    source=st.none() | rows,
)
sets = st.builds(
    Set,
    st.lists(segments, min_size=1, max_size=3).map(tuple),
    role=st.none() | st.sampled_from(Role),
    side=st.none() | st.sampled_from(Side),
    superset=st.none() | st.sampled_from(["a", "0"]),
    rest_timer_s=st.none() | amounts,
    note=st.none() | st.text(max_size=20),
)
sessions = st.builds(
    Session,
    moments(),
    st.lists(sets, min_size=1, max_size=4).map(tuple),
    title=st.none() | names,
    duration_s=st.none() | amounts,
    body_mass=st.none() | st.builds(Load, st.floats(30, 300), st.sampled_from(LoadUnit)),
    note=st.none() | st.text(max_size=20),
)
logs = st.lists(sessions, max_size=4).map(Log.of)
