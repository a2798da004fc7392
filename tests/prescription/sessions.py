"""Readiness, wishes and questions for the tests of advice: any that can be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from hypothesis import strategies as st

from momentary.catalogue import match_log
from momentary.evidence import entries
from momentary.inference import Summary, catalogue_traits, summarise
from momentary.inference.readiness import Readiness, StateLevel
from momentary.prescription.methods import Advice
from momentary.quantities import LoadUnit, Log, Muscle
from tests.prescription.methods.people import trained_log

AT = datetime(2024, 2, 6, 18)


def state(muscle: Muscle | None, tired: float, *, learnt: float = 0.3) -> StateLevel:
    """Return a state: fresh at 0, spent at 1; all about it follows from that."""
    level = 1.0 - 0.3 * tired
    low, high = max(level - 0.02, 0.0), min(level + 0.02, 1.0)
    chance = min(max((high - 0.97) / max(high - low, 1e-9), 0.0), 1.0)
    return StateLevel(muscle, level, low, high, AT if chance >= 0.8 else None, learnt, chance)


def readiness(tired: float = 0.0, *, neural: float = 0.0, muscles: Iterable[Muscle] = Muscle) -> Readiness:
    """Return every muscle as tired, and the neural state."""
    return Readiness(AT, 0.97, 0.8, state(None, neural), tuple(state(one, tired) for one in muscles), ())


_tired = st.one_of(st.floats(0.0, 1.0), st.floats(0.0, 0.15))
tired_pairs = st.tuples(_tired, _tired).map(sorted)
"""How tired somebody is, and somebody who is no less so; often near what counts as recovered."""


@cache
def summary_of(unit: LoadUnit = LoadUnit.KG) -> Summary:
    """Return what is known of the scripted lifter."""
    return summarised(trained_log(unit))


def summarised(log: Log) -> Summary:
    """Return what is known after a log."""
    return summarise(log, traits=catalogue_traits(match_log(log), log=log))


def without_evidence(sentences: Iterable[Advice]) -> list[Advice]:
    """Return the sentences that say nothing, or that rest on no entry of the ledger."""
    known = entries()
    return [one for one in sentences if not one.text or not one.claims or any(key not in known for key in one.claims)]
