"""The three-compartment model: muscle is active, resting or fatigued (Xia & Frey Law 2008).

    d(active)/dt   =  C - F active
    d(resting)/dt  = -C + R' fatigued
    d(fatigued)/dt =  F active - R' fatigued          active + resting + fatigued = 1

R' is R, times r while the muscle rests (3CC-r; Looft 2018). C moves muscle between rest and activity so that
`active` follows the target load TL. Two laws say how:

- `FiniteDrive`, as published, with rates LD and LR:
  C = LD (TL - active) while there is enough resting muscle, LD resting while there is not, LR (TL - active) downwards.
- `ImmediateDrive`, its limit for fast rates, in which `active` is TL or all that is not fatigued. Each step is solved
  exactly. Endurance at a constant load is then, with MF(t) = (F TL / R)(1 - exp(-R t)) reaching 1 - TL,

      ET = -ln(1 - R (1 - TL) / (F TL)) / R,

  and a load up to R / (F + R) can be held for good.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar, Protocol

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from numpy.typing import ArrayLike, NDArray

from momentary.evidence import Sourced
from momentary.muscle import freylaw2012, looft2018, rakshit2021, xia2008
from momentary.muscle.precision import double

Rate = jax.Array | float
State = tuple[jax.Array, jax.Array]
"""Active and fatigued share of the muscle."""

JOINTS = tuple(freylaw2012.FATIGUE_RATE)
"""Joints whose rates are known (Frey-Law 2012); `general` is any."""

MUSCLES = tuple(rakshit2021.FATIGUE_RATE)
"""Muscles whose rates are known (Rakshit 2021); `_f` and `_m` are women's and men's."""

LONGEST_S = 24.0 * 3600.0
"""Where a run gives up waiting for failure [s]."""


class UnknownJointError(LookupError):
    """No parameters are known for a joint or muscle of that name."""


class Drive(Protocol):
    """How active muscle follows the target load."""

    @property
    def sources(self) -> tuple[Sourced, ...]:
        """Where the numbers come from."""
        ...

    def step(
        self, muscle: ThreeCompartments, state: State, target: jax.Array, dt_s: jax.Array
    ) -> tuple[State, jax.Array]:
        """Return the state after `dt_s`, and for how long of it the muscle had enough left for the target [s]."""
        ...


@partial(
    jax.tree_util.register_dataclass,
    data_fields=["fatigue_per_s", "recovery_per_s", "rest_multiplier", "drive"],
    meta_fields=["sources"],
)
@dataclass(frozen=True, kw_only=True)
class ThreeCompartments:
    """The muscles around a joint as one mass with three compartments.

    Args:
        fatigue_per_s: Share of the active muscle that tires a second, F [1/s].
        recovery_per_s: Share of the fatigued muscle that recovers a second, R [1/s].
        rest_multiplier: How much faster it recovers at rest, r; one for the model of 2008 (3CC).
        drive: How active muscle follows the load.
        sources: Where the numbers come from; the drive names its own.
    """

    fatigue_per_s: Rate
    recovery_per_s: Rate
    rest_multiplier: Rate
    drive: Drive
    sources: tuple[Sourced, ...] = ()
    papers: ClassVar[tuple[str, ...]] = ("xia2008",)
    """Where the equations come from."""


@partial(jax.tree_util.register_dataclass, data_fields=[], meta_fields=["sources"])
@dataclass(frozen=True)
class ImmediateDrive:
    """Active muscle is what the load asks for, or all that is not fatigued: the limit of fast rates, solved exactly."""

    sources: tuple[Sourced, ...] = ()

    def step(
        self, muscle: ThreeCompartments, state: State, target: jax.Array, dt_s: jax.Array
    ) -> tuple[State, jax.Array]:
        """Return the state after `dt_s`, and for how long of it the load was held."""
        _, fatigued = state
        fatigue = jnp.asarray(muscle.fatigue_per_s)
        recovery = muscle.recovery_per_s * jnp.where(target > 0.0, 1.0, muscle.rest_multiplier)
        most = 1.0 - target
        able = fatigued <= most
        held = (fatigue * target / recovery, recovery)
        spent = (fatigue / (fatigue + recovery), fatigue + recovery)
        rest_point, rate = jnp.where(able, held[0], spent[0]), jnp.where(able, held[1], spent[1])
        other_point, other_rate = jnp.where(able, spent[0], held[0]), jnp.where(able, spent[1], held[1])
        # Towards its rest point the fatigued share crosses the most that leaves enough for the load at most once.
        crosses = jnp.where(able, rest_point > most, rest_point < most)
        ratio = (fatigued - rest_point) / jnp.where(crosses, most - rest_point, 1.0)
        first = jnp.where(crosses, jnp.minimum(jnp.log(jnp.maximum(ratio, 1.0)) / rate, dt_s), dt_s)
        between = rest_point + (fatigued - rest_point) * jnp.exp(-rate * first)
        after = other_point + (between - other_point) * jnp.exp(-other_rate * (dt_s - first))
        after = jnp.where(crosses & (first < dt_s), after, between)
        return (jnp.minimum(target, 1.0 - after), after), jnp.where(able, first, 0.0)


@partial(
    jax.tree_util.register_dataclass,
    data_fields=["development_per_s", "relaxation_per_s"],
    meta_fields=["rests_above_target", "longest_step_s", "sources"],
)
@dataclass(frozen=True, kw_only=True)
class FiniteDrive:
    """Active muscle follows the load with finite rates, as published; integrated by Runge and Kutta's rule.

    Args:
        development_per_s: Rate towards a higher load, LD [1/s].
        relaxation_per_s: Rate towards a lower load, LR [1/s].
        rests_above_target: Whether the muscle also recovers as at rest while its force is above the load, as some
            public programs have it; Looft 2018 lets it do so only without a load.
        longest_step_s: Steps are cut into parts of at most that length [s].
        sources: Where the numbers come from.
    """

    development_per_s: Rate = xia2008.DEVELOPMENT_RATE.value
    relaxation_per_s: Rate = xia2008.RELAXATION_RATE.value
    rests_above_target: bool = False
    longest_step_s: float = 0.01
    sources: tuple[Sourced, ...] = field(default=(xia2008.DEVELOPMENT_RATE, xia2008.RELAXATION_RATE))

    def step(
        self, muscle: ThreeCompartments, state: State, target: jax.Array, dt_s: jax.Array
    ) -> tuple[State, jax.Array]:
        """Return the state after `dt_s`, and for how long of it enough muscle was not fatigued."""
        parts = jnp.maximum(jnp.ceil(dt_s / self.longest_step_s - 1e-9), 1.0)
        part_s = dt_s / parts

        def advance(part: jax.Array, run: tuple[State, jax.Array]) -> tuple[State, jax.Array]:
            before, held = run
            after = self._part(muscle, before, target, part_s)
            room, left = 1.0 - target - before[1], 1.0 - target - after[1]
            share = jnp.where(left < 0.0, jnp.clip(room / jnp.maximum(room - left, 1e-300), 0.0, 1.0), 1.0)
            going = held >= part * part_s * (1.0 - 1e-9)
            return after, held + jnp.where(going, share, 0.0) * part_s

        begin = (state, jnp.zeros_like(state[0]))
        after, held = lax.fori_loop(0, parts.astype(int), advance, begin)
        return after, held

    def _part(self, muscle: ThreeCompartments, state: State, target: jax.Array, dt_s: jax.Array) -> State:
        start = jnp.stack(state)
        k1 = self._flow(muscle, start, target)
        k2 = self._flow(muscle, start + 0.5 * dt_s * k1, target)
        k3 = self._flow(muscle, start + 0.5 * dt_s * k2, target)
        k4 = self._flow(muscle, start + dt_s * k3, target)
        active, fatigued = start + dt_s / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
        return active, fatigued

    def _flow(self, muscle: ThreeCompartments, state: jax.Array, target: jax.Array) -> jax.Array:
        active, fatigued = state
        resting, missing = 1.0 - active - fatigued, target - active
        up = self.development_per_s * jnp.minimum(missing, resting)
        activation = jnp.where(missing > 0.0, up, self.relaxation_per_s * missing)
        at_rest = (target <= 0.0) | (self.rests_above_target & (active >= target))
        recovery = muscle.recovery_per_s * jnp.where(at_rest, muscle.rest_multiplier, 1.0)
        tired = muscle.fatigue_per_s * active
        return jnp.stack([activation - tired, tired - recovery * fatigued])


@dataclass(frozen=True, slots=True, eq=False)
class CompartmentCourse:
    """What became of the compartments, at the end of every step (step).

    Args:
        active: Share of the muscle that produces force: the force, as a share of the rested maximum.
        resting: Share that is ready.
        fatigued: Share that is fatigued.
        failed: Whether too much of it was fatigued for the load at some time in the step.
    """

    active: NDArray[np.float64]
    resting: NDArray[np.float64]
    fatigued: NDArray[np.float64]
    failed: NDArray[np.bool_]


def joint(name: str, *, drive: Drive | None = None) -> ThreeCompartments:
    """Return a joint of Frey-Law 2012 with recovery under load and at rest alike (3CC).

    Args:
        name: Joint, one of `JOINTS`, such as `elbow`.
        drive: How active muscle follows the load; at once if not given.

    Raises:
        UnknownJointError: There is none of that name.
    """
    return _filled(name, freylaw2012.FATIGUE_RATE, freylaw2012.RECOVERY_RATE, {}, drive)


def resting_joint(name: str, *, drive: Drive | None = None) -> ThreeCompartments:
    """Return a joint of Frey-Law 2012 that recovers faster at rest (3CC-r, Looft 2018); arguments as for `joint`.

    Raises:
        UnknownJointError: There is none of that name.
    """
    return _filled(name, freylaw2012.FATIGUE_RATE, freylaw2012.RECOVERY_RATE, looft2018.REST_MULTIPLIER, drive)


def muscle_of(name: str, *, drive: Drive | None = None) -> ThreeCompartments:
    """Return a muscle of Rakshit 2021, one of `MUSCLES`, such as `elbow_flexor_m`.

    Where no multiplier is published, rest is like load.

    Raises:
        UnknownJointError: There is none of that name.
    """
    rakshit = rakshit2021
    return _filled(name, rakshit.FATIGUE_RATE, rakshit.RECOVERY_RATE, rakshit.REST_MULTIPLIER, drive)


def closed_form_endurance_s(
    intensity: ArrayLike, *, fatigue_per_s: float, recovery_per_s: float, development_per_s: float = math.inf
) -> NDArray[np.float64]:
    """Return how long a rested muscle holds a constant load, in closed form: infinite for a load that it never fails.

    Args:
        intensity: Load, as a share of the maximum.
        fatigue_per_s: F [1/s].
        recovery_per_s: R [1/s].
        development_per_s: LD; with a finite one, exact but for exp(-(LD + F) ET) [1/s].
    """
    load = np.asarray(intensity, dtype=np.float64)
    if math.isinf(development_per_s):
        active, late = load, 0.0
    else:
        fast = development_per_s + fatigue_per_s
        active = load * development_per_s / fast
        late = -math.log1p(-recovery_per_s / fast) / recovery_per_s
    with np.errstate(divide="ignore", invalid="ignore"):
        share = recovery_per_s * (1.0 - load) / (fatigue_per_s * active)
        time = np.where(share < 1.0, -np.log1p(-np.minimum(share, 1.0)) / recovery_per_s + late, np.inf)
    return np.asarray(np.where(load > 1.0, 0.0, time))


def follow(
    muscle: ThreeCompartments, targets: ArrayLike, *, dt_s: float, start: tuple[float, float] = (0.0, 0.0)
) -> CompartmentCourse:
    """Follow a course of loads as well as the muscle can, past failure too.

    Args:
        muscle: The muscle.
        targets: Load in each step, as a share of the rested maximum (step).
        dt_s: Length of a step [s].
        start: Active and fatigued share before the first step.

    Raises:
        ValueError: A load is negative or not a number, the step is not positive, or the shares do not fit into one.

    Example:
        >>> course = follow(joint("elbow"), [0.5] * 200, dt_s=1.0)
        >>> int(course.failed.argmax())
        115
    """
    wanted = np.asarray(targets, dtype=np.float64)
    if wanted.ndim != 1 or not np.all(wanted >= 0.0):
        raise ValueError("A course of loads has one axis and no negative load and no NaN: give shares from 0 on.")
    if not (0.0 < dt_s < math.inf):
        raise ValueError(f"A step of {dt_s:g} s leads nowhere: give a positive one.")
    if min(start) < 0.0 or sum(start) > 1.0 + 1e-9:
        raise ValueError(f"Active and fatigued shares {start} do not fit into one muscle.")
    with double():
        active, fatigued, held = _course(muscle, jnp.asarray(start), jnp.asarray(wanted), dt_s)
    a, f = np.asarray(active), np.asarray(fatigued)
    return CompartmentCourse(active=a, resting=1.0 - a - f, fatigued=f, failed=np.asarray(held) < dt_s * (1.0 - 1e-12))


def holding_times_s(
    muscle: ThreeCompartments, intensities: ArrayLike, *, dt_s: float = 1.0, longest_s: float = LONGEST_S
) -> NDArray[np.float64]:
    """Return how long the rested muscle holds each of many loads, by running the model.

    Args:
        muscle: The muscle.
        intensities: Loads, as shares of the maximum, of any shape.
        dt_s: Length of a step; failure inside a step is found [s].
        longest_s: Give up after that long [s].

    Returns:
        Times, infinite where the load is still held at `longest_s`, of the shape of `intensities` [s].

    Raises:
        ValueError: An intensity is negative or not a number.

    Example:
        >>> round(float(holding_times_s(joint("elbow"), 0.5)), 1)
        115.7
    """
    wanted = np.asarray(intensities, dtype=np.float64)
    if not np.all(wanted >= 0.0):
        raise ValueError(f"An intensity of {wanted[~(wanted >= 0.0)].flat[0]:g} cannot be held: give shares from 0 on.")
    with double():
        times = _holding(muscle, jnp.ravel(wanted), dt_s, round(longest_s / dt_s))
    return np.asarray(times).reshape(wanted.shape)


def _filled(
    name: str,
    fatigue: Mapping[str, Sourced],
    recovery: Mapping[str, Sourced],
    multiplier: Mapping[str, Sourced],
    drive: Drive | None,
) -> ThreeCompartments:
    if name not in fatigue:
        raise UnknownJointError(f"No joint is called {name!r}. There are: {', '.join(fatigue)}.")
    used = [fatigue[name], recovery[name], *([multiplier[name]] if name in multiplier else [])]
    return ThreeCompartments(
        fatigue_per_s=used[0].value,
        recovery_per_s=used[1].value,
        rest_multiplier=used[2].value if len(used) > 2 else 1.0,
        drive=ImmediateDrive() if drive is None else drive,
        sources=tuple(used),
    )


@jax.jit
def _course(
    muscle: ThreeCompartments, start: jax.Array, targets: jax.Array, dt_s: jax.Array
) -> tuple[jax.Array, jax.Array, jax.Array]:
    def step(state: State, target: jax.Array) -> tuple[State, tuple[jax.Array, jax.Array, jax.Array]]:
        after, held = muscle.drive.step(muscle, state, target, dt_s)
        return after, (*after, held)

    _, found = lax.scan(step, (start[0], start[1]), targets)
    return found


@jax.jit
def _holding(muscle: ThreeCompartments, targets: jax.Array, dt_s: jax.Array, most: jax.Array) -> jax.Array:
    def one(target: jax.Array) -> jax.Array:
        def goes_on(run: tuple[State, jax.Array, jax.Array]) -> jax.Array:
            _, count, held = run
            return (held >= dt_s * (1.0 - 1e-12)) & (count < most)

        def step(run: tuple[State, jax.Array, jax.Array]) -> tuple[State, jax.Array, jax.Array]:
            state, count, _ = run
            after, held = muscle.drive.step(muscle, state, target, dt_s)
            return after, count + 1, held

        zero = jnp.zeros_like(target)
        _, count, held = lax.while_loop(goes_on, step, ((zero, zero), jnp.zeros((), jnp.int32), zero + dt_s))
        failed = held < dt_s * (1.0 - 1e-12)
        return jnp.where(failed, (count - 1) * dt_s + held, jnp.inf)

    return jax.vmap(one)(targets)
