"""Supersets: two exercises in turn, for opposing muscles or for the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log

import numpy as np

from momentary.catalogue import Kind
from momentary.inference import RepetitionForecast
from momentary.language import say
from momentary.parameters.later_segments import later_segment_prior
from momentary.prescription.learnt.later_segments import MOST, Belief
from momentary.prescription.methods.advice import Advice, Fit, NotPossibleError, Protocol
from momentary.prescription.methods.cost import cost_of_pair
from momentary.prescription.methods.method import Method, at_failure
from momentary.prescription.methods.proposal import PlannedSegment, Proposal, first_segment
from momentary.prescription.methods.situation import Situation, Station
from momentary.prescription.muscle_pairs import overlap_of
from momentary.quantities import Technique

_KEYS = ("supersets-save-time",)
_AIM = 10


@dataclass(frozen=True, slots=True)
class Superset(Method):
    """Two exercises in turn.

    Args:
        is_opposing: Whether the second works the opposing muscles; else the same.
    """

    is_opposing: bool

    @property
    def protocol(self) -> Protocol:
        """How it is done."""
        return _opposing() if self.is_opposing else _same()

    def extend(
        self,
        situation: Situation,  # noqa: ARG002
        chain: tuple[PlannedSegment, ...],  # noqa: ARG002
    ) -> tuple[PlannedSegment, ...]:
        """Refuse: a superset is two sets, not one that goes on.

        Raises:
            NotPossibleError: Always.
        """
        raise NotPossibleError("A superset is two sets: it cannot follow another method within one. Name it alone.")

    def propose(self, situation: Situation) -> Proposal:
        """Return the two sets, the second with what the first leaves of it.

        Raises:
            NotPossibleError: There is nothing to pair with, or the gym has no load for it.
            KeyError: The log never had one of the exercises.
        """
        pair = situation.pair
        if pair is None:
            raise NotPossibleError(f"Nothing in the log pairs with {situation.name}: name an exercise to pair it with.")
        first = first_segment(situation)
        answer = situation.posterior.load_for(pair.name, _AIM, at=situation.at)
        load = situation.gym.no_heavier(pair.exercise, max(answer.load_kg, 0.0))
        if load is None:
            raise NotPossibleError(f"The gym has no load for {pair.name}: `momentary gym` says what it has.")
        fresh = situation.posterior.repetitions_to_failure(pair.name, load.kg, at=situation.at)
        forecast = fresh if self.is_opposing else _tired(fresh, overlap(situation, pair))
        second = PlannedSegment(pair.name, pair.exercise, load, Technique.STRAIGHT, forecast, rest_s=10.0)
        there = replace(situation, name=pair.name, exercise=pair.exercise, load=load)
        cost = cost_of_pair(situation, there, chain=(first, second), is_opposing=self.is_opposing)
        return Proposal((self.protocol,), self.fits(situation), ((first,), (second,)), cost, (), superset=True)

    def particular(self, situation: Situation) -> Fit:
        """Return what speaks for and against it here."""
        pair = situation.pair
        if pair is None:
            return Fit(hindrances=(Advice(say("There is no second exercise to pair it with."), _KEYS),))
        both_heavy = situation.exercise.kind is Kind.COMPOUND and pair.exercise.kind is Kind.COMPOUND
        there = at_failure(replace(situation, name=pair.name, exercise=pair.exercise))
        doubts = []
        if both_heavy:
            doubts.append(Advice(say("Both are heavy lifts: the second may gain less strength."), _KEYS))
        if not self.is_opposing:
            doubts.append(
                Advice(
                    say("The second set begins tired: expect fewer repetitions there."),
                    ("early-failure-harms-later-sets",),
                )
            )
        return Fit(
            (
                Advice(
                    say("Both in two thirds of the time: {one} and {other}.", one=situation.name, other=pair.name),
                    _KEYS,
                ),
            ),
            tuple(doubts),
            there.hindrances,
        )


def _opposing() -> Protocol:
    """Return the superset of opposing muscles."""
    return Protocol(
        name="superset-opposing",
        title=say("superset, opposing muscles"),
        also=("antagonist superset", "superset"),
        summary=Advice(say("Two exercises for opposing muscles in turn: one rests while the other works."), _KEYS),
        when=(
            Advice(say("When time is short and both stations stay free."), _KEYS),
            Advice(say("Rather one-joint exercises or machines than two heavy lifts."), _KEYS),
        ),
        steps=(
            Advice(say("Do a set of the first."), _KEYS),
            Advice(say("Go straight to the second and do a set."), _KEYS),
            Advice(say("Rest two minutes, then the next pair."), _KEYS),
        ),
        ends=(Advice(say("Each set ends as it would alone; fail only in the last pair."),
                     ("early-failure-harms-later-sets",)),),
        cost=(Advice(say("For the muscles that of the two sets; breath and pulse run higher."), _KEYS),),
        log_as=(Advice(say("Two sets that share a superset."), _KEYS),),
        why=(Advice(say("Size and strength as with straight sets in two thirds of the time."), _KEYS),),
    )  # fmt: skip


def _same() -> Protocol:
    """Return the superset of the same muscles."""
    return Protocol(
        name="superset-same",
        title=say("superset, same muscles"),
        also=("compound set", "pre-exhaustion"),
        summary=Advice(say("Two exercises for the same muscles, one straight after the other."), _KEYS),
        when=(
            Advice(say("At the end of these muscles' work, when time is short."),
                   (*_KEYS, "early-failure-harms-later-sets")),
            Advice(say("The heavier or freer exercise first, the safer one second."),
                   ("a-bar-can-pin-you", "machine-lets-muscles-go-on")),
        ),
        steps=(
            Advice(say("Do a set of the first."), _KEYS),
            Advice(say("Within ten seconds a set of the second, lighter than alone."),
                   ("early-failure-harms-later-sets",)),
            Advice(say("Rest two minutes or more before the next pair."), _KEYS),
        ),
        ends=(Advice(say("The second set ends when a full repetition no longer goes up, or form goes."),
                     ("failure-is-lost-form",)),),
        cost=(Advice(say("Two failures of the same muscles in a row: count both."),
                     ("failure-costs-a-day-more", "use-failure-sparingly")),),
        log_as=(Advice(say("Two sets that share a superset."), _KEYS),),
        why=(Advice(say("It saves time; with heavy lifts the second one gained less strength in one trial."), _KEYS),),
    )  # fmt: skip


def overlap(situation: Situation, pair: Station) -> float:
    """Return how much of the second exercise's main muscles the first one works, 0 to 1."""
    return overlap_of(situation.exercise, pair.exercise)


def _tired(fresh: RepetitionForecast, shared: float) -> RepetitionForecast:
    """Return a forecast right after another exercise to failure for the same muscles."""
    prior = later_segment_prior()
    found = np.zeros(MOST + 1)
    for count in np.flatnonzero(fresh.pmf > 1e-4).tolist():
        left = count * (1.0 - prior.overlap_cost * shared)
        belief = Belief(log(left + 1.0), (shared * prior.untried_sd) ** 2, prior.noise)
        found += fresh.pmf[count] * belief.pmf(prior=prior)
    return RepetitionForecast(found / found.sum())
