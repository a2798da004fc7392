"""Partial repetitions: where full ones fail, the part of the range that still moves."""

from __future__ import annotations

from momentary.catalogue import Partials
from momentary.language import say
from momentary.prescription.learnt.later_segments import Way
from momentary.prescription.methods.advice import Advice, Fit, NotPossibleError, Protocol
from momentary.prescription.methods.method import Method
from momentary.prescription.methods.proposal import PlannedSegment, next_segment
from momentary.prescription.methods.situation import Situation
from momentary.quantities import Technique

_KEYS = ("partials-extend-a-set",)


class PartialRepetitions(Method):
    """Partial repetitions after full ones, in the half in which the muscle is long where that is possible."""

    @property
    def protocol(self) -> Protocol:
        """How it is done."""
        return Protocol(
            name="partial-repetitions",
            title=say("partial repetitions"),
            also=("partials", "lengthened partials", "half reps"),
            summary=Advice(say("When full repetitions fail, go on in the half of the range that still moves."), _KEYS),
            when=(
                Advice(say("Exercises that fail at the end of the lift: rows, pull-downs, raises, curls, calves."),
                       _KEYS),
                Advice(say("Not where the bottom pins you: bench press, squat."), (*_KEYS, "a-bar-can-pin-you")),
            ),
            steps=(
                Advice(say("Lift until a full repetition no longer goes up."), ("failure-is-lost-form",)),
                Advice(say("Without a rest, lift from the stretched end as far as it goes, and lower fully."), _KEYS),
                Advice(say("Keep the pace; do not bounce out of the stretch."), _KEYS),
            ),
            ends=(Advice(say("Stop when less than half of the range moves."), _KEYS),),
            cost=(
                Advice(say("More work at long muscle length: expect it to be felt the next days if you are "
                           "not used to it."),
                       ("muscles-clear-in-a-day-or-two", *_KEYS)),
            ),
            log_as=(Advice(say("A segment of partial repetitions after the full ones; count them apart."), _KEYS),),
            why=(Advice(say("They extend a set. More growth was seen in calves of beginners, with more work."),
                        _KEYS),),
        )  # fmt: skip

    def extend(self, situation: Situation, chain: tuple[PlannedSegment, ...]) -> tuple[PlannedSegment, ...]:
        """Return the partial repetitions."""
        last = chain[-1]
        if last.exercise.partials is Partials.NONE:
            raise NotPossibleError(
                f"{last.name} fails at the bottom, where a half repetition would pin you: go on with a lighter load."
            )
        segment = PlannedSegment(last.name, last.exercise, last.load, Technique.PARTIAL, last.forecast, rest_s=0.0)
        return (next_segment(situation, chain, segment, way=Way.PARTIAL),)

    def particular(self, situation: Situation) -> Fit:
        """Return what speaks for and against it here."""
        partials = situation.exercise.partials
        if partials is Partials.NONE:
            text = say(
                "{exercise} fails near the bottom or is unsafe there: no partial repetitions.", exercise=situation.name
            )
            return Fit(hindrances=(Advice(text, _KEYS),))
        text = say("It suits {exercise}: the half in which the muscle is long still moves.", exercise=situation.name)
        if partials is not Partials.LENGTHENED:
            text = say(
                "It suits {exercise}: the load is held at every angle: take the half in which the muscle is long.",
                exercise=situation.name,
            )
        return Fit((Advice(text, _KEYS),))
