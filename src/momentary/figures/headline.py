"""The sentences with which a report begins, and the warnings that a log calls for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from momentary.figures.naming import STOPS
from momentary.figures.placement import SET_OF_EXERCISE
from momentary.figures.report import CountRange, Endings, ExerciseReport, Place, Reading
from momentary.figures.wording import count, counted, day, estimated, is_vague, per_cent
from momentary.inference.evidence import FAIR_SHARE, NARROW_SHARE
from momentary.language import say
from momentary.prescription.methods import Advice

_STALE_DAYS = 21


def headline(
    reading: Reading, endings: Endings, near: CountRange, places: Sequence[Place], exercises: Sequence[ExerciseReport]
) -> tuple[str, ...]:
    """Return two or three plain sentences: what the log says about failure, and how sure that is."""
    if reading.sets == 0:
        return ("This log holds no sets yet. Log one, and the report has something to say.",)
    if reading.working_sets == 0:
        held = f"This log holds {counted(reading.sets, 'set')}, but no working set with repetitions"
        return (f"{held}: nothing can be said about failure.",)
    return tuple(filter(None, (_failures(endings, places), _unsaid(endings, near), _surety(exercises))))


def width_word(exercise: ExerciseReport) -> str | None:
    """Return how wide the interval of an exercise's 1RM is: `narrow`, `fair` or `wide`."""
    kg = exercise.one_rm_kg
    if kg is None:
        return None
    half = 0.5 * (kg.p90 - kg.p10) / max(abs(kg.p50), 1e-9)
    return say("narrow") if half < NARROW_SHARE else say("fair") if half < FAIR_SHARE else say("wide")


def warnings(
    endings: Endings, exercises: Sequence[ExerciseReport], *, last: date | None, made_on: date | None
) -> tuple[Advice, ...]:
    """Return the sentences on health, safety and age that this log calls for."""
    found = []
    if endings.pain:
        text = (
            f"{counted(endings.pain, 'set')} ended for pain. This report cannot judge pain and is not medical "
            "advice: see a doctor or physiotherapist if it comes back, and do not take those exercises to failure."
        )
        found.append(Advice(text, ("pain-ends-a-set",)))
    due = [one for one in exercises if one.alone is not None and one.next_session is not None]
    pinned = [one.label for one in due if one.alone != STOPS]
    if pinned:
        text = (
            f"Never fail alone under a load that can pin you or fall on you (here: {_some(pinned)}) without pins, "
            "safety arms or a spotter. Without them, stop one or two repetitions short."
        )
        found.append(Advice(text, ("a-bar-can-pin-you",)))
    stopped = [one.label for one in due if one.alone == STOPS]
    if stopped:
        text = f"Set the machine's stops before a set to failure (here: {_some(stopped)})."
        found.append(Advice(text, ("a-bar-can-pin-you",)))
    if last is not None and made_on is not None and (made_on - last).days > _STALE_DAYS:
        text = (
            f"The log ends on {day(last)}, {_age((made_on - last).days)} before this report. What it says "
            "about a next session holds for the days after the log, not for today: start lighter."
        )
        found.append(Advice(text, ("own-log", "own-forecast")))
    return tuple(found)


def _some(labels: Sequence[str]) -> str:
    """Return the first few labels, and whether there are others."""
    return ", ".join(labels[:4]) + (" and others" if len(labels) > 4 else "")


def _age(days: int) -> str:
    """Return how long ago something was, in days, or in whole years from two years on."""
    years = int(days / 365.25)
    return f"{count(days)} days" if years < 2 else f"more than {years} years"


def _failures(endings: Endings, places: Sequence[Place]) -> str:
    """Return the sentence on named failures."""
    if endings.failures == 0:
        reported = f", though {counted(endings.zero_reports, 'set')} had 0 in reserve" if endings.zero_reports else ""
        return f"Your log names no failure in {counted(endings.sets, 'working set')}{reported}."
    text = f"Your log marks {count(endings.failures)} of {counted(endings.sets, 'working set')} as failures"
    last = next((place for place in places if place.group == SET_OF_EXERCISE and place.name == "last set"), None)
    if last is not None and last.share_of_failures is not None and endings.failures >= 5:
        share = per_cent(last.share_of_failures)
        return f"{text}. Where an exercise had several sets, {share} of its failures came in the last one."
    return f"{text}."


def _unsaid(endings: Endings, near: CountRange) -> str:
    """Return the sentence on what the log leaves unsaid."""
    untold = f"{per_cent(endings.untold_share)} of your working sets don't say how they ended"
    if endings.untold == endings.sets:
        untold = "No working set says how it ended"
    if round(near.high) == 0:
        return f"{untold}." if endings.untold else ""
    low, high = estimated(round(near.low)), estimated(round(near.high))
    further = "further " if endings.failures else ""
    if is_vague(near):
        least = low if round(near.low) else "none"
        amount = f"Anything from {least} to {high} {further}sets may have come within one repetition of failure"
    else:
        middle = estimated(near.expected) + (f" (between {low} and {high})" if low != high else "")
        amount = f"Probably {middle} {further}sets came within one repetition of failure"
    return f"{untold}. {amount}." if endings.untold else f"{amount}."


def _surety(exercises: Sequence[ExerciseReport]) -> str:
    """Return the sentence on how sure the report is."""
    known = [one for one in exercises if one.one_rm_kg is not None]
    if not known:
        return "No exercise has a set with both a load and repetitions, so no strength can be estimated."
    lately = [one for one in known if one.next_session is not None] or known
    doubted = sum(one.doubt is not None for one in lately)
    if doubted:
        return (
            f"How sure: in {count(doubted)} of {counted(len(lately), 'exercise')} trained lately the log contradicts "
            f"the model; {'it is' if doubted == 1 else 'they are'} marked doubtful."
        )
    if not any(one.failures or one.reports for one in lately):
        return (
            "How sure: no failure and no reserve is logged for what you trained lately, so every 1RM rests on how "
            "lifters usually stop. One set to failure, where that is safe, would tell more."
        )
    wide = sum(width_word(one) == "wide" for one in lately)
    if len(lately) == 1:
        return f"How sure: the 1RM of your one exercise trained lately is {_known(width_word(lately[0]))}."
    of = counted(len(lately), "exercise") + " trained lately"
    if wide == 0:
        return f"How sure: the 1RM is fairly well known in all {of}."
    if wide == len(lately):
        return f"How sure: not very. The 1RM is only roughly known in all {of}."
    return f"How sure: the 1RM is fairly well known in {len(lately) - wide} of {of}, and only roughly in {wide}."


def _known(word: str | None) -> str:
    """Return how well something is known, for a word of its interval's width."""
    return "only roughly known" if word == "wide" else "fairly well known"
