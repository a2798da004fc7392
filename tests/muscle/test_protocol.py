"""Sets simulated inside the muscle: nothing about failure is put in, so it has to obey what failure obeys."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import jax
import numpy as np
import pytest

from momentary.muscle import (
    METHODS,
    Lifter,
    Outcome,
    Protocol,
    Segment,
    UnknownMethodError,
    curl,
    double,
    lifting_pool,
    method,
    press,
    protocol_of,
    pull,
    reference_lines,
    simulate,
    trace,
    typical_lifter,
)
from momentary.muscle.protocol import FAILED_DOWN, FAILED_UP, LIMITED, PLANNED, courses
from momentary.muscle.repetitions import run
from tests.muscle import naive_protocol


@cache
def lifter() -> Lifter:
    return typical_lifter(press())


def done(*chains: tuple[Segment, ...], **limits: float) -> tuple[Outcome, ...]:
    return simulate(lifter(), [Protocol(segments=chain, **limits) for chain in chains])


def counts(outcome: Outcome) -> list[int]:
    return [one.repetitions for one in outcome.segments]


@pytest.mark.parametrize("chain", [((0.9, 0.0),), ((0.8, 0.0), (0.6, 8.0), (0.8, 180.0)), ((0.7, 0.0), (0.7, 60.0))])
def test_sets_are_those_of_a_plain_version(chain: tuple[tuple[float, float], ...]) -> None:
    (outcome,) = done(tuple(Segment(load=load, rest_s=rest_s) for load, rest_s in chain))
    assert counts(outcome) == naive_protocol.repetitions(chain, maximum=float(lifter().maximum))


def test_the_1rm_goes_up_once_and_a_hundredth_more_does_not() -> None:
    exact, once, more = done(
        (Segment(load=1.0),), (Segment(load=1.0, repetitions=1.0),), (Segment(load=1.01, repetitions=1.0),)
    )
    assert exact.repetitions == 1
    assert once.last.ended == PLANNED
    assert more.repetitions == 0
    assert more.last.ended == FAILED_UP


def test_more_load_is_never_more_repetitions() -> None:
    loads = np.linspace(0.5, 1.05, 16)
    found = [one.repetitions for one in done(*((Segment(load=float(load)),) for load in loads))]
    assert all(np.diff(found) <= 0)
    assert found[0] > 20
    assert found[-1] == 0


def test_failure_comes_where_what_can_be_reached_falls_below_what_the_load_asks_for() -> None:
    protocol = Protocol(segments=(Segment(load=0.8),))
    (outcome,) = simulate(lifter(), [protocol])
    course = trace(lifter(), protocol, steps=outcome.steps)
    up = course.phase == 1
    fell_short = course.reachable[up] < course.demand[up]
    assert fell_short.sum() == 1
    assert fell_short[-1]
    assert outcome.last.part is not None
    assert course.place[up][-1] == pytest.approx(outcome.last.part)
    lowerings = int(((course.phase[1:] == 3) & (course.phase[:-1] == 1)).sum())
    assert outcome.repetitions == lowerings


def test_the_trace_is_the_run() -> None:
    protocol = protocol_of(method("double-drop"), load=0.8, lift=press())
    (outcome,) = simulate(lifter(), [protocol])
    course = trace(lifter(), protocol, steps=outcome.steps)
    assert course.clock_s[-1] == pytest.approx(outcome.seconds)
    for number, segment in enumerate(outcome.segments):
        here = course.segment == number
        assert course.excitation[here & np.isin(course.phase, (1, 3, 4))].max() > 0.9
        assert segment.capacity <= course.capacity[here].max()


def test_no_capacity_is_above_the_rested_one_and_all_of_it_comes_back() -> None:
    for outcome in simulate(lifter(), [protocol_of(one, load=0.75, lift=press()) for one in METHODS.values()]):
        for segment in outcome.segments:
            assert 0.0 < segment.reachable <= segment.capacity <= 1.0 + 1e-9
        levels = [outcome.last.reachable, *(then.reachable for then in outcome.afterwards)]
        if outcome.last.planned.muscle == 0:
            assert all(np.diff(levels) >= -1e-9)
        assert outcome.afterwards[-1].reachable == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("off", [0.05, 0.1, 0.2, 0.25, 0.4])
def test_a_drop_extends_a_set_the_more_the_more_is_taken_off(off: float) -> None:
    first = Segment(load=0.75)
    plain, less, more = done((first,), (first, replace(first, load=0.75 * (1 - off))),
                             (first, replace(first, load=0.75 * (1 - off) * 0.9)))  # fmt: skip
    assert counts(less)[0] == plain.repetitions
    assert less.repetitions > plain.repetitions or off < 0.1
    assert counts(more)[1] >= counts(less)[1]


def test_help_extends_a_set_the_more_the_more_is_taken() -> None:
    first = Segment(load=0.75)
    found = [counts(one)[1] for one in done(*((first, replace(first, help=share)) for share in (0.0, 0.1, 0.2, 0.3)))]
    assert found[0] == 0
    assert all(np.diff(found) >= 0)
    assert found[-1] > found[0]


def test_failure_is_never_earlier_after_a_longer_rest() -> None:
    first = Segment(load=0.75)
    rests = (0.0, 5.0, 10.0, 20.0, 45.0, 90.0, 120.0, 180.0, 300.0, 600.0, 3600.0, 86400.0, 10 * 86400.0)
    found = [counts(one) for one in done(*((first, replace(first, rest_s=rest)) for rest in rests))]
    again = [one[1] for one in found]
    assert all(np.diff(again) >= 0)
    assert again[0] == 0
    assert again[-1] == found[0][0]


def test_partial_repetitions_go_where_full_ones_do_not() -> None:
    for one in (lifter(), replace(lifter(), lift=curl()), replace(lifter(), lift=pull())):
        lift = one.lift
        (outcome,) = simulate(one, [protocol_of(method("partials"), load=0.75, lift=lift)])
        assert outcome.segments[0].has_failed
        assert outcome.segments[1].repetitions > 0


def test_a_swing_a_machine_and_a_partner_each_buy_repetitions() -> None:
    names = ("cheat", "machine", "forced", "assisted", "negatives", "rest-pause", "partials")
    for name, outcome in zip(
        names, simulate(lifter(), [protocol_of(method(one), load=0.75, lift=press()) for one in names]), strict=True
    ):
        assert sum(counts(outcome)[1:]) > 0, name


def test_the_machine_gives_what_stabilising_took() -> None:
    lift = press()
    free = replace(lifter(), lift=replace(lift, stabilising=0.0))
    (nothing,) = simulate(free, [protocol_of(method("machine"), load=0.75, lift=lift)])
    change_only, at_once = done(
        (Segment(load=0.75), Segment(load=0.75, rest_s=8.0)), (Segment(load=0.75), Segment(load=0.75))
    )
    assert counts(at_once)[1] == 0
    assert counts(nothing)[1] <= counts(change_only)[1] + 1


def test_lowering_goes_on_after_lifting_has_failed_and_fails_in_the_end() -> None:
    first = Segment(load=0.75)
    lowering = replace(first, partner_lifts=True, down_s=4.0)
    (outcome,) = done((first, lowering))
    assert counts(outcome)[1] > 4
    assert outcome.last.ended == FAILED_DOWN


def test_about_1_4_times_the_1rm_can_be_lowered() -> None:
    heavy = [Segment(load=load, partner_lifts=True, repetitions=1.0) for load in (1.2, 1.35, 1.45)]
    found = done(*((one,) for one in heavy))
    assert [one.last.ended for one in found] == [PLANNED, PLANNED, FAILED_DOWN]


def test_a_set_to_failure_leaves_no_unit_for_a_drop_to_recruit() -> None:
    stopped, failed = done(
        (Segment(load=0.4, repetitions=5.0), Segment(load=0.8)), (Segment(load=0.8), Segment(load=0.6))
    )
    assert failed.segments[0].recruited == 1.0
    assert failed.segments[1].newly_recruited == 0.0
    assert stopped.segments[0].recruited < 1.0
    assert stopped.segments[0].recruited + stopped.segments[1].newly_recruited == pytest.approx(1.0)


def test_the_opposite_muscle_of_a_superset_rests_while_the_other_works() -> None:
    (outcome,) = simulate(lifter(), [protocol_of(method("superset"), load=0.75, lift=press(), rounds=2, rest_s=60.0)])
    paired = counts(outcome)
    (alone,) = done((Segment(load=0.75), Segment(load=0.75, rest_s=60.0)))
    assert paired[0] == counts(alone)[0]
    assert paired[1] >= paired[0] - 1
    assert paired[2] > counts(alone)[1]


def test_limits_of_volume_and_time_end_a_protocol_between_repetitions() -> None:
    chain = (Segment(load=0.7), *[Segment(load=0.7, rest_s=120.0)] * 6)
    (by_volume,) = done(chain, volume=0.7 * 20)
    (by_time,) = done(chain, time_s=200.0)
    assert by_volume.repetitions == 20
    assert by_volume.last.ended == LIMITED
    assert by_time.last.ended == LIMITED
    assert 200.0 <= by_time.seconds <= 205.0


def test_a_load_that_never_fails_is_refused() -> None:
    with pytest.raises(ValueError, match="heavier load"):
        done((Segment(load=0.0),))


def test_finer_steps_change_hardly_anything() -> None:
    course = jax.tree.map(lambda one: jax.numpy.asarray(one[0]), courses([Protocol(segments=(Segment(load=0.7),))]))
    with double():
        coarse, fine = (
            jax.jit(lambda plan, step_s=step_s: run(lifter(), plan, muscles=1, most=20_000, step_s=step_s)[0])(course)
            for step_s in (0.1, 0.05)
        )
        assert abs(float(coarse.book.repetitions[0]) - float(fine.book.repetitions[0])) <= 1.0
        assert float(coarse.book.capacity[0]) == pytest.approx(float(fine.book.capacity[0]), abs=0.01)


def test_every_number_of_a_run_has_a_source_and_every_departure_its_reason() -> None:
    lines = "\n".join(reference_lines(lifting_pool(), press(), *METHODS.values()))
    for word in ("Potvin", "Nuzzo", "Kompf", "Sodal", "Giessing"):
        assert word in lines
    assert lines.count("departs:") == 5


@pytest.mark.parametrize(
    "wrong", [{"load": -0.1}, {"load": 0.7, "start": 0.5, "end": 0.5}, {"load": 0.7, "repetitions": 0.0},
              {"load": 0.7, "help": 1.2}, {"load": float("nan")}],
)  # fmt: skip
def test_what_cannot_be_lifted_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"segment|repetition"):
        Segment(**wrong)  # type: ignore[arg-type]


def test_an_unknown_method_names_those_that_there_are() -> None:
    with pytest.raises(UnknownMethodError, match="rest-pause"):
        method("giant set")
    assert method("Rest pause") is METHODS["rest-pause"]
