"""Planned sets in short."""

from __future__ import annotations

import numpy as np
import pytest

from momentary.inference import RepetitionForecast
from momentary.prescription.session.in_short import sets_in_short
from momentary.prescription.session.plan import PlannedSet
from momentary.quantities import Load, LoadUnit

TEN = RepetitionForecast(np.eye(11)[10])


@pytest.mark.parametrize(
    ("planned", "told"),
    [
        ([(80, 10), (80, 9)], "80 kg × 10, 9"),
        ([(80, 10), (72.5, 9), (72.5, None)], "80 kg × 10, 72.5 kg × 9, to failure"),
        ([(80, 10), (72.5, None)], "80 kg × 10, 72.5 kg to failure"),
        ([], ""),
    ],
)
def test_a_load_is_said_once_for_all_sets_that_have_it_and_failure_is_no_number(
    planned: list[tuple[float, int | None]], told: str
) -> None:
    sets = [PlannedSet(Load(kg, LoadUnit.KG), count or 10, TEN, to_failure=count is None) for kg, count in planned]
    assert sets_in_short(sets) == told
