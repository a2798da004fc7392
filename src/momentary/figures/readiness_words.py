"""Readiness in words: no finer than it is known, and whose numbers they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from momentary.evidence import SAFETY
from momentary.figures.palette import tired_step
from momentary.figures.wording import capital, counted, day, short_day
from momentary.inference.readiness import Readiness, StateLevel

NEURAL = "Neural state"
"""What the state without a muscle is called."""

OWN_ENOUGH, HARDLY = 0.5, 0.1
"""From the first share on a number is the lifter's own; below the second it is a typical lifter's."""

NOT_ADVICE = f"{SAFETY} Illness and a bad night count for more than any number here."
"""What stands under readiness."""

RESTS_ON = ("own-readiness", "muscles-clear-in-a-day-or-two", "neural-fatigue-lasts-months", "failure-costs-a-day-more")
"""The entries of the ledger that readiness rests on."""

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FEELS = ("fresh", "nearly fresh", "a little tired", "a little tired", "tired", "tired", "very tired")
_FINE_HOURS, _COARSE_HOURS = 1, 6
_FINE_WITHIN = timedelta(hours=48)
_MOST_NAMED = 4


def state_name(state: StateLevel) -> str:
    """Return the name of a state: `Front deltoid`."""
    return NEURAL if state.muscle is None else capital(state.muscle.label)


def whole(share: float) -> str:
    """Return a share of rested strength in whole per cent, without the sign: `84`."""
    return f"{round(100.0 * share)}"


def interval(state: StateLevel) -> str:
    """Return the 80 % interval of a level: `76 to 91 %`."""
    low, high = whole(state.low), whole(state.high)
    return f"{low} %" if low == high else f"{low} to {high} %"


def level_words(state: StateLevel) -> str:
    """Return a level with its 80 % interval: `84 % (76 to 91 %)`."""
    return f"{whole(state.level)} % ({interval(state)})"


def feels(state: StateLevel) -> str:
    """Return a state in words, as wide as its interval: `fresh`, `nearly fresh to tired`."""
    best, worst = _FEELS[tired_step(state.high)], _FEELS[tired_step(state.low)]
    return best if best == worst else f"{best} to {worst}"


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
        return "now"
    rounded = _rounded_up(when, _FINE_HOURS if when - at <= _FINE_WITHIN else _COARSE_HOURS)
    # Midnight ends its day: `Wed ~24:00` is read more surely than `Thu ~00:00`.
    is_midnight = rounded.hour == 0 and rounded.minute == 0
    named = rounded - timedelta(minutes=1) if is_midnight else rounded
    clock = "~24:00" if is_midnight else f"~{rounded:%H:%M}"
    ahead = named.toordinal() - at.toordinal()
    if ahead == 0:
        return f"today {clock}"
    return f"{_DAYS[named.weekday()]} {clock}" if ahead < len(_DAYS) else f"{_day_named(named)} {clock}"


def days_ahead(readiness: Readiness) -> int:
    """Return how many days the courses look ahead."""
    last = max((float(course.hours[-1]) for course in readiness.courses if len(course.hours)), default=0.0)
    return math.floor(last / 24.0 + 1e-9)


def recovered_words(state: StateLevel, readiness: Readiness) -> str:
    """Return when a state is recovered: `now`, `Tue ~18:00`, `not within 14 days`."""
    if state.recovered_at is not None:
        return time_of(state.recovered_at, readiness.at)
    ahead = days_ahead(readiness)
    return f"not within {counted(ahead, 'day')}" if ahead else "not known"


def recovered_shortly(state: StateLevel, readiness: Readiness) -> str:
    """Return the same in at most ten letters, without the hour: `now`, `Tue`, `Tue 1 Dec`, `> 14 days`."""
    if state.recovered_at is not None:
        return time_of(state.recovered_at, readiness.at).partition(" ~")[0]
    ahead = days_ahead(readiness)
    return f"> {counted(ahead, 'day')}" if ahead else "not known"


def recovered_sentence(state: StateLevel, readiness: Readiness) -> str:
    """Return the same as a sentence that names level and probability."""
    bar = f"({whole(readiness.wanted)} %) with {whole(readiness.probability)} % probability"
    if state.recovered_at is None:
        ahead = days_ahead(readiness)
        within = f"within {counted(ahead, 'day')}" if ahead else "as far as was looked"
        return f"Not recovered {bar} {within}."
    when = time_of(state.recovered_at, readiness.at)
    return f"Recovered {bar} {when if when == 'now' or when.startswith('today') else f'on {when}'}."


def whose(state: StateLevel) -> str:
    """Return whose number a level is: how much of it the log has taught."""
    if state.learnt < HARDLY:
        return "typical lifters'"
    return "partly yours" if state.learnt < OWN_ENOUGH else "yours"


def what_the_log_taught(readiness: Readiness) -> str:
    """Return one sentence on how much of the numbers is the lifter's own."""
    states = (readiness.neural, *readiness.muscles)
    own = [state for state in states if state.learnt >= OWN_ENOUGH]
    partly = [state for state in states if HARDLY <= state.learnt < OWN_ENOUGH]
    if not own and not partly:
        return (
            "Your log has taught next to nothing about your recovery yet: these numbers are the prior's, typical "
            "lifters', not your own."
        )
    if len(own) == len(states):
        return "Your log has taught most of what these numbers say: they are your own."
    said = [f"much about {_named(own)}"] if own else []
    said += [f"a little about {_named(partly)}"] if partly else []
    rest = len(states) - len(own) - len(partly)
    ending = "; the other numbers are the prior's, typical lifters', not your own." if rest else "."
    return f"Of your recovery your log has taught {' and '.join(said)}{ending}"


