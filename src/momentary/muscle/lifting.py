"""How a load in the hand becomes a force of the muscle: place in the repetition, speed, direction.

A pool of motor units knows isometric force only. A lift asks for

    demand = load * maximum * hardness(place) * (1 + stabilising)

and what the pool can give at a speed v upwards is its force times 1 - v / fastest; downwards its concentric strength
times 1.41. `maximum` is the demand of the 1RM, which follows from the same simulation: the load that goes up once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import jax
import jax.numpy as jnp

from momentary.evidence import Sourced
from momentary.muscle import lifting_numbers as numbers
from momentary.muscle.motor_units import Array


@partial(
    jax.tree_util.register_dataclass,
    data_fields=["hardest_at", "breadth", "easiest", "fastest_per_s", "lowering_strength", "stabilising", "held_on_top"],
    meta_fields=["sources"],
)
@dataclass(frozen=True, kw_only=True, eq=False)
class Lift:
    """The mechanics of an exercise.

    Args:
        hardest_at: Place in the range of motion where the load is hardest: 0 is the bottom, 1 the top.
        breadth: How far from there the load has become half as much easier as it gets; a share of the range.
        easiest: Demand far from the hardest place, as a share of the demand there.
        fastest_per_s: Unloaded speed, ranges of motion a second [1/s].
        lowering_strength: Strength in lowering, as a share of the isometric one.
        stabilising: Force spent on keeping a free weight on its path, as a share of what moves it.
        held_on_top: Share of the load that the muscle holds in the pause on top; bones hold the rest.
        sources: Where the numbers come from.
    """

    hardest_at: Array
    breadth: Array
    easiest: Array
    fastest_per_s: Array
    lowering_strength: Array
    stabilising: Array
    held_on_top: Array
    sources: tuple[Sourced, ...] = ()
    papers: ClassVar[tuple[str, ...]] = ()

    def hardness(self, place: Array) -> jax.Array:
        """Return the demand at a place in the range of motion, as a share of the highest."""
        distance = (jnp.asarray(place) - self.hardest_at) / self.breadth
        return self.easiest + (1.0 - self.easiest) * jnp.exp2(-distance * distance)

    def strength_upwards(self, speed_per_s: Array) -> jax.Array:
        """Return the force left at a speed, as a share of the isometric one."""
        return jnp.clip(1.0 - jnp.asarray(speed_per_s) / self.fastest_per_s, 0.0, 1.0)

    def speed_upwards(self, share: Array) -> jax.Array:
        """Return the speed at which that share of the isometric force is left [1/s]."""
        return jnp.clip(1.0 - jnp.asarray(share), 0.0, 1.0) * self.fastest_per_s


def assumed_lift(
    *,
    hardest_at: Sourced = numbers.PRESS_HARDEST_AT,
    easiest: Sourced = numbers.EASIEST,
    held_on_top: Sourced = numbers.LOCKED_OUT,
) -> Lift:
    """Return the lift that momentary assumes, a press or squat unless said otherwise."""
    used = (
        hardest_at, numbers.BREADTH, easiest, numbers.FASTEST, numbers.ECCENTRIC_RATIO, numbers.STABILISING, held_on_top
    )  # fmt: skip
    return Lift(
        hardest_at=hardest_at.value,
        breadth=numbers.BREADTH.value,
        easiest=easiest.value,
        fastest_per_s=numbers.FASTEST.value,
        lowering_strength=numbers.LOWERING.value,
        stabilising=numbers.STABILISING.value,
        held_on_top=held_on_top.value,
        sources=(*used[:4], numbers.LOWERING, *used[4:]),
    )
