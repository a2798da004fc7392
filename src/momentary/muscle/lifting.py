"""How a load in the hand becomes a force of the muscle: place in the repetition, speed, direction.

A pool of motor units knows isometric force only. Of it a lift asks

    demand = load * maximum * hardness(place) * (1 + stabilising)

and at a speed v upwards the pool gives its force times 1 - v / fastest; downwards its force times the strength in
lowering. `maximum` is the demand of the 1RM, which follows from the same simulation: the heaviest load that goes up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import partial

import jax
import jax.numpy as jnp

from momentary.evidence import Sourced
from momentary.muscle import (
    carroll2017,
    cotterman2005,
    gandevia2001,
    gonzalezbadillo2010,
    kompf2016,
    nuzzo2023,
    potvin2017,
)
from momentary.muscle.central_drive import TiringDrive
from momentary.muscle.motor_units import Array, MotorUnitPool, published_pool
from momentary.muscle.recovery import TwoPartRecovery
from momentary.muscle.reperfusion import ReperfusedRecovery

_BETWEEN = "isometric and sustained in the model, brief and repeated in a set: fitted to the repetitions of nuzzo2024"


@dataclass(frozen=True, slots=True, kw_only=True)
class Departures:
    """Where a pool that lifts departs from the published one and its extensions, each with its reason.

    Args:
        fatigue_rate: Share of its force that the last unit loses a second at full fusion [1/s].
        fatigability_range: Fatigability of the last unit over that of the first.
        adaptation: How much of its firing rate the last unit loses with time.
        ceiling_rate: Share of the drive's ceiling lost a second at full effort [1/s].
        fast_time: Time constant of the fast part of recovery after a set [s].
    """

    fatigue_rate: Sourced = field(
        default_factory=lambda: potvin2017.FATIGUE_RATE.adjusted(factor=0.69, because=_BETWEEN)
    )
    fatigability_range: Sourced = field(
        default_factory=lambda: potvin2017.FATIGABILITY_RANGE.adjusted(
            factor=5.0 / 180.0, because=f"{_BETWEEN}; with 180 light loads go up twice as often as people lift them"
        )
    )
    adaptation: Sourced = field(
        default_factory=lambda: potvin2017.ADAPTATION.adjusted(
            factor=0.0, because=f"{_BETWEEN}; firing rates adapt while a force is sustained, a repetition begins anew"
        )
    )
    ceiling_rate: Sourced = field(
        default_factory=lambda: gandevia2001.CEILING_RATE.adjusted(
            factor=0.5, because=f"{_BETWEEN}; assumed before, too"
        )
    )
    fast_time: Sourced = field(
        default_factory=lambda: carroll2017.FAST_TIME.adjusted(
            factor=0.5625,
            because="45 s, between 3-5 min and the 31 s of phosphocreatine (harris1976, half in 21.5 s); with 80 s a "
            "rest of 20 s would give back one repetition",
        )
    )


LIFTER_SPREAD = 0.25
"""Spread of the fatigue rate between lifters, in logarithms: it gives the spread of repetitions of nuzzo2024."""


@partial(
    jax.tree_util.register_dataclass,
    data_fields=[
        "hardest_at",
        "breadth",
        "easiest",
        "fastest_per_s",
        "lowering",
        "stabilising",
        "held_on_top",
        "stall_s",
    ],
    meta_fields=["sources"],
)
@dataclass(frozen=True, kw_only=True, eq=False)
class Lift:
    """The mechanics of an exercise.

    Args:
        hardest_at: Place in the range of motion where the load is hardest: 0 is the bottom, 1 the top.
        breadth: Distance from there at which half of the relief is reached, a share of the range.
        easiest: Demand far from the hardest place, as a share of the demand there.
        fastest_per_s: Speed at which no force is left, ranges of motion a second [1/s].
        lowering: Strength in lowering, as a share of the isometric one.
        stabilising: Force spent on keeping a free weight on its path, as a share of what moves it.
        held_on_top: Share of the load that the muscle holds in the pause on top; bones hold the rest.
        stall_s: How long the lifter fights a stalled load [s].
        sources: Where the numbers come from.
    """

    hardest_at: Array
    breadth: Array
    easiest: Array
    fastest_per_s: Array
    lowering: Array
    stabilising: Array
    held_on_top: Array
    stall_s: Array
    sources: tuple[Sourced, ...] = ()

    def hardness(self, place: Array) -> jax.Array:
        """Return the demand at a place in the range of motion, as a share of the highest."""
        distance = (jnp.asarray(place) - self.hardest_at) / self.breadth
        return jnp.asarray(self.easiest) + (1.0 - self.easiest) * jnp.exp2(-distance * distance)

    def strength_upwards(self, speed_per_s: Array) -> jax.Array:
        """Return the force left at a speed, as a share of the isometric one."""
        return jnp.clip(1.0 - jnp.asarray(speed_per_s) / self.fastest_per_s, 1e-9, 1.0)

    def speed_upwards(self, share: Array) -> jax.Array:
        """Return the speed at which that share of the isometric force is left [1/s]."""
        return jnp.clip(1.0 - jnp.asarray(share), 0.0, 1.0) * self.fastest_per_s


def assumed_lift(
    *, hardest_at: Sourced = kompf2016.PRESS_HARDEST_AT, held_on_top: Sourced = kompf2016.LOCKED_OUT
) -> Lift:
    """Return the lift that momentary assumes: a press or squat unless the numbers say otherwise.

    Args:
        hardest_at: Place where it is hardest.
        held_on_top: Share of the load that the muscle holds on top.
    """
    speed, stall = gonzalezbadillo2010.FASTEST, kompf2016.STALL_TIME
    used = (
        hardest_at,
        kompf2016.BREADTH,
        kompf2016.EASIEST,
        speed,
        nuzzo2023.ECCENTRIC_RATIO,
        cotterman2005.STABILISING,
        held_on_top,
        stall,
    )
    return Lift(
        hardest_at=hardest_at.value,
        breadth=kompf2016.BREADTH.value,
        easiest=kompf2016.EASIEST.value,
        fastest_per_s=speed.value,
        lowering=nuzzo2023.ECCENTRIC_RATIO.value,
        stabilising=cotterman2005.STABILISING.value,
        held_on_top=held_on_top.value,
        stall_s=stall.value,
        sources=used,
    )


def press() -> Lift:
    """Return a press or squat: hardest in the lower half, held by the bones on top."""
    return assumed_lift()


def curl() -> Lift:
    """Return a single-joint lift: hardest halfway, never quite let go."""
    return assumed_lift(hardest_at=kompf2016.CURL_HARDEST_AT, held_on_top=kompf2016.HELD)


def pull() -> Lift:
    """Return a row or pull-down: hardest near the end, never quite let go."""
    return assumed_lift(hardest_at=kompf2016.PULL_HARDEST_AT, held_on_top=kompf2016.HELD)


def lifting_pool(departures: Departures | None = None) -> MotorUnitPool:
    """Return the pool for sets of lifting: that of Potvin & Fuglevand 2017 with five departures.

    Besides, nothing recovers while the muscle works, see `ReperfusedRecovery`.

    Args:
        departures: Where it departs; as fitted to people's repetitions if not given.
    """
    apart = Departures() if departures is None else departures
    pool = published_pool(
        recovery=ReperfusedRecovery(TwoPartRecovery.assumed(fast_time=apart.fast_time)),
        central=TiringDrive.assumed(rate=apart.ceiling_rate),
        fatigue_rate=apart.fatigue_rate,
    )
    published = {potvin2017.FATIGABILITY_RANGE: apart.fatigability_range, potvin2017.ADAPTATION: apart.adaptation}
    share = math.log(apart.fatigability_range.value) / math.log(potvin2017.FATIGABILITY_RANGE.value)
    last = apart.fatigue_rate.value
    return replace(
        pool,
        fatigue_rate_per_s=last * (pool.fatigue_rate_per_s / last) ** share,
        adaptation=pool.adaptation * (apart.adaptation.value / potvin2017.ADAPTATION.value),
        sources=tuple(published.get(number, number) for number in pool.sources),
    )
