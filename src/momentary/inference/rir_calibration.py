"""What a lifter's called reserves are worth, put into words and figures for the lifter."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import (
    Prior,
    report_bias,
    single_call_sd,
)
from momentary.inference.departures import FINE
from momentary.inference.posterior import CalledReserve, RirCalibration
from momentary.inference.records import SetRecords
from momentary.inference.rir import LearntCalls, freedom_of
from momentary.language import decimals, decimals_of, say, say_count

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

CALLS = (1.0, 2.0, 3.0, 4.0, 5.0)
"""Calls for which a calibration is told [rep]."""


LEAST_PAIRS = 5
"""Fewer calls than this beside a set to failure are not enough to tell."""


NARROWED = 0.75
"""The uncertainty of the departure must have shrunk to this share of the population's spread."""


INTERVAL = 0.8


def calibration_of(records: SetRecords, learnt: LearntCalls, *, prior: Prior) -> RirCalibration:
    """Return what a lifter's calls are worth at the end of the log."""
    nearest = np.clip(np.rint(records.reserve), CALLS[0], CALLS[-1])
    pairs = int(learnt.is_paired.sum())
    rows = []
    for call in CALLS:
        left = call + report_bias(call, prior=prior, deviation=FINE, length=learnt.length)
        middles = np.cumsum(learnt.shares) - 0.5 * learnt.shares
        low, high = np.interp((0.5 - INTERVAL / 2.0, 0.5 + INTERVAL / 2.0), middles, left)
        here = learnt.is_call & (nearest == call)
        rows.append(
            CalledReserve(
                call, float(learnt.shares @ left), float(low), float(high),
                float(single_call_sd(call, prior=prior) * learnt.last.spread[0]),
                int(here.sum()), int((here & learnt.is_paired).sum()),
            )
        )  # fmt: skip
    narrowed = float(learnt.last.deviation_sd[0]) < NARROWED * prior.report_bias_sd
    is_free = bool(freedom_of(*learnt.repeats) >= 0.5)
    is_enough = pairs >= LEAST_PAIRS and narrowed and is_free
    calls = int(learnt.is_call.sum())
    return RirCalibration(tuple(rows), calls, pairs, is_enough, _sentence(rows, learnt, is_enough=is_enough))


def _sentence(rows: list[CalledReserve], learnt: LearntCalls, *, is_enough: bool) -> str:
    """Return the calibration in one plain sentence, told at the call that has most pairs."""
    calls, pairs = int(learnt.is_call.sum()), int(learnt.is_paired.sum())
    if not calls:
        return say("The log holds no reported reserve (RIR or RPE) beyond a half: there is nothing to check.")
    if not is_enough:
        if not pairs:
            return say(
                "Not enough to tell what your reported reserves are worth: none lies near a set to failure of the same "
                "exercise. Take a set to failure now and then, after sets with an RIR or RPE."
            )
        if freedom_of(*learnt.repeats) < 0.5:
            return say(
                "Not enough to tell what your reported reserves are worth: you mostly stop at a planned count, and "
                "then good days cannot be told from modest reports."
            )
        if pairs >= LEAST_PAIRS:
            return say(
                "Not enough to tell what your reported reserves are worth: they and your failures fit many answers."
            )
        return say_count(
            pairs,
            "Not enough to tell what your reported reserves are worth: only one of them lies near a set to failure of "
            "the same exercise.",
            "Not enough to tell what your reported reserves are worth: only {count} of them lie near a set to failure "
            "of the same exercise.",
        )
    one = max(rows, key=lambda row: row.pairs)
    return say(
        "You call {call} when it is {mean} ({low} to {high}).",
        call=decimals_of(f"{one.call:g}"), mean=decimals(one.mean), low=decimals(one.low), high=decimals(one.high),
    )  # fmt: skip
