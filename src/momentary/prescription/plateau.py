"""Is strength still rising? A test whose false alarms stay rare however often one looks, and a probability.

The test asks whether a lifter who gains `RISING` a week would show so little over the last eight weeks, or sixteen. A
lifter who looks after every session looks some two dozen times in eight weeks, at numbers that lean on each other; the
limits `FIRST_LIMIT` and `LATER_LIMIT` are those at which at most one in twenty such lifters is ever alarmed in eight
weeks of looks (simulated; `benchmarks/plateau_curves.py` repeats it). That holds where sessions are off independently
of one another and the exercise is done alike all the while. Where errors last, false alarms are several times as
common; where an exercise was moved to a later place in the session, they are the rule (`--upset` of the same
benchmark).

In the first eight weeks of an exercise the error of a gain falls with the power 3/2 of the time; the limit falls faster
still, so that nearly all of the one in twenty is kept for the end, where a log can tell something.

The probability is the posterior of the gain under the prior `PRIOR`, which is as sure of a gain above `HALF_WAY` as
below.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from momentary.inference import LevelPosterior, UnknownExerciseError
from momentary.inference.strengths import SessionStrengths
from momentary.inference.trend import WEEK, Trend, plausible_curves, trend_of
from momentary.language import mark, say

RISING = 0.005
"""The gain that a plateau is told from [1/week]: at this gain the rate of false alarms holds; it is lower above."""

HALF_WAY = 0.0025
"""Gains below this are nearer to none than to `RISING` [1/week]."""

PRIOR = (HALF_WAY, 0.005)
"""Mean and SD of the gain before the log is read [1/week]: no opinion."""

SPAN = 8.0
"""Weeks that a question is about."""

FIRST_LIMIT = 2.0
LATER_LIMIT = 2.85
EARLY_POWER = 2.5
FULL_SHARE = 0.925
"""Sessions of eight calendar weeks lie this share of them apart, first to last."""

LEAST_SHARE = 0.5
LONG_SHARE = 1.5
SURE = 0.9
FOUR_IN_FIVE = 0.8416
LEAST_PROBABILITY = 0.6


class Verdict(StrEnum):
    """What is said of an exercise's trend."""

    PLATEAU = "plateau"
    FALLING = "falling"
    RISING = "rising"
    CANNOT_TELL = "cannot tell yet"

    @property
    def label(self) -> str:
        """The same in the language that is spoken."""
        return say(_VERDICTS[self])


_VERDICTS = {
    Verdict.PLATEAU: mark("plateau"),
    Verdict.FALLING: mark("falling"),
    Verdict.RISING: mark("rising"),
    Verdict.CANNOT_TELL: mark("cannot tell yet"),
}


@dataclass(frozen=True, slots=True)
class PlateauReading:
    """Whether strength in an exercise still rises.

    Args:
        verdict: The answer.
        probability: Posterior probability that the gain is below `HALF_WAY`; None where too little is known to ask.
        trend: The gain over the span that the answer rests on; None likewise.
        mean: Posterior mean of the gain [1/week]; None likewise.
        low: Lower end of its 80 % interval [1/week]; None likewise.
        high: Upper end of it.
        surprise: How surprised a lifter would be who gains `RISING`, in standard errors; the alarm is at `limit`.
        limit: Where the alarm is.
        weeks_more: Weeks of training like the last ones until a plateau would be found four times in five; zero where
            that is so by now, None where twice the weeks asked about would not do.
    """

    verdict: Verdict
    probability: float | None
    trend: Trend | None
    mean: float | None
    low: float | None
    high: float | None
    surprise: float
    limit: float
    weeks_more: float | None

    @property
    def is_alarm(self) -> bool:
        """Whether the test says that strength no longer rises."""
        return self.verdict in (Verdict.PLATEAU, Verdict.FALLING)


