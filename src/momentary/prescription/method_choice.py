"""Which method goes on best after failure in a coming set: first by what the evidence says, then by what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from momentary.catalogue import Exercise
from momentary.evidence import Verdict, claims
from momentary.inference import LevelPosterior, UnknownExerciseError
from momentary.language import decimals, say
from momentary.parameters import level_prior
from momentary.prescription.gym import Gym
from momentary.prescription.learnt.later_segments import SegmentHabits
from momentary.prescription.learnt.segment_reading import learn_habits, learnt_help
from momentary.prescription.methods import (
    METHODS,
    Advice,
    DropSet,
    Method,
    NotPossibleError,
    Proposal,
    Situation,
    Superset,
    twin_of,
)
from momentary.quantities import Load, Log

_RANKS = (Verdict.SUPPORTED, Verdict.MIXED, Verdict.UNKNOWN, Verdict.CONTRADICTED)
_COST = "own-cost"


@dataclass(frozen=True)
class LoggedMethods:
    """What a log teaches about methods, worked out once for all exercises of a session.

    Args:
        log: The log.
        posterior: What is believed after it.
        exercises: What the catalogue makes of every typed name.
        gym: What there is.
        is_gym_told: Whether the lifter has said so.
    """

    log: Log
    posterior: LevelPosterior
    exercises: Mapping[str, Exercise]
    gym: Gym
    is_gym_told: bool = True

    @cached_property
    def habits(self) -> SegmentHabits:
        """What later segments have given."""
        return learn_habits(self.log, self.exercises)

    @cached_property
    def help_shares(self) -> tuple[tuple[float, ...], ...]:
        """What help assisted repetitions took."""
        return learnt_help(self.log, self.exercises)

    @cached_property
    def body_kg(self) -> float:
        """The lifter's last body mass, or the population's [kg]."""
        masses = [one.body_mass.kg for one in self.log.sessions if one.body_mass is not None]
        return masses[-1] if masses else level_prior().body_mass_median

    def situation(self, name: str, load: Load, *, at: datetime, after_sets: int) -> Situation:
        """Return a last set to failure as the methods see it.

        Args:
            name: The exercise as the lifter types it.
            load: Its load.
            at: When the session begins.
            after_sets: Working sets of it before.
        """
        found = Situation(
            name, self.exercises[name], load, self.gym, self.posterior, self.habits, at=at, after_sets=after_sets,
            body_kg=self.body_kg, help_shares=self.help_shares, is_gym_told=self.is_gym_told,
        )  # fmt: skip
        return replace(found, twin=twin_of(self.posterior, found, self._twin(found.exercise)))

    def _twin(self, exercise: Exercise) -> str | None:
        """Return how the lifter types the machine twin; None where the log has it not."""
        names = [typed for typed, one in self.exercises.items() if one.slug == exercise.machine_twin]
        return names[-1] if names else None


def best_method(situation: Situation, made: Mapping[str, Proposal] | None = None) -> Proposal | None:
    """Return how a set may best go on after failure; None where no method fits without a doubt of its own.

    Of the methods that fit, those that the evidence supports come before the mixed ones, lowering comes after the
    rest, and then the one that costs the least recovery by the model's doses wins. Supersets are left to a plan.

    Args:
        situation: The set.
        made: Proposals for this very situation that were worked out already, by the method's name.
    """
    known = made or {}
    found = []
    for place, method in enumerate(METHODS):
        if _is_left_out(method) or not method.fits(situation).is_possible:
            continue
        if method.particular(situation).doubts:
            continue
        try:
            proposal = known.get(method.protocol.name) or method.propose(situation)
        except (NotPossibleError, UnknownExerciseError):
            continue
        found.append((_rank(method), proposal.cost.is_lowering, proposal.cost.ratio, place, proposal))
    return min(found, key=lambda one: one[:4])[4] if found else None


def why_method(proposal: Proposal) -> Advice:
    """Return why a method is the one that is offered."""
    method = proposal.protocols[0]
    text = say(
        "Of what fits here and has evidence, {method} costs the least recovery: about {ratio} times a straight set to "
        "failure, by the model's doses.",
        method=method.title,
        ratio=decimals(proposal.cost.ratio),
    )
    return Advice(text, (_COST, *method.summary.claims))


def _is_left_out(method: Method) -> bool:
    """Whether a method need not be asked: a second drop costs more than the first alone, whatever it gives."""
    return isinstance(method, Superset) or (isinstance(method, DropSet) and method.drops > 1)


def _rank(method: Method) -> int:
    """Return how well the evidence speaks of a method: zero is best."""
    known = claims()
    found = [_RANKS.index(known[key].verdict) for key in method.protocol.summary.claims if key in known]
    return min(found, default=len(_RANKS))
