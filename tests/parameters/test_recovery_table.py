"""The summary of the open recovery table is what its script computes, and the script computes what it says."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from momentary.parameters import recovery_table as shipped


@pytest.fixture(scope="module")
def script(checkout: Path) -> ModuleType:
    """The script `benchmarks/damage_courses.py`."""
    path = checkout / "benchmarks" / "damage_courses.py"
    if not path.is_file():
        pytest.skip("the folder benchmarks is not in this distribution")
    spec = importlib.util.spec_from_file_location("damage_courses", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["damage_courses"] = module
    spec.loader.exec_module(module)
    return module


def test_the_shipped_losses_are_those_that_the_script_computes(script: ModuleType, shared: Path) -> None:
    changes = script.read_changes(shared / "data" / "tables")
    computed = {
        (group, hours): row
        for group, choice in script.GROUPS.items()
        for hours, row in script.summarise(changes, choice).items()
    }
    assert computed.keys() == shipped.LOSS.keys()
    for key, row in computed.items():
        assert row.studies == shipped.STUDIES[key].value, key
        told = [one[key].value for one in (shipped.LOSS, shipped.LOSS_LOW, shipped.LOSS_HIGH, shipped.LOSS_SD)]
        assert told == pytest.approx([row.loss, row.low, row.high, row.between_sd], abs=0.0006), key


@pytest.mark.parametrize(("group", "first"), [("damage", 24), ("damage, trained", 0)])
def test_a_shipped_course_is_the_one_that_the_script_fits(
    script: ModuleType, shared: Path, group: str, first: int
) -> None:
    changes = script.read_changes(shared / "data" / "tables")
    course = script.fit_course(changes, script.GROUPS[group], from_hours=float(first))
    key = (group, first)
    assert course.studies == shipped.COURSE_STUDIES[key].value
    assert course.loss == pytest.approx(shipped.LOG_LOSS[key].value, rel=0.01)
    assert course.loss_low == pytest.approx(shipped.LOG_LOSS_LOW[key].value, rel=0.02)
    assert course.loss_high == pytest.approx(shipped.LOG_LOSS_HIGH[key].value, rel=0.02)
    assert course.half_life == pytest.approx(shipped.HALF_LIFE[key].value, rel=0.02)
    assert course.half_life_low == pytest.approx(shipped.HALF_LIFE_LOW[key].value, rel=0.04)
    assert course.half_life_high == pytest.approx(shipped.HALF_LIFE_HIGH[key].value, rel=0.04)
    assert course.half_life_spread == pytest.approx(shipped.HALF_LIFE_SPREAD[key].value, abs=0.02)


@pytest.mark.slow
@pytest.mark.parametrize(("group", "first"), shipped.HALF_LIFE)
def test_every_shipped_course_is_the_one_that_the_script_fits(
    script: ModuleType, shared: Path, group: str, first: int
) -> None:
    changes = script.read_changes(shared / "data" / "tables")
    course = script.fit_course(changes, script.GROUPS[group], from_hours=float(first))
    assert course.loss == pytest.approx(shipped.LOG_LOSS[group, first].value, rel=0.01)
    assert course.half_life == pytest.approx(shipped.HALF_LIFE[group, first].value, rel=0.02)


def test_losses_and_half_lives_lie_in_their_intervals_and_rest_on_three_studies_at_least() -> None:
    for key, loss in shipped.LOSS.items():
        assert shipped.LOSS_LOW[key].value < loss.value < shipped.LOSS_HIGH[key].value
        assert shipped.STUDIES[key].value >= 3
    for course, half_life in shipped.HALF_LIFE.items():
        assert shipped.HALF_LIFE_LOW[course].value < half_life.value < shipped.HALF_LIFE_HIGH[course].value
        assert shipped.LOG_LOSS_LOW[course].value < shipped.LOG_LOSS[course].value < shipped.LOG_LOSS_HIGH[course].value
        assert shipped.COURSE_STUDIES[course].value >= 3


def test_equal_studies_have_their_own_mean_and_no_spread(script: ModuleType) -> None:
    row = script.random_effects(np.full(5, np.log(0.8)), np.full(5, 0.01))
    assert row.loss == pytest.approx(0.2)
    assert row.between_sd == 0.0


def test_studies_known_without_error_have_the_plain_mean_and_spread(script: ModuleType) -> None:
    means = np.log([0.95, 0.9, 0.8, 0.7])
    row = script.random_effects(means, np.full(4, 1e-12))
    assert row.loss == pytest.approx(1.0 - np.exp(means.mean()))
    assert row.between_sd == pytest.approx(means.std(ddof=1) * np.exp(means.mean()), rel=1e-6)
    # Hartung and Knapp with equal weights is the interval of Student's t: 3.182 for four studies.
    assert row.high == pytest.approx(1.0 - np.exp(means.mean() - 3.182 * means.std(ddof=1) / 2.0), abs=1e-4)


def test_a_simulated_course_is_found_again(script: ModuleType) -> None:
    rng = np.random.default_rng(4)
    changes = []
    for study in range(16):
        loss = 0.2 * np.exp(0.3 * rng.standard_normal())
        half_life = 50.0 * np.exp(0.3 * rng.standard_normal())
        for hours in (0.0, 24.0, 48.0, 72.0, 96.0):
            seen = -loss * 2.0 ** (-hours / half_life) + 0.02 * rng.standard_normal()
            changes.append(
                script.Change(
                    study=str(study), exercise="damage", is_trained=False, measure="strength", test="mvc", hours=hours,
                    last_hours=96.0, log_ratio=seen, variance=0.015**2,
                )
            )  # fmt: skip
    course = script.fit_course(changes, lambda _: True)
    assert course.loss_low < 0.2 < course.loss_high
    assert course.half_life_low < 50.0 < course.half_life_high
    assert course.half_life_high < 1.7 * course.half_life_low
    assert course.loss_spread == pytest.approx(0.3, abs=0.12)
