"""What a whole log tells of fatigue, worked out when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from momentary.athlete import Involvement, Prior
from momentary.inference.attribution import Attribution, attribute_failures
from momentary.inference.fatigue import FatigueMemory
from momentary.inference.fatigue_models import Comparison, compare_accounts
from momentary.inference.part_costs import PartCost, part_costs
from momentary.inference.persons import Persons, draw_persons
from momentary.inference.recalling import ModelSteps
from momentary.inference.records import SetRecords
from momentary.inference.tiring import SessionDoses, Tiredness, involvement_of, session_doses


@dataclass(frozen=True, slots=True, eq=False)
class LogTiredness:
    """The fatigue of a log from its first set to its last.

    Args:
        records: The log as arrays.
        steps: The level model's forecasts of its rows.
        first_sets: What the first sets of its exercises felt.
        fatigue: What it has told of fatigue at its end.
        prior: The population's figures.
    """

    records: SetRecords
    steps: ModelSteps
    first_sets: Tiredness
    fatigue: FatigueMemory
    prior: Prior

    def involvement(self, exercise: str) -> Involvement:
        """Return the muscles of an exercise of the log, by key or typed name.

        Raises:
            KeyError: The log never had it.
        """
        for traits, names in zip(self.records.traits, self.records.names, strict=True):
            if exercise == traits.key or exercise in names:
                return involvement_of(traits)
        raise KeyError(f"The log has no exercise '{exercise}'.")

    def persons(self) -> Persons:
        """Return the persons that the lifter may be: their gains and half-lives."""
        return draw_persons(self.prior.fatigue, self.fatigue.known())

    def costs(self) -> tuple[PartCost, ...]:
        """Return what a set of ten to failure costs, part by part, and how fast that fades."""
        return part_costs(self.persons())

    def attributions(self, *, last: int | None = None) -> tuple[Attribution, ...]:
        """Return why failed sets fell short, in the log's order; of the last so many, or of all."""
        return attribute_failures(self.records, self.steps, prior=self.prior, fatigue=self.fatigue, last=last)

    def comparison(self) -> Comparison:
        """Return which account of fatigue the log supports."""
        return compare_accounts(self.first_sets, self.records, prior=self.prior)

    def sessions(self) -> SessionDoses:
        """Return what each session put into each muscle."""
        return session_doses(self.records, self.steps, prior=self.prior.fatigue)
