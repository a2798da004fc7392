"""Recovery in words: what a set costs, why sets fell short, how often failure is borne; no finer than it is known."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime

from momentary.athlete import Part
from momentary.figures.readiness_words import HARDLY, OWN_ENOUGH
from momentary.figures.recovery_report import RecoveryReport
from momentary.figures.wording import capital, counted, day, short_day, tenths
from momentary.inference.attribution import Attribution
from momentary.inference.part_costs import PartCost
from momentary.language import decimals, mark, say
from momentary.prescription.frequency import LATELY_DAYS, Frequency

RESTS_ON = (
    "own-cost", "own-causes", "own-frequency", "failure-costs-a-day-more", "fatigue-is-neural-and-muscular",
    "frequency-is-individual", "too-much-failure-tires-centrally",
)  # fmt: skip
"""The entries of the ledger that recovery rests on."""

MUSCLES_SHOWN = 6
"""So many muscles are told in the terminal; the record has them all."""

NO_FAILURE = mark(
    "Your log marks no set as a failure. Mark those that failed in your app: then it can be said why they did, and how "
    "often you come back."
)

BY_STRENGTH_ALONE = mark(
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
    yield say(
        "A set of ten to failure leaves its muscles weaker by {share} once the first minutes are over.",
        share=_about(cost.cost, cost.cost_low, cost.cost_high),
    )
    yield say("Half of that is back after {hours}.", hours=_hours(cost)) + f" {whose_cost(cost)}"


def whose_cost(cost: PartCost) -> str:
    """Return whose numbers a cost is told in, as a sentence."""
    if cost.learnt >= OWN_ENOUGH:
        return say("These numbers are mostly your own: your log has taught them.")
    if cost.learnt >= HARDLY:
        return say("These numbers are partly your own; the rest is typical of lifters.")
    return say("These numbers are typical of lifters: your log has not taught you others.")


def failure_heading(one: Attribution, label: str, last: datetime) -> str:
    """Return which set failed: `17 Oct, Bench Press, 8 reps`; with the year where that is not the log's last."""
    when = day(one.at) if one.at.year != last.year else short_day(one.at)
    return f"{when}, {label}, {counted(one.repetitions, 'rep')}"


def failure_sentences(one: Attribution) -> Iterator[str]:
    """Yield by how much a set fell short, for which reason, and what speaks for that."""
    if one.shortfall < _SEEN_REP:
        yield say("Fatigue took less than half a repetition.")
        return
    low, high = halves(max(one.low, 0.0)), halves(one.high)
    short = halves(one.shortfall)
    fewer = say("About {count} fewer than rested ({low} to {high}).", count=short, low=low, high=high)
    if low == high:
        fewer = say("About {count} fewer than rested.", count=short)
    yield f"{fewer} {reason_words(one)}."
    yield f"{capital('; '.join(one.reasons[:_MOST_REASONS]))}."


def reason_words(one: Attribution) -> str:
    """Return the chances of each reason, in steps of five per cent: the likeliest first."""
    found = [
        (one.muscular, say("muscles {chance}", chance=chance(one.muscular))),
        (one.neural, say("nerves {chance}", chance=chance(one.neural))),
        (one.cannot_tell, say("cannot be told {chance}", chance=chance(one.cannot_tell))),
    ]
    return capital(", ".join(text for _, text in sorted(found, key=lambda row: -row[0])))


def frequency_sentence(one: Frequency) -> str:
    """Return how often a muscle went to failure, how often it could, and how it came back."""
    could = bears_words(one.bears, one.bears_low, one.bears_high)
    told = say(
        "{muscle}: {often}; could {could}.", muscle=capital(one.muscle.label), often=often(one.lately), could=could
    )
    return f"{told} {came_back_words(one)}"


def bears_words(middle: float, low: float, high: float) -> str:
    """Return how often a muscle could be taken to failure; nothing beyond daily is claimed.

    Args:
        middle: Median [1/week].
        low: Lower end of the 80 % interval [1/week].
        high: Upper end [1/week].
    """
    if low >= _DAILY:
        return say("be daily")
    if middle >= _DAILY:
        return say("be daily, {least}", least=_at_least(low))
    top = say("daily") if high >= _DAILY else halves(high)
    if halves(low) == top:
        return say("be about {times} times a week", times=halves(middle))
    return say("be about {times} times a week ({low} to {high})", times=halves(middle), low=halves(low), high=top)


