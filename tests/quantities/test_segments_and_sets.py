from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from momentary.quantities import (
    Effort,
    EffortScale,
    Ending,
    EndingKind,
    ImpossibleValueError,
    Load,
    Role,
    Segment,
    Set,
    Technique,
    Tempo,
    rir,
    rpe,
)


@pytest.mark.parametrize(("rating", "reserve"), [(10, 0), (9, 1), (8.5, 1.5), (6, 4)])
def test_rpe_and_rir_are_one_scale_turned_round(rating: float, reserve: float) -> None:
    assert rpe(rating).rir == reserve
    assert rir(reserve).rpe == rating
    assert rpe(rating).value == rating


@pytest.mark.parametrize("value", [0, 0.5, 10.5, -1, float("nan")])
def test_an_rpe_outside_its_scale_cannot_be(value: float) -> None:
    with pytest.raises(ImpossibleValueError):
        Effort(value, EffortScale.RPE)


def test_zero_rir_is_a_report_and_not_a_failure() -> None:
    assert not Segment("Curl", Load(20), 8, effort=rir(0)).is_failure


def test_zero_repetitions_are_data() -> None:
    assert Segment("Curl", Load(20), 0).repetitions == 0
    assert Segment("Curl", Load(20)).repetitions is None


@pytest.mark.parametrize(
    "kind",
    [EndingKind.FAILURE, EndingKind.MOMENTARY_FAILURE, EndingKind.TECHNICAL_FAILURE, EndingKind.ECCENTRIC_FAILURE],
)
def test_every_kind_of_failure_is_a_failure(kind: EndingKind) -> None:
    assert Segment("Curl", Load(20), 8, ending=Ending(kind)).is_failure


@pytest.mark.parametrize("kind", [EndingKind.STOPPED, EndingKind.PAIN, EndingKind.TIME, EndingKind.TARGET])
def test_a_stop_is_no_failure(kind: EndingKind) -> None:
    assert not Segment("Curl", Load(20), 8, ending=Ending(kind)).is_failure


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"exercise": "  "}, "exercise"),
        ({"repetitions": -1}, "repetitions of 'Curl'"),
        ({"repetitions": 7.5}, "repetitions of 'Curl'"),
        ({"partial_repetitions": -2}, "partial repetitions of 'Curl'"),
        ({"rest_before_s": -1.0}, "rest before 'Curl'"),
        ({"duration_s": float("inf")}, "duration of 'Curl'"),
        ({"implements": 0}, "implements of 'Curl'"),
        ({"technique": "drop it"}, "technique of 'Curl'"),
    ],
)
def test_an_impossible_segment_names_the_value(change: dict[str, Any], named: str) -> None:
    with pytest.raises(ImpossibleValueError, match=named):
        dataclasses.replace(Segment("Curl", Load(20), 8), **change)


def test_a_tempo_of_nothing_cannot_be() -> None:
    with pytest.raises(ImpossibleValueError, match="no time"):
        Tempo(0, 0, 0, 0)


def test_a_double_drop_set_is_one_set_of_three_segments() -> None:
    chain = (
        Segment("Curl", Load(20), 8, ending=Ending(EndingKind.MOMENTARY_FAILURE)),
        Segment("Curl", Load(15), 5, technique=Technique.DROP),
        Segment("Curl", Load(10), 4, technique=Technique.DROP),
    )
    double = Set(chain, role=Role.WORKING)
    assert double.exercise == "Curl"
    assert double.is_failure


def test_a_set_without_segments_cannot_be() -> None:
    with pytest.raises(ImpossibleValueError, match="no segments"):
        Set(())


def test_a_set_cannot_be_changed_in_place() -> None:
    one = Set((Segment("Curl", Load(20), 8),))
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.role = Role.WARM_UP  # type: ignore[misc]
