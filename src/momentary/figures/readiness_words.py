"""Readiness in words: no finer than it is known, and whose numbers they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum

from momentary.evidence import SAFETY
from momentary.figures.palette import tired_step
from momentary.figures.wording import capital, counted, day, short_day
from momentary.inference.readiness import Readiness, StateLevel
from momentary.language import listed, mark, say

NEURAL = mark("Neural state")
"""What the state without a muscle is called."""

OWN_ENOUGH, HARDLY = 0.5, 0.1
"""From the first share on a number is the lifter's own; below the second it is a typical lifter's."""

_NOT_ADVICE = mark("Illness and a bad night count for more than any number here.")
NOT_ADVICE = f"{SAFETY} {_NOT_ADVICE}"
"""What stands under readiness, in English; `not_advice()` says it in the language that is spoken."""

RESTS_ON = ("own-readiness", "muscles-clear-in-a-day-or-two", "neural-fatigue-lasts-months", "failure-costs-a-day-more")
"""The entries of the ledger that readiness rests on."""

_DAYS = (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"))
_FEELS = (
    mark("fresh"), mark("nearly fresh"), mark("a little tired"), mark("a little tired"), mark("tired"), mark("tired"),
    mark("very tired"),
)  # fmt: skip
_FINE_HOURS, _COARSE_HOURS = 1, 6
_FINE_WITHIN = timedelta(hours=48)
_MOST_NAMED = 4


class Owner(Enum):
    """Whose number a level is."""

    LIFTER = mark("yours")
    BOTH = mark("partly yours")
    TYPICAL = mark("typical lifters'")


def not_advice() -> str:
    """Return what stands under readiness."""
    return f"{say(SAFETY)} {say(_NOT_ADVICE)}"


def state_name(state: StateLevel) -> str:
    """Return the name of a state: `Front deltoid`."""
    return say(NEURAL) if state.muscle is None else capital(state.muscle.label)


def _name_within(state: StateLevel) -> str:
    """Return the name of a state within a sentence: `front deltoid`."""
    return say("neural state") if state.muscle is None else state.muscle.label


def whole(share: float) -> str:
    """Return a share of rested strength in whole per cent, without the sign: `84`."""
    return f"{round(100.0 * share)}"


def interval(state: StateLevel) -> str:
    """Return the 80 % interval of a level: `76 to 91 %`."""
    low, high = whole(state.low), whole(state.high)
    return f"{low} %" if low == high else say("{low} to {high} %", low=low, high=high)


def level_words(state: StateLevel) -> str:
    """Return a level with its 80 % interval: `84 % (76 to 91 %)`."""
    return f"{whole(state.level)} % ({interval(state)})"


def feels(state: StateLevel) -> str:
    """Return a state in words, as wide as its interval: `fresh`, `nearly fresh to tired`."""
    best, worst = say(_FEELS[tired_step(state.high)]), say(_FEELS[tired_step(state.low)])
    return best if best == worst else say("{best} to {worst}", best=best, worst=worst)


def moment(when: datetime) -> str:
    """Return a moment: `Sun 22 Nov, 18:30`."""
    return f"{_day_named(when)}, {when:%H:%M}"


def time_of(when: datetime, at: datetime) -> str:
    """Return a coming moment as finely as it can be known: `today ~18:00`, `Tue ~18:00`, `Tue 1 Dec ~18:00`.

    Rounded up, so that what holds then holds at the time named: to the hour within two days, later to six hours.

    Args:
        when: The moment.
        at: The moment from which it is looked at.
    """
    if when <= at:
        return say("now")
    rounded = _rounded_up(when, _FINE_HOURS if when - at <= _FINE_WITHIN else _COARSE_HOURS)
    # Midnight ends its day: `Wed ~24:00` is read more surely than `Thu ~00:00`.
    is_midnight = rounded.hour == 0 and rounded.minute == 0
    named = rounded - timedelta(minutes=1) if is_midnight else rounded
    clock = "~24:00" if is_midnight else f"~{rounded:%H:%M}"
    ahead = named.toordinal() - at.toordinal()
    if ahead == 0:
        return say("today {clock}", clock=clock)
    return f"{_day_short(named)} {clock}" if ahead < len(_DAYS) else f"{_day_named(named)} {clock}"


def days_ahead(readiness: Readiness) -> int:
    """Return how many days the courses look ahead."""
    last = max((float(course.hours[-1]) for course in readiness.courses if len(course.hours)), default=0.0)
    return math.floor(last / 24.0 + 1e-9)


def recovered_words(state: StateLevel, readiness: Readiness) -> str:
    """Return when a state is recovered: `now`, `Tue ~18:00`, `not within 14 days`."""
    if state.recovered_at is not None:
        return time_of(state.recovered_at, readiness.at)
    ahead = days_ahead(readiness)
    return say("not within {days}", days=counted(ahead, "day")) if ahead else say("not known")


def recovered_shortly(state: StateLevel, readiness: Readiness) -> str:
    """Return the same in at most ten letters, without the hour: `now`, `Tue`, `Tue 1 Dec`, `> 14 days`."""
    if state.recovered_at is not None:
        return time_of(state.recovered_at, readiness.at).partition(" ~")[0]
    ahead = days_ahead(readiness)
    return f"> {counted(ahead, 'day')}" if ahead else say("not known")


def recovered_sentence(state: StateLevel, readiness: Readiness) -> str:
    """Return the same as a sentence that names level and probability."""
    bar = {"share": whole(readiness.wanted), "chance": whole(readiness.probability)}
    if state.recovered_at is None:
        ahead = days_ahead(readiness)
        if not ahead:
            return say("Not recovered ({share} %) with {chance} % probability as far as was looked.", **bar)
        days = counted(ahead, "day")
        return say("Not recovered ({share} %) with {chance} % probability within {days}.", days=days, **bar)
    when = time_of(state.recovered_at, readiness.at)
    if when == say("now") or when.startswith(say("today {clock}", clock="")):
        return say("Recovered ({share} %) with {chance} % probability {when}.", when=when, **bar)
    return say("Recovered ({share} %) with {chance} % probability on {when}.", when=when, **bar)


def owner_of(state: StateLevel) -> Owner:
    """Return whose number a level is: how much of it the log has taught."""
    if state.learnt < HARDLY:
        return Owner.TYPICAL
    return Owner.BOTH if state.learnt < OWN_ENOUGH else Owner.LIFTER


def whose(state: StateLevel) -> str:
    """Return the same in words."""
    return say(owner_of(state).value)


def what_the_log_taught(readiness: Readiness) -> str:
    """Return one sentence on how much of the numbers is the lifter's own."""
    states = (readiness.neural, *readiness.muscles)
    own = [state for state in states if state.learnt >= OWN_ENOUGH]
    partly = [state for state in states if HARDLY <= state.learnt < OWN_ENOUGH]
    if not own and not partly:
        return say(
            "Your log has taught next to nothing about your recovery yet: these numbers are the prior's, typical "
            "lifters', not your own."
        )
    if len(own) == len(states):
        return say("Your log has taught most of what these numbers say: they are your own.")
    said = [say("much about {states}", states=_named(own))] if own else []
    said += [say("a little about {states}", states=_named(partly))] if partly else []
    if len(states) == len(own) + len(partly):
        return say("Of your recovery your log has taught {what}.", what=listed(said))
    return say(
        "Of your recovery your log has taught {what}; the other numbers are the prior's, typical lifters', not your "
        "own.",
        what=listed(said),
    )


