"""What a log has taught of each method: counted, learnt where it tells, believed as before where it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momentary.athlete.tired_lifter import EXERCISES as TIRED
from momentary.athlete.tired_lifter import tired_lifter
from momentary.catalogue import Exercise, match
from momentary.inference import ExerciseTraits, fit
from momentary.parameters import level_prior
from momentary.prescription.learnt.method_costs import ENOUGH, LOG_SD, Addition, Continuation, Estimate, MethodCosts
from momentary.prescription.learnt.method_log import STRAIGHT
from momentary.prescription.learnt.method_record import MethodRecords, learn_methods
from momentary.prescription.methods import DropSet, MachineSwitch, Negatives, Superset, propose
from momentary.quantities import Ending, EndingKind, Load, Log, Moment, Segment, Session, Set, Technique
from tests.prescription.methods.people import CURL, LEG_CURL, ROW, known, known_of, situation, trained_log

TRAITS = {name: ExerciseTraits(name, shares=tuple(muscles.items())) for name, muscles in TIRED.items()}
BARE: dict[str, Exercise] = {name: match(ROW).exercise for name in TIRED}
PLAIN = level_prior()
PLAIN = replace(
    PLAIN, fatigue=replace(PLAIN.fatigue, residual=replace(PLAIN.fatigue.residual, gain=0.03, gain_log_sd=0.3))
)
doses = st.floats(0.05, 3.0)
additions = st.lists(st.builds(Addition, st.sampled_from(Continuation), doses), max_size=4)


@cache
def records(drops: bool = True) -> MethodRecords:  # noqa: FBT001, FBT002
    """What the scripted lifter's log has taught."""
    one = known(drops=drops)
    return learn_methods(one.log, one.exercises, one.posterior.tiredness)


@cache
def tired(drop_cost: float) -> MethodRecords:
    """What the log of somebody has taught whom drops cost so many times what their doses say."""
    log = tired_lifter(
        np.random.default_rng(8), prior=PLAIN.fatigue, sessions=150, drops=0.3, drop_cost=drop_cost
    ).log  # fmt: skip
    return learn_methods(log, BARE, fit(log, traits=TRAITS, prior=PLAIN).tiredness)


def test_every_set_to_failure_is_counted_once() -> None:
    log = trained_log(drops=True)
    counted = {one.method: one.times for one in records().records}
    assert counted == {STRAIGHT: 72, "drop-set": 24}
    assert sum(counted.values()) == log.count_sets()
    assert records().of("drop-set").last == log.sessions[-1].start.wall


def test_drops_gave_what_the_scripted_lifter_did() -> None:
    found = records().of("drop-set").gave
    log = trained_log(drops=True)
    done = [float(one.repetitions or 0) for one in log.segments() if one.technique is Technique.DROP]
    heads = [float(one.segments[0].repetitions or 0) for _, one in log.sets() if len(one.segments) > 1]
    assert found is not None
    assert found.told == len(done)
    typical = float(np.exp(np.mean(np.log(np.array(done) + 1.0))) - 1.0)
    assert found.repetitions.middle == pytest.approx(typical, abs=0.2)
    assert found.share.middle == pytest.approx(typical / float(np.exp(np.mean(np.log(heads)))), abs=0.03)


def test_what_was_never_done_stays_as_it_was_believed_and_says_so() -> None:
    typical = MethodCosts.typical()
    for name in ("negatives", "double-drop-set", "superset-same", "myo-repetitions"):
        found = records().of(name)
        assert (found.times, found.last, found.gave, found.ratio) == (0, None, None, None)
    found = records().of("negatives")
    assert found.learnt == 0.0
    assert not found.is_cost_learnt
    assert tuple(found.factor) == pytest.approx(tuple(np.exp(LOG_SD * np.array([0.0, -1.28, 1.28]))), rel=0.01)
    assert found.factor == pytest.approx(typical.factor(Continuation.NEGATIVE))


def test_a_log_that_cannot_tell_keeps_what_the_doses_say() -> None:
    found = records().of("drop-set")
    assert not found.is_cost_learnt
    assert found.factor.middle == pytest.approx(1.0, rel=0.05)
    assert found.ratio is not None
    assert 1.0 < found.ratio.low < found.ratio.middle < found.ratio.high


def test_myo_repetitions_are_counted_as_the_rest_pauses_that_they_are_logged_as() -> None:
    segments = (
        Segment(CURL, Load(10.0), 15, ending=Ending(EndingKind.FAILURE)),
        Segment(CURL, Load(10.0), 4, technique=Technique.REST_PAUSE, rest_before_s=15.0),
    )
    log = trained_log()
    begun = log.sessions[-1].start.wall + timedelta(days=2)
    one = known_of(Log.of([*log.sessions, Session(Moment.of(begun), (Set(segments),))]))
    found = learn_methods(one.log, one.exercises, one.posterior.tiredness)
    assert found.of("myo-repetitions") == found.of("rest-pause")
    assert found.of("rest-pause").times == 1


