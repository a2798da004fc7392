"""What typed names mean: found where they are known, kept as the lifter's own where they are not."""

from __future__ import annotations

import csv
import pickle
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.catalogue import Equipment, Hints, How, Kind, LoadBasis, WayOut, exercises, find, match, suggest
from momentary.catalogue.lookup import matcher
from momentary.quantities import Muscle

SPELLINGS = list(csv.reader((Path(__file__).parent / "spellings.csv").read_text(encoding="utf-8").splitlines()))[1:]


@pytest.mark.parametrize("language", sorted({language for _, _, language in SPELLINGS}))
def test_the_apps_spellings_are_read_in_every_language(language: str) -> None:
    wrong = [
        (name, slugs, match(name).exercise.slug)
        for name, slugs, of in SPELLINGS
        if of == language and match(name).exercise.slug not in slugs.split()
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("Barbell back squat", How.EXACT),
        ("barbell BACK squat ", How.EXACT),
        ("Squat (Barbell)", How.NORMALISED),
        ("Squat, Barbell", How.NORMALISED),
        ("Kniebeugen mit der Langhantel", How.NORMALISED),
        ("bak squat", How.FUZZY),
        ("Squat RPE6", How.FUZZY),
        ("Zzzdump2", How.OWN),
    ],
)
def test_a_match_says_how_it_was_found(name: str, how: How) -> None:
    assert match(name).how is how
    assert match(name).typed == name


def test_certainty_falls_from_exact_to_normalised_to_fuzzy() -> None:
    sure = [match(name).confidence for name in ("Barbell back squat", "Squat (Barbell)", "bak squat", "Zzzdump2")]
    assert sure == sorted(sure, reverse=True)
    assert sure[-1] == 0.0


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Leg Curl", "Leg Press"),
        ("Leg Curl", "Bicep Curl"),
        ("Incline Bench Press (Dumbbell)", "Bench Press (Dumbbell)"),
        ("Decline Bench Press (Barbell)", "Bench Press (Barbell)"),
        ("Reverse Curl (Barbell)", "Bicep Curl (Barbell)"),
        ("Bench Press - Close Grip (Barbell)", "Bench Press (Barbell)"),
        ("Lying Leg Curl (Machine)", "Seated Leg Curl (Machine)"),
        ("Standing Calf Raise (Machine)", "Seated Calf Raise (Machine)"),
        ("Front Squat (Barbell)", "Squat (Barbell)"),
        ("Single Leg Extension", "Leg Extension (Machine)"),
        ("Lateral Raise (Cable)", "Lateral Raise (Dumbbell)"),
        ("Lateral Raise (Cable)", "Front Raise (Cable)"),
        ("Hip Abductor (Machine)", "Hip Adductor (Machine)"),
        ("Triceps Extension (Cable)", "Leg Extension (Machine)"),
        ("Upright Row (Barbell)", "Bent Over Row (Barbell)"),
        ("Sumo Deadlift (Barbell)", "Deadlift (Barbell)"),
        ("Romanian Deadlift (Barbell)", "Deadlift (Barbell)"),
        ("Hanging Leg Raise", "Hanging Knee Raise"),
        ("Pull Up (Assisted)", "Pull Up"),
        ("Chin Up", "Pull Up"),
        ("Reverse Lunge", "Lunge"),
        ("Overhead Squat", "Squat"),
        ("Reverse Crunch", "Crunch"),
        ("Squat (Smith Machine)", "Squat (Machine)"),
        ("Wrist Curl (Dumbbell)", "Bicep Curl (Dumbbell)"),
        ("Bench Dip", "Bench Press"),
        ("Glute Kickback (Machine)", "Triceps Kickback (Cable)"),
    ],
)
def test_words_that_carry_meaning_keep_exercises_apart(name: str, other: str) -> None:
    assert match(name).is_matched
    assert match(other).is_matched
    assert match(name).exercise != match(other).exercise


@pytest.mark.parametrize(
    "name",
    [
        "Nordic Glute Whatsit",
        "Tricep Curl",
        "Chest Curls",
        "Front Reverse Incline Press",
        "Leg Shrug",
        "Seated Leg Clean",
        "Quokka Press",
        "Hammer Strength",
        "Complex A",
        "Incline Incline",
        "kettlebell",
        "Machine",
        "12345",
        "()",
        "",
        "   ",
    ],
)
def test_a_name_that_the_catalogue_cannot_know_stays_the_lifters_own(name: str) -> None:
    found = match(name)
    assert found.how is How.OWN
    assert found.exercise.is_own
    assert found.exercise.is_guess
    assert found.exercise.name
    assert found.confidence < 0.6


def test_the_same_own_name_is_the_same_exercise_however_it_is_spaced_and_capitalised() -> None:
    assert match("Quokka  press").exercise.slug == match("quokka PRESS").exercise.slug
    assert match("Quokka press").exercise.slug != match("Quokka row").exercise.slug


