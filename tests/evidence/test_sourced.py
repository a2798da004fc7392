from __future__ import annotations

import pytest

from momentary.evidence import Sourced, Trust, citation, citations


def rate() -> Sourced:
    return Sourced(0.95, "rep", source="halperin2022", locator="abstract", trust=Trust.ABSTRACT_READ)


def test_a_departure_keeps_its_source_and_says_why() -> None:
    slower = rate().adjusted(factor=0.5, because="near failure the error is smaller")
    assert float(slower) == pytest.approx(0.475)
    assert (slower.source, slower.locator) == ("halperin2022", "abstract")
    assert slower.because == "near failure the error is smaller"


def test_a_departure_without_a_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="needs its reason"):
        rate().adjusted(factor=2, because=" ")


@pytest.mark.parametrize("empty", ["unit", "source", "locator"])
def test_a_naked_number_is_refused(empty: str) -> None:
    parts = {"unit": "rep", "source": "halperin2022", "locator": "abstract"} | {empty: ""}
    with pytest.raises(ValueError, match=empty):
        Sourced(1.0, **parts, trust=Trust.DERIVED)


def test_a_value_must_be_finite() -> None:
    with pytest.raises(ValueError, match="finite"):
        Sourced(float("nan"), "rep", source="halperin2022", locator="abstract", trust=Trust.DERIVED)


def test_every_citation_says_what_of_it_was_read() -> None:
    assert citations()
    for key, entry in citations().items():
        assert entry.key == key
        assert entry.year is None or str(entry.year) in key
        assert entry.read


def test_an_unknown_citation_names_its_neighbours() -> None:
    with pytest.raises(KeyError, match="nuzzo2024"):
        citation("nuzzo1999")
