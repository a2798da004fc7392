"""Names of real logs: how many sets find an exercise, and how many would of a lifter never seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from momentary.catalogue import match, tables
from momentary.catalogue.lookup import matcher
from momentary.catalogue.matching import Matcher
from momentary.catalogue.words import key_of

Counts = Mapping[str, Mapping[str, int]]


@pytest.fixture(scope="module")
def counts(shared: Path) -> Counts:
    """Sets of every name of every lifter."""
    table = pl.read_parquet(shared / "data" / "lifters.parquet", columns=["lifter", "exercise"])
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for lifter, name, sets in table.group_by("lifter", "exercise").len().sort("lifter", "exercise").rows():
        found[lifter][name] = sets
    return found


def test_at_least_98_percent_of_all_sets_find_an_exercise(counts: Counts) -> None:
    matched = Counter[bool]()
    for names in counts.values():
        for name, sets in names.items():
            matched[match(name).is_matched] += sets
    assert matched[True] / matched.total() >= 0.99


def test_no_lifter_loses_more_than_a_tenth_of_the_sets(counts: Counts) -> None:
    for lifter, names in counts.items():
        matched = sum(sets for name, sets in names.items() if match(name).is_matched)
        assert matched / sum(names.values()) > 0.9, lifter


def outcomes(counts: Counts, lifters: list[str]) -> Iterator[tuple[str, int]]:
    """What becomes of each name once every alias and exercise name that only this lifter uses is taken out.

    Also the apps' own names go where no other lifter used them, so this is worse than a new lifter would fare.
    """
    whole = matcher()
    words = whole.lexicon.words_of
    users: dict[str, set[str]] = defaultdict(set)
    for lifter, names in counts.items():
        for name in names:
            users[key_of(words(name))].add(lifter)
    alias_keys = [key_of(words(alias.name)) for alias in whole.aliases]
    name_keys = {slug: key_of(words(one.name)) for slug, one in whole.exercises.items()}
    for lifter in lifters:
        only = {key for key, who in users.items() if who == {lifter}}
        without = Matcher(
            {
                slug: replace(one, name=f"zz{slug}") if name_keys[slug] in only else one
                for slug, one in whole.exercises.items()
            },
            [alias for alias, key in zip(whole.aliases, alias_keys, strict=True) if key not in only],
            phrases=tables.phrases(),
            rules=tables.rules(),
        )
        for name, sets in counts[lifter].items():
            before, after = whole.match(name), without.match(name)
            if not after.is_matched:
                yield "own", sets
            else:
                yield ("right" if after.exercise.slug == before.exercise.slug else "wrong"), sets


def fares(counts: Counts, lifters: list[str]) -> dict[str, float]:
    """The share of sets that are matched rightly, wrongly, and not at all."""
    total = Counter[str]()
    for outcome, sets in outcomes(counts, lifters):
        total[outcome] += sets
    return {outcome: total[outcome] / total.total() for outcome in ("right", "wrong", "own")}


def test_a_lifter_who_was_never_seen_finds_most_exercises_and_few_wrong_ones(counts: Counts) -> None:
    share = fares(counts, sorted(counts)[::6])
    assert share["right"] > 0.93
    assert share["wrong"] < 0.01


@pytest.mark.slow
def test_every_lifter_left_out_in_turn_finds_most_exercises_and_few_wrong_ones(counts: Counts) -> None:
    share = fares(counts, sorted(counts))
    assert share["right"] > 0.95
    assert share["wrong"] < 0.005