def test_a_dear_method_is_told_from_a_cheap_one_and_both_are_said_to_be_learnt() -> None:
    dear, cheap = (tired(cost).of("drop-set") for cost in (4.0, 0.25))
    assert dear.learnt > ENOUGH
    assert cheap.learnt > ENOUGH
    assert dear.ratio is not None
    assert cheap.ratio is not None
    assert dear.ratio.middle > 1.5 * cheap.ratio.middle
    assert dear.later_h is not None
    assert cheap.later_h is not None
    assert dear.later_h.middle > cheap.later_h.middle
    assert dear.came_back.mean < cheap.came_back.mean


def test_proposals_cost_what_the_log_has_taught() -> None:
    about = situation()
    doubled = replace(
        records().costs, factors={Continuation.DROP: np.full(256, 2.0)}, learnt={Continuation.DROP: 0.8},
        gains=MethodCosts.typical().gains[:256],
    )  # fmt: skip
    plain, taught = (
        propose(one, (DropSet(2), MachineSwitch())).cost
        for one in (about, replace(about, records=MethodRecords((), doubled)))
    )
    assert plain.learnt == 0.0
    assert taught.ratio > plain.ratio
    # Of the switch the log has told nothing: the whole is as little learnt as that.
    assert taught.learnt == 0.0
    only = propose(replace(about, records=MethodRecords((), doubled)), (DropSet(2),)).cost
    usual = propose(about, (DropSet(2),)).cost
    assert only.ratio - 1.0 == pytest.approx(2.0 * (usual.ratio - 1.0), rel=1e-3)
    assert only.ratio_low == pytest.approx(only.ratio_high)
    assert only.learnt == pytest.approx(0.8)
    assert only.is_learnt


def test_without_a_log_a_proposal_costs_what_the_doses_say() -> None:
    """The median is the sum of the doses of its segments, each to failure."""
    cost = propose(situation(), (DropSet(1),)).cost
    assert cost.ratio_low < cost.ratio < cost.ratio_high
    assert cost.later_h is not None
    assert cost.later_h.middle > 0.0
    alone = propose(replace(situation(), records=MethodRecords.none()), (DropSet(1),)).cost
    assert (cost.ratio, cost.ratio_low, cost.ratio_high) == pytest.approx(
        (alone.ratio, alone.ratio_low, alone.ratio_high)
    )


def test_a_superset_of_other_muscles_delays_none_and_lowering_delays_most() -> None:
    about = situation(pair=LEG_CURL)
    assert Superset(is_opposing=True).propose(about).cost.later_h is None
    lowered, dropped = (propose(about, (one,)).cost for one in (Negatives(), DropSet(1)))
    assert lowered.is_lowering
    assert lowered.later_h is not None
    assert dropped.later_h is not None
    assert lowered.later_h.middle > dropped.later_h.middle


@settings(max_examples=40)
@given(doses, additions, st.builds(Addition, st.sampled_from(Continuation), doses))
def test_more_costs_more_and_takes_longer(straight: float, added: list[Addition], more: Addition) -> None:
    costs = MethodCosts.typical()
    before, after = costs.ratio(straight, added), costs.ratio(straight, [*added, more])
    assert before.low <= before.middle <= before.high
    assert all(one < other for one, other in zip(before, after, strict=True))
    assert all(
        one <= other + 1e-6
        for one, other in zip(costs.later_h(straight, added), costs.later_h(straight, [*added, more]), strict=True)
    )
    assert costs.day_after(straight, added).middle < costs.day_after(straight, [*added, more]).middle


def test_the_time_that_it_takes_longer_is_where_the_courses_meet() -> None:
    """With one part of one half-life, twice the dose takes a half-life longer; a straight set takes none."""
    costs = MethodCosts.typical()
    channels = costs.channels
    place = channels.slices[1].start
    gains = np.zeros_like(costs.gains)
    gains[:, place] = 0.01
    one = replace(costs, gains=gains, factors={Continuation.DROP: np.ones(len(gains))})
    half_life = 24.0 * float(channels.half_life[place])
    assert tuple(one.later_h(1.0, [Addition(Continuation.DROP, 1.0)])) == pytest.approx([half_life] * 3, abs=0.1)
    assert one.later_h(1.0, []) == Estimate(0.0, 0.0, 0.0)
    assert one.day_after(1.0).middle == pytest.approx(1.0 - np.exp(-0.01 * 2.0 ** (-24.0 / half_life)))


def test_the_fatigue_of_another_log_is_refused() -> None:
    one = known()
    with pytest.raises(ValueError, match="the same log"):
        learn_methods(Log.of(one.log.sessions[:3]), one.exercises, one.posterior.tiredness)
