"""From a log, a gym and a lifter's words to the set that a method is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from momentary.catalogue import Kind
from momentary.cli.analysis import Analysis, analyse
from momentary.cli.gym import stored_gym
from momentary.inference.clock import moment_of
from momentary.inference.recovering import readiness_of
from momentary.parameters import level_prior
from momentary.prescription.gym import usual_gym, usual_unit
from momentary.prescription.learnt.method_record import learn_methods
from momentary.prescription.learnt.segment_reading import learn_habits, learnt_help
from momentary.prescription.methods import Method, Situation, Station, Superset, opposes, overlap, twin_of
from momentary.prescription.placement import DOUBTFUL, least_recovered
from momentary.quantities import Load

if TYPE_CHECKING:
    from momentary.catalogue import Exercise
    from momentary.quantities import Log

_USUAL_REPETITIONS = 10
_LATELY = timedelta(days=60)


def situation_of(
    log: Log,
    *,
    exercise: str,
    load: Load | None,
    pair: str | None,
    at: datetime | None,
    gym_path: Path | None,
    after_sets: int,
    is_last_set: bool,
    methods: Sequence[Method],
) -> Situation:
    """Return the set that the lifter asks about.

    Raises:
        click.ClickException: The log has not the exercise, or the gym's file is unusable.
    """
    analysis = analyse(log, at=at)
    key = analysis.find_exercise(exercise)
    name = analysis.label(key)
    gym = stored_gym(gym_path)
    is_told, gym = gym is not None, gym or usual_gym(usual_unit(log))
    known = {typed: one.exercise for typed, one in analysis.matches.items()}
    masses = [one.body_mass.kg for one in log.sessions if one.body_mass is not None]
    first = load
    if first is None:
        wanted = analysis.posterior.load_for(name, _USUAL_REPETITIONS, at=analysis.at, after_sets=after_sets).load_kg
        first = gym.no_heavier(known[name], max(wanted, 0.0)) or gym.told(round(max(wanted, 0.0)))
    situation = Situation(
        name, known[name], first, gym, analysis.posterior, at=analysis.at, after_sets=after_sets,
        is_last_set=is_last_set, body_kg=masses[-1] if masses else level_prior().body_mass_median,
        help_shares=learnt_help(log, known), is_gym_told=is_told, is_recovered=_is_recovered(analysis, known[name]),
    )  # fmt: skip
    twin = twin_of(analysis.posterior, situation, _typed_twin(analysis, situation))
    ratios = {} if twin is None else {(situation.exercise.slug, twin.exercise.slug): twin.log_ratio}
    records = learn_methods(log, known, analysis.posterior.tiredness, ratios=ratios)
    situation = replace(situation, twin=twin, habits=learn_habits(log, known, ratios=ratios), records=records)
    superset = next((one for one in methods if isinstance(one, Superset)), None)
    if superset is None:
        return situation
    if pair is not None:
        other = analysis.label(analysis.find_exercise(pair))
        return replace(situation, pair=Station(other, known[other]))
    return replace(situation, pair=_pair(analysis, situation, is_opposing=superset.is_opposing))


def _is_recovered(analysis: Analysis, exercise: Exercise) -> bool | None:
    """Whether the lifter has probably recovered for an exercise; None in a session that goes on."""
    fatigue = analysis.posterior.fatigue
    if not isfinite(fatigue.state.time) or analysis.at < moment_of(fatigue.state.time):
        return None
    chance = least_recovered(exercise, readiness_of(fatigue, at=analysis.at))
    return None if chance is None else chance >= DOUBTFUL


def _typed_twin(analysis: Analysis, situation: Situation) -> str | None:
    """Return how the lifter types the machine twin, or None where the log has it not."""
    slug = situation.exercise.machine_twin
    names = [typed for typed, one in analysis.matches.items() if one.exercise.slug == slug]
    known = [one for one in names if analysis.is_known(one)]
    return next(reversed(known or names), None)


def _pair(analysis: Analysis, situation: Situation, *, is_opposing: bool) -> Station | None:
    """Return the lifter's exercise that pairs best: of those done lately, one-joint ones first."""
    mine = frozenset(situation.exercise.primary_muscles)
    found = []
    for key in analysis.posterior.exercises:
        name = analysis.label(key)
        exercise = analysis.matches[name].exercise
        if exercise.slug == situation.exercise.slug or not exercise.is_strength or not situation.gym.has(exercise):
            continue
        station = Station(name, exercise)
        theirs = frozenset(exercise.primary_muscles)
        fits = opposes(mine, theirs) if is_opposing else overlap(situation, station) >= 1.0
        if fits:
            last = analysis.posterior.evidence(name).last
            is_old = analysis.posterior.last_session - last > _LATELY
            is_heavy = exercise.kind is Kind.COMPOUND
            found.append(((is_old, is_heavy, analysis.posterior.last_session - last, name), station))
    return min(found, key=lambda one: one[0])[1] if found else None
