"""Recovery in words: what a set costs, why sets fell short, how often failure is borne; no finer than it is known."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime

from momentary.athlete import Part
from momentary.figures.readiness_words import HARDLY, OWN_ENOUGH
from momentary.figures.recovery_report import RecoveryReport
from momentary.figures.wording import capital, counted, day, tenths
from momentary.inference.attribution import Attribution
from momentary.inference.part_costs import PartCost
from momentary.prescription.frequency import LATELY_DAYS, Frequency

RESTS_ON = (
    "own-cost", "own-causes", "own-frequency", "failure-costs-a-day-more", "fatigue-is-neural-and-muscular",
    "frequency-is-individual", "too-much-failure-tires-centrally",
)  # fmt: skip
"""The entries of the ledger that recovery rests on."""

MUSCLES_SHOWN = 6
"""So many muscles are told in the terminal; the record has them all."""

NO_FAILURE = (
    "Your log marks no set as a failure. Mark those that failed in your app: then it can be said why they did, and how "
    "often you come back."
)

BY_STRENGTH_ALONE = (
    "How often they could: so that the muscle is back at 97 % of its rested strength after sessions like your last "
    "ones. That is strength alone, and no advice: joints, sleep and growth are not in it."
)

_DAILY = 6.25
_SEEN_REP = 0.5
_STEP = 5
_TWO_DAYS_H = 48.0
_MOST_REASONS = 2


def cost_sentences(cost: PartCost) -> Iterator[str]:
    """Yield what a set of ten to failure costs once the first minutes are over, and whose numbers these are."""
    yield (
        "A set of ten to failure leaves its muscles weaker by "
        f"{_about(cost.cost, cost.cost_low, cost.cost_high)} once the first minutes are over."
    )
    yield f"Half of that is back after {_hours(cost)}. {whose_cost(cost)}"


def whose_cost(cost: PartCost) -> str:
    """Return whose numbers a cost is told in, as a sentence."""
    if cost.learnt >= OWN_ENOUGH:
        return "These numbers are mostly your own: your log has taught them."
    if cost.learnt >= HARDLY:
        return "These numbers are partly your own; the rest is typical of lifters."
    return "These numbers are typical of lifters: your log has not taught you others."


def failure_heading(one: Attribution, label: str, last: datetime) -> str:
    """Return which set failed: `17 Oct, Bench Press, 8 reps`; with the year where that is not the log's last."""
    when = day(one.at) if one.at.year != last.year else day(one.at).removesuffix(f" {one.at.year}")
    return f"{when}, {label}, {counted(one.repetitions, 'rep')}"


def failure_sentences(one: Attribution) -> Iterator[str]:
    """Yield by how much a set fell short, for which reason, and what speaks for that."""
    if one.shortfall < _SEEN_REP:
        yield "Fatigue took less than half a repetition."
        return
    low, high = halves(max(one.low, 0.0)), halves(one.high)
    ends = "" if low == high else f" ({low} to {high})"
    yield f"About {halves(one.shortfall)} fewer than rested{ends}. {reason_words(one)}."
    yield f"{capital('; '.join(one.reasons[:_MOST_REASONS]))}."


def reason_words(one: Attribution) -> str:
    """Return the chances of each reason, in steps of five per cent: the likeliest first."""
    found = [
        (one.muscular, f"muscles {chance(one.muscular)}"),
        (one.neural, f"nerves {chance(one.neural)}"),
        (one.cannot_tell, f"cannot be told {chance(one.cannot_tell)}"),
    ]
    return capital(", ".join(text for _, text in sorted(found, key=lambda row: -row[0])))


def frequency_sentence(one: Frequency) -> str:
    """Return how often a muscle went to failure, how often it could, and how it came back."""
    could = bears_words(one.bears, one.bears_low, one.bears_high)
    return f"{capital(one.muscle.label)}: {often(one.lately)}; could {could}. {came_back_words(one)}"


