"""Twenty small logs of one exercise, on which the fast posterior and the oracle are compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.random import Generator

from momentary.athlete import Observed
from momentary.inference import ExerciseTraits, SetRecords, observations
from momentary.population import LifterTable
from momentary.quantities import Ending, EndingKind, Load, Log, Moment, Role, Segment, Session, Set, rir

TABLE = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "lifters.parquet"
LEAST_ROWS, MOST_ROWS, REAL_LOGS = 15, 60, 8
POUNDS = 2.2046
START = datetime(2024, 3, 4, 18)


@dataclass(frozen=True, slots=True)
class Story:
    """How one synthetic lifter trains one exercise.

    Args:
        name: What is special.
        failure_share: Share of sets to failure.
        report_share: Share of sets with a reported reserve.
        sessions: Sessions.
        sets: Sets of each.
        jump_at: Session at which the level jumps; -1 for none.
        slip_at: Session in which pounds are typed as kilograms; -1 for none.
        gaps_at: Sessions that follow a break of two months.
        has_warm_ups: Whether warm-ups are logged.
        lightens: Whether the last set of a session is lighter.
        body_kg: Known body mass that moves, zero for a bar [kg].
    """

    name: str
    failure_share: float = 0.3
    report_share: float = 0.35
    sessions: int = 12
    sets: int = 3
    jump_at: int = -1
    slip_at: int = -1
    gaps_at: tuple[int, ...] = ()
    has_warm_ups: bool = False
    lightens: bool = False
    body_kg: float = 0.0


STORIES = (
    Story("only failures", failure_share=1.0),
    Story("only reports", failure_share=0.0, report_share=1.0),
    Story("only silent stops", failure_share=0.0, report_share=0.0),
    Story("nine sets", failure_share=1.0, sessions=3),
    Story("one set a session", failure_share=1.0, sets=1),
    Story("a jump", jump_at=6),
    Story("a kg/lb slip", slip_at=7),
    Story("breaks", failure_share=1.0, gaps_at=(4, 8)),
    Story("warm-ups", has_warm_ups=True),
    Story("a lighter last set", failure_share=1.0, lightens=True),
    Story("all endings"),
    Story("body-weight, known mass", body_kg=80.0),
)


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One log and the exercise of it that is compared.

    Args:
        name: What it is.
        records: The log.
        exercise: Index of the exercise.
    """

    name: str
    records: SetRecords
    exercise: int


def synthetic_cases() -> Iterator[Case]:
    """Yield the synthetic logs."""
    for number, story in enumerate(STORIES):
        log = _tell(story, np.random.default_rng(100 + number))
        share = 1.0 if story.body_kg > 0.0 else 0.0
        yield Case(story.name, observations(log, {"Exercise": ExerciseTraits("exercise", moved_share=share)}), 0)


def real_cases() -> Iterator[Case]:
    """Yield real logs, by a rule that looks at nothing but the endings.

    Of each lifter the exercise of 15 to 60 observed rows with the most kinds of ending, then the most failures, then
    the most rows; of these the eight with the most kinds of ending, in the order of the lifters' names.
    """
    found = [case for lifter in LifterTable(TABLE).lifters() if (case := _richest(lifter.name, lifter.records))]
    found.sort(key=lambda one: (-len(_endings(one)), one.name))
    yield from (replace(case, records=_alone(case), exercise=0) for case in found[:REAL_LOGS])


def _richest(name: str, records: SetRecords) -> Case | None:
    """Return the exercise of a lifter that the rule chooses, if there is one."""
    counts = np.bincount(records.exercise[records.observed != Observed.NOTHING], minlength=len(records.traits))
    unknown = np.bincount(records.exercise, weights=np.isnan(records.body_kg), minlength=len(counts)) > 0
    fit = np.flatnonzero((counts >= LEAST_ROWS) & (counts <= MOST_ROWS) & ~unknown)
    if not len(fit):
        return None
    failures = np.bincount(records.exercise[records.is_failure], minlength=len(counts))
    cases = [Case(name, records, int(one)) for one in fit]
    return max(cases, key=lambda one: (len(_endings(one)), failures[one.exercise], counts[one.exercise]))


