"""What lifters and apps do without a model: forecasts of repetitions to failure from the last session alone.

Both look at the same set of the last session: the n-th working set of the exercise in a session answers to the n-th
working set of its last session, or to that session's last one where it had fewer. Sets of the drop sets count as sets,
warm-ups and failed attempts without a repetition do not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from momentary.inference.records import SetRecords

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

EPLEY_REPETITIONS = 30.0
"""Epley's formula: 1RM = load x (1 + repetitions / 30) [rep]."""

FEWEST, MOST = 1.0, 40.0
"""Forecasts are cut to these: a lighter load would otherwise ask for a hundred repetitions [rep]."""


def same_as_last_time(records: SetRecords, rows: Integers) -> Floats:
    """Return as many repetitions as in the same set of the exercise's last session, whatever the load was.

    Args:
        records: The log as arrays.
        rows: Rows to forecast.

    Returns:
        Repetitions (row,) [rep]; NaN where the exercise has no earlier session with a working set.
    """
    earlier = same_set_last_session(records, rows)
    return np.where(earlier < 0, np.nan, records.repetitions[earlier].astype(np.float64))


def epley_last_session(records: SetRecords, rows: Integers) -> Floats:
    """Return the repetitions that Epley's 1RM of the same set of the last session allows at the load of the day.

    The load is the one that was typed, as apps take it: without the body.

    Args:
        records: The log as arrays.
        rows: Rows to forecast.

    Returns:
        Repetitions, from 1 to 40 (row,) [rep]; NaN where the exercise has no earlier session with a working set,
        or where one of the two loads is zero or help.
    """
    earlier = same_set_last_session(records, rows)
    before, now = records.added_kg[earlier], records.added_kg[rows]
    repetitions = records.repetitions[earlier].astype(np.float64)
    loaded = (before > 0.0) & (now > 0.0)
    one_rm = before * (1.0 + repetitions / EPLEY_REPETITIONS)
    with np.errstate(divide="ignore", invalid="ignore"):
        allowed = np.clip(EPLEY_REPETITIONS * (one_rm / np.where(loaded, now, 1.0) - 1.0), FEWEST, MOST)
    # At the same load the formula gives the same repetitions, also where there is none.
    found = np.where(loaded, allowed, np.where(before == now, np.clip(repetitions, FEWEST, MOST), np.nan))
    return np.where(earlier < 0, np.nan, found)


def same_set_last_session(records: SetRecords, rows: Integers) -> Integers:
    """Return the row of the same set in the last session of each row's exercise; -1 where there is none."""
    done = np.flatnonzero(records.is_working & (records.repetitions > 0))
    if not len(done):
        return np.full(len(rows), -1, dtype=np.int64)
    done = done[np.argsort(records.exercise[done], kind="stable")]
    visit = records.exercise * (int(records.session.max()) + 1) + records.session
    of_done = visit[done]
    begin = np.searchsorted(of_done, visit[rows])
    # Within a visit rows ascend, so visit and row together order the sets that were done.
    place = np.searchsorted(of_done * len(records) + done, visit[rows] * len(records) + rows) - begin
    last = np.maximum(begin - 1, 0)
    known = (begin > 0) & (records.exercise[done[last]] == records.exercise[rows])
    found = np.minimum(np.searchsorted(of_done, of_done[last]) + place, last)
    return np.asarray(np.where(known, done[found], -1))