def readiness_sentence(readiness: Readiness) -> str:
    """Return all states in a sentence or two: the most tired muscles with when they are recovered, the rest counted."""
    states = (*readiness.muscles, readiness.neural)
    waiting = [state for state in states if state.recovered_at is None or state.recovered_at > readiness.at]
    begin = f"Readiness, {moment(readiness.at)}:"
    if not waiting:
        return f"{begin} every muscle and the nerves are recovered, as far as the log tells."
    told = [
        f"{state_name(state).lower()} {whole(state.level)} % ({_back(state, readiness)})"
        for state in waiting[:_MOST_NAMED]
    ]
    left = len(waiting) - len(told)
    more = [f"{left} more not yet recovered"] if left else []
    rest = len(states) - len(waiting)
    ending = " All others are recovered." if rest else ""
    return f"{begin} {', '.join([*told, *more])}.{ending}"


def _back(state: StateLevel, readiness: Readiness) -> str:
    """Return when a state that is not recovered will be: `recovered Tue ~18:00`, `not within 14 days`."""
    words = recovered_words(state, readiness)
    return words if state.recovered_at is None else f"recovered {words}"


def spoken(state: StateLevel, readiness: Readiness) -> str:
    """Return all about a state in one line, for those who point at it or listen."""
    return f"{state_name(state)}: {level_words(state)}. {recovered_sentence(state, readiness)} {_whose_sentence(state)}"


def spoken_day(when: datetime) -> str:
    """Return a day with its weekday and year: `Sun 22 Nov 2026`."""
    return f"{_DAYS[when.weekday()]} {day(when)}"


def weekday(when: datetime) -> str:
    """Return a weekday with the day of the month, for an axis: `Sun 22`."""
    return f"{_DAYS[when.weekday()]} {when.day}"


def _day_named(when: datetime) -> str:
    """Return a day with its weekday: `Sun 22 Nov`."""
    return f"{_DAYS[when.weekday()]} {short_day(when)}"


def _whose_sentence(state: StateLevel) -> str:
    """Return how much of a level the log has taught, as a sentence."""
    return {
        "yours": "Learnt from your log.",
        "partly yours": "Partly learnt from your log.",
    }.get(whose(state), "The prior's number, not learnt from your log.")


def _named(states: Sequence[StateLevel]) -> str:
    """Return the names of states in a sentence; beyond a few they are counted."""
    names = [state_name(state).lower() for state in states]
    names = [f"the {name}" if name == NEURAL.lower() else name for name in names]
    if len(names) > _MOST_NAMED:
        names = [*names[: _MOST_NAMED - 1], f"{len(names) - _MOST_NAMED + 1} others"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _rounded_up(when: datetime, hours: int) -> datetime:
    """Return the next full hour that is a multiple of some hours of the day."""
    floor = when.replace(hour=when.hour - when.hour % hours, minute=0, second=0, microsecond=0)
    step = timedelta(hours=hours)
    is_last = datetime.max.replace(tzinfo=when.tzinfo) - floor < step
    return when if is_last or floor == when else floor + step
