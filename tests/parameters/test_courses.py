"""Recovery as published: every observation can be checked, and means the loss of strength that its equation says."""

from __future__ import annotations

import math

import pytest

from momentary.catalogue import match
from momentary.evidence import Trust, citations
from momentary.parameters import greig2023, morannavarro2017, refalo2023, soares2015
from momentary.parameters.courses import Measure, Observation, Protocol, Verdict
from momentary.parameters.nuzzo2024 import CURVE
from momentary.parameters.recovery import LOAD_VELOCITY, capacity_change, observations


def at(hours: float, measure: Measure = Measure.VELOCITY) -> list[Observation]:
    """What Refalo 2023 measured at a time, the hardest protocol first."""
    return [one for one in refalo2023.OBSERVATIONS if one.hours == hours and one.measure is measure]


def test_every_observation_names_a_known_source_and_what_was_lifted() -> None:
    seen = observations()
    assert len(seen) >= 50
    for one in seen:
        assert one.source in citations()
        assert one.protocol.name
        for exercise in one.protocol.exercises:
            assert match(exercise).exercise.slug == exercise


def test_each_observation_is_told_once() -> None:
    told = [(one.source, one.protocol, one.measure, one.hours, one.locator, one.change) for one in observations()]
    assert len(set(told)) == len(told)


def test_what_is_recalled_is_marked_so_and_no_observation_is() -> None:
    assert all(one.trust in (Trust.ABSTRACT_READ, Trust.SECOND_HAND) for one in observations())
    for equation in LOAD_VELOCITY.values():
        assert {one.trust for one in (equation.square, equation.slope, equation.standstill)} == {Trust.UNCONFIRMED}


def test_an_observation_without_anything_seen_is_refused() -> None:
    with pytest.raises(ValueError, match="give a change or a verdict"):
        Observation(Protocol("rest"), Measure.STRENGTH, 1.0, "refalo2023", "abstract", Trust.ABSTRACT_READ)


@pytest.mark.parametrize("hours", [-1.0, math.nan, math.inf])
def test_an_observation_before_the_last_set_is_refused(hours: float) -> None:
    with pytest.raises(ValueError, match="no time after the last set"):
        Observation(Protocol("rest"), Measure.STRENGTH, hours, "refalo2023", "x", Trust.ABSTRACT_READ, 0.0)


@pytest.mark.parametrize("change", [math.nan, math.inf])
def test_a_change_must_be_a_number(change: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        Observation(Protocol("rest"), Measure.STRENGTH, 1.0, "refalo2023", "x", Trust.ABSTRACT_READ, change)


def test_a_verdict_is_no_sourced_value() -> None:
    verdict = next(one for one in observations() if one.verdict is Verdict.ALIKE)
    with pytest.raises(ValueError, match="only 'no difference between the protocols' is known"):
        verdict.sourced()


def test_failure_costs_more_velocity_than_one_in_reserve_and_that_more_than_three() -> None:
    assert [one.change for one in at(4.0 / 60.0)] == [-0.25, -0.13, -0.08]
    assert [one.change for one in at(24.0)] == [-0.03, -0.03, 0.02]
    assert [one.change for one in at(0.0, Measure.VELOCITY_OVER_SETS)] == [-0.22, -0.09, -0.06]
    assert {one.verdict for one in at(48.0)} == {Verdict.ALIKE}
    assert [one.protocol.rir for one in at(48.0)] == [0.0, 1.0, 3.0]


def test_all_of_the_volume_matched_half_sets_are_back_before_the_sets_to_failure() -> None:
    half, failure = morannavarro2017.HALF_SAME_VOLUME, morannavarro2017.FAILURE
    assert half.sets is not None
    assert half.repetitions is not None
    assert failure.sets is not None
    assert failure.repetitions is not None
    assert half.sets * half.repetitions == failure.sets * failure.repetitions
    back = {
        protocol.name: max(one.hours for one in morannavarro2017.OBSERVATIONS if one.protocol == protocol)
        for protocol in (half, failure)
    }
    assert back[half.name] == 6.0
    assert back[failure.name] == 72.0
    assert morannavarro2017.DELAY_FROM.value <= back[failure.name] - 24.0 <= morannavarro2017.DELAY_TO.value


def test_the_row_puts_the_published_share_of_a_curl_on_the_elbow_flexors() -> None:
    curl, row = (
        next(one.change for one in soares2015.OBSERVATIONS if one.protocol == protocol and one.hours == 0.0)
        for protocol in (soares2015.CURLS, soares2015.ROWS)
    )
    assert curl is not None
    assert row is not None
    assert row / curl == pytest.approx(soares2015.ROW_OVER_CURL.value, abs=0.005)


def test_a_quarter_of_the_velocity_is_a_tenth_of_the_strength_in_the_bench_press() -> None:
    # By hand: 75 % moves at 0.541 m/s; a quarter slower, 0.406 m/s, is 83.9 %; 75 / 83.9 is 10.6 % less.
    failure, one, three = (capacity_change(seen) for seen in at(4.0 / 60.0))
    assert failure == pytest.approx(-0.106, abs=0.001)
    assert one == pytest.approx(-0.057, abs=0.001)
    assert three == pytest.approx(-0.036, abs=0.001)


def test_a_lighter_load_of_the_test_means_a_larger_loss_for_the_same_velocity() -> None:
    failure = at(4.0 / 60.0)[0]
    by_load = [capacity_change(failure, test_share=share) or math.nan for share in (0.5, 0.6, 0.75, 0.9)]
    assert by_load == sorted(by_load)
    assert by_load[2] == capacity_change(failure)


def test_the_load_of_the_test_is_the_one_that_the_source_tells() -> None:
    seen = next(one for one in observations() if one.source == "belcher2019" and one.change == -0.267)
    assert seen.protocol.share == 0.8
    assert capacity_change(seen) == capacity_change(seen, test_share=0.7) != capacity_change(seen, test_share=0.8)


def test_repetitions_lost_go_through_the_load_repetitions_curve() -> None:
    lost = next(one for one in observations() if one.source == "korak2015")
    assert lost.change == -1.7
    assert capacity_change(lost) == pytest.approx(math.exp(-1.7 * CURVE.value) - 1.0)


def test_what_says_nothing_of_strength_is_not_converted() -> None:
    silent = [one for one in observations() if capacity_change(one) is None]
    for one in silent:
        assert one.change is None or one.measure in (Measure.JUMP, Measure.WORK)
    for one in observations():
        if one.measure is Measure.STRENGTH and one.change is not None:
            assert capacity_change(one) == one.change


def test_the_error_of_a_line_of_load_and_velocity_lies_in_its_interval() -> None:
    assert greig2023.ERROR_LOW.value < greig2023.ERROR.value < greig2023.ERROR_HIGH.value