def test_muscles_are_guessed_from_the_name() -> None:
    assert match("Quokka Leg Curl").exercise.primary_muscles == (Muscle.HAMSTRINGS,)
    assert match("Quokka Curl").exercise.primary_muscles == (Muscle.BICEPS,)
    assert match("Quokka Cable Row").exercise.muscles.keys() == {Muscle.LATS, Muscle.UPPER_BACK}
    assert match("Quokka Cable Row").exercise.equipment is Equipment.CABLE
    assert match("Quokka").exercise.muscles == {}


def test_what_an_app_says_of_the_muscles_beats_the_name() -> None:
    gymbook = Hints(primary=("Pettorali",), secondary=("Estensori del braccio", "Muscoli della spalla"))
    guessed = match("Quokka Curl", gymbook).exercise
    assert guessed.primary_muscles == (Muscle.CHEST,)
    assert guessed.muscles[Muscle.TRICEPS] == 0.5
    liftosaur = Hints(primary=("Gluteus Maximus,Quadriceps",), secondary=("Adductor Magnus",))
    assert set(match("Quokka", liftosaur).exercise.primary_muscles) == {Muscle.GLUTES, Muscle.QUADRICEPS}
    assert match("Quokka", Hints(category="Back")).exercise.primary_muscles == (Muscle.LATS, Muscle.UPPER_BACK)
    assert match("Quokka", Hints(category="Cardio")).exercise.kind is Kind.CARDIO


def test_hints_never_move_a_known_name() -> None:
    assert match("Leg Press", Hints(category="Chest")).exercise == find("leg-press")


def test_nobody_is_sent_to_failure_alone_on_an_exercise_that_nobody_knows() -> None:
    assert match("Quokka Barbell Thing").exercise.way_out is WayOut.STOP_SHORT
    assert not match("Quokka").exercise.safe_alone


def test_an_unknown_stretch_is_stretching_but_a_press_with_a_stretch_is_not() -> None:
    assert match("Left Piriformis Stretch").exercise.slug == "stretching"
    assert match("Super Stretch Press").exercise.slug != "stretching"


def test_a_weight_in_the_hands_is_added_load_where_the_body_is_the_load() -> None:
    assert match("Sit Up, Kettlebell").exercise == find("sit-up")
    assert match("Sit Up, Kettlebell").exercise.load_basis is LoadBasis.ADDED


@given(st.text(max_size=300))
def test_no_text_is_refused_and_no_match_is_without_an_exercise(text: str) -> None:
    found = match(text)
    assert found.typed == text
    assert 0.0 <= found.confidence <= 1.0
    assert found.is_matched == (not found.exercise.is_own)
    assert found.exercise.slug


@given(st.sampled_from(exercises()), st.sampled_from(("upper", "lower", "title", "swapcase")))
def test_case_never_matters(exercise: object, how: str) -> None:
    name = exercise.name  # type: ignore[attr-defined]
    assert match(getattr(name, how)()).exercise == exercise


def test_a_text_far_too_long_for_a_name_is_kept_short_and_quick() -> None:
    started = time.process_time()
    found = match("quokka " * 100_000)
    assert found.how is How.OWN
    assert len(found.exercise.slug) < 300
    assert time.process_time() - started < 1.0


def test_suggestions_for_a_misspelt_name_hold_the_one_that_was_meant() -> None:
    for typed, slug in (
        ("bak squatt", "barbell-back-squat"),
        ("lat puldwn", "lat-pulldown"),
        ("hammr curll", "hammer-curl"),
    ):
        assert slug in {one.slug for one in suggest(typed, limit=3)}, typed
    assert len(match("Quokka Press").alternatives) == 3
    assert match("Leg Press").exercise not in match("Leg Press").alternatives


def test_matches_and_exercises_survive_a_trip_to_another_process() -> None:
    for name in ("Squat (Barbell)", "Quokka Press"):
        assert pickle.loads(pickle.dumps(match(name))) == match(name)
    assert len(dict.fromkeys(exercises())) == len(exercises())


def test_an_exact_name_needs_no_string_library() -> None:
    code = (
        "import sys\n"
        "from momentary.catalogue import match\n"
        "assert match('Barbell back squat').how == 'exact'\n"
        "assert match('Squat (Barbell)').how == 'normalised'\n"
        "raise SystemExit('rapidfuzz' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_two_thousand_names_are_read_in_half_a_second() -> None:
    spelled = [name for name, _, _ in SPELLINGS]
    names = list(dict.fromkeys(f"{name} {number}" for number in range(3) for name in spelled))[:2000]
    assert len(set(names)) == 2000
    fresh = matcher()
    fresh.match("bak squat")  # builds the index, loads the string library
    started = time.process_time()
    for name in names:
        fresh.match(name)
    assert time.process_time() - started < 0.5