def bears_words(middle: float, low: float, high: float) -> str:
    """Return how often a muscle could be taken to failure; nothing beyond daily is claimed.

    Args:
        middle: Median [1/week].
        low: Lower end of the 80 % interval [1/week].
        high: Upper end [1/week].
    """
    if low >= _DAILY:
        return "be daily"
    if middle >= _DAILY:
        return f"be daily, {_at_least(low)}"
    top = "daily" if high >= _DAILY else halves(high)
    if halves(low) == top:
        return f"be about {halves(middle)} times a week"
    return f"be about {halves(middle)} times a week ({halves(low)} to {top})"


def came_back_words(one: Frequency) -> str:
    """Return how first sets went in the session after one to failure, as a sentence."""
    if math.isnan(one.came_back):
        return "Too few sessions to compare yet to say how it came back."
    low, high = tenths(one.came_back_low), tenths(one.came_back_high)
    if one.came_back_low <= 0.0 <= one.came_back_high:
        return f"It came back as usual (by {counted(one.returns, 'return')}: {low} to +{high} reps)."
    way, ends = ("stronger", (low, high)) if one.came_back > 0.0 else ("weaker", (high, low))
    between = " to ".join(end.removeprefix("-") for end in ends)
    return f"It came back {way} than from other sessions, by {between} reps ({counted(one.returns, 'return')})."


def frequency_heading() -> str:
    """Return what stands above the muscles."""
    return f"How often your muscles went to failure in the last {LATELY_DAYS / 7.0:.0f} weeks, and how often they could"


def no_frequency(report: RecoveryReport) -> str:
    """Return why no muscle is told of."""
    if not report.failures:
        return NO_FAILURE
    return f"No muscle went to failure in the last {LATELY_DAYS / 7.0:.0f} weeks of your log."


def residual(report: RecoveryReport) -> PartCost:
    """Return the part of fatigue that lifters mean by recovery: of a muscle, over hours to days."""
    return next(one for one in report.costs if one.part is Part.RESIDUAL)


def often(a_week: float) -> str:
    """Return how often something was: `2.5 times a week`, `once in 3 weeks`."""
    if a_week >= _WEEKLY:
        times = halves(a_week)
        return "once a week" if times == "1" else f"{times} times a week"
    return f"once in {counted(round(1.0 / a_week), 'week')}" if a_week > 0.0 else "not at all"


_WEEKLY = 0.75


def halves(number: float) -> str:
    """Return a number in halves, `2.5`; below a half in tenths."""
    return tenths(number) if number < _SEEN_REP else tenths(round(2.0 * number) / 2.0)


def chance(share: float) -> str:
    """Return a probability in steps of five per cent: `about 85 %`, `under 5 %`."""
    per_cent = 100.0 * share
    if per_cent < _STEP:
        return f"under {_STEP} %"
    if per_cent > 100.0 - _STEP:
        return f"over {100 - _STEP} %"
    return f"about {_STEP * round(per_cent / _STEP)} %"


def _at_least(a_week: float) -> str:
    """Return a lower end: `at least 3 times a week`."""
    times = halves(a_week)
    return "at least once a week" if times == "1" else f"at least {times} times a week"


def _about(middle: float, low: float, high: float) -> str:
    """Return a share with its interval in per cent: `about 1.7 % (0.8 to 2.5 %)`."""
    return f"about {100.0 * middle:.1f} % ({100.0 * low:.1f} to {100.0 * high:.1f} %)"


def _hours(cost: PartCost) -> str:
    """Return a half-life with its interval, in hours or days: `about 12 h (5 to 29 h)`."""
    middle, low, high = cost.half_life_h, cost.half_life_h_low, cost.half_life_h_high
    if middle < _TWO_DAYS_H:
        return f"about {middle:.0f} h ({low:.0f} to {high:.0f} h)"
    return f"about {tenths(middle / 24.0)} days ({tenths(low / 24.0)} to {tenths(high / 24.0)})"
