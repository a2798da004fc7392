"""The packaged tables: what a coach who edits them may rely on."""

from __future__ import annotations

import re

import pytest

from momentary.catalogue import Equipment, Exercise, Kind, LoadBasis, Resistance, WayOut, exercises, find, match, tables
from momentary.catalogue.lookup import matcher
from momentary.catalogue.words import conflicts, fold
from momentary.evidence import Trust, citations

EVERY = exercises()
UNLOADED = (Kind.CARDIO, Kind.MOBILITY)


def named(*words: str) -> list[Exercise]:
    return [one for one in EVERY if all(word in one.slug.split("-") for word in words)]


def test_the_catalogue_holds_the_promised_number_of_exercises() -> None:
    assert len(EVERY) >= 350


def test_keys_and_names_are_unique_and_plain() -> None:
    assert len({one.slug for one in EVERY}) == len({fold(one.name) for one in EVERY}) == len(EVERY)
    assert [one.slug for one in EVERY if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.slug)] == []


def test_every_exercise_is_found_by_its_key_and_by_its_own_name() -> None:
    for one in EVERY:
        assert find(one.slug) is one
        assert match(one.name).exercise is one


def test_every_exercise_but_cardio_and_mobility_has_a_primary_muscle() -> None:
    assert [one.slug for one in EVERY if not one.primary_muscles and one.kind not in UNLOADED] == []
    assert [one.slug for one in EVERY if one.muscles and one.kind is Kind.CARDIO] == []


def test_shares_lie_between_nothing_and_one_and_anything_finer_than_a_half_has_a_source() -> None:
    for one in EVERY:
        sourced = dict(one.share_sources)
        for muscle, share in one.muscles.items():
            assert 0.0 < share <= 1.0
            assert share in (1.0, 0.5) or sourced[muscle].value == share, (one.slug, muscle)


def test_no_muscle_is_named_twice_for_an_exercise() -> None:
    for row in tables.rows("exercises.csv"):
        muscles = (row[4] + " " + row[5]).split()
        assert len(muscles) == len(set(muscles)), row[0]


def test_a_machine_twin_exists_and_is_a_machine_or_a_cable() -> None:
    for one in EVERY:
        if one.machine_twin is not None:
            assert find(one.machine_twin).resistance in (Resistance.MACHINE, Resistance.CABLE), one.slug


def test_a_machine_has_no_machine_twin_and_a_cable_only_a_machine() -> None:
    for one in EVERY:
        if one.resistance is Resistance.MACHINE:
            assert one.machine_twin is None, one.slug
        if one.resistance is Resistance.CABLE and one.machine_twin is not None:
            assert find(one.machine_twin).resistance is Resistance.MACHINE, one.slug


def test_a_machine_twin_trains_a_primary_muscle_of_the_exercise() -> None:
    for one in EVERY:
        if one.machine_twin is not None:
            assert set(one.primary_muscles) & set(find(one.machine_twin).muscles), one.slug


def test_a_bar_above_the_chest_the_face_or_the_head_needs_a_spotter() -> None:
    bars = (Equipment.BARBELL, Equipment.EZ_BAR, Equipment.TRAP_BAR)
    above = [one for one in EVERY if one.equipment in bars and one.is_strength and is_above(one)]
    assert len(above) > 25
    assert [one.slug for one in above if not one.needs_spotter] == []


def is_above(one: Exercise) -> bool:
    """Whether its name puts a bar above the lifter: pressed, but not off pins, and not dumped when it fails."""
    words = set(one.slug.split("-"))
    if one.way_out is WayOut.DUMP or words & {"pin", "row", "romanian"}:
        return False
    return bool(words & {"press", "crusher"}) or {"overhead", "triceps"} <= words or words >= {"barbell", "pullover"}


def test_a_bar_on_the_shoulders_needs_a_spotter_unless_pins_carry_it_from_the_start() -> None:
    for one in (*named("back", "squat"), *named("front", "squat"), *named("good", "morning")):
        if one.is_strength and one.equipment in (Equipment.BARBELL, Equipment.SAFETY_BAR):
            assert one.needs_spotter, one.slug
            assert one.way_out is WayOut.PINS, one.slug


def test_whatever_needs_a_spotter_is_not_safe_to_fail_alone() -> None:
    assert [one.slug for one in EVERY if one.needs_spotter and one.safe_alone] == []


def test_dumbbells_behind_or_above_the_head_are_stopped_short_when_alone() -> None:
    for one in (*named("dumbbell", "overhead", "triceps"), *named("dumbbell", "skull"), *named("dumbbell", "pullover")):
        if one.kind is Kind.ISOLATION and one.equipment is Equipment.DUMBBELL:
            assert one.way_out is WayOut.STOP_SHORT, one.slug


