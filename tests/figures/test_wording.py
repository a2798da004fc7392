from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.figures.report import CountRange, Quantiles
from momentary.figures.wording import (
    capital,
    count,
    counted,
    day,
    estimated,
    likely,
    load_interval,
    month,
    per_cent,
    range_of,
    short_day,
    tenths,
    typed_load,
)
from momentary.quantities import KG_PER_LB, Load, LoadUnit


def test_counts_have_their_thousands_apart_and_their_plural() -> None:
    assert count(3410) == "3,410"
    assert [counted(number, "set") for number in (0, 1, 2)] == ["0 sets", "1 set", "2 sets"]
    assert counted(2, "sentry", "sentries") == "2 sentries"


def test_days_are_written_out() -> None:
    assert (day(date(2024, 3, 1)), short_day(date(2024, 3, 1)), month(date(2024, 3, 1))) == (
        "1 Mar 2024",
        "1 Mar",
        "Mar 2024",
    )


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0 %"), (0.001, "under 1 %"), (0.5, "50 %"), (0.999, "over 99 %"), (1.0, "100 %")],
)
def test_a_few_are_not_rounded_to_none_nor_most_to_all(share: float, words: str) -> None:
    assert per_cent(share) == words


@given(st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted))
def test_a_greater_probability_never_sounds_less_likely(pair: list[float]) -> None:
    order = [
        "almost certainly not",
        "very unlikely",
        "unlikely",
        "as likely as not",
        "likely",
        "very likely",
        "almost certain",
    ]
    lower, upper = (order.index(likely(one)) for one in pair)
    assert lower <= upper


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0.0, "0"),
        (0.04, "0"),
        (2.5, "2.5"),
        (9.96, "10"),
        (47.3, "47"),
        (101, "100"),
        (13281, "13,000"),
        (995, "1,000"),
    ],
)
def test_an_estimated_count_has_no_finer_figures_than_it_deserves(number: float, words: str) -> None:
    assert estimated(number) == words


def test_a_range_is_left_out_where_it_says_nothing_more() -> None:
    assert range_of(CountRange(3.0, 3.0, 3.0)) == "3"
    assert range_of(CountRange(10.0, 12.4, 25.0)) == "12 (10 to 25)"


@given(st.integers(0, 300), st.integers(0, 3000), st.floats(0.0, 1.0))
def test_no_count_is_singled_out_of_a_range_that_spans_more_than_threefold(low: int, more: int, at: float) -> None:
    found = CountRange(float(low), low + at * more, float(low + more))
    assert ("(" in range_of(found)) == (estimated(low) != estimated(low + more) and low + more <= 3 * low)


@given(st.floats(20, 300), st.floats(0.1, 60), st.sampled_from(LoadUnit))
def test_a_rounded_interval_stays_near_the_interval(middle: float, half: float, unit: LoadUnit) -> None:
    low, high = max(middle - half, 0.0), middle + half
    kg = Quantiles(low, (low + middle) / 2, middle, (middle + high) / 2, high)
    factor = 1.0 if unit is LoadUnit.KG else KG_PER_LB
    shown = [float(text) * factor for text in load_interval(kg, unit)]
    for found, meant in zip(shown, (middle, low, high), strict=True):
        assert abs(found - meant) <= max((high - low) / 10, 0.5 * factor) + 1e-6


@pytest.mark.parametrize(
    ("half", "shown"), [(1.0, ("87.5", "86.5", "88.5")), (9.0, ("87.5", "77.5", "97.5")), (40.0, ("90", "50", "130"))]
)
def test_the_wider_the_interval_the_rounder_the_load(half: float, shown: tuple[str, str, str]) -> None:
    kg = Quantiles(87.7 - half, 87.7, 87.7, 87.7, 87.7 + half)
    assert load_interval(kg, LoadUnit.KG) == shown


@pytest.mark.parametrize(
    ("load", "basis", "words"),
    [
        (Load(82.5), "typed", "82.5 kg"),
        (Load(61.23496995), "typed", "61.23 kg"),
        (Load(135, LoadUnit.LB), "typed", "135 lb"),
        (Load(0), "typed", "0 kg"),
        (None, "typed", "no load"),
        (Load(20), "added to the body", "body mass + 20 kg"),
        (Load(0), "added to the body", "body mass"),
        (None, "added to the body", "body mass"),
        (Load(30), "assistance", "30 kg of help"),
    ],
)
def test_a_load_is_named_by_what_it_means(load: Load | None, basis: str, words: str) -> None:
    assert typed_load(load, basis) == words


def test_a_sentence_begins_with_a_capital() -> None:
    assert (capital("wide: none"), capital("")) == ("Wide: none", "")


@given(st.floats(0, 1e4))
def test_tenths_have_at_most_one_decimal(number: float) -> None:
    assert float(tenths(number)) == pytest.approx(number, abs=0.0501)