def _endings(case: Case) -> set[int]:
    """Return the kinds of ending of the exercise."""
    observed = case.records.observed[case.records.exercise == case.exercise]
    return set(observed[observed != Observed.NOTHING].tolist())


def _alone(case: Case) -> SetRecords:
    """Return the records of one exercise without the others."""
    records, rows = case.records, np.flatnonzero(case.records.exercise == case.exercise)
    columns = ("session", "day", "added_kg", "body_kg", "repetitions", "reserve", "observed", "is_failure")
    more = ("is_working", "sets_before")
    return replace(
        records, exercise=np.zeros(len(rows), dtype=np.int64), traits=(records.traits[case.exercise],),
        moves_body=records.moves_body[[case.exercise]], names=(records.names[case.exercise],),
        **{name: getattr(records, name)[rows] for name in (*columns, *more)},
    )  # fmt: skip


def _tell(story: Story, rng: Generator) -> Log:
    """Return the log of a story."""
    curve = 0.0266 * float(np.exp(0.3 * rng.standard_normal()))
    level, day, sessions = float(np.log(100.0 + story.body_kg)), 0.0, []
    for number in range(story.sessions):
        if number:
            gap = 60.0 if number in story.gaps_at else float(rng.integers(3, 6))
            day += gap
            level += 0.008 * float(np.sqrt(gap) * rng.standard_normal()) - (0.08 if gap > 30.0 else 0.0)
        level += 0.35 if number == story.jump_at else 0.0
        sets = _session(story, rng, number=number, today=level + 0.04 * float(rng.standard_normal()), curve=curve)
        mass = Load(story.body_kg) if story.body_kg > 0.0 else None
        sessions.append(Session(Moment.of(START + timedelta(days=day)), tuple(sets), body_mass=mass))
    return Log.of(sessions)


def _session(story: Story, rng: Generator, *, number: int, today: float, curve: float) -> list[Set]:
    """Return the sets of one session."""
    wanted = 8.0 + 1.5 * float(rng.standard_normal())
    load = _to_plate(float(np.exp(today - curve * (wanted - 1.0))) - story.body_kg)
    sets = []
    if story.has_warm_ups:
        for share, count in ((0.5, 8), (0.75, 4)):
            sets.append(Set((Segment("Exercise", Load(_to_plate(share * load)), count),), role=Role.WARM_UP))
    for before in range(story.sets):
        here = _to_plate(0.8 * load) if story.lightens and before == story.sets - 1 else load
        capacity = today - 0.04 * before
        possible = 1.0 + (capacity - float(np.log(here + story.body_kg))) / curve + 0.9 * float(rng.standard_normal())
        typed = round(POUNDS * here, 1) if number == story.slip_at else here
        sets.append(Set((_segment(story, rng, typed, possible),), role=Role.WORKING))
    return sets


def _segment(story: Story, rng: Generator, load_kg: float, possible: float) -> Segment:
    """Return one working segment that stops at, or short of, what is possible."""
    kind = rng.random()
    if kind < story.failure_share:
        return Segment("Exercise", Load(load_kg), max(round(possible), 0), ending=Ending(EndingKind.FAILURE))
    if kind < story.failure_share + story.report_share:
        call = float(rng.integers(0, 4))
        return Segment("Exercise", Load(load_kg), max(round(possible - call), 1), effort=rir(call))
    return Segment("Exercise", Load(load_kg), max(round(possible - float(rng.exponential(1.5))), 1))


def _to_plate(load_kg: float) -> float:
    """Return a load in steps of 2.5 kg, at least one."""
    return max(round(load_kg / 2.5) * 2.5, 2.5)
