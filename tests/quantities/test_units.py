from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.quantities import KG_PER_LB, Distance, DistanceUnit, ImpossibleValueError, Load, LoadUnit, moved_load_kg
from tests.exchange.logs import amounts, loads


def test_a_pound_is_its_legal_share_of_a_kilogram() -> None:
    assert Load(100, LoadUnit.LB).kg == pytest.approx(45.359237, abs=1e-12)
    assert KG_PER_LB == 0.45359237


@given(amounts)
def test_a_load_keeps_what_was_typed(value: float) -> None:
    load = Load(value, LoadUnit.LB)
    assert (load.value, load.unit) == (value, LoadUnit.LB)


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf"), True, "80"])
def test_an_impossible_load_says_which_and_why(value: object) -> None:
    with pytest.raises(ImpossibleValueError, match="A load is") as raised:
        Load(value)  # type: ignore[arg-type]
    assert repr(value) in str(raised.value)


def test_help_is_never_a_negative_load() -> None:
    with pytest.raises(ImpossibleValueError, match="assistance"):
        Load(-20)


def test_a_unit_must_be_one_of_ours() -> None:
    with pytest.raises(ImpossibleValueError, match="LoadUnit"):
        Load(80, "stone")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("unit", "metres"),
    [
        (DistanceUnit.M, 2),
        (DistanceUnit.KM, 2000),
        (DistanceUnit.MI, 3218.688),
        (DistanceUnit.YD, 1.8288),
        (None, None),
    ],
)
def test_a_distance_of_two_in_metres(unit: DistanceUnit | None, metres: float | None) -> None:
    assert Distance(2, unit).metres == metres


def test_a_bar_alone_is_what_is_moved() -> None:
    assert moved_load_kg(Load(80)) == 80


def test_two_dumbbells_move_twice_the_typed_load() -> None:
    assert moved_load_kg(Load(30), implements=2) == 60


def test_a_pull_up_with_a_belt_moves_body_and_belt() -> None:
    assert moved_load_kg(Load(20), body_mass=Load(80), moved_share=1.0) == 100


def test_an_assisted_pull_up_moves_the_body_less_the_help() -> None:
    assert moved_load_kg(None, body_mass=Load(80), moved_share=1.0, assistance=Load(30)) == 50


def test_the_moved_load_is_unknown_without_the_body_mass() -> None:
    assert moved_load_kg(Load(20), moved_share=1.0) is None


def test_the_moved_load_is_unknown_where_none_was_logged() -> None:
    assert moved_load_kg(None) is None


def test_more_help_than_load_is_impossible() -> None:
    with pytest.raises(ImpossibleValueError, match="more than"):
        moved_load_kg(Load(20), assistance=Load(30))


@given(loads, st.floats(40, 150), st.floats(0.1, 1))
def test_body_mass_only_adds_to_the_moved_load(load: Load, mass: float, share: float) -> None:
    alone = moved_load_kg(load)
    with_body = moved_load_kg(load, body_mass=Load(mass), moved_share=share)
    assert alone is not None
    assert with_body is not None
    assert with_body > alone
