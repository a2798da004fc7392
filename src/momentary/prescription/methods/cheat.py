"""Cheat repetitions: a little momentum where strict repetitions fail."""

from __future__ import annotations

from momentary.catalogue import Kind, Resistance
from momentary.language import say
from momentary.prescription.learnt.later_segments import Way
from momentary.prescription.methods.advice import Advice, Fit, NotPossibleError, Protocol
from momentary.prescription.methods.method import Method
from momentary.prescription.methods.proposal import PlannedSegment, next_segment
from momentary.prescription.methods.situation import Situation
from momentary.quantities import EndingKind, Muscle, Technique

_KEYS = ("cheating-extends-a-set",)
_MOST = 3
_SWINGING = (Resistance.FREE_WEIGHT, Resistance.CABLE, Resistance.BAND)


class CheatRepetitions(Method):
    """A few repetitions with a little momentum after strict ones."""

    @property
    def protocol(self) -> Protocol:
        """How it is done."""
        return Protocol(
            name="cheat-repetitions",
            title=say("cheat repetitions"),
            also=("cheat reps", "cheating"),
            summary=Advice(say("When strict repetitions fail, up to three with a little momentum."), _KEYS),
            when=(
                Advice(say("Standing one-joint lifts: curls, raises, push-downs."), _KEYS),
                Advice(say("Not where the back carries the load or a bar hangs over you."),
                       (*_KEYS, "a-bar-can-pin-you")),
            ),
            steps=(
                Advice(say("Lift strictly until a full repetition no longer goes up."), ("failure-is-lost-form",)),
                Advice(say("Start the next with a small push of hips or legs, just enough to pass where it sticks."),
                       _KEYS),
                Advice(say("Lower each slowly and strictly: that part needs no help."), ("lowering-outlasts-lifting",)),
            ),
            ends=(Advice(say("Three, or earlier when it takes a real swing."), _KEYS),),
            cost=(Advice(say("A few repetitions beyond failure: a little more than the straight set."),
                         ("failure-costs-a-day-more", *_KEYS)),),
            log_as=(Advice(say("A segment of its own, marked as cheat: they do not count as strict ones."), _KEYS),),
            why=(Advice(say("More work, but the same growth in the one trial: no gain is promised."), _KEYS),),
        )  # fmt: skip

    def extend(self, situation: Situation, chain: tuple[PlannedSegment, ...]) -> tuple[PlannedSegment, ...]:
        """Return the cheat repetitions."""
        last = chain[-1]
        if last.exercise.resistance not in _SWINGING:
            raise NotPossibleError(f"{last.name} gives momentum no room: go on with partials or a lighter load.")
        segment = PlannedSegment(
            last.name, last.exercise, last.load, Technique.CHEAT, last.forecast, rest_s=0.0,
            ending=EndingKind.TECHNICAL_FAILURE, most=_MOST,
        )  # fmt: skip
        return (next_segment(situation, chain, segment, way=Way.CHEAT),)

    def particular(self, situation: Situation) -> Fit:
        """Return what speaks for and against it here."""
        exercise = situation.exercise
        if exercise.resistance not in _SWINGING:
            return Fit(hindrances=(Advice(say("There is no momentum to be had here."), _KEYS),))
        loads_back = Muscle.SPINAL_ERECTORS in exercise.muscles
        if exercise.needs_spotter or loads_back:
            text = say("It would throw the load on the back, or leave you under it: keep this lift strict.")
            return Fit(hindrances=(Advice(text, (*_KEYS, "a-bar-can-pin-you")),))
        if exercise.kind is Kind.ISOLATION:
            return Fit((Advice(say("A one-joint lift: a little swing moves it past where it sticks."), _KEYS),))
        return Fit(doubts=(Advice(say("Several joints move: hard to keep the swing small."), _KEYS),))
