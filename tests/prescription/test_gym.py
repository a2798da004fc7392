from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.catalogue import Equipment, Exercise, exercises, find
from momentary.prescription.gym import Gym, Plates, steps, usual_gym
from momentary.prescription.gym_text import UnreadableGymError, gym_from_toml, gym_to_toml
from momentary.quantities import KG_PER_LB, ImpossibleValueError, Load, LoadUnit

ROW, CURL, EXTENSION, PULL_UP = (find(slug) for slug in ("barbell-row", "dumbbell-curl", "leg-extension", "pull-up"))
units = st.sampled_from(LoadUnit)
values = st.floats(0.25, 60.0).map(lambda one: round(4.0 * one) / 4.0)
loads = st.builds(Load, values, units)
bars = st.lists(
    st.sampled_from([Equipment.BARBELL, Equipment.EZ_BAR, Equipment.SMITH_MACHINE]), unique=True, max_size=3
)
gyms = st.builds(
    lambda unit, names, bar, plates, racks, flags: Gym(
        unit,
        tuple((one, bar) for one in names),
        tuple(plates),
        tuple(racks[0]),
        tuple(racks[1]),
        tuple(racks[2]),
        has_pins=flags[0],
        has_partner=flags[1],
    ),
    units,
    bars,
    loads,
    st.lists(st.builds(Plates, loads, st.integers(0, 5)), max_size=4),
    st.tuples(*(st.lists(loads, max_size=6) for _ in range(3))),
    st.tuples(st.booleans(), st.booleans()),
)
stations = st.sampled_from([one for one in exercises() if one.is_strength])


@given(gyms, stations, st.floats(0.0, 400.0))
def test_no_load_is_told_that_is_not_there_and_none_above_the_one_wanted(
    gym: Gym, station: Exercise, kg: float
) -> None:
    there = gym.loads_kg(station)
    down, nearest = gym.down(station, kg), gym.nearest(station, kg)
    assert (nearest is None) == (not there)
    assert (down is None) == (not there or there[0] > kg + 1e-5)
    for one in (down, nearest):
        assert one is None or min(abs(one.kg - load) for load in there) < 1e-3
    assert down is None or down.kg <= kg + 1e-3
    if nearest is not None:
        assert abs(nearest.kg - kg) <= min(abs(one - kg) for one in there) + 1e-3


@given(st.lists(st.builds(Plates, loads, st.integers(0, 5)), max_size=3), loads)
def test_a_bar_takes_every_choice_of_pairs_and_nothing_else(plates: list[Plates], bar: Load) -> None:
    gym = Gym(bars=((Equipment.BARBELL, bar),), plates=tuple(plates))
    plates = list(gym.plates)
    naive = {
        bar.kg + sum(2.0 * pairs * kind.load.kg for pairs, kind in zip(chosen, plates, strict=True))
        for chosen in product(*(range(one.count // 2 + 1) for one in plates))
    }
    found = gym.loads_kg(ROW)
    assert all(min(abs(one - other) for other in found) < 1e-4 for one in naive)
    assert all(min(abs(one - other) for other in naive) < 1e-4 for one in found)


@given(gyms, stations, st.floats(0.0, 400.0))
def test_the_unit_of_the_gym_changes_the_words_not_the_load(gym: Gym, station: Exercise, kg: float) -> None:
    other = LoadUnit.LB if gym.unit is LoadUnit.KG else LoadUnit.KG
    same = Gym(other, gym.bars, gym.plates, gym.dumbbells, gym.kettlebells, gym.stack, gym.has_pins, gym.has_partner)
    one, two = gym.down(station, kg), same.down(station, kg)
    assert (one is None) == (two is None)
    assert one is None or two is None or one.kg == pytest.approx(two.kg, abs=1e-3)


@given(gyms)
def test_a_gym_survives_its_file(gym: Gym) -> None:
    assert gym_from_toml(gym_to_toml(gym), name="gym.toml") == gym


def test_two_single_plates_of_a_kind_are_a_pair() -> None:
    gym = Gym(bars=((Equipment.BARBELL, Load(20.0)),), plates=(Plates(Load(10.0), 1), Plates(Load(10.0), 1)))
    assert gym.loads_kg(ROW) == (20.0, 40.0)


def test_dumbbells_stacks_and_belts() -> None:
    gym = usual_gym()
    assert gym.down(CURL, 15.0) == Load(14.0)
    assert gym.nearest(CURL, 15.0) == Load(14.0)
    assert gym.nearest(EXTENSION, 61.0) == Load(60.0)
    assert gym.down(PULL_UP, 0.4) == Load(0.0)
    assert gym.down(ROW, 19.0) is None


def test_pounds_are_told_in_round_numbers() -> None:
    gym = usual_gym(LoadUnit.LB)
    assert gym.down(ROW, 136.0 * KG_PER_LB) == Load(135.0, LoadUnit.LB)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ImpossibleValueError, match="no bar"):
        Gym(bars=((Equipment.BAND, Load(1.0)),))
    with pytest.raises(ImpossibleValueError, match="above zero"):
        Plates(Load(0.0), 2)
    with pytest.raises(ImpossibleValueError, match="there are none"):
        steps(5.0, 1.0, 1.0, LoadUnit.KG)
    with pytest.raises(ImpossibleValueError, match="too many"):
        steps(1.0, 1e6, 1.0, LoadUnit.KG)
    with pytest.raises(ImpossibleValueError, match="too many"):
        Plates(Load(20.0), 10**9)
    with pytest.raises(ImpossibleValueError, match="too heavy"):
        Plates(Load(1e300), 2)


def test_plates_that_add_up_to_more_loads_than_anybody_looks_through_are_refused() -> None:
    with pytest.raises(ImpossibleValueError, match="too many loads"):
        Gym(plates=tuple(Plates(Load(1.0 + 0.013 * place), 60) for place in range(5)))


def test_a_hall_full_of_plates_of_both_units_is_a_gym() -> None:
    kg, lb = usual_gym().plates, usual_gym(LoadUnit.LB).plates
    many = Gym(plates=tuple(Plates(one.load, 10 * one.count) for one in kg))
    assert many.plates[0].count == 10 * kg[0].count
    assert Gym(plates=kg + lb).plates == kg + lb


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("partner = ", "no TOML"),
        ('format = "other"', "not 'momentary-gym/1'"),
        ('format = "momentary-gym/1"\nsauna = true', "'sauna' is nothing"),
        ('format = "momentary-gym/1"\nunit = "stone"', "kg or lb"),
        ('format = "momentary-gym/1"\nstack = [5, "x"]', "'x' is no load"),
        ('format = "momentary-gym/1"\nstack = [-5]', "-5 is no load"),
        ('format = "momentary-gym/1"\npins = 1', "true or false"),
        ('format = "momentary-gym/1"\n[plates]\n20 = 1.5', "number of plates"),
        ('format = "momentary-gym/1"\n[bars]\nband = 5', "no bar"),
        ('format = "momentary-gym/1"\nbars = 3', "not a table"),
    ],
)
def test_a_file_that_is_no_gym_says_what_is_wrong(text: str, fact: str) -> None:
    with pytest.raises(UnreadableGymError, match=fact) as caught:
        gym_from_toml(text, name="gym.toml")
    assert str(caught.value).startswith("gym.toml: ")
    assert "`momentary gym`" in str(caught.value)
