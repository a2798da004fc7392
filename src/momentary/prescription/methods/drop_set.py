"""Drop sets: at failure take some of the load off and go on, once or several times."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from momentary.catalogue import LoadBasis
from momentary.language import mark, say, say_count
from momentary.prescription.learnt.later_segments import Way
from momentary.prescription.methods.advice import Advice, Fit, NotPossibleError, Protocol
from momentary.prescription.methods.method import Method
from momentary.prescription.methods.proposal import PlannedSegment, next_segment
from momentary.prescription.methods.situation import Situation
from momentary.quantities import Load, Technique

TIMES = (
    "", mark("drop set"), mark("double drop set"), mark("triple drop set"), mark("quadruple drop set"),
    mark("quintuple drop set"),
)  # fmt: skip
"""Titles by the number of drops."""

_OFTEN = ("", mark("once"), mark("twice"), mark("three times"), mark("four times"), mark("five times"))
_DROP = ("drop-sets-save-time",)
_LEAST_LOG_DROP = 0.05
_REST_S = 15.0


@dataclass(frozen=True, slots=True)
class DropSet(Method):
    """A drop set of one or more drops.

    Args:
        drops: How often the load is lowered.
        share: Share of the load taken off each time.

    Raises:
        ValueError: There is no drop, there are more than five, or the share is not between 0 and 1.
    """

    drops: int = 1
    share: float = 0.25

    def __post_init__(self) -> None:
        """Refuse sets without a drop."""
        if not 1 <= self.drops < len(TIMES):
            raise ValueError(f"The drops are {self.drops}: it can be 1 to {len(TIMES) - 1}.")
        if not 0.05 <= self.share <= 0.6:
            raise ValueError(f"The share taken off is {self.share:g}: give 0.05 to 0.6.")

    @property
    def protocol(self) -> Protocol:
        """How it is done."""
        title, is_one, times = TIMES[self.drops], self.drops == 1, say(_OFTEN[self.drops])
        again = say("Do that {times}.", times=times)
        change = say("Change the load, within {seconds} seconds, and lift to failure again.", seconds=f"{_REST_S:.0f}")
        return Protocol(
            name=title.replace(" ", "-"),
            title=say(title),
            also=("strip set",) if self.drops == 1 else (),
            summary=Advice(
                say("At failure take a fifth to a third of the load off and go on at once.") if is_one else
                say("At failure take a fifth to a third of the load off and go on at once, {times}.", times=times),
                _DROP),
            when=(
                Advice(say("The last set of an exercise, when time is short."),
                       (*_DROP, "early-failure-harms-later-sets")),
                Advice(say("Where the load changes in seconds: stack, cable, a row of dumbbells."), _DROP),
            ),
            steps=(
                Advice(say("Have the lighter load ready before you begin."), _DROP),
                Advice(say("Lift until a full repetition no longer goes up."), ("failure-is-lost-form",)),
                Advice(change if is_one else f"{change} {again}", _DROP),
            ),
            partner_steps=(Advice(say("Changes the load while you hold your place."), _DROP),),
            ends=(
                Advice(say("The last drop ends when a full repetition no longer goes up, or form goes."),
                       ("failure-is-lost-form",)),
            ),
            cost=(
                Advice(say("Each drop is another failure: count it as more than one straight set."),
                       ("failure-costs-a-day-more", "use-failure-sparingly")),
            ),
            log_as=(Advice(say("One set: each load a segment, marked as drop."), _DROP),),
            why=(
                Advice(say("As much size and strength as straight sets in a half to a third of the time."), _DROP),
                Advice(say("Not because it reaches other fibres: nothing shows that."),
                       ("drop-sets-reach-other-fibres",)),
            ),
        )  # fmt: skip

    def extend(self, situation: Situation, chain: tuple[PlannedSegment, ...]) -> tuple[PlannedSegment, ...]:
        """Return the drops; fewer where the gym has nothing lighter."""
        added: tuple[PlannedSegment, ...] = ()
        for _ in range(self.drops):
            last = (*chain, *added)[-1]
            load = self._lighter(situation, last)
            if load is None:
                break
            log_drop = log(situation.moved_kg(last.load.kg, last.exercise) / situation.moved_kg(load.kg, last.exercise))
            segment = PlannedSegment(last.name, last.exercise, load, Technique.DROP, last.forecast, rest_s=_REST_S)
            added += (next_segment(situation, (*chain, *added), segment, way=Way.DROP, log_drop=log_drop),)
        if not added:
            raise NotPossibleError(
                f"Nothing lighter than {chain[-1].load} is there for {chain[-1].name}: "
                "go on with a machine, partial repetitions or a short rest instead."
            )
        return added

    def _lighter(self, situation: Situation, last: PlannedSegment) -> Load | None:
        """Return the load of the next drop, nearest to the share wanted; None where nothing is lighter."""
        exercise = last.exercise
        before = situation.moved_kg(last.load.kg, exercise)
        if before <= 0.0:
            return None
        wanted = max(situation.typed_kg(before * (1.0 - self.share), exercise), 0.0)
        possible = [
            one
            for one in situation.gym.loads_kg(exercise)
            if situation.moved_kg(one, exercise) > 0.0
            and log(before / situation.moved_kg(one, exercise)) >= _LEAST_LOG_DROP
        ]
        if not possible:
            return None
        return situation.gym.told(min(possible, key=lambda one: (abs(one - wanted), one)))

    def particular(self, situation: Situation) -> Fit:
        """Return what speaks for and against it here."""
        seen = situation.habits.seen(Way.DROP)
        reasons, hindrances = [], []
        if seen:
            text = say_count(
                seen,
                "You have done it before: {count} drop in the log.",
                "You have done it before: {count} drops in the log.",
            )
            reasons.append(Advice(text, ("own-habits", "frequency-is-individual")))
        is_bare = situation.exercise.load_basis is LoadBasis.ADDED and situation.load.value == 0.0
        if is_bare:
            hindrances.append(
                Advice(
                    say("There is no load to take off: have help take some of the body, or go on with a machine."),
                    _DROP,
                )
            )
        elif not situation.gym.has(situation.exercise):
            hindrances.append(
                Advice(say("The gym has no lighter {equipment} load, by what `momentary gym` knows.",
                           equipment=situation.exercise.equipment.label),
                       _DROP)
            )  # fmt: skip
        return Fit(tuple(reasons), (), tuple(hindrances))
