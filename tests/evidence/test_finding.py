from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.evidence import UnknownClaimError, claims, computations, find_entries


@pytest.mark.parametrize("key", list(claims()))
def test_a_claim_is_found_by_its_key_alone(key: str) -> None:
    assert [one.key for one in find_entries(key)] == [key]
    assert [one.key for one in find_entries(key.upper().replace("-", " "))] == [key]


@pytest.mark.parametrize("key", list(claims()))
def test_a_claim_is_found_by_its_popular_wording(key: str) -> None:
    assert key in [one.key for one in find_entries(claims()[key].wording)]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("lactic acid", "acid-stops-the-muscle"),
        ("negatives", "lowering-outlasts-lifting"),
        ("DOMS", "damage-brings-growth"),
        ("frequncy", "frequency-is-individual"),
        ("neurl fatige months", "neural-fatigue-lasts-months"),
        ("serotonin", "neurotransmitters-run-low"),
        ("Epley", "one-formula-fits-all"),
        ("leg day", "legs-spoil-chest-next-day"),
        ("Behm", "legs-spoil-chest-next-day"),
        ("cheat reps", "cheating-extends-a-set"),
    ],
)
def test_a_lifters_words_find_the_claim(typed: str, key: str) -> None:
    assert key in [one.key for one in find_entries(typed)]


@pytest.mark.parametrize("key", list(computations()))
def test_what_is_worked_out_is_found_by_its_key_and_its_words(key: str) -> None:
    assert [one.key for one in find_entries(key)] == [key]
    assert key in [one.key for one in find_entries(computations()[key].what)]


def test_a_word_that_is_spelt_right_is_not_taken_for_another() -> None:
    assert [one.key for one in find_entries("stretched")] == ["partials-extend-a-set"]


def test_words_of_several_claims_find_them_all_in_the_order_of_the_ledger() -> None:
    found = [one.key for one in find_entries("drop sets")]
    assert {"drop-sets-reach-other-fibres", "drop-sets-save-time"} <= set(found)
    assert found == [key for key in claims() if key in found]


@pytest.mark.parametrize("typed", ["", "  ", "the", "?!", "xyzzy", "\x1b[31m"])
def test_words_of_no_claim_are_refused_with_the_next_step(typed: str) -> None:
    with pytest.raises(UnknownClaimError, match="lists them all"):
        find_entries(typed)


def test_words_of_different_claims_are_met_with_those_that_share_the_most() -> None:
    with pytest.raises(UnknownClaimError, match=r"Did you mean .*'acid-stops-the-muscle'"):
        find_entries("lactic acid xylophone")


@given(st.text(max_size=200))
def test_any_text_finds_claims_or_is_refused_in_printable_words(typed: str) -> None:
    said = ""
    try:
        found = find_entries(typed)
    except UnknownClaimError as error:
        found, said = (), str(error)
    assert bool(found) != bool(said)
    assert said.isprintable()
