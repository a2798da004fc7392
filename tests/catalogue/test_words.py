"""From a name to the words that say which exercise it is."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.catalogue import exercises
from momentary.catalogue.lookup import matcher
from momentary.catalogue.words import Lexicon, cut, fold, key_of, singular

NAMES = tuple(one.name for one in exercises())


def test_folding_takes_case_accents_and_apostrophes_away() -> None:
    assert fold("Élévation d’Épaules") == "elevation epaules"
    assert fold("Şınav AĞIRLIKLI") == "sinav agirlikli"
    assert fold("Captain's") == "captains"
    assert fold("ＢＥＮＣＨ") == "bench"


def test_folding_keeps_the_marks_that_tell_kana_apart() -> None:
    assert fold("ベンチプレス") == "ベンチプレス"
    assert fold("ハンマー") != fold("バンマー")


def test_traditional_characters_become_simplified_ones() -> None:
    assert fold("槓鈴臥推") == fold("杠铃卧推")


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("flies", "fly"),
        ("presses", "press"),
        ("crunches", "crunch"),
        ("curls", "curl"),
        ("press", "press"),
        ("abs", "ab"),
    ],
)
def test_plurals_become_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


def test_ideographs_and_kana_are_words_by_themselves() -> None:
    assert cut("T杆划船 (Cable)") == ["t", "杆", "划", "船", "cable"]


def test_the_longest_known_phrase_wins() -> None:
    lexicon = Lexicon([("leg", "leg"), ("leg press", "sled"), ("leg press calf raise", "calf")], [])
    assert lexicon.words_of("Leg Press Calf Raise") == {"calf"}
    assert lexicon.words_of("Leg Press 45") == {"sled"}
    assert lexicon.words_of("Leg") == {"leg"}


def test_a_rule_rewrites_words_in_any_order() -> None:
    lexicon = Lexicon([], [("shoulder press", "ohp")])
    assert lexicon.words_of("press seated shoulder") == {"ohp", "seated"}


def test_umlauts_may_be_written_out() -> None:
    words = matcher().lexicon.words_of
    assert words("Bankdruecken (Langhantel)") == words("Bankdrücken (Langhantel)") == {"bench", "press", "barbell"}


@pytest.mark.parametrize("equipment", ["Barbell", "Dumbbell", "Cable", "Kettlebell", "Band", "Smith machine"])
def test_the_equipment_may_stand_in_front_in_brackets_or_after_a_comma(equipment: str) -> None:
    rests = [name[len(equipment) + 1 :] for name in NAMES if name.startswith(f"{equipment} ")]
    assert rests
    for rest in rests:
        words = matcher().lexicon.words_of(f"{equipment} {rest}")
        assert matcher().lexicon.words_of(f"{rest.title()} ({equipment})") == words
        assert matcher().lexicon.words_of(f"{rest.upper()}, {equipment}s") == words


def test_the_words_of_every_exercise_differ_from_those_of_every_other() -> None:
    keys = sorted((key_of(matcher().lexicon.words_of(name)), name) for name in NAMES)
    assert [(one, other) for one, other in itertools.pairwise(keys) if one[0] == other[0]] == []
