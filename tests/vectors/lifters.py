"""Invented lifters behind the vectors of the phone's forecast: each has what another implementation may get wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from momentary.athlete import demo_log
from momentary.catalogue import match_log
from momentary.exchange import session_to_object, set_to_object
from momentary.inference import ExerciseTraits, catalogue_traits
from momentary.inference.summary import Summary, summarise
from momentary.inference.summary_format import summary_to_json
from momentary.inference.summary_reading import summary_from_json
from momentary.quantities import (
    Ending,
    EndingKind,
    Load,
    LoadUnit,
    Log,
    Moment,
    Muscle,
    Role,
    Segment,
    Session,
    Set,
    Technique,
)
from tests.inference.logs import START, Row, log_of, stopped, warm_up
from tests.vectors.answers import answer, loads_of, stepped, traits_to_object

FORMAT = "momentary-forecast-vectors/1"
BENCH = ExerciseTraits("barbell-bench-press", curve="bench_press", shares=((Muscle.CHEST, 1.0), (Muscle.TRICEPS, 0.5)))
PRESS = ExerciseTraits("Press", shares=((Muscle.FRONT_DELTOID, 1.0), (Muscle.TRICEPS, 0.5)))
PULL_UP = ExerciseTraits("pull-up", moved_share=0.95, shares=((Muscle.LATS, 1.0), (Muscle.BICEPS, 0.5)))
DIP = ExerciseTraits("dip-machine", moved_share=0.9, is_assisted=True, shares=((Muscle.CHEST, 1.0),))
PLANK = ExerciseTraits("Plank", is_modelled=False, shares=((Muscle.ABDOMINALS, 1.0),))
TRAITS = {"Bench": BENCH, "Press": PRESS, "Pull Up": PULL_UP, "Dip Machine": DIP, "Plank": PLANK}
FAILED, STOPPED = Ending(EndingKind.MOMENTARY_FAILURE), Ending(EndingKind.STOPPED)


@dataclass(frozen=True)
class Lifter:
    """A log of which all but the last sets are in the summary; these are stepped through.

    Args:
        name: What the lifter shows.
        log: The log.
        stepped: How many sets at its end are stepped through.
        traits: Typed name to traits.
        loads: Loads that are asked about beside the one of each set [kg].
        next_for: Typed name and catalogue's name of the exercise whose next set is asked for; None for none.
    """

    name: str
    log: Log
    stepped: int
    traits: Mapping[str, ExerciseTraits]
    loads: tuple[float, ...] = (40.0, 85.0)
    next_for: tuple[str, str] | None = None


def lifters() -> Iterator[Lifter]:
    """Yield all of them."""
    yield Lifter("six weeks of everything", _everything(), 9, TRAITS, next_for=("Bench", "barbell-bench-press"))
    yield _demo()
    yield Lifter("a body of unknown mass, then of a known one", _body(), 5, TRAITS, (0.0, 10.0, -15.0))
    yield Lifter("help of a machine", _help(), 4, TRAITS, (10.0, 35.0))
    yield Lifter("calls long before the first failure", _calls(), 8, TRAITS)
    yield Lifter("drops, pauses and a machine after failure", _chains(), 4, TRAITS)
    yield Lifter("attempts, pain, time, lowering", _odd(), 8, TRAITS)
    yield Lifter("one set in all", _rows([Row(0, 60, 8)], day=2.0), 2, TRAITS)
    yield Lifter("nothing at all", log_of([Row(0, 60, 8), Row(0, 60, 7)]), 2, TRAITS)
    yield Lifter("half a year away", _away(), 3, TRAITS, next_for=("Bench", "barbell-bench-press"))
    yield Lifter("pounds", _pounds(), 4, TRAITS, (61.23496995, 90.0))
    yield Lifter("ramps without a mark", _ramps(), 5, TRAITS)
    yield Lifter("twelve sets, and slips of the finger", _slips(), 6, TRAITS)


def _rows(rows: list[Row], *, day: float) -> Log:
    return log_of([*rows, Row(day, 60, 9), Row(day, 60, 8, None, rir=1)])


def _everything() -> Log:
    rows: list[Row] = []
    for week in range(12):
        day, load = 7.0 * week, 80.0 + 2.5 * (week // 2)
        rows += [warm_up(day, 50.0, 8), Row(day, load, 9, None, rir=2), Row(day, load, 8), Row(day, load - 5.0, 8)]
        rows += [Row(day, None, 8 + week // 4, exercise="Pull Up"), Row(day, 5.0, 6, exercise="Pull Up")]
        rows += [stopped(day + 3, 40.0, reps, "Press") for reps in (10, 9)]
        rows += [Row(day + 3, 42.5, 8 - week % 2, exercise="Press"), Row(day + 3, 20.0, 8, exercise="Dip Machine")]
    day = 84.0
    rows += [warm_up(day, 60.0, 6), Row(day, 95.0, 7), Row(day, 95.0, 6, None, rir=1), Row(day, 90.0, 6)]
    rows += [Row(day, None, 11, exercise="Pull Up"), Row(day, 42.5, 8, None, rir=0, exercise="Press")]
    rows += [stopped(day, 20.0, 12, "Curl"), Row(day, 20.0, 9, exercise="Curl"), stopped(day + 2, 90.0, 8)]
    return log_of(rows)


def _demo() -> Lifter:
    log = demo_log(seed=3)
    traits = catalogue_traits(match_log(log), log=log)
    names = {segment.exercise for session in log.sessions[-1:] for one in session.sets for segment in one.segments}
    name = min(names)
    kept = Log.of(log.sessions[-16:])
    return Lifter("a year by the catalogue", kept, 6, traits, (30.0, 70.0), (name, traits[name].key))


def _body() -> Log:
    rows = [
        Row(4.0 * number, kg, reps, exercise="Pull Up") for number in range(8) for kg, reps in ((None, 9), (5.0, 7))
    ]
    log = log_of([*rows, *(Row(40, kg, reps, exercise="Pull Up") for kg, reps in ((None, 10), (0.0, 8), (10.0, 5)))])
    *early, last = log.sessions
    later = Session(Moment.of(START + timedelta(days=43)), last.sets[:2], body_mass=Load(180.0, LoadUnit.LB))
    return Log.of([*early, last, later])


def _help() -> Log:
    rows = [Row(3.5 * number, 30.0 - number, 8 + number % 3, exercise="Dip Machine") for number in range(10)]
    rows += [Row(40, kg, reps, exercise="Dip Machine") for kg, reps in ((22.0, 9), (25.0, 9), (0.0, 3), (80.0, 20))]
    return log_of(rows, body_mass_kg=82.0)


def _calls() -> Log:
    rows = [Row(0, 80, reps, None, rir=left) for reps, left in ((8, 3), (8, 1), (7, 4), (7, 1), (4, 3))]
    rows += [Row(1, 50, 8, exercise="Press"), *(Row(2, 50, 6, None, rir=2, exercise="Press") for _ in range(3))]
    rows += [Row(3, 80, 12), Row(3, 80, 9, None, rir=2), Row(3, 80, 9, None, rir=0.5)]
    rows += [
        Row(4, 50, 6, None, rir=2, exercise="Press"),
        Row(4, 50, 6, EndingKind.TECHNICAL_FAILURE, exercise="Press"),
    ]
    rows += [Row(4, 30, 10, None, rir=3, exercise="Curl"), Row(4, 30, 10, None, rir=3, exercise="Curl")]
    rows += [Row(4, 30, 11, exercise="Curl")]
    return log_of(rows)


def _chains() -> Log:
    rows = [Row(4.0 * number, 80.0, reps) for number in range(12) for reps in (9, 8)]
    *early, last = log_of([*rows, Row(50, 80, 9), Row(50, 80, 8)]).sessions
    head = Segment("Bench", Load(80), 9, ending=FAILED)
    drops = [
        Segment("Bench", Load(load), reps, technique=Technique.DROP, ending=FAILED, rest_before_s=15.0)
        for load, reps in ((60, 5), (45, 4))
    ]
    machine = Segment("Chest Press Machine", Load(40), 6, technique=Technique.DROP, ending=FAILED, rest_before_s=30.0)
    pauses = [Segment("Bench", Load(80), reps, technique=Technique.REST_PAUSE, ending=FAILED) for reps in (3, 2)]
    lowered = Segment("Bench", Load(80), 3, technique=Technique.NEGATIVE, ending=Ending(EndingKind.ECCENTRIC_FAILURE))
    sets = (
        Set((head, *drops, machine), role=Role.WORKING),
        Set((replace(head, repetitions=7), *pauses), role=Role.WORKING),
        Set((replace(head, repetitions=6), lowered)),
        Set((replace(head, exercise="Press", load=Load(40)), drops[0])),
    )
    return Log.of([*early, Session(last.start, sets)])


def _odd() -> Log:
    rows = [Row(4.0 * number, 80.0, reps) for number in range(14) for reps in (9, 8)]
    *early, last = log_of([*rows, Row(60, 80, 9)]).sessions
    start = last.start.wall
    kinds = (EndingKind.PAIN, EndingKind.TIME, EndingKind.TARGET, EndingKind.ECCENTRIC_FAILURE)
    sets = [
        Set((Segment("Bench", Load(120), 0, ending=FAILED, at=start + timedelta(minutes=7)),), role=Role.WORKING),
        Set((Segment("Bench", Load(0), 12),)),
        Set((Segment("Bench", None, 12),)),
        *(Set((Segment("Bench", Load(80), 6, ending=Ending(kind), rest_before_s=200.0),)) for kind in kinds),
        Set((Segment("Plank", None, None, duration_s=60.0),)),
        Set((Segment("Bench", Load(100), 6, technique=Technique.PARTIAL),)),
    ]
    return Log.of([*early, Session(last.start, tuple(sets))])


def _away() -> Log:
    rows = [Row(3.0 * number, 80.0 + number, reps) for number in range(6) for reps in (9, 7)]
    return log_of([*rows, Row(200, 70, 8), Row(200, 70, 7), Row(230, 75, 8)])


def _pounds() -> Log:
    days: list[Session] = []
    for number in range(8):
        start = Moment.of(START + timedelta(days=3.3 * number, hours=number))
        loads = (Load(185.0, LoadUnit.LB), Load(84.0) if number % 2 else Load(185.25, LoadUnit.LB))
        sets = tuple(Set((Segment("Bench", load, 8 - place, ending=FAILED),)) for place, load in enumerate(loads))
        days.append(Session(start, sets, body_mass=Load(170.0, LoadUnit.LB)))
    return Log.of(days)


def _ramps() -> Log:
    rows = [stopped(7.0 * week, kg, 5) for week in range(4) for kg in (60, 80, 100)]
    rows += [stopped(28, kg, 5) for kg in (60, 85, 102.5)] + [warm_up(35, 40, 8), Row(35, 100, 6)]
    return log_of(rows)


def _slips() -> Log:
    rows = [Row(5.0 * number, 50.0, 10 - place) for number in range(3) for place in range(4)]
    rows += [Row(20, 50, 12 - place // 2) for place in range(12)] + [Row(23, 50, 2000), Row(23, 1000, 8)]
    return log_of([*rows, Row(23, 50, 9), Row(23, 52.5, 9, None, rir=2)])


def head_and_tail(lifter: Lifter) -> tuple[Log, list[tuple[Session, Set]]]:
    """A lifter's log up to the sets that are stepped through, and these."""
    pairs = list(lifter.log.sets())
    kept = len(pairs) - lifter.stepped
    sessions = []
    for session in lifter.log.sessions:
        mine = session.sets[: max(kept, 0)]
        kept -= len(session.sets)
        if mine:
            sessions.append(replace(session, sets=mine))
    return Log.of(sessions), pairs[len(pairs) - lifter.stepped :]


