"""Negatives with a partner: help up, control down."""

from __future__ import annotations

from momentary.catalogue import Resistance
from momentary.language import say
from momentary.prescription.learnt.later_segments import Way
from momentary.prescription.methods.advice import Advice, Fit, NotPossibleError, Protocol
from momentary.prescription.methods.method import Method
from momentary.prescription.methods.proposal import PlannedSegment, next_segment
from momentary.prescription.methods.situation import Situation
from momentary.quantities import EndingKind, Judge, Technique, Tempo

_KEYS = ("lowering-outlasts-lifting",)
_MOST = 4
_REST_S = 5.0
_TEMPO = Tempo(lowering_s=4.0, bottom_s=0.0, lifting_s=1.0, top_s=0.0)


class Negatives(Method):
    """After failure a partner helps the load up, and the lifter lowers it under control."""

    @property
    def protocol(self) -> Protocol:
        """How it is done."""
        return Protocol(
            name="negatives",
            title=say("negatives with a partner"),
            also=("eccentrics", "negative repetitions", "lowering"),
            summary=Advice(say("When lifting fails, a partner helps up and you lower alone, four seconds each."),
                           _KEYS),
            when=(
                Advice(say("With a partner who knows the lift, rarely, and not before days that matter."),
                       (*_KEYS, "muscles-clear-in-a-day-or-two")),
                Advice(say("Bodyweight pull-ups and dips need no partner: step up, lower."), _KEYS),
            ),
            steps=(
                Advice(say("Lift until a full repetition no longer goes up."), ("failure-is-lost-form",)),
                Advice(say("With help up, then lower alone: count to four, even all the way."), _KEYS),
                Advice(say("Up to four repetitions."), _KEYS),
            ),
            partner_steps=(
                Advice(say("Lift with them all the way up; agree on a word for taking over."), _KEYS),
                Advice(say("Keep the hands at the load on the way down, without touching it."), _KEYS),
                Advice(say("Take it at once when it falls faster than agreed."), _KEYS),
            ),
            ends=(Advice(say("Stop when a lowering takes less than three seconds or jerks."),
                         (*_KEYS, "failure-is-lost-form")),),
            cost=(
                Advice(say("Lowering damages most: three days or more if you are not used to it, less the next time."),
                       ("muscles-clear-in-a-day-or-two", *_KEYS)),
                Advice(say("Damage is a price, not a sign of growth."), ("damage-brings-growth",)),
            ),
            log_as=(Advice(say("A segment marked as negative, with its tempo, judged by the partner."), _KEYS),),
            why=(Advice(say("We lower some 40 % more than we lift, so lowering goes on when lifting fails."), _KEYS),),
        )  # fmt: skip

    def extend(self, situation: Situation, chain: tuple[PlannedSegment, ...]) -> tuple[PlannedSegment, ...]:
        """Return the negatives."""
        last = chain[-1]
        if not _is_helped(situation):
            raise NotPossibleError(
                f"Negatives of {last.name} need a partner: `momentary gym --partner` says that one is there."
            )
        segment = PlannedSegment(
            last.name, last.exercise, last.load, Technique.NEGATIVE, last.forecast, rest_s=_REST_S,
            ending=EndingKind.ECCENTRIC_FAILURE, tempo=_TEMPO, most=_MOST,
            judge=Judge.PARTNER if situation.gym.has_partner else Judge.LIFTER,
        )  # fmt: skip
        return (next_segment(situation, chain, segment, way=Way.NEGATIVE),)

    def particular(self, situation: Situation) -> Fit:
        """Return what speaks for and against it here."""
        if not _is_helped(situation):
            return Fit(hindrances=(Advice(say("Nobody is there to help up."), _KEYS),))
        doubts = []
        if not situation.habits.seen(Way.NEGATIVE):
            doubts.append(
                Advice(say("Your log has no negatives: begin with one or two, they damage most the first time."),
                       ("muscles-clear-in-a-day-or-two",))
            )  # fmt: skip
        return Fit((Advice(say("Lowering is still there when lifting is gone."), _KEYS),), tuple(doubts))


def _is_helped(situation: Situation) -> bool:
    """Whether somebody lifts, or the legs can."""
    return situation.gym.has_partner or situation.exercise.resistance is Resistance.BODYWEIGHT
