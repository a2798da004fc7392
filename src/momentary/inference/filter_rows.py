"""What the level filter is told of the rows of a log: whose they are, the load moved, the curve, how they ended."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import (
    COMPONENTS,
    CallBelief,
    Nodes,
    Observed,
    Prior,
    Terms,
    biased_report,
    censored_stop,
    exact_failure,
)
from momentary.inference.records import SetRecords

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

LEAST_MOVED_SHARE = 0.1
"""Help never takes more than the rest of the body's moved mass: beyond that the row is clipped."""


def changes_of(values: Integers) -> Flags:
    """Return where a value differs from the one before; true at the start."""
    return np.r_[True, values[1:] != values[:-1]] if len(values) else np.zeros(0, dtype=np.bool_)


def rows_by_exercise(records: SetRecords, exercises: Integers) -> tuple[Integers, Integers]:
    """Return the observed rows of the exercises, by exercise then time, and each row's place in `exercises`."""
    place = np.full(len(records.traits), -1, dtype=np.int64)
    place[exercises] = np.arange(len(exercises))
    owner = place[records.exercise]
    rows = np.flatnonzero((owner >= 0) & (records.observed != Observed.NOTHING))
    rows = rows[np.argsort(owner[rows], kind="stable")]
    return rows, owner[rows]


def log_moved_of(records: SetRecords, rows: Integers, body_mass: Floats) -> Floats:
    """Return the logarithm of the moved load of each row at body masses that hold where none is known."""
    share = np.array([trait.moved_share or 1.0 for trait in records.traits])[records.exercise[rows]]
    body = records.body_kg[rows][:, None]
    body = np.where(np.isnan(body), share[:, None] * body_mass, body)
    return log_moved(records.added_kg[rows][:, None], body)


def log_moved(added_kg: Floats | float, body_kg: Floats) -> Floats:
    """Return the logarithm of the moved load; help never takes all of the body."""
    return np.asarray(np.log(np.maximum(body_kg + added_kg, np.maximum(LEAST_MOVED_SHARE * body_kg, 1e-3))))


def curve_of(kind: str | None, nodes: Nodes, prior: Prior) -> Floats:
    """Return c of a kind of exercise at each node [1/rep]."""
    return np.asarray(prior.curve_of(kind) * nodes.curve_ratio ** (prior.curve_log_sd_of(kind) / prior.curve_log_sd))


def terms_of(
    observed: Integers, repetitions: Floats, reserve: Floats, prior: Prior, caller: CallBelief | None
) -> Terms:
    """Return the likelihood of every row, by habit; bounds have no mass."""
    shape = (len(observed), len(prior.habits), COMPONENTS)
    centre, sd, mass = np.zeros(shape), np.ones(shape), np.zeros(shape)
    for kind in (Observed.FAILURE, Observed.REPORT, Observed.STOPPED):
        chosen = np.flatnonzero(observed == kind)
        if not len(chosen):
            continue
        done = repetitions[chosen]
        if kind is Observed.FAILURE:
            terms = exact_failure(done, prior=prior)
        elif kind is Observed.REPORT:
            belief = None if caller is None else caller.at(chosen)
            terms = biased_report(done, reserve[chosen], prior=prior, caller=belief)
        else:
            terms = censored_stop(done, prior=prior)
        if len(chosen) == len(observed):
            return Terms(*(np.broadcast_to(part, shape) for part in (terms.centre, terms.sd, terms.mass)))
        centre[chosen], sd[chosen], mass[chosen] = terms.centre, terms.sd, terms.mass
    return Terms(centre, sd, mass)