def case_of(lifter: Lifter) -> dict[str, Any]:
    """The vectors of a lifter: the summary, questions with their answers, and the same after every set."""
    head, tail = head_and_tail(lifter)
    data = summary_to_json(summarise(head, traits=lifter.traits))
    summary = summary_from_json(data)
    first = session_to_object(tail[0][0]) if tail else None
    begun = {"session": {key: first[key] for key in ("start", "body_mass") if key in first}} if first else {}
    result: dict[str, Any] = {"name": lifter.name, "summary": data, "asks": _asked(summary, lifter, tail[0][1], begun)}
    result["steps"] = []
    for place, (session, done) in enumerate(tail):
        written = session_to_object(session)
        about = {"session": {key: written[key] for key in ("start", "body_mass") if key in written}}
        name = done.segments[-1].exercise
        trait = lifter.traits.get(name)
        sent = about | {"set": set_to_object(done)}
        if trait is not None and summary.index_of(name) is None:
            sent["traits"] = {name: traits_to_object(trait)}
        summary = stepped(summary, sent)
        coming = tail[min(place + 1, len(tail) - 1)][1]
        result["steps"].append(sent | {"asks": _asked(summary, lifter, coming, about, is_brief=place % 3 > 0)})
    return result


def _asked(
    summary: Summary, lifter: Lifter, coming: Set, about: dict[str, Any], *, is_brief: bool = False
) -> list[dict[str, Any]]:
    """Questions about the next set of some exercises, each with its answer."""
    head = coming.segments[0]
    trait = lifter.traits.get(head.exercise, ExerciseTraits(head.exercise))
    others = [one.entry.traits.key for one in summary.exercises if one.entry.traits.is_modelled][:2]
    load = 0.0 if head.load is None else head.load.kg
    told: list[dict[str, Any]] = [{"ask": "chosen", "exercise": head.exercise, "load_kg": load, "whole": not is_brief}]
    if summary.index_of(head.exercise) is None:
        told[0]["traits"] = {head.exercise: traits_to_object(trait)}
    for name in others:
        told += [{"ask": ask, "exercise": name, "load_kg": one} for ask in ("chosen", "curve") for one in lifter.loads]
        told[-1]["whole"] = not is_brief
        if not is_brief:
            told.append({"ask": "chosen", "exercise": name, "load_kg": lifter.loads[0], "is_chosen": False})
    if lifter.next_for is not None:
        name, slug = lifter.next_for
        for goal, wants in (("strength", False), ("size", True), ("endurance", False)):
            told.append({
                "ask": "next", "exercise": name, "slug": slug, "goal": goal, "planned": 6, "wants_failure": wants,
                "loads_kg": loads_of(slug),
            })  # fmt: skip
    return [one | about | {"answer": found} for one in told if (found := _answered(summary, one | about)) is not None]


def _answered(summary: Summary, question: dict[str, Any]) -> dict[str, Any] | None:
    """The answer, or None where the Python refuses to give one."""
    try:
        return answer(summary, question)
    except (ValueError, LookupError):
        return None
