"""A pool of motor units: recruitment by size, rate coding that adapts, and fatigue (Potvin & Fuglevand 2017).

One excitation E drives all units. Unit i is recruited at its threshold and then fires

    rate_i    = min(rate_min + gain (E - threshold_i), peak_i)
    adapted_i = rate_i - k_i (1 - u_i) (rate_i - rate_min + 2),   u_i = exp(-time since recruitment / tau)

The adapted rate times the contraction time, which grows as the unit tires, is its normalised rate x; the share of full
fusion is straight in x up to 0.4 and 1 - exp(-2 x^3) beyond. Force is that share of what the unit has left. A unit
loses force in proportion to its fusion; nothing else tires it.

`contraction` moves a pool on. Recovery and a ceiling of the drive are extensions: see `recovery` and `central_drive`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from momentary.evidence import Sourced
from momentary.muscle import potvin2017
from momentary.muscle.central_drive import CentralDrive, FullDrive
from momentary.muscle.recovery import NoRecovery, Recovery

Array = jax.Array | NDArray[np.float64] | float

_POOL_ARRAYS = [
    "threshold", "peak_rate_hz", "contraction_s", "adaptation", "twitch_share", "fatigue_rate_per_s",
    "minimum_rate_hz", "gain_hz", "floor_hz", "adaptation_time_s", "slowing", "knee", "steepness",
    "steps_per_unit", "top", "recovery", "central",
]  # fmt: skip


@partial(jax.tree_util.register_dataclass, data_fields=_POOL_ARRAYS, meta_fields=["sources"])
@dataclass(frozen=True, kw_only=True, eq=False)
class MotorUnitPool:
    """A muscle's motor units, from the slow unit that is recruited first to the fast one that is recruited last.

    Args:
        threshold: Excitation at which each unit is recruited (unit).
        peak_rate_hz: Highest firing rate of each unit (unit) [Hz].
        contraction_s: Contraction time of each rested unit (unit) [s].
        adaptation: Share of the firing rate above the floor that each unit loses in the end (unit).
        twitch_share: Force of each rested unit at full fusion, as a share of the pool's maximal force (unit).
        fatigue_rate_per_s: Share of its rested force that each unit loses a second at full fusion (unit) [1/s].
        minimum_rate_hz: Firing rate at recruitment [Hz].
        gain_hz: Rise of the firing rate per unit of excitation [Hz].
        floor_hz: Firing rate from which adaptation counts [Hz].
        adaptation_time_s: Time constant of adaptation [s].
        slowing: Growth of the contraction time of a unit that has lost everything.
        knee: Normalised rate up to which force rises in a straight line.
        steepness: Steepness of the fused part of that curve.
        steps_per_unit: Steps of the excitation grid per unit of excitation.
        top: The highest excitation, in steps of the grid.
        recovery: How silent units recover.
        central: How the drive tires.
        sources: Where the numbers come from; the laws name theirs.
    """

    threshold: Array
    peak_rate_hz: Array
    contraction_s: Array
    adaptation: Array
    twitch_share: Array
    fatigue_rate_per_s: Array
    minimum_rate_hz: Array
    gain_hz: Array
    floor_hz: Array
    adaptation_time_s: Array
    slowing: Array
    knee: Array
    steepness: Array
    steps_per_unit: Array
    top: Array
    recovery: Recovery
    central: CentralDrive
    sources: tuple[Sourced, ...] = ()
    papers: ClassVar[tuple[str, ...]] = ("potvin2017",)
    """Where the equations come from."""


@partial(
    jax.tree_util.register_dataclass,
    data_fields=[
        "unadapted", "fast_loss", "slow_loss", "central_acute", "central_residual", "excitation", "drift", "begun",
    ],
    meta_fields=[],
)  # fmt: skip
@dataclass(frozen=True, kw_only=True, eq=False)
class PoolState:
    """What a pool has been through.

    Args:
        unadapted: exp(-time since recruitment / tau); one where a unit never was recruited (unit).
        fast_loss: Share of each unit's force lost that may return in minutes (unit).
        slow_loss: Share of each unit's force lost that returns in hours, or never (unit).
        central_acute: Share of the drive lost that may return in minutes.
        central_residual: Share of the drive lost that may return in days.
        excitation: Excitation that met the force of the last step, in steps of the grid: where the next search begins.
        drift: How far it moved in that step.
        begun: Whether a step was made: the first one costs nothing, as published.
    """

    unadapted: jax.Array
    fast_loss: jax.Array
    slow_loss: jax.Array
    central_acute: jax.Array
    central_residual: jax.Array
    excitation: jax.Array
    drift: jax.Array
    begun: jax.Array


@partial(
    jax.tree_util.register_dataclass,
    data_fields=[
        "force", "excitation", "failed", "active", "unit_force", "capacity", "published_capacity", "strength",
        "ceiling", "reachable",
    ],
    meta_fields=[],
)  # fmt: skip
@dataclass(frozen=True, kw_only=True, eq=False)
class Sample:
    """What a pool does in one step; forces are shares of the rested pool's maximal force.

    Args:
        force: Force produced.
        excitation: Excitation, as a share of the highest.
        failed: Whether the force falls short of what was asked for.
        active: Which units fire (unit).
        unit_force: Force of each unit (unit).
        capacity: Force at the highest excitation, were it sent now.
        published_capacity: The same with the adaptation of the present firing rates, as the authors' code reports it.
        strength: The same without adaptation and slowing: what the units have left.
        ceiling: Highest excitation that the tired drive still sends, as a share of the highest.
        reachable: Force at that ceiling.
    """

    force: jax.Array
    excitation: jax.Array
    failed: jax.Array
    active: jax.Array
    unit_force: jax.Array
    capacity: jax.Array
    published_capacity: jax.Array
    strength: jax.Array
    ceiling: jax.Array
    reachable: jax.Array


def published_pool(
    *,
    recovery: Recovery | None = None,
    central: CentralDrive | None = None,
    fatigue_rate: Sourced = potvin2017.FATIGUE_RATE,
    units: Sourced = potvin2017.UNITS,
) -> MotorUnitPool:
    """Return the pool of Potvin & Fuglevand 2017: 120 units.

    Args:
        recovery: How silent units recover; nothing, as published, if not given.
        central: How the drive tires; not at all, as published, if not given.
        fatigue_rate: Share of its force that the last unit loses a second at full fusion; for a departure
            `potvin2017.FATIGUE_RATE.adjusted(...)`.
        units: Number of units.

    Example:
        >>> pool = published_pool()
        >>> len(pool.threshold)
        120
    """
    p = potvin2017
    order = np.linspace(0.0, 1.0, int(units.value))
    threshold = np.exp(order * math.log(p.THRESHOLD_RANGE.value))
    above_first = (threshold - threshold[0]) / (threshold[-1] - threshold[0])
    peak = p.PEAK_RATE_FIRST.value - (p.PEAK_RATE_FIRST.value - p.PEAK_RATE_LAST.value) * above_first
    twitch = np.exp(order * math.log(p.TWITCH_RANGE.value))
    contraction = p.CONTRACTION_TIME.value * np.exp(-order * math.log(p.CONTRACTION_RANGE.value))
    highest = threshold[-1] + (p.PEAK_RATE_LAST.value - p.MINIMUM_RATE.value) / p.RATE_GAIN.value
    rate = np.minimum(p.MINIMUM_RATE.value + p.RATE_GAIN.value * (highest - threshold), peak)
    x = contraction * rate
    knee, steepness = p.FUSION_KNEE.value, p.FUSION_STEEPNESS.value
    fusion = np.where(x <= knee, x / knee * (1.0 - math.exp(-steepness * knee**3)), 1.0 - np.exp(-steepness * x**3))
    fatigability = np.exp(order * math.log(p.FATIGABILITY_RANGE.value)) / p.FATIGABILITY_RANGE.value
    published = [number for number in vars(p).values() if isinstance(number, Sourced)]
    replaced = (p.FATIGUE_RATE, p.UNITS)
    return MotorUnitPool(
        threshold=threshold,
        peak_rate_hz=peak,
        contraction_s=contraction,
        adaptation=p.ADAPTATION.value * above_first,
        twitch_share=twitch / float(np.sum(twitch * fusion)),
        fatigue_rate_per_s=fatigability * fatigue_rate.value,
        minimum_rate_hz=p.MINIMUM_RATE.value,
        gain_hz=p.RATE_GAIN.value,
        floor_hz=p.MINIMUM_RATE.value - p.ADAPTATION_FLOOR.value,
        adaptation_time_s=p.ADAPTATION_TIME.value,
        slowing=p.SLOWING.value,
        knee=knee,
        steepness=steepness,
        steps_per_unit=p.EXCITATION_STEPS.value,
        top=float(round(highest * p.EXCITATION_STEPS.value)),
        recovery=NoRecovery() if recovery is None else recovery,
        central=FullDrive() if central is None else central,
        sources=(*(number for number in published if number not in replaced), fatigue_rate, units),
    )


def fresh(pool: MotorUnitPool) -> PoolState:
    """Return the state of a rested pool."""
    zero = jnp.zeros_like(jnp.asarray(pool.threshold))
    none = jnp.zeros((), zero.dtype)
    return PoolState(
        unadapted=zero + 1.0,
        fast_loss=zero,
        slow_loss=zero,
        central_acute=none,
        central_residual=none,
        excitation=none + 1.0,
        drift=none,
        begun=jnp.asarray(False),
    )