def came_back_words(one: Frequency) -> str:
    """Return how first sets went in the session after one to failure, as a sentence."""
    if math.isnan(one.came_back):
        return say("Too few sessions to compare yet to say how it came back.")
    low, high = tenths(one.came_back_low), tenths(one.came_back_high)
    if one.came_back_low <= 0.0 <= one.came_back_high:
        return say(
            "It came back as usual (by {returns}: {low} to +{high} reps).",
            returns=counted(one.returns, "return"), low=low, high=high,
        )  # fmt: skip
    is_stronger = one.came_back > 0.0
    least, most = (end.removeprefix("-") for end in ((low, high) if is_stronger else (high, low)))
    told = {"low": least, "high": most, "returns": counted(one.returns, "return")}
    if is_stronger:
        return say("It came back stronger than from other sessions, by {low} to {high} reps ({returns}).", **told)
    return say("It came back weaker than from other sessions, by {low} to {high} reps ({returns}).", **told)


def frequency_heading() -> str:
    """Return what stands above the muscles."""
    return say(
        "How often your muscles went to failure in the last {weeks} weeks, and how often they could",
        weeks=f"{LATELY_DAYS / 7.0:.0f}",
    )


def no_frequency(report: RecoveryReport) -> str:
    """Return why no muscle is told of."""
    if not report.failures:
        return say(NO_FAILURE)
    return say("No muscle went to failure in the last {weeks} weeks of your log.", weeks=f"{LATELY_DAYS / 7.0:.0f}")


def residual(report: RecoveryReport) -> PartCost:
    """Return the part of fatigue that lifters mean by recovery: of a muscle, over hours to days."""
    return next(one for one in report.costs if one.part is Part.RESIDUAL)


def often(a_week: float) -> str:
    """Return how often something was: `2.5 times a week`, `once in 3 weeks`."""
    if a_week >= _WEEKLY:
        times = halves(a_week)
        return say("once a week") if times == "1" else say("{times} times a week", times=times)
    if a_week > 0.0:
        return say("once in {weeks}", weeks=counted(round(1.0 / a_week), "week"))
    return say("not at all")


_WEEKLY = 0.75


def halves(number: float) -> str:
    """Return a number in halves, `2.5`; below a half in tenths."""
    return tenths(number) if number < _SEEN_REP else tenths(round(2.0 * number) / 2.0)


def chance(share: float) -> str:
    """Return a probability in steps of five per cent: `about 85 %`, `under 5 %`."""
    per_cent = 100.0 * share
    if per_cent < _STEP:
        return say("under {share} %", share=_STEP)
    if per_cent > 100.0 - _STEP:
        return say("over {share} %", share=100 - _STEP)
    return say("about {share} %", share=_STEP * round(per_cent / _STEP))


def _at_least(a_week: float) -> str:
    """Return a lower end: `at least 3 times a week`."""
    times = halves(a_week)
    if times == "1":
        return say("at least once a week")
    return say("at least {times} times a week", times=times)


def _about(middle: float, low: float, high: float) -> str:
    """Return a share with its interval in per cent: `about 1.7 % (0.8 to 2.5 %)`."""
    told = (decimals(100.0 * one) for one in (middle, low, high))
    return say("about {middle} % ({low} to {high} %)", **dict(zip(("middle", "low", "high"), told, strict=True)))


def _hours(cost: PartCost) -> str:
    """Return a half-life with its interval, in hours or days: `about 12 h (5 to 29 h)`."""
    middle, low, high = cost.half_life_h, cost.half_life_h_low, cost.half_life_h_high
    if middle < _TWO_DAYS_H:
        return say("about {middle} h ({low} to {high} h)", middle=f"{middle:.0f}", low=f"{low:.0f}", high=f"{high:.0f}")
    return say(
        "about {middle} days ({low} to {high})",
        middle=tenths(middle / 24.0), low=tenths(low / 24.0), high=tenths(high / 24.0),
    )  # fmt: skip
