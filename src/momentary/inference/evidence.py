"""How much a log tells about an exercise, in numbers and in one plain sentence."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from momentary.athlete import Observed
from momentary.inference.clock import EPOCH
from momentary.inference.distribution import Distribution
from momentary.inference.posterior import Evidence
from momentary.inference.records import SetRecords
from momentary.language import say, say_count

NARROW_SHARE = 0.06
"""Half the 80 % interval over the median: below this the 1RM is called narrow."""

FAIR_SHARE = 0.12
"""Below this it is called fair; above it, wide."""

LONG_GAP_DAYS = 28


def evidence_of(records: SetRecords, index: int, *, one_rm: Distribution, today: float) -> Evidence:
    """Return how much is known about one exercise.

    Args:
        records: The log as arrays.
        index: The exercise.
        one_rm: What is believed about its 1RM.
        today: Day of the log's last session [days since 1970].
    """
    mine = records.exercise == index
    observed = records.observed[mine]
    told = np.isin(observed, (Observed.FAILURE, Observed.REPORT, Observed.STOPPED, Observed.AT_MOST))
    told |= (observed == Observed.AT_LEAST) & records.is_working[mine]
    failures = int((observed == Observed.FAILURE).sum())
    reports = int((observed == Observed.REPORT).sum())
    days = records.day[mine]
    trait = records.traits[index]
    moves_body = bool(records.moves_body[index])
    unknown_mass = moves_body and bool(np.isnan(records.body_kg[mine]).any())
    return Evidence(
        exercise=trait.key,
        names=records.names[index],
        sets=int(told.sum()),
        failures=failures,
        reports=reports,
        not_observed=int((observed == Observed.NOTHING).sum()),
        first=EPOCH + timedelta(seconds=round(float(days[0]) * 86400.0)),
        last=EPOCH + timedelta(seconds=round(float(days[-1]) * 86400.0)),
        basis="assistance" if trait.is_assisted else "added to the body" if moves_body else "typed",
        certainty=_certainty(
            one_rm, sets=int(told.sum()), failures=failures, reports=reports,
            idle_days=int(today - days[-1]), unknown_mass=unknown_mass,
        ),
    )  # fmt: skip


def _certainty(
    one_rm: Distribution, *, sets: int, failures: int, reports: int, idle_days: int, unknown_mass: bool
) -> str:
    """Return how sure the 1RM is and what keeps it from being surer."""
    low, high = one_rm.interval(0.8)
    half = 0.5 * (high - low) / max(abs(one_rm.median), 1e-9)
    word = say("narrow") if half < NARROW_SHARE else say("fair") if half < FAIR_SHARE else say("wide")
    reasons = []
    if sets == 0:
        reasons.append(say("only warm-ups or sets cut short"))
    elif failures:
        reasons.append(say_count(failures, "{count} failure logged", "{count} failures logged"))
    elif reports:
        told = say_count(
            reports,
            "no failure logged yet, {count} reported reserve",
            "no failure logged yet, {count} reported reserves",
        )
        reasons.append(told)
    else:
        word = say("unanchored")
        reasons.append(say("no failure and no reserve logged yet, so the reserve of every set is a guess"))
    if idle_days >= LONG_GAP_DAYS:
        reasons.append(say("last done {days} days before the end of the log", days=idle_days))
    if unknown_mass:
        reasons.append(say("body mass is not logged"))
    return f"{word}: {'; '.join(reasons)}"