def read_plateau(strengths: SessionStrengths, *, weeks: float = SPAN) -> PlateauReading:
    """Return whether strength in an exercise still rises, as of its last session.

    Args:
        strengths: What each session of the exercise says (`LevelPosterior.session_strengths`).
        weeks: The weeks that the question is about; the rate of false alarms is that of looks over as many weeks.

    Raises:
        ValueError: The weeks are fewer than two.
    """
    if weeks < 2.0:
        raise ValueError(f"The weeks are {weeks:g}: ask about two or more, a trend needs time.")
    trend, short = _asked(strengths, weeks)
    if trend is None or trend.weeks < LEAST_SHARE * weeks:
        return PlateauReading(Verdict.CANNOT_TELL, None, None, None, None, None, 0.0, LATER_LIMIT, None)
    whole = float(strengths.day[-1] - strengths.day[0]) / WEEK
    longer, long = _asked(strengths, 2.0 * weeks) if whole >= LONG_SHARE * weeks else (None, short)
    longest = trend if longer is None else longer
    now, then = chance_below(trend, HALF_WAY), chance_below(longest, HALF_WAY)
    # What is said is the surer of two that agree; where they do not, the last weeks alone speak.
    is_longer = abs(then - 0.5) > abs(now - 0.5) and (then > 0.5) == (now > 0.5)
    spoken, probability = (longest, then) if is_longer else (trend, now)
    surprise, limit = max(short, long), limit_of(whole, weeks=weeks)
    mean, sd = _posterior(spoken)
    verdict = _verdict(spoken, probability, is_alarmed=surprise >= limit and now >= LEAST_PROBABILITY)
    return PlateauReading(
        verdict, probability, spoken, mean, mean - 1.2816 * sd, mean + 1.2816 * sd, surprise, limit,
        _weeks_more(longest, limit=limit, weeks=weeks),
    )  # fmt: skip


def read_plateaus(posterior: LevelPosterior, names: Iterable[str]) -> dict[str, PlateauReading]:
    """Return whether strength still rises in exercises, by the name given, where the log tells anything of them."""
    found = {}
    for name in names:
        try:
            found[name] = read_plateau(posterior.session_strengths(name))
        except UnknownExerciseError:
            continue
    return found


def _asked(strengths: SessionStrengths, weeks: float) -> tuple[Trend | None, float]:
    """Return the gain over a span, as plausible curves have it together, and the surprise that all of them share."""
    found = [trend_of(strengths.at_curve(curve), weeks=weeks) for curve in plausible_curves(strengths)]
    trends = [trend for trend in found if trend is not None]
    if not trends:
        return None, 0.0
    gain = sum(trend.gain for trend in trends) / len(trends)
    var = sum(trend.sd**2 + (trend.gain - gain) ** 2 for trend in trends) / len(trends)
    return replace(trends[0], gain=gain, sd=math.sqrt(var)), min(surprise_of(trend) for trend in trends)


def _verdict(trend: Trend, probability: float, *, is_alarmed: bool) -> Verdict:
    """Return what is said of a trend."""
    if is_alarmed:
        return Verdict.FALLING if chance_below(trend, -HALF_WAY) >= SURE else Verdict.PLATEAU
    return Verdict.RISING if probability <= 1.0 - SURE else Verdict.CANNOT_TELL


def surprise_of(trend: Trend) -> float:
    """Return how far a gain falls short of `RISING`, in standard errors of a lifter who gains that much.

    What such a lifter would have gained in repetitions, at the same loads, is seen through a curve that is doubtful.
    The noise is estimated: errors of Student's kind are brought to those of a normal (Wallace's approximation).
    """
    unseen = min(max(RISING - trend.by_load, 0.0), RISING) * trend.curve_doubt
    short = (RISING - trend.gain) / math.hypot(trend.sd, unseen)
    free = trend.freedom
    return math.copysign(
        math.sqrt(free * math.log1p(short * short / free)) * (8.0 * free + 1.0) / (8.0 * free + 3.0), short
    )


def limit_of(spanned: float, *, weeks: float = SPAN) -> float:
    """Return the surprise at which a plateau is called, for a log that spans so many weeks."""
    if spanned > weeks:
        return LATER_LIMIT
    return float(FIRST_LIMIT * max(FULL_SHARE * weeks / max(spanned, 1e-9), 1.0) ** EARLY_POWER)


def _posterior(trend: Trend) -> tuple[float, float]:
    """Return mean and SD of the gain, the prior known."""
    told, known = trend.sd**-2, PRIOR[1] ** -2
    return (told * trend.gain + known * PRIOR[0]) / (told + known), 1.0 / math.sqrt(told + known)


def chance_below(trend: Trend, gain: float) -> float:
    """Return the posterior probability of less than some gain."""
    mean, sd = _posterior(trend)
    return 0.5 * math.erfc((mean - gain) / (sd * math.sqrt(2.0)))


def _weeks_more(trend: Trend, *, limit: float, weeks: float) -> float | None:
    """Return after how many more weeks like these a plateau would be found four times in five."""
    needed = RISING / (min(limit, LATER_LIMIT) + FOUR_IN_FIVE)
    # Over a span T with sessions as dense, the error of a slope falls with the power 3/2 of T.
    more = trend.weeks * max((trend.sd / needed) ** (2.0 / 3.0) - 1.0, 0.0)
    return more if trend.weeks + more <= 2.0 * weeks else None
