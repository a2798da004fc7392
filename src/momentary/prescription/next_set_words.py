"""Why the next set is as it is, in sentences that name their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from momentary.language import decimals_of, percent, say, say_count
from momentary.prescription.goals import Aim
from momentary.prescription.load_outlook import LoadOutlook
from momentary.prescription.methods.advice import Advice
from momentary.prescription.placement import LAYOFF_DAYS, Placement
from momentary.quantities import Load

if TYPE_CHECKING:
    from momentary.prescription.next_set import NextQuestion

SAME_KG = 0.01
"""Loads closer than this are one [kg]."""

_MUCH_MORE = 3


def why_ended_so(question: NextQuestion, placement: Placement, aim: Aim, *, to_failure: bool) -> tuple[Advice, ...]:
    """Return why the set goes to failure, or why it does not."""
    if to_failure:
        if placement.overruling is not None:
            why = placement.overruling.because
            told = say("To failure, because you say so: kept on record as your decision.")
            if why is not None:
                told = say('To failure, because you say so ("{why}"): kept on record as your decision.', why=why)
            return (Advice(told, ("own-words", "use-failure-sparingly")), *placement.doubts)
        return (Advice(say("To failure: it is cheap here."), ("use-failure-sparingly",)), *placement.reasons)
    if question.wants_failure:
        no = say("You wish for failure: {verdict}.", verdict=placement.verdict.label)
        return (Advice(no, ("use-failure-sparingly",)), *placement.against)
    if question.reserve is not None:
        return (Advice(say("You said how many to leave."), ("own-words", "lifters-know-their-reserve")),)
    return (aim.why,)


def why_fewer(fewer: int, chance: float | None) -> tuple[Advice, ...]:
    """Return why a set is so many repetitions shorter for want of recovery."""
    if not fewer or chance is None:
        return ()
    text = say_count(
        fewer,
        "{count} repetition fewer: you are recovered with {chance} probability only.",
        "{count} repetitions fewer: you are recovered with {chance} probability only.",
        chance=percent(chance),
    )
    return (Advice(text, ("own-readiness", "failure-costs-a-day-more")),)


def why_more_left(beyond: int) -> tuple[Advice, ...]:
    """Return why a set leaves more than it should, by so many repetitions; nothing where that is little."""
    if beyond < _MUCH_MORE:
        return ()
    text = say("More is left than that: loads rise step by step, and what is told should hold 8 times in 10.")
    return (Advice(text, ("own-forecast", "loads-have-to-rise")),)


def why_lighter(load_kg: float, eased_kg: float) -> tuple[Advice, ...]:
    """Return why a set is lighter than it could be."""
    if eased_kg >= load_kg - SAME_KG:
        return ()
    easy = say("Lighter than you could: an easy stretch, since there are signs of tiredness.")
    return (Advice(easy, ("deloads-restore-strength",)),)


def why_by_last_set(
    question: NextQuestion, outlook: LoadOutlook, load: Load, chosen: Advice | None
) -> tuple[Advice, ...]:
    """Return what the last set says of this one."""
    found = [] if chosen is None else [chosen]
    low, high = outlook.known.interval(0.8)
    middle = outlook.known.median
    is_same = abs(outlook.known_kg - load.kg) < SAME_KG
    if outlook.done_kg is None:
        if not is_same:
            there = _told_kg(question, outlook.known_kg)
            text = say(
                "By your last session about {middle} ({low} to {high}) would go at {load}, to failure.",
                middle=middle, low=low, high=high, load=there,
            )  # fmt: skip
            found.append(Advice(text, ("own-forecast", "one-formula-fits-all")))
        if outlook.age_days > LAYOFF_DAYS:
            text = say(
                "Last done {days} days ago: what went then need not go now. Stop early in doubt.",
                days=f"{outlook.age_days:.0f}",
            )
            found.append(Advice(text, ("own-forecast", "own-log")))
        return tuple(found)
    last_set = question.last
    head = None if last_set is None else last_set.segments[0]
    if last_set is not None and head is not None and head.repetitions is not None and head.load is not None:
        done = {"repetitions": head.repetitions, "load": head.load.written}
        text = say("Last set: {repetitions} at {load}", **done)
        if last_set.is_failure:
            text = say("Last set: {repetitions} at {load} to failure", **done)
        there = say(
            "{set}, now about {middle} ({low} to {high}) would go there.", set=text, middle=middle, low=low, high=high
        )
        text = f"{text}." if is_same else there
        keys = ("own-forecast", "early-failure-harms-later-sets") if last_set.is_failure else ("own-forecast",)
        found.append(Advice(text, keys))
    return tuple(found)


def why_rest(outlook: LoadOutlook, rest_s: float | None) -> tuple[Advice, ...]:
    """Return why the rest is as long as it is."""
    if rest_s is None:
        return ()
    minutes = half_life_s(outlook) / 60.0
    text = say(
        "Rest: what tires for minutes only is down by half in about {minutes}. Longer does no harm.",
        minutes=f"{minutes:.0f}",
    )
    return (Advice(text, ("longer-rests-keep-repetitions", "neural-fatigue-lasts-months")),)


def half_life_s(outlook: LoadOutlook) -> float:
    """Return the half-life of what a set leaves for minutes [s]."""
    return 86400.0 * outlook.prior.fatigue.neural_acute.half_life


def _told_kg(question: NextQuestion, load_kg: float) -> str:
    """Return a load of the log in the gym's unit; what is below zero on a body is help."""
    last = question.gym.told(abs(load_kg))
    words = f"{decimals_of(f'{last.value:.4g}')} {last.unit}"
    return words if load_kg >= 0.0 else say("{load} of help", load=words)
