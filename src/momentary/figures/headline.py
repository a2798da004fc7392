"""The sentences with which a report begins, and the warnings that a log calls for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from momentary.figures.placement import SET_OF_EXERCISE
from momentary.figures.report import CountRange, Endings, ExerciseReport, Place, Reading
from momentary.figures.wording import capital, count, counted, day, estimated, per_cent
from momentary.inference.evidence import FAIR_SHARE, NARROW_SHARE

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
    return "narrow" if half < NARROW_SHARE else "fair" if half < FAIR_SHARE else "wide"


def warnings(
    endings: Endings, exercises: Sequence[ExerciseReport], *, last: date | None, made_on: date | None
) -> tuple[str, ...]:
    """Return the sentences on health, safety and age that this log calls for."""
    found = []
    if endings.pain:
        found.append(
            f"{counted(endings.pain, 'set')} ended for pain. This report cannot judge pain and is not medical "
            "advice: see a doctor or physiotherapist if it comes back, and do not take those exercises to failure."
        )
    pinned = [one.label for one in exercises if one.alone is not None and one.next_session is not None]
    if pinned:
        shown = ", ".join(pinned[:4]) + (" and others" if len(pinned) > 4 else "")
        found.append(
            f"Never fail alone under a bar without pins, safety arms or a spotter (here: {shown}). "
            "Without them, stop one or two repetitions short."
        )
    if last is not None and made_on is not None and (made_on - last).days > _STALE_DAYS:
        found.append(
            f"The log ends on {day(last)}, {count((made_on - last).days)} days before this report. What it says "
            "about a next session holds for the days after the log, not for today: start lighter."
        )
    return tuple(found)


def _failures(endings: Endings, places: Sequence[Place]) -> str:
    """Return the sentence on named failures."""
    if endings.failures == 0:
        reported = f", though {counted(endings.zero_reports, 'set')} had 0 in reserve" if endings.zero_reports else ""
        return f"Your log names no failure in {counted(endings.sets, 'working set')}{reported}."
    text = f"You took {count(endings.failures)} of {counted(endings.sets, 'working set')} to failure"
    last = next((place for place in places if place.group == SET_OF_EXERCISE and place.name == "last set"), None)
    if last is not None and last.share_of_failures is not None and endings.failures >= 5:
        return f"{text}. Where an exercise had several sets, {per_cent(last.share_of_failures)} of them were its last."
    return f"{text}."


def _unsaid(endings: Endings, near: CountRange) -> str:
    """Return the sentence on what the log leaves unsaid."""
    untold = f"{per_cent(endings.untold_share)} of your working sets don't say how they ended"
    if endings.untold == endings.sets:
        untold = "No working set says how it ended"
    if round(near.high) == 0:
        return f"{untold}." if endings.untold else ""
    low, high = estimated(round(near.low)), estimated(round(near.high))
    amount = f"probably {estimated(near.expected)}"
    if low != high:
        amount = f"{amount} (between {low} and {high})"
    sets = "further sets" if endings.failures else "sets"
    if not endings.untold:
        return f"{capital(amount)} {sets} came within one repetition of failure."
    return f"{untold}; {amount} {sets} came within one repetition of failure."


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
            "the model; those are marked doubtful."
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
