"""Confidence means what it says: of the aliases that the catalogue has not seen, that share is read rightly."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest

from momentary.catalogue import tables
from momentary.catalogue.lookup import matcher
from momentary.catalogue.matching import UNMATCHED_BELOW, Matcher

FOLDS = 10
FEW = 30
"""Fewer held-out names than this say nothing about a confidence."""


@pytest.fixture(scope="module")
def held_out() -> list[tuple[float, bool]]:
    """Confidence and success of every alias that is matched although it was taken out of the catalogue."""
    whole = matcher()
    names = [alias for alias in whole.aliases if not (alias.is_exact or alias.is_family)]
    random.Random(1).shuffle(names)
    found: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        rest = Matcher(
            whole.exercises,
            [alias for alias in whole.aliases if alias not in out],
            phrases=tables.phrases(),
            rules=tables.rules(),
        )
        matches = [(rest.match(alias.name), alias.slug) for alias in names[fold::FOLDS]]
        found += [(one.confidence, one.exercise.slug == slug) for one, slug in matches if one.is_matched]
    return found


def test_enough_held_out_aliases_are_still_matched_to_judge_confidence(held_out: list[tuple[float, bool]]) -> None:
    assert len(held_out) > 600
    assert min(confidence for confidence, _ in held_out) >= UNMATCHED_BELOW


def test_each_confidence_is_the_share_of_held_out_names_read_rightly(held_out: list[tuple[float, bool]]) -> None:
    groups: dict[float, list[bool]] = defaultdict(list)
    for confidence, right in held_out:
        groups[round(confidence, 2)].append(right)
    counted = {confidence: rights for confidence, rights in groups.items() if len(rights) >= FEW}
    assert len(counted) >= 4
    for confidence, rights in counted.items():
        assert sum(rights) / len(rights) == pytest.approx(confidence, abs=0.06), (confidence, len(rights))


def test_confidence_is_neither_boastful_nor_shy_on_the_whole(held_out: list[tuple[float, bool]]) -> None:
    promised = sum(confidence for confidence, _ in held_out) / len(held_out)
    kept = sum(right for _, right in held_out) / len(held_out)
    assert kept == pytest.approx(promised, abs=0.02)


def test_confidence_predicts_better_than_the_mean_does(held_out: list[tuple[float, bool]]) -> None:
    kept = sum(right for _, right in held_out) / len(held_out)
    brier = sum((confidence - right) ** 2 for confidence, right in held_out) / len(held_out)
    assert brier < 0.97 * kept * (1 - kept)
