"""A lifter by script, their log, and the sets that they are asked to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from math import exp, log

from momentary.catalogue import Exercise, match_log
from momentary.inference import LevelPosterior, catalogue_traits, fit
from momentary.prescription.gym import Gym, usual_gym
from momentary.prescription.learnt.later_segments import SegmentHabits
from momentary.prescription.learnt.segment_reading import learn_habits, learnt_help
from momentary.prescription.methods import Proposal, Situation, Station, twin_of
from momentary.quantities import (
    KG_PER_LB,
    Ending,
    EndingKind,
    Load,
    LoadUnit,
    Log,
    Moment,
    Role,
    Segment,
    Session,
    Set,
    Technique,
)

START = datetime(2024, 1, 1, 18)
CURVE = 0.0266
ROW, MACHINE_ROW = "Bent Over Row (Barbell)", "Seated Row (Machine)"
BENCH, CURL, PUSHDOWN = "Bench Press (Barbell)", "Bicep Curl (Dumbbell)", "Triceps Pushdown"
EXTENSION, LEG_CURL, PULL_UP = "Leg Extension (Machine)", "Seated Leg Curl (Machine)", "Pull Up"
ONE_RM = {ROW: 100.0, MACHINE_ROW: 80.0, BENCH: 110.0, CURL: 22.0, PUSHDOWN: 50.0, EXTENSION: 90.0, LEG_CURL: 70.0}


@dataclass(frozen=True)
class Scripted:
    """A lifter who does exactly what their strength allows.

    Args:
        gain: Share of the curve's repetitions that a lighter load brings right after failure.
        back: Share of the repetitions that a short rest gives back.
        one_rm: Their 1RM by exercise [kg].
    """

    gain: float = 0.25
    back: float = 0.5
    one_rm: Mapping[str, float] = field(default_factory=lambda: ONE_RM)

    def fresh(self, name: str, load_kg: float) -> int:
        """Repetitions of a rested lifter."""
        return max(int(1.0 + log(self.one_rm[name] / load_kg) / CURVE + 1e-9), 0)

    def perform(self, proposal: Proposal) -> list[int]:
        """Do what is proposed, segment by segment; return the repetitions."""
        done: list[int] = []
        for chain in proposal.sets:
            for link, segment in enumerate(chain):
                most = segment.most if segment.most is not None else 99
                if link == 0:
                    done.append(min(self.fresh(segment.name, segment.load.kg), most))
                    continue
                before = chain[link - 1]
                equal = self.one_rm[segment.name] / self.one_rm[before.name]
                eased = {Technique.NEGATIVE: 1.41, Technique.ASSISTED: 1.4, Technique.CHEAT: 1.3}
                ratio = before.load.kg * equal * eased.get(segment.technique, 1.0) / segment.load.kg
                count = self.gain * log(ratio) / CURVE + self.back * done[-1]
                done.append(min(max(round(count), 0), most))
        return done


def trained_log(unit: LoadUnit = LoadUnit.KG, *, sessions: int = 12, drops: bool = False) -> Log:
    """Twelve sessions of every exercise, each a set to failure, and with drops a drop after the row."""
    lifter = Scripted()
    days = []
    for number in range(sessions):
        sets = []
        for place, (name, one_rm) in enumerate(ONE_RM.items()):
            load = 2.5 * round(one_rm * exp(-CURVE * (7 + (number + place) % 4)) / 2.5)
            chain = [_segment(name, load, unit, lifter.fresh(name, load), Technique.STRAIGHT)]
            if drops and name in (ROW, CURL):
                lower = 2.5 * round(0.75 * load / 2.5)
                count = round(0.25 * log(load / lower) / CURVE + 0.5 * (chain[0].repetitions or 0))
                chain.append(_segment(name, lower, unit, count, Technique.DROP))
            sets.append(Set(tuple(chain), role=Role.WORKING))
        sets.append(Set((Segment(PULL_UP, None, 9, ending=Ending(EndingKind.FAILURE)),), role=Role.WORKING))
        days.append(Session(Moment.of(START + timedelta(days=3 * number)), tuple(sets), body_mass=Load(80.0)))
    return Log.of(days)


def _segment(name: str, load_kg: float, unit: LoadUnit, count: int, technique: Technique) -> Segment:
    value = load_kg if unit is LoadUnit.KG else load_kg / KG_PER_LB
    ending = Ending(EndingKind.MOMENTARY_FAILURE)
    return Segment(name, Load(value, unit), count, technique=technique, ending=ending)


@dataclass(frozen=True)
class Known:
    """A log with what is known of it."""

    log: Log
    exercises: Mapping[str, Exercise]
    posterior: LevelPosterior


@cache
def known(unit: LoadUnit = LoadUnit.KG, drops: bool = False) -> Known:  # noqa: FBT001, FBT002
    """The scripted lifter's log, learnt from once."""
    return known_of(trained_log(unit, drops=drops))


def known_of(log: Log) -> Known:
    """A log, learnt from."""
    matches = match_log(log)
    posterior = fit(log, traits=catalogue_traits(matches, log=log))
    return Known(log, {name: one.exercise for name, one in matches.items()}, posterior)


GYM = replace(usual_gym(), has_partner=True, has_pins=True)


def situation(
    name: str = ROW,
    load: Load | None = None,
    *,
    about: Known | None = None,
    gym: Gym = GYM,
    twin: str | None = MACHINE_ROW,
    pair: str | None = None,
    is_last_set: bool = True,
    is_recovered: bool | None = None,
    habits: SegmentHabits | None = None,
) -> Situation:
    """A set that the scripted lifter asks about."""
    one = known() if about is None else about
    exercise = one.exercises[name]
    first = load if load is not None else Load(2.5 * round(ONE_RM.get(name, 0.0) * 0.75 / 2.5))
    found = Situation(
        name, exercise, first, gym, one.posterior, at=one.posterior.last_session + timedelta(days=3), body_kg=80.0,
        is_last_set=is_last_set, is_recovered=is_recovered, help_shares=learnt_help(one.log, one.exercises),
        pair=None if pair is None else Station(pair, one.exercises[pair]),
    )  # fmt: skip
    machine = twin_of(one.posterior, found, twin if exercise.machine_twin == one.exercises[MACHINE_ROW].slug else None)
    ratios = {} if machine is None else {(exercise.slug, machine.exercise.slug): machine.log_ratio}
    learnt = learn_habits(one.log, one.exercises, ratios=ratios) if habits is None else habits
    return replace(found, twin=machine, habits=learnt)