def test_stacks_and_cables_are_safe_to_fail_alone() -> None:
    stacks = [one for one in EVERY if one.equipment in (Equipment.STACK_MACHINE, Equipment.CABLE)]
    assert [one.slug for one in stacks if not one.safe_alone] == []


def test_an_assisted_exercise_moves_the_body_less_its_help() -> None:
    for one in EVERY:
        assert (one.load_basis is LoadBasis.ASSISTANCE) == ("assisted" in one.slug.split("-")), one.slug
        if one.load_basis is LoadBasis.ASSISTANCE:
            assert one.body_mass_share > 0.0, one.slug


def test_added_load_means_that_the_body_is_moved_too() -> None:
    held = (Kind.EXPLOSIVE, Kind.ISOMETRIC, *UNLOADED)
    without = [one.slug for one in EVERY if one.load_basis is LoadBasis.ADDED and one.body is None]
    assert [slug for slug in without if find(slug).kind not in held and not slug.startswith(NO_SHARE)] == []


NO_SHARE = ("serratus-wall", "man-maker", "tibialis", "stomach")
"""Done with the body, but how much of it moves is anyone's guess."""


def test_every_share_of_the_body_mass_says_which_part_it_is_and_how_far_it_can_be_trusted() -> None:
    used = {row[6] for row in tables.rows("exercises.csv")} - {""}
    listed = {row[0] for row in tables.rows("bodies.csv")}
    assert used == listed
    for one in EVERY:
        if one.body is not None:
            assert 0.0 < one.body.value <= 1.0
            assert len(one.body.basis.split()) > 1
            assert one.body.trust is Trust.UNCONFIRMED


def test_pairs_of_dumbbells_are_moved_two_at_a_time_and_single_ones_by_themselves() -> None:
    assert find("dumbbell-bench-press").implements == 2
    assert find("dumbbell-row").implements == 1
    assert find("bulgarian-split-squat").implements == 2
    assert find("goblet-squat").implements == 1
    assert find("barbell-bench-press").implements == 1


def test_published_numbers_name_a_citation_that_exists() -> None:
    sourced = [one.velocity_at_1rm for one in EVERY if one.velocity_at_1rm is not None]
    shares = [share for one in EVERY for _, share in one.share_sources]
    assert len(sourced) == len(list(tables.rows("velocities.csv")))
    assert len(shares) == len(list(tables.rows("shares.csv")))
    for number in (*sourced, *shares, tables.PRIMARY_SHARE, tables.SYNERGIST_SHARE):
        assert number.source in citations()


@pytest.mark.parametrize(
    ("slug", "velocity_m_s"),
    [("barbell-bench-press", 0.17), ("barbell-back-squat", 0.30), ("barbell-deadlift", 0.15), ("seal-row", 0.50)],
)
def test_velocity_at_1rm_is_the_published_one(slug: str, velocity_m_s: float) -> None:
    velocity = find(slug).velocity_at_1rm
    assert velocity is not None
    assert (velocity.value, velocity.unit, velocity.trust) == (velocity_m_s, "m/s", Trust.SECOND_HAND)


def test_what_is_no_strength_exercise_has_no_load_and_no_twin() -> None:
    for one in EVERY:
        if one.kind in UNLOADED:
            assert one.load_basis is LoadBasis.NONE, one.slug
            assert one.machine_twin is None, one.slug


def test_no_alias_means_two_exercises() -> None:
    seen: dict[str, str] = {}
    for alias in tables.aliases():
        find(alias.slug)
        if not alias.is_family:
            assert seen.setdefault(fold(alias.name), alias.slug) == alias.slug, alias.name
    assert [alias.name for alias in tables.aliases() if not alias.name.strip() or not alias.language] == []


def test_no_set_of_words_means_two_exercises() -> None:
    assert matcher().index.doubles == []


def test_no_phrase_has_two_meanings() -> None:
    assert conflicts(tables.phrases()) == {}


def test_every_alias_finds_its_exercise_in_any_case() -> None:
    for alias in tables.aliases():
        if not alias.is_family:
            assert match(alias.name).exercise.slug == alias.slug, alias.name
            assert match(f" {alias.name.upper()} ").exercise.slug == alias.slug, alias.name


def test_an_unknown_key_is_refused_with_the_nearest_ones() -> None:
    with pytest.raises(LookupError, match="barbell-back-squat"):
        find("barbell-bak-squat")
