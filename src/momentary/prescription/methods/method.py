"""What every method answers: when it fits, and which segments it adds to a set. What speaks for and against any."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from momentary.catalogue import Kind, Resistance, WayOut
from momentary.language import mark, say
from momentary.prescription.methods.advice import Advice, Fit, Protocol
from momentary.prescription.methods.cost import cost_of
from momentary.prescription.methods.proposal import PlannedSegment, Proposal, first_segment
from momentary.prescription.methods.situation import Situation

_OUT = {
    WayOut.JUST_STOP: mark("let go, and the station takes the load"),
    WayOut.STEP_DOWN: mark("put your feet down"),
    WayOut.SET_DOWN: mark("set the load down"),
    WayOut.DROP_BESIDE: mark("lower the loads beside you"),
    WayOut.MACHINE_STOPS: mark("set the machine's stops before"),
}


class Method(ABC):
    """A way to take a set to failure, beyond it, or around it."""

    @property
    @abstractmethod
    def protocol(self) -> Protocol:
        """How it is done."""

    @abstractmethod
    def extend(self, situation: Situation, chain: tuple[PlannedSegment, ...]) -> tuple[PlannedSegment, ...]:
        """Return the segments that the method adds to a set.

        Args:
            situation: The set.
            chain: Its segments so far; the first is there.

        Raises:
            NotPossibleError: It cannot be done here.
        """

    def fits(self, situation: Situation) -> Fit:
        """Return what speaks for and against it here."""
        return at_failure(situation) + self.particular(situation)

    @abstractmethod
    def particular(self, situation: Situation) -> Fit:
        """Return what speaks for and against this method in particular."""

    def notes(self, situation: Situation) -> tuple[Advice, ...]:  # noqa: ARG002
        """Return what else this lifter should know."""
        return ()

    def propose(self, situation: Situation) -> Proposal:
        """Return the method with the lifter's own numbers.

        Raises:
            NotPossibleError: It cannot be done here.
            KeyError: The log never had the exercise.
        """
        return propose(situation, (self,))


def propose(situation: Situation, methods: Sequence[Method]) -> Proposal:
    """Return one set that goes on by some methods, one after the other, with the lifter's own numbers.

    Raises:
        NotPossibleError: One of them cannot be done here.
        KeyError: The log never had the exercise.
        ValueError: No method is named.
    """
    if not methods:
        raise ValueError("No method is named: a straight set needs none. Name one of METHODS.")
    fit = Fit()
    chain: tuple[PlannedSegment, ...] = (first_segment(situation),)
    for method in methods:
        fit += method.fits(situation)
        chain += method.extend(situation, chain)
    notes = tuple(note for method in methods for note in method.notes(situation))
    return Proposal(
        tuple(method.protocol for method in methods),
        fit,
        (chain,),
        cost_of(situation, chain),
        tuple(dict.fromkeys(notes)),
    )


def at_failure(situation: Situation) -> Fit:
    """Return what speaks for and against any set to failure here: safety first, then where it stands."""
    exercise, gym = situation.exercise, situation.gym
    hindrances, doubts, reasons = [], [], []
    if not exercise.is_strength:
        hindrances.append(
            Advice(
                say(
                    "{exercise} ends by speed, technique or time: there are no repetitions to failure.",
                    exercise=situation.name,
                ),
                ("failure-is-lost-form",),
            )
        )
    if exercise.way_out is WayOut.PINS and not (gym.has_pins or gym.has_partner):
        hindrances.append(
            Advice(
                say(
                    "Nobody is there and no pins are set: a failed repetition would stay on you. Take a "
                    "machine, or tell `momentary gym` of pins or a partner."
                ),
                ("a-bar-can-pin-you",),
            )
        )
    if exercise.way_out is WayOut.STOP_SHORT and not gym.has_partner:
        hindrances.append(
            Advice(
                say("There is no safe way out of a failed repetition alone: stop short, or have a partner."),
                ("a-bar-can-pin-you",),
            )
        )
    if not situation.is_last_set:
        doubts.append(
            Advice(
                say("Sets of these muscles still come: failure now costs repetitions there. Keep it for the last set."),
                ("early-failure-harms-later-sets",),
            )
        )
    else:
        reasons.append(
            Advice(say("It is the last set: nothing after it suffers."), ("early-failure-harms-later-sets",))
        )
    if situation.is_recovered is False:
        doubts.append(
            Advice(
                say("You have probably not recovered for it yet: another failure adds a day or so."),
                ("failure-costs-a-day-more",),
            )
        )
    if exercise.kind is Kind.COMPOUND and exercise.resistance is Resistance.FREE_WEIGHT:
        doubts.append(
            Advice(
                say(
                    "A heavy free lift is the costliest place to fail: a machine or a one-joint exercise does as well."
                ),
                ("a-bar-can-pin-you", "machine-lets-muscles-go-on"),
            )
        )
    elif exercise.safe_alone:
        reasons.append(
            Advice(
                say("It can be failed alone: {how}.", how=say(_OUT.get(exercise.way_out, exercise.way_out))),
                ("a-bar-can-pin-you",),
            )
        )
    return Fit(tuple(reasons), tuple(doubts), tuple(hindrances))
