"""The sentences with which a report begins, and the warnings that a log calls for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from momentary.figures.placement import SET_OF_EXERCISE
from momentary.figures.report import CountRange, Endings, ExerciseReport, Place, Reading
from momentary.figures.wording import count, counted, day, per_cent

NARROW, FAIR = 0.08, 0.2
"""Width of the 80 % interval over the 1RM: below the first it is narrow, below the second fair, else wide."""

_STALE_DAYS = 21


def headline(
    reading: Reading, endings: Endings, near: CountRange, places: Sequence[Place], exercises: Sequence[ExerciseReport]
) -> tuple[str, ...]:
    """Return two or three plain sentences: what the log says about failure, and how sure that is."""
    if reading.sets == 0:
        return ("This log holds no sets yet. Log one, and the report has something to say.",)
    if reading.working_sets == 0:
        return (
            f"This log holds {counted(reading.sets, 'set')}, but no working set with repetitions: nothing can be "
            "said about failure.",
        )
    return tuple(filter(None, (_failures(endings, places), _unsaid(endings, near), _surety(exercises))))


def width_word(exercise: ExerciseReport) -> str | None:
    """Return how wide the interval of an exercise's 1RM is: `narrow`, `fair` or `wide`."""
    kg = exercise.one_rm_kg
    if kg is None:
        return None
    relative = (kg.p90 - kg.p10) / max(abs(kg.p50), 1e-9)
    return "narrow" if relative < NARROW else "fair" if relative < FAIR else "wide"


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
    verb = "set" if endings.failures == 1 else "sets"
    text = f"You took {count(endings.failures)} of {counted(endings.sets, 'working set')} to failure"
    last = next((place for place in places if place.group == SET_OF_EXERCISE and place.name == "last set"), None)
    if last is not None and last.share_of_failures is not None and endings.failures >= 5:
        return f"{text}; {per_cent(last.share_of_failures)} of those {verb} were the last of their exercise."
    return f"{text}."


def _unsaid(endings: Endings, near: CountRange) -> str:
    """Return the sentence on what the log leaves unsaid."""
    untold = f"{_capital(per_cent(endings.untold_share))} of your working sets don't say how they ended"
    if near.high < 0.5:
        return f"{untold}." if endings.untold else ""
    others = "of the others" if endings.failures else "of them"
    amount = f"probably {count(near.expected)} (between {count(near.low)} and {count(near.high)})"
    if round(near.low) == round(near.high):
        amount = f"probably {count(near.expected)}"
    if not endings.untold:
        return f"{_capital(others)}, {amount} came within one repetition of it."
    return f"{untold}; {amount} sets beyond the named failures came within one repetition of it."


def _surety(exercises: Sequence[ExerciseReport]) -> str:
    """Return the sentence on how sure the report is."""
    widths = [(one, word) for one in exercises if (word := width_word(one)) is not None]
    if not widths:
        return "No exercise has a set with both a load and repetitions, so no strength can be estimated."
    lately = [pair for pair in widths if pair[0].next_session is not None] or widths
    total = len(lately)
    wide = sum(word == "wide" for _, word in lately)
    of = counted(total, "exercise") + " trained lately"
    if total == 1:
        return f"How sure: the 1RM of your one exercise trained lately is {_known(lately[0][1])}."
    if wide == 0:
        return f"How sure: the 1RM is fairly well known in all {of}."
    if wide == total:
        return f"How sure: not very. The 1RM is only roughly known in all {of}."
    return f"How sure: the 1RM is fairly well known in {total - wide} of {of}, and only roughly in {wide}."


def _known(word: str) -> str:
    """Return how well something is known, for a word of its interval's width."""
    return "only roughly known" if word == "wide" else "fairly well known"


def _capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]
