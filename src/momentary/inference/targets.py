"""The sets by which forecasts of failure are judged: known endings of exercises that are in practice."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from momentary.inference.records import SetRecords
from momentary.quantities import Log, Technique

Integers = NDArray[np.int64]

LEAST_TARGETS = 20
"""A lifter with fewer targets has no figures of their own: chance would rule them."""

LONGEST_GAP_DAYS = 60.0
"""An exercise that rested longer is not in practice: its sets are no targets [day]."""

MOST_TARGET_REPETITIONS = 40
"""Sets of more repetitions are no targets [rep]."""

FAILURE_RESERVE = 0.5
"""A report of at most this reserve (RPE 9.5) counts as failure: that is where the benchmark draws the line [rep]."""

_ROUNDING_DAYS = 1e-6


def failure_targets(log: Log, records: SetRecords) -> Integers:
    """Return which sets of a log a forecast of failure can be judged by, as rows of its records.

    A target is a working set that ended in failure, or with RPE 9.5 or more, after 1 to 40 repetitions, of an exercise
    that the lifter did in an earlier session at most 60 days before. Of a chain only the first link is one.

    Args:
        log: The log.
        records: Its records, made by `observations`.

    Returns:
        Rows of the records, ascending.
    """
    is_first_link = np.zeros(len(records), dtype=np.bool_)
    for row, place in enumerate(log.places()):
        segment = place.segment
        is_first_link[row] = segment is place.set.segments[0] and segment.technique is not Technique.DROP
    failed = records.is_failure | (records.reserve <= FAILURE_RESERVE)
    counted = (records.repetitions >= 1) & (records.repetitions <= MOST_TARGET_REPETITIONS)
    wanted = is_first_link & failed & counted & records.is_working
    return np.flatnonzero(wanted & _is_in_practice(records))


def _is_in_practice(records: SetRecords) -> NDArray[np.bool_]:
    """Return which rows have an earlier session of their exercise within LONGEST_GAP_DAYS."""
    key = records.exercise * (records.session.max(initial=0) + 1) + records.session
    visits, first = np.unique(key[records.repetitions > 0], return_index=True)
    row = np.flatnonzero(records.repetitions > 0)[first]
    is_same = np.diff(records.exercise[row], prepend=-1) == 0
    gap = np.where(is_same, np.diff(records.day[row], prepend=np.nan), np.inf)
    # Days are sums of fractions: exactly 60 days may come out a hair more.
    usable = visits[gap <= LONGEST_GAP_DAYS + _ROUNDING_DAYS]
    return np.isin(key, usable)
