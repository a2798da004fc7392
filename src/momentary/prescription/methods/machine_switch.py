"""From the free weight to the machine: the same movement goes on where balance no longer limits it."""

from __future__ import annotations

from math import exp, hypot, log

from momentary.catalogue import Resistance, find
from momentary.inference import Posterior, UnknownExerciseError
from momentary.language import decimals, say
from momentary.parameters.later_segments import later_segment_prior
from momentary.prescription.learnt.later_segments import Way
from momentary.prescription.methods.advice import Advice, Fit, NotPossibleError, Protocol
from momentary.prescription.methods.method import Method
from momentary.prescription.methods.proposal import PlannedSegment, next_segment
from momentary.prescription.methods.situation import Situation, Station
from momentary.quantities import Technique

_KEYS = ("machine-lets-muscles-go-on",)
# Judgements: how much lighter the machine is set than would be equal, and how much more for doubt, in log-load.
_LIGHTER = 0.25
_CAUTION = 0.5
_REST_S = 20.0


class MachineSwitch(Method):
    """At failure with a free weight go on at the machine twin of the exercise."""

    @property
    def protocol(self) -> Protocol:
        """How it is done."""
        return Protocol(
            name="machine",
            title=say("switch to the machine"),
            also=("free weight to machine", "machine twin", "mechanical drop"),
            summary=Advice(say("At failure with the free weight, go on with the same movement on a machine."), _KEYS),
            when=(
                Advice(say("When the machine is free, next to you, and set up before."), _KEYS),
                Advice(say("When balance or the lower back ends the free lift first."), _KEYS),
            ),
            steps=(
                Advice(say("Set the machine before the first repetition: seat, load, and nobody on it."), _KEYS),
                Advice(say("Lift the free weight until a full repetition no longer goes up."),
                       ("failure-is-lost-form",)),
                Advice(say("Walk over, within 20 seconds, and lift to failure there."), _KEYS),
            ),
            ends=(Advice(say("When a full repetition no longer goes up on the machine."), ("failure-is-lost-form",)),),
            cost=(Advice(say("A second failure: count it as more than one straight set."),
                         ("failure-costs-a-day-more", "use-failure-sparingly")),),
            log_as=(Advice(say("One set: the machine is its next segment, marked as drop."), _KEYS),),
            why=(
                Advice(say("It sounds right, but nobody has counted the repetitions: start light and see."), _KEYS),
            ),
        )  # fmt: skip

    def extend(self, situation: Situation, chain: tuple[PlannedSegment, ...]) -> tuple[PlannedSegment, ...]:
        """Return the segment on the machine: lighter the less its load is known."""
        twin = situation.twin
        if twin is None:
            raise NotPossibleError(f"No machine follows the movement of {situation.name}: take a drop set.")
        before = situation.moved_kg(chain[-1].load.kg, chain[-1].exercise)
        equal = before * exp(twin.log_ratio)
        wanted = equal * exp(-_LIGHTER - _CAUTION * twin.log_sd)
        load = situation.gym.nearest(twin.exercise, max(situation.typed_kg(wanted, twin.exercise), 0.0))
        if load is None:
            raise NotPossibleError(f"The gym has no load for {twin.name}: `momentary gym` says what it has.")
        moved = situation.moved_kg(load.kg, twin.exercise)
        if not (equal > 0.0 and moved > 0.0):
            raise NotPossibleError(f"{chain[-1].load} tells no load for {twin.name}: log sets with one.")
        log_drop = log(equal / moved)
        segment = PlannedSegment(twin.name, twin.exercise, load, Technique.DROP, chain[-1].forecast, rest_s=_REST_S)
        return (next_segment(situation, chain, segment, way=Way.MACHINE, log_drop=log_drop, doubt=twin.log_sd),)

    def particular(self, situation: Situation) -> Fit:
        """Return what speaks for and against it here."""
        if situation.twin is None:
            text = say("No machine follows the movement of {exercise}.", exercise=situation.name)
            return Fit(hindrances=(Advice(text, _KEYS),))
        if situation.exercise.resistance is Resistance.MACHINE:
            return Fit(doubts=(Advice(say("You are on a machine already."), _KEYS),))
        if situation.twin.is_learnt:
            return Fit((Advice(say("Your log has both: the load there is known from it."), _KEYS),))
        return Fit(
            doubts=(Advice(say("Your log does not have both: the load there is a guess, so it starts light."), _KEYS),)
        )

    def notes(self, situation: Situation) -> tuple[Advice, ...]:
        """Return how the loads relate."""
        twin = situation.twin
        if twin is None:
            return ()
        known = say("by your log") if twin.is_learnt else say("a wide guess")
        low, middle, high = (exp(twin.log_ratio + step * twin.log_sd) for step in (-1.28, 0.0, 1.28))
        text = say(
            "{exercise}: {middle} of the load moved here, {low} to {high} ({known}).",
            exercise=twin.name, middle=decimals(middle, 2), low=decimals(low, 2), high=decimals(high, 2), known=known,
        )  # fmt: skip
        return (Advice(text, _KEYS),)


def twin_of(posterior: Posterior, situation: Situation, name: str | None = None) -> Station | None:
    """Return the machine twin of an exercise, its load learnt where the log shows both.

    Args:
        posterior: What is believed of the lifter.
        situation: The set.
        name: How the lifter types the twin; by the catalogue's name if not given.
    """
    slug = situation.exercise.machine_twin
    if slug is None:
        return None
    exercise = find(slug)
    prior = later_segment_prior()
    try:
        here, there = (
            posterior.one_rm(one, at=situation.at) for one in (situation.name, slug if name is None else name)
        )
    except UnknownExerciseError:
        return Station(name or exercise.name, exercise, 0.0, prior.twin_log_sd)
    moved = (situation.moved_kg(here.median), situation.moved_kg(there.median, exercise))
    if min(moved) <= 0.0:
        return Station(name or exercise.name, exercise, 0.0, prior.twin_log_sd)
    spread = [
        log(
            max(situation.moved_kg(one.quantile(0.84), what), 1e-3)
            / max(situation.moved_kg(one.quantile(0.16), what), 1e-3)
        )
        / 2.0
        for one, what in ((here, situation.exercise), (there, exercise))
    ]
    return Station(name or slug, exercise, log(moved[1] / moved[0]), hypot(*spread), is_learnt=True)
