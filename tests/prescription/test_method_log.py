"""Which methods a log shows: chains read as runs, supersets as pairs, and what each added."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from momentary.catalogue import match
from momentary.parameters.later_segments import later_segment_prior
from momentary.prescription.learnt.later_segments import LaterSegment, Way, expected_repetitions
from momentary.prescription.learnt.method_costs import Continuation
from momentary.prescription.learnt.method_log import DROPS, STRAIGHT, DoneMethod, continuation_of, done_methods
from momentary.prescription.methods import METHODS, find_method
from momentary.prescription.muscle_pairs import opposes, overlap_of
from momentary.quantities import Ending, EndingKind, Load, Log, Moment, Role, Segment, Session, Set, Technique
from tests.prescription.methods.people import BENCH, CURL, EXTENSION, LEG_CURL, MACHINE_ROW, PUSHDOWN, ROW, START

EXERCISES = {name: match(name).exercise for name in (ROW, MACHINE_ROW, BENCH, CURL, PUSHDOWN, EXTENSION, LEG_CURL)}
FAILED = Ending(EndingKind.MOMENTARY_FAILURE)


def done(
    name: str, load_kg: float, count: int | None, technique: Technique = Technique.STRAIGHT, **others: object
) -> Segment:
    """A segment to failure."""
    return Segment(name, Load(load_kg), count, technique=technique, **{"ending": FAILED, **others})  # type: ignore[arg-type]


def found_in(*sets: Set, forecasts: list[float] | None = None) -> list[DoneMethod]:
    """The methods of one session."""
    log = Log.of([Session(Moment.of(START), sets)])
    return list(done_methods(log, EXERCISES, forecasts=None if forecasts is None else np.array(forecasts)))


def chain(*segments: Segment, **others: object) -> Set:
    return Set(segments, **others)  # type: ignore[arg-type]


def test_a_double_drop_that_ends_on_the_machine_is_a_double_drop_set_and_a_switch() -> None:
    row = chain(
        done(ROW, 80.0, 8), done(ROW, 60.0, 6, Technique.DROP), done(ROW, 45.0, 5, Technique.DROP),
        done(MACHINE_ROW, 40.0, 7, Technique.DROP),
    )  # fmt: skip
    drops, switch = found_in(chain(done(BENCH, 60.0, 5)), row)[1:]
    assert (drops.method, drops.done, drops.head, [one.row for one in drops.links]) == (DROPS[1], 11, 1, [2, 3])
    assert (switch.method, switch.done, switch.head, [one.row for one in switch.links]) == ("machine", 7, 1, [4])
    assert drops.straight == switch.straight == 8


def test_what_is_usual_of_a_run_follows_from_the_set_before_it_alone() -> None:
    (found,) = found_in(
        chain(done(ROW, 80.0, 8), done(ROW, 60.0, 12, Technique.DROP), done(ROW, 45.0, 1, Technique.DROP))
    )
    prior = later_segment_prior()

    def usual(before: float, ratio: float, link: int) -> float:
        drop = LaterSegment(Way.DROP, "barbell-row", before, float(np.log(ratio)), link)
        return expected_repetitions(drop, prior=prior)

    first = usual(8.0, 80 / 60, 1)
    assert found.expected == pytest.approx(first + usual(first, 60 / 45, 2))
    assert found.links[1].expected == pytest.approx(usual(12.0, 60 / 45, 2))


@pytest.mark.parametrize("drops", range(1, 8))
def test_drop_sets_are_named_by_their_drops(drops: int) -> None:
    loads = [80.0 * 0.8**link for link in range(drops + 1)]
    segments = [done(ROW, load, 6, Technique.DROP if link else Technique.STRAIGHT) for link, load in enumerate(loads)]
    (found,) = found_in(Set(tuple(segments)))
    assert found.method == DROPS[min(drops, 5) - 1]
    assert find_method(found.method).protocol.name == found.method


@pytest.mark.parametrize(
    ("technique", "method"),
    [(Technique.REST_PAUSE, "rest-pause"), (Technique.CLUSTER, "rest-pause"), (Technique.CHEAT, "cheat-repetitions"),
     (Technique.NEGATIVE, "negatives"), (Technique.ASSISTED, "assisted-repetitions"),
     (Technique.PARTIAL, "partial-repetitions")],
)  # fmt: skip
def test_every_way_to_go_on_has_its_method(technique: Technique, method: str) -> None:
    (found,) = found_in(chain(done(CURL, 15.0, 9), done(CURL, 15.0, 3, technique)))
    assert (found.method, found.done) == (method, 3)
    assert find_method(method).protocol.name == method
    assert found.links[0].is_lowering is (technique is Technique.NEGATIVE)


def test_every_method_is_found_in_logs_or_is_told_as_which_it_counts() -> None:
    names = {one.protocol.name for one in METHODS} - {"myo-repetitions"}
    assert {name for name in names if continuation_of(name) is None} == set()
    assert continuation_of(STRAIGHT) is None
    with pytest.raises(KeyError, match="myo-repetitions"):
        continuation_of("myo-repetitions")


@pytest.mark.parametrize("own", [False, True])
def test_partial_repetitions_count_as_such_on_their_own_segment_or_the_one_before(own: bool) -> None:  # noqa: FBT001
    after = done(ROW, 80.0, None, Technique.PARTIAL, partial_repetitions=4)
    made = chain(done(ROW, 80.0, 8, partial_repetitions=4)) if own else chain(done(ROW, 80.0, 8), after)
    (found,) = found_in(made)
    assert (found.method, found.done, found.straight) == ("partial-repetitions", 4, 8)
    assert found.links[0].is_partial
    assert found.links[0].row == (0 if own else 1)


def test_a_segment_that_pain_or_time_cut_short_was_done_and_tells_no_yield() -> None:
    for kind in (EndingKind.PAIN, EndingKind.TIME):
        (found,) = found_in(chain(done(ROW, 80.0, 8), done(ROW, 60.0, 2, Technique.DROP, ending=Ending(kind))))
        assert (found.method, found.done) == (DROPS[0], None)


def test_straight_sets_to_failure_are_counted_and_others_are_not() -> None:
    stopped = Segment(ROW, Load(80.0), 6, ending=Ending(EndingKind.STOPPED))
    sets = (
        chain(done(ROW, 60.0, 5), role=Role.WARM_UP), chain(stopped), chain(done(ROW, 80.0, 8)),
        chain(done(ROW, 200.0, 0)),
    )  # fmt: skip
    assert [(one.method, one.head) for one in found_in(*sets)] == [(STRAIGHT, 2)]


def test_sets_that_share_a_superset_are_pairs_in_their_order() -> None:
    names = (EXTENSION, LEG_CURL, EXTENSION, LEG_CURL)
    sets = [chain(done(name, 50.0, 10 - place), superset="A") for place, name in enumerate(names)]
    found = found_in(*sets, forecasts=[10.0, 9.5, 9.0, 8.0])
    assert [one.method for one in found] == ["superset-opposing"] * 2
    assert [(one.head, one.links[0].row, one.done, one.expected) for one in found] == [(0, 1, 9, 9.5), (2, 3, 7, 8.0)]


def test_a_superset_for_the_same_muscles_expects_what_the_first_set_leaves() -> None:
    presses = "Leg Press"
    exercises = {**EXERCISES, presses: match(presses).exercise}
    sets = (chain(done(presses, 150.0, 10), superset="A"), chain(done(EXTENSION, 50.0, 6), superset="A"))
    log = Log.of([Session(Moment.of(START), sets)])
    (found,) = done_methods(log, exercises, forecasts=np.array([10.0, 12.0]))
    assert found.continuation is Continuation.SUPERSET_SAME
    assert found.expected == pytest.approx(12.0 * (1.0 - later_segment_prior().overlap_cost))


def test_two_exercises_that_neither_oppose_nor_share_muscles_are_no_method() -> None:
    sets = (chain(done(CURL, 15.0, 10), superset="A"), chain(done(EXTENSION, 50.0, 8), superset="A"))
    assert found_in(*sets) == []
    assert overlap_of(EXERCISES[CURL], EXERCISES[EXTENSION]) == 0.0
    assert not opposes(*(frozenset(EXERCISES[name].primary_muscles) for name in (CURL, EXTENSION)))


def test_the_second_set_of_a_superset_tells_only_where_it_failed_and_was_forecast() -> None:
    stopped = Segment(LEG_CURL, Load(50.0), 8, ending=Ending(EndingKind.STOPPED))
    first = chain(done(EXTENSION, 50.0, 10), superset="A")
    (found,) = found_in(first, chain(stopped, superset="A"), forecasts=[10.0, 9.0])
    assert found.done is None
    (found,) = found_in(first, chain(done(LEG_CURL, 50.0, 8), superset="A"), forecasts=[10.0, float("nan")])
    assert found.done is None


def test_methods_come_in_the_order_of_the_log_with_their_sessions() -> None:
    drop = chain(done(ROW, 80.0, 8), done(ROW, 60.0, 6, Technique.DROP))
    days = [Session(Moment.of(START + timedelta(days=day)), (drop, drop)) for day in range(3)]
    found = list(done_methods(Log.of(days), EXERCISES))
    assert [one.session for one in found] == [0, 0, 1, 1, 2, 2]
    assert [one.head for one in found] == list(range(0, 12, 2))
