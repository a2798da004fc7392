"""Assisted repetitions: a partner helps only as much as needed, where the lifter struggles."""

from __future__ import annotations

from momentary.language import percent, say
from momentary.parameters.later_segments import later_segment_prior
from momentary.prescription.learnt.later_segments import Way
from momentary.prescription.methods.advice import Advice, Fit, NotPossibleError, Protocol
from momentary.prescription.methods.method import Method
from momentary.prescription.methods.proposal import PlannedSegment, next_segment
from momentary.prescription.methods.situation import Situation
from momentary.quantities import EndingKind, Judge, Load, Technique

_KEYS = ("help-only-where-it-sticks",)
_NOT_STRENGTH = ("forced-repetitions-bring-strength",)
_MOST = 2


class AssistedRepetitions(Method):
    """One or two repetitions beyond failure with a partner's help."""

    @property
    def protocol(self) -> Protocol:
        """How it is done."""
        return Protocol(
            name="assisted-repetitions",
            title=say("assisted repetitions"),
            also=("forced reps", "assisted reps", "forced repetitions", "spotting"),
            summary=Advice(say("When a repetition sticks, a partner helps past that point, once or twice."), _KEYS),
            when=(
                Advice(say("With a partner, on the last set, rarely."), (*_KEYS, *_NOT_STRENGTH)),
                Advice(say("Not for strength: more forced repetitions brought none."), _NOT_STRENGTH),
            ),
            steps=(
                Advice(say("Lift until the load stands still; do not let go."), _KEYS),
                Advice(say("Push on with all you have while help comes; lower alone."),
                       (*_KEYS, "lowering-outlasts-lifting")),
                Advice(say("One or two such repetitions, no more."), (*_KEYS, *_NOT_STRENGTH)),
            ),
            partner_steps=(
                Advice(say("Hands at the load before the first repetition that may stick."), _KEYS),
                Advice(say("Help only where it stands still, just enough that it moves, and let go after."), _KEYS),
                Advice(say("The second takes nearly twice the help of the first."), _KEYS),
            ),
            ends=(Advice(say("Two, or when the partner lifts more than a third."), _KEYS),),
            cost=(
                Advice(say("Dear: right after, force was down by more than half, and lower for three days."),
                       _NOT_STRENGTH),
            ),
            log_as=(
                Advice(say("A segment marked as assisted, with the help if you know it."), _KEYS),
            ),
            why=(
                Advice(say("Help at the sticking point leaves the rest of the lift at full load; a drop does not."),
                       _KEYS),
                Advice(say("In the one trial over weeks more of them brought no more strength."), _NOT_STRENGTH),
            ),
        )  # fmt: skip

    def extend(self, situation: Situation, chain: tuple[PlannedSegment, ...]) -> tuple[PlannedSegment, ...]:
        """Return the assisted repetitions, with the help that they take: between the first and the second."""
        last = chain[-1]
        if not situation.gym.has_partner:
            raise NotPossibleError("Assisted repetitions need a partner: `momentary gym --partner` says that one is.")
        first, second = shares_of_help(situation)
        moved = situation.moved_kg(last.load.kg, last.exercise)
        middle = 0.5 * (first[1] + second[1])
        loads = tuple(_rounded(one * moved, last.load) for one in (first[0], middle, second[2]))
        segment = PlannedSegment(
            last.name, last.exercise, last.load, Technique.ASSISTED, last.forecast, rest_s=0.0,
            ending=EndingKind.TARGET, judge=Judge.PARTNER, help=loads, most=_MOST,
        )  # fmt: skip
        return (next_segment(situation, chain, segment, way=Way.ASSISTED),)

    def particular(self, situation: Situation) -> Fit:
        """Return what speaks for and against it here."""
        if not situation.gym.has_partner:
            return Fit(hindrances=(Advice(say("Nobody is there to help."), _KEYS),))
        return Fit(
            (Advice(say("A partner is there."), _KEYS),),
            (Advice(say("Costly for what it brings: more of them brought no more strength."), _NOT_STRENGTH),),
        )

    def notes(self, situation: Situation) -> tuple[Advice, ...]:
        """Return how much help to expect."""
        first, second = shares_of_help(situation)
        return (
            Advice(
                say(
                    "Expect help of {first} of the load in the first ({first_low} to {first_high}) and "
                    "{second} in the second ({second_low} to {second_high}); it feels like more.",
                    first=percent(first[1]),
                    first_low=percent(first[0]),
                    first_high=percent(first[2]),
                    second=percent(second[1]),
                    second_low=percent(second[0]),
                    second_high=percent(second[2]),
                ),
                _KEYS,
            ),
        )


def shares_of_help(situation: Situation) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the help in the first and the second repetition, as shares of the load: low, middle, high."""
    if situation.help_shares:
        return situation.help_shares[0], situation.help_shares[1]
    prior = later_segment_prior()
    return prior.help_first, prior.help_second


def _rounded(kg: float, like: Load) -> Load:
    """Return a help in the unit of a load, to half a unit."""
    return Load(round(2.0 * kg / Load(1.0, like.unit).kg) / 2.0, like.unit)