def readiness_sentence(readiness: Readiness) -> str:
    """Return all states in a sentence or two: the most tired muscles with when they are recovered, the rest counted."""
    states = (*readiness.muscles, readiness.neural)
    waiting = [state for state in states if state.recovered_at is None or state.recovered_at > readiness.at]
    begin = say("Readiness, {moment}:", moment=moment(readiness.at))
    if not waiting:
        return begin + " " + say("every muscle and the nerves are recovered, as far as the log tells.")
    told = [
        f"{_name_within(state)} {whole(state.level)} % ({_back(state, readiness)})" for state in waiting[:_MOST_NAMED]
    ]
    left = len(waiting) - len(told)
    more = [say("{count} more not yet recovered", count=left)] if left else []
    rest = len(states) - len(waiting)
    ending = " " + say("All others are recovered.") if rest else ""
    return f"{begin} {', '.join([*told, *more])}.{ending}"


def _back(state: StateLevel, readiness: Readiness) -> str:
    """Return when a state that is not recovered will be: `recovered Tue ~18:00`, `not within 14 days`."""
    words = recovered_words(state, readiness)
    return words if state.recovered_at is None else say("recovered {when}", when=words)


def spoken(state: StateLevel, readiness: Readiness) -> str:
    """Return all about a state in one line, for those who point at it or listen."""
    return f"{state_name(state)}: {level_words(state)}. {recovered_sentence(state, readiness)} {_whose_sentence(state)}"


def spoken_day(when: datetime) -> str:
    """Return a day with its weekday and year: `Sun 22 Nov 2026`."""
    return f"{_day_short(when)} {day(when)}"


def weekday(when: datetime) -> str:
    """Return a weekday with the day of the month, for an axis: `Sun 22`."""
    return f"{_day_short(when)} {when.day}"


def _day_named(when: datetime) -> str:
    """Return a day with its weekday: `Sun 22 Nov`."""
    return f"{_day_short(when)} {short_day(when)}"


def _day_short(when: datetime) -> str:
    return say(_DAYS[when.weekday()])


def _whose_sentence(state: StateLevel) -> str:
    """Return how much of a level the log has taught, as a sentence."""
    return {
        Owner.LIFTER: say("Learnt from your log."),
        Owner.BOTH: say("Partly learnt from your log."),
        Owner.TYPICAL: say("The prior's number, not learnt from your log."),
    }[owner_of(state)]


def _named(states: Sequence[StateLevel]) -> str:
    """Return the names of states in a sentence; beyond a few they are counted."""
    names = [say("the neural state") if state.muscle is None else _name_within(state) for state in states]
    if len(names) > _MOST_NAMED:
        names = [*names[: _MOST_NAMED - 1], say("{count} others", count=len(names) - _MOST_NAMED + 1)]
    return listed(names)


def _rounded_up(when: datetime, hours: int) -> datetime:
    """Return the next full hour that is a multiple of some hours of the day."""
    floor = when.replace(hour=when.hour - when.hour % hours, minute=0, second=0, microsecond=0)
    step = timedelta(hours=hours)
    is_last = datetime.max.replace(tzinfo=when.tzinfo) - floor < step
    return when if is_last or floor == when else floor + step
