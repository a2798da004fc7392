"""When a method fits, what forbids it, and that every sentence has its evidence."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from momentary.evidence import entries
from momentary.prescription.gym import Gym, Plates, usual_gym
from momentary.prescription.learnt.later_segments import SegmentHabits, Way
from momentary.prescription.methods import (
    METHODS,
    SAFETY,
    AssistedRepetitions,
    CheatRepetitions,
    DropSet,
    MachineSwitch,
    Method,
    Negatives,
    NotPossibleError,
    PartialRepetitions,
    RestPause,
    Superset,
    UnknownMethodError,
    find_method,
    propose,
)
from momentary.quantities import KG_PER_LB, Load, LoadUnit
from tests.prescription.methods.people import (
    BENCH,
    CURL,
    EXTENSION,
    GYM,
    LEG_CURL,
    PULL_UP,
    PUSHDOWN,
    ROW,
    known,
    situation,
)

ALONE = replace(GYM, has_partner=False, has_pins=False)


def test_every_sentence_of_every_method_names_a_claim_of_the_ledger() -> None:
    sentences = [one for method in METHODS for one in method.protocol.sentences()]
    for name in (ROW, BENCH, CURL, PUSHDOWN, EXTENSION, PULL_UP):
        for gym in (GYM, ALONE):
            for state in ({}, {"is_last_set": False, "is_recovered": False}):
                about = situation(name, gym=gym, pair=LEG_CURL, **state)  # type: ignore[arg-type]
                for method in METHODS:
                    fit = method.fits(about)
                    sentences += [*fit.reasons, *fit.doubts, *fit.hindrances, *method.notes(about)]
    for one in sentences:
        assert one.claims, one.text
        assert set(one.claims) <= set(entries()), one.text


def test_the_note_on_safety_names_pain_and_medicine() -> None:
    assert "no medical advice" in SAFETY
    assert "Pain ends a set" in SAFETY


def test_nothing_is_taken_to_failure_alone_under_a_bar_without_pins() -> None:
    for method in METHODS:
        assert not method.fits(situation(BENCH, gym=ALONE, pair=ROW)).is_possible
        assert RestPause().fits(situation(BENCH, gym=replace(ALONE, has_pins=True))).is_possible


@pytest.mark.parametrize("method", [Negatives(), AssistedRepetitions()])
def test_what_needs_a_partner_is_refused_without_one(method: Negatives | AssistedRepetitions) -> None:
    alone = situation(EXTENSION, gym=ALONE)
    assert not method.fits(alone).is_possible
    with pytest.raises(NotPossibleError, match="partner"):
        method.propose(alone)
    assert method.fits(situation(EXTENSION)).is_possible


def test_partials_follow_the_catalogue() -> None:
    assert not PartialRepetitions().fits(situation(BENCH)).is_possible
    assert PartialRepetitions().fits(situation(ROW)).is_possible


def test_momentum_is_kept_off_the_back_and_off_machines() -> None:
    assert not CheatRepetitions().fits(situation(ROW)).is_possible
    assert not CheatRepetitions().fits(situation(EXTENSION)).is_possible
    assert CheatRepetitions().fits(situation(CURL)).is_possible


def test_a_set_with_more_to_come_and_tired_muscles_speak_against_failure() -> None:
    calm = RestPause().fits(situation(CURL))
    worse = RestPause().fits(situation(CURL, is_last_set=False, is_recovered=False))
    assert {one.claims[0] for one in worse.doubts} - {one.claims[0] for one in calm.doubts} == {
        "early-failure-harms-later-sets", "failure-costs-a-day-more",
    }  # fmt: skip


def test_drops_fall_and_are_there_in_the_gym() -> None:
    proposal = propose(situation(), (DropSet(3),))
    loads = [one.load.kg for one in proposal.segments]
    assert all(after < before for before, after in pairwise(loads))
    there = GYM.loads_kg(proposal.segments[0].exercise)
    assert all(min(abs(one - load) for one in there) < 1e-3 for load in loads)


def test_a_gym_without_lighter_loads_cuts_the_drops_or_refuses() -> None:
    bar = replace(GYM, plates=(Plates(Load(20.0), 2),))
    assert [one.load.kg for one in propose(situation(load=Load(60.0), gym=bar), (DropSet(3),)).segments] == [60.0, 20.0]
    with pytest.raises(NotPossibleError, match="Nothing lighter"):
        propose(situation(load=Load(20.0), gym=bar), (DropSet(1),))


def test_a_first_load_that_is_not_there_becomes_the_next_below() -> None:
    assert propose(situation(load=Load(81.0)), (RestPause(),)).segments[0].load == Load(80.0)
    as_typed = replace(situation(load=Load(81.0)), is_gym_told=False)
    assert propose(as_typed, (RestPause(),)).segments[0].load == Load(81.0)


def test_kilograms_or_pounds_change_nothing() -> None:
    """The same log, gym and load in pounds: the same loads and repetitions."""
    for method in (DropSet(2), RestPause(), MachineSwitch(), AssistedRepetitions()):
        in_kg = propose(situation(load=Load(75.0)), (method,))
        gym = Gym(
            LoadUnit.LB,
            GYM.bars,
            GYM.plates,
            GYM.dumbbells,
            GYM.kettlebells,
            GYM.stack,
            has_pins=True,
            has_partner=True,
        )
        load = Load(75.0 / KG_PER_LB, LoadUnit.LB)
        in_lb = propose(situation(load=load, about=known(LoadUnit.LB), gym=gym), (method,))
        for one, other in zip(in_kg.segments, in_lb.segments, strict=True):
            assert other.load.kg == pytest.approx(one.load.kg, abs=1e-3)
            assert other.forecast.mean == pytest.approx(one.forecast.mean, abs=2e-3)


def test_the_machines_load_is_learnt_where_the_log_shows_both_and_wide_where_not() -> None:
    learnt, guessed = situation(ROW).twin, situation(CURL).twin
    assert learnt is not None
    assert guessed is not None
    assert learnt.is_learnt
    assert not guessed.is_learnt
    assert learnt.log_ratio == pytest.approx(-0.223, abs=0.08)
    assert learnt.log_sd < guessed.log_sd


def test_an_unknown_machine_starts_lighter() -> None:
    about = situation(ROW)
    assert about.twin is not None
    unsure = replace(about, twin=replace(about.twin, log_sd=0.35))
    known_load, unsure_load = (propose(one, (MachineSwitch(),)).segments[1] for one in (about, unsure))
    assert unsure_load.load.kg < known_load.load.kg


def test_an_own_log_of_drops_narrows_the_forecast() -> None:
    own = situation(ROW, about=known(drops=True))
    others = replace(own, habits=SegmentHabits())
    mine, theirs = (propose(one, (DropSet(1),)).segments[1].interval for one in (own, others))
    assert own.habits.seen(Way.DROP) == 24
    assert mine[1] - mine[0] <= theirs[1] - theirs[0]


def test_every_later_segment_costs() -> None:
    costs = [propose(situation(CURL), (DropSet(drops),)).cost for drops in (1, 2)]
    assert 1.0 < costs[0].ratio < costs[1].ratio
    assert propose(situation(BENCH), (Negatives(),)).cost.is_lowering


def test_the_second_set_of_a_superset_suffers_only_where_muscles_are_shared() -> None:
    opposing = Superset(is_opposing=True).propose(situation(EXTENSION, pair=LEG_CURL))
    same = Superset(is_opposing=False).propose(situation(ROW, pair=ROW))
    alone = known().posterior.repetitions_to_failure(ROW, same.sets[1][0].load.kg, at=situation().at)
    assert same.sets[1][0].forecast.mean < 0.7 * alone.mean
    fresh = known().posterior.repetitions_to_failure(LEG_CURL, opposing.sets[1][0].load.kg, at=situation().at)
    assert opposing.sets[1][0].forecast.mean == pytest.approx(fresh.mean)
    assert {one.superset for one in opposing.as_sets([8, 8])} == {"A"}


def test_the_second_exercise_of_a_superset_must_be_safe_too() -> None:
    method = Superset(is_opposing=True)
    assert not method.fits(situation(ROW, gym=ALONE, pair=BENCH)).is_possible
    assert method.fits(situation(ROW, pair=BENCH)).is_possible


def test_a_body_without_added_load_has_nothing_to_drop() -> None:
    assert not DropSet(1).fits(situation(PULL_UP, Load(0.0))).is_possible
    assert Negatives().fits(situation(PULL_UP, Load(0.0), gym=ALONE)).is_possible


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Double Drop Set", "double-drop-set"), ("dropset", "drop-set"), ("quadruple drop set", "quadruple-drop-set"),
        ("myo reps", "myo-repetitions"), ("cheat", "cheat-repetitions"), ("forced reps", "assisted-repetitions"),
        ("lengthened partials", "partial-repetitions"), ("negative", "negatives"), ("rest pause", "rest-pause"),
    ],
)  # fmt: skip
def test_methods_are_found_as_people_call_them(words: str, name: str) -> None:
    assert find_method(words).protocol.name == name


def test_an_unknown_method_names_the_nearest() -> None:
    with pytest.raises(UnknownMethodError, match="drop-set"):
        find_method("dorp set")
    with pytest.raises(UnknownMethodError, match="lists them all"):
        find_method("")


def test_the_usual_gyms_differ_only_in_unit_of_iron() -> None:
    assert usual_gym().unit is LoadUnit.KG
    assert usual_gym(LoadUnit.LB).unit is LoadUnit.LB


@pytest.mark.parametrize("method", [DropSet(), MachineSwitch()], ids=lambda one: one.protocol.name)
def test_nothing_can_be_taken_off_an_empty_bar(method: Method) -> None:
    asked = situation(ROW)
    empty = replace(method.propose(asked).segments[0], load=Load(0.0))
    with pytest.raises(NotPossibleError):
        method.extend(asked, (empty,))
