"""What a method gives: shrunk to what is usual, with intervals that hold."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.parameters.later_segments import later_segment_prior
from momentary.prescription.learnt.method_costs import Continuation
from momentary.prescription.learnt.method_log import DoneLink, DoneMethod
from momentary.prescription.learnt.method_yield import own_sd, yield_of

PRIOR = later_segment_prior()


def drop(done: int, usual: float, *, straight: int = 10) -> DoneMethod:
    """A drop set that gave so many repetitions where so many are usual."""
    link = DoneLink(1, done, usual)
    return DoneMethod("drop-set", Continuation.DROP, 0, 0, straight, (link,), usual)


def test_no_time_that_tells_is_no_yield() -> None:
    untold = replace(drop(5, 5.0), links=(DoneLink(1, None),))
    assert yield_of([]) is None
    assert yield_of([untold]) is None
    found = yield_of([untold, drop(6, 6.0)])
    assert found is not None
    assert found.told == 1


@given(st.lists(st.tuples(st.integers(0, 30), st.floats(0.2, 30.0)), min_size=1, max_size=30))
def test_the_yield_lies_between_what_is_usual_and_what_was_done(pairs: list[tuple[int, float]]) -> None:
    found = yield_of([drop(done, usual) for done, usual in pairs])
    assert found is not None
    low, middle, high = found.repetitions.low, found.repetitions.middle, found.repetitions.high
    assert 0.0 <= low <= middle <= high
    usual, own = (exp(np.mean([log(pair[at] + 1.0) for pair in pairs])) - 1.0 for at in (1, 0))
    assert min(usual, own) - 1e-9 <= middle <= max(usual, own) + 1e-9
    assert found.share.middle == pytest.approx(middle / 10.0)


def test_more_times_draw_it_nearer_to_what_was_done_and_narrow_it() -> None:
    few, many = (yield_of([drop(12, 6.0)] * times) for times in (1, 20))
    assert few is not None
    assert many is not None
    assert 6.0 < few.repetitions.middle < many.repetitions.middle < 12.0
    assert many.repetitions.high - many.repetitions.low < few.repetitions.high - few.repetitions.low
    assert many.repetitions.middle == pytest.approx(12.0, abs=0.4)


def test_every_segment_of_a_chain_has_its_own_and_all_of_them_add_up() -> None:
    links = (DoneLink(1, 6, 6.0), DoneLink(2, 4, 4.0))
    double = DoneMethod("double-drop-set", Continuation.DROP, 0, 0, 10, links, 10.0)
    found = yield_of([double] * 5)
    assert found is not None
    assert [one.middle for one in found.links] == pytest.approx([6.0, 4.0])
    assert found.repetitions.middle == pytest.approx(10.0)
    shorter = replace(double, links=links[:1], expected=6.0)
    assert len((yield_of([double, shorter, shorter]) or found).links) == 1


@pytest.mark.parametrize("times", [1, 4, 15])
def test_intervals_hold_the_typical_repetitions_at_the_stated_rate(times: int) -> None:
    """Lifters drawn from what is believed of them, who log whole repetitions."""
    rng, held = np.random.default_rng(times), []
    spread = own_sd(Continuation.DROP, prior=PRIOR)
    for _ in range(600):
        own = spread * rng.standard_normal()
        usual = rng.uniform(4.0, 9.0, times)
        done = np.round(np.exp(np.log(usual + 1.0) + own + PRIOR.noise * rng.standard_normal(times)) - 1.0)
        found = yield_of([drop(int(max(one, 0)), m) for one, m in zip(done, usual, strict=True)])
        assert found is not None
        held.append(found.beside_usual.low <= exp(own) <= found.beside_usual.high)
    assert 0.75 <= np.mean(held) <= 0.87


def test_of_ways_that_no_population_was_seen_lifters_differ_more() -> None:
    assert own_sd(Continuation.CHEAT, prior=PRIOR) > own_sd(Continuation.DROP, prior=PRIOR)
