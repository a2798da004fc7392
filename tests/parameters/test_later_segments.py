from __future__ import annotations

from dataclasses import fields

import polars as pl
import pytest

from momentary.evidence import citations
from momentary.parameters import Origin
from momentary.parameters.later_segments import LaterSegmentPrior, later_segment_population, later_segment_prior


def test_every_figure_says_where_it_comes_from() -> None:
    population = later_segment_population()
    assert set(population.figures) == {one.name for one in fields(LaterSegmentPrior)}
    for name, figure in population.figures.items():
        assert figure.unit, name
        if figure.origin is Origin.LITERATURE:
            assert figure.source in citations(), name
        if figure.origin is Origin.ASSUMED:
            assert figure.note, name
    assert population.fitted_on.lifters == 14


def test_the_help_that_is_expected_is_that_of_the_open_data(shared) -> None:  # type: ignore[no-untyped-def]
    table = pl.read_csv(shared / "data" / "tables" / "forced_reps.csv")
    share = table.with_columns(share=pl.col("actual_assistance_kg") / pl.col("load_kg"))
    for number, told in ((1, later_segment_prior().help_first), (2, later_segment_prior().help_second)):
        of_number = share.filter(pl.col("forced_rep_no") == number)["share"]
        found = [of_number.quantile(level, "linear") for level in (0.1, 0.5, 0.9)]
        assert found == pytest.approx(told, abs=6e-4)
