"""All sets of an exercise that are still to come in a session, its loads and repetitions as a plan has them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from momentary.catalogue import Exercise
from momentary.inference import LevelPosterior, Summary
from momentary.prescription.goals import Goal
from momentary.prescription.gym import Gym
from momentary.prescription.load_outlook import load_outlook
from momentary.prescription.next_set import Decision, NextSet
from momentary.prescription.next_set_words import half_life_s
from momentary.prescription.placement import FailureVerdict, Placement
from momentary.prescription.session.plan import PlannedSet, WarmUpSet, prepare

_PACE = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class SetsAhead:
    """What is still to come of an exercise.

    Args:
        warm_up: Sets before the first working set; none once one was done.
        sets: The working sets.
    """

    warm_up: tuple[WarmUpSet, ...]
    sets: tuple[PlannedSet, ...]


def sets_ahead(
    first: NextSet | None,
    exercise: Exercise,
    summary: Summary,
    posterior: LevelPosterior,
    *,
    gym: Gym,
    placement: Placement,
    now: datetime,
    at: datetime | None = None,
) -> SetsAhead:
    """Return the sets that come after what was done; none where the next one is a stop, or no load is known.

    Args:
        first: The next set.
        exercise: What it is.
        summary: What is known of the lifter.
        posterior: The same: what sets cost the ones after them.
        gym: What there is.
        placement: What the guard says of failure on the last set.
        now: The moment; not before the log's end.
        at: Start of the session; the log's last session, which then goes on, if not given.
    """
    if first is None or first.decision is Decision.STOP or first.load is None or first.possible is None:
        return SetsAhead((), ())
    outlook = load_outlook(summary, first.name, at=at)
    left = max(first.planned - first.number + 1, 1)
    prepared = prepare(
        first, exercise, summary, posterior, gym=gym, at=now, most_sets=left, half_life_s=half_life_s(outlook),
        pace=_PACE, outlook=outlook,
    )  # fmt: skip
    fails = placement.verdict is FailureVerdict.FITS and first.goal is not Goal.STRENGTH
    sets = prepared.sets(left, fewer=0, to_failure=fails)
    head = replace(sets[0], rest_s=first.rest_s)
    return SetsAhead(prepared.warm_up if first.number == 1 else (), (head, *sets[1:]))
