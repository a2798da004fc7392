"""Every method from proposal to what is learnt: proposed, done by a scripted lifter, logged, learnt from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from momentary.catalogue import match_log
from momentary.exchange import FORMATS, read
from momentary.prescription.learnt.later_segments import SegmentHabits, Way
from momentary.prescription.learnt.segment_reading import done_segments, learn_habits, updated_habits
from momentary.prescription.methods import (
    METHODS,
    DropSet,
    MachineSwitch,
    Proposal,
    Superset,
    find_method,
    propose,
)
from momentary.quantities import Load, Log, Moment, Session, Set, Technique
from tests.prescription.methods.people import (
    BENCH,
    CURL,
    EXTENSION,
    GYM,
    LEG_CURL,
    MACHINE_ROW,
    ROW,
    Scripted,
    known,
    known_of,
    situation,
)

ON = {
    "drop-set": ROW, "double-drop-set": ROW, "triple-drop-set": CURL, "rest-pause": EXTENSION,
    "myo-repetitions": EXTENSION, "partial-repetitions": ROW, "cheat-repetitions": CURL, "machine": ROW,
    "negatives": BENCH, "assisted-repetitions": BENCH, "superset-opposing": EXTENSION, "superset-same": EXTENSION,
}  # fmt: skip
PAIRS = {"superset-opposing": LEG_CURL, "superset-same": EXTENSION}
WAYS = {
    Technique.DROP: Way.DROP, Technique.REST_PAUSE: Way.REST_PAUSE, Technique.PARTIAL: Way.PARTIAL,
    Technique.CHEAT: Way.CHEAT, Technique.NEGATIVE: Way.NEGATIVE, Technique.ASSISTED: Way.ASSISTED,
}  # fmt: skip
names = [one.protocol.name for one in METHODS]


def proposed(name: str) -> Proposal:
    """A method with the numbers of the scripted lifter."""
    return find_method(name).propose(situation(ON[name], pair=PAIRS.get(name)))


def session_of(sets: tuple[Set, ...], number: int = 0) -> Session:
    start = known().posterior.last_session + timedelta(days=3 * (number + 1))
    return Session(Moment.of(start), sets, body_mass=Load(80.0))


@pytest.mark.parametrize("name", names)
def test_a_method_is_proposed_performed_logged_and_learnt_from(name: str) -> None:
    proposal = proposed(name)
    assert proposal.fit.is_possible
    done = Scripted().perform(proposal)
    sets = proposal.as_sets(done)
    assert [one.repetitions or one.partial_repetitions for made in sets for one in made.segments] == done
    log = Log.of([*known().log.sessions, session_of(sets)])
    again = known_of(log)
    habits = learn_habits(log, again.exercises)
    later = [one for made in sets for one in made.segments[1:]]
    for way in {
        WAYS[one.technique] if one.exercise == made.exercise else Way.MACHINE
        for made in sets
        for one in made.segments[1:]
    }:
        assert habits.seen(way) > 0
    assert len(later) == sum(len(chain) - 1 for chain in proposal.sets)
    assert again.posterior.position.segments == known().posterior.position.segments + len(done)


@pytest.mark.parametrize("name", names)
def test_what_was_done_again_and_again_is_what_is_forecast(name: str) -> None:
    """After ten times of a lifter who gets more than others, the forecast of later segments is nearer to them."""
    strong = Scripted(gain=0.4, back=0.75)
    first = proposed(name)
    done = strong.perform(first)
    later = [place for place, one in enumerate(first.segments) if one.to_come is not None]
    if not later:
        assert isinstance(find_method(name), Superset)
        return
    about = situation(ON[name])
    habits, twin = about.habits, about.twin
    ratios = {} if twin is None else {(about.exercise.slug, twin.exercise.slug): twin.log_ratio}
    before = [_miss(habits, first, done, place) for place in later]
    for number in range(10):
        for one in first.as_sets(done):
            session = session_of((one,), number)
            habits = updated_habits(
                habits, one, session=session, number=100 + number, exercises=known().exercises, ratios=ratios
            )
    after = [_miss(habits, first, done, place) for place in later]
    assert sum(after) <= sum(before) + 1e-9
    assert sum(after) / len(after) < 1.5


def _miss(habits: SegmentHabits, proposal: Proposal, done: list[int], place: int) -> float:
    """How far the median of a later segment is off, once the segment before is known."""
    planned = proposal.segments[place].to_come
    assert planned is not None
    forecast = habits.forecast(replace(planned, before=float(done[place - 1])))
    most = proposal.segments[place].most
    found = forecast.median if most is None else min(forecast.median, most)
    return abs(float(found) - done[place])


def test_a_double_drop_set_that_ends_on_the_machine_is_one_set_of_four_segments() -> None:
    proposal = propose(situation(), (DropSet(2), MachineSwitch()))
    sets = proposal.as_sets(Scripted().perform(proposal))
    assert len(sets) == 1
    techniques = [one.technique for one in sets[0].segments]
    assert techniques == [Technique.STRAIGHT, Technique.DROP, Technique.DROP, Technique.DROP]
    assert [one.exercise for one in sets[0].segments] == [ROW, ROW, ROW, MACHINE_ROW]
    loads = [one.load.kg for one in sets[0].segments if one.load is not None]
    assert loads[0] > loads[1] > loads[2]
    assert all(one.is_failure for one in sets[0].segments)


def test_the_four_segments_survive_every_lossless_export(tmp_path: Path) -> None:
    proposal = propose(situation(), (DropSet(2), MachineSwitch()))
    log = Log.of([session_of(proposal.as_sets(Scripted().perform(proposal)))])
    lossless = []
    for one in FORMATS:
        if one.write is None:
            continue
        stream = BytesIO()
        if one.write(log, stream):
            continue
        file = tmp_path / f"log{one.suffix}"
        file.write_bytes(stream.getvalue())
        back = read(file, format_name=one.name)
        assert not back.unreadable
        found = [replace(segment, source=None) for segment in back.log.segments()]
        assert found == list(log.segments()), one.name
        assert back.log.count_sets() == 1, one.name
        lossless.append(one.name)
    assert {"momentary", "parquet"} <= set(lossless)


def test_a_real_log_gets_proposals_for_its_own_exercises(shared: Path) -> None:
    files = sorted((shared / "data" / "exports" / "hevy").glob("*.csv"), key=lambda one: one.stat().st_size)
    for file in files[:40]:
        log = read(file).log
        matches = match_log(log)
        exercises = {name: one.exercise for name, one in matches.items()}
        if not any(one.segment.way is Way.DROP for one in done_segments(log, exercises)):
            continue
        about = known_of(log)
        drop = next(one for one in done_segments(log, exercises) if one.segment.way is Way.DROP)
        name = next(name for name, one in exercises.items() if one.slug == drop.segment.exercise)
        first = about.posterior.load_for(name, 10).load_kg
        asked = replace(
            situation(ROW, about=known()), name=name, exercise=exercises[name], load=Load(round(first)), twin=None,
            posterior=about.posterior, at=None, habits=learn_habits(log, exercises), is_gym_told=False, gym=GYM,
        )  # fmt: skip
        proposal = DropSet(1).propose(asked)
        later = proposal.segments[1]
        assert later.load.kg < first
        assert later.interval[0] <= later.forecast.median <= later.interval[1]
        assert asked.habits.seen(Way.DROP) > 0
        return
    pytest.skip("no small export holds a labelled drop")


def test_a_lifter_who_stopped_early_logs_what_was_done() -> None:
    proposal = propose(situation(), (DropSet(2),))
    assert len(proposal.as_sets([8])[0].segments) == 1
    with pytest.raises(ValueError, match="Give 1 to that"):
        proposal.as_sets([])
