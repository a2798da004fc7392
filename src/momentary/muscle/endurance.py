"""How long a force is held, and what a sustained contraction does: runs of the motor-unit pool."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from numpy.typing import ArrayLike, NDArray

from momentary.muscle.contraction import hold
from momentary.muscle.motor_units import MotorUnitPool, PoolState, Sample, fresh
from momentary.muscle.precision import double

PUBLISHED_STEP_S = 0.1
"""Step of the published runs [s]."""

LONGEST_S = 24.0 * 3600.0
"""Where a run gives up waiting for failure [s]."""


def endurance_times_s(
    pool: MotorUnitPool,
    intensities: ArrayLike,
    *,
    state: PoolState | None = None,
    dt_s: float = PUBLISHED_STEP_S,
    longest_s: float = LONGEST_S,
    together: int = 16,
) -> NDArray[np.float64]:
    """Return how long a pool holds each of many forces before it fails.

    Args:
        pool: The muscle.
        intensities: Forces to hold, as shares of the rested pool's maximal force, of any shape.
        state: What the muscle has been through; rested if not given.
        dt_s: Length of a step [s].
        longest_s: Give up after that long [s].
        together: How many runs of like length advance side by side: some on a processor, thousands on a GPU.

    Returns:
        Times until the end of the first step that falls short, infinite where the force is still held at `longest_s`,
        of the shape of `intensities` [s].

    Raises:
        ValueError: An intensity is negative or not a number, or a step or limit is not positive.

    Example:
        >>> from momentary.muscle import published_pool
        >>> endurance_times_s(published_pool(), [0.5, 0.8]).tolist()
        [95.5, 14.8]
    """
    wanted = np.asarray(intensities, dtype=np.float64)
    if not np.all(wanted >= 0.0):
        raise ValueError(f"An intensity of {wanted[~(wanted >= 0.0)].flat[0]:g} cannot be held: give shares from 0 on.")
    _check_times(dt_s=dt_s, longest_s=longest_s)
    with double():
        begin = fresh(pool) if state is None else state
        # Runs of one group wait for its longest: like intensities go together.
        order = np.argsort(wanted, axis=None, kind="stable")
        steps = _endurance_steps(
            pool,
            begin,
            jnp.asarray(wanted.ravel()[order]),
            dt_s,
            round(longest_s / dt_s),
            together=max(1, min(together, wanted.size)),
        )
    found = np.empty(wanted.size)
    found[order] = np.asarray(steps)
    return np.where(found > 0.0, found * dt_s, np.inf).reshape(wanted.shape)


def sustain(
    pool: MotorUnitPool, targets: ArrayLike, *, state: PoolState | None = None, dt_s: float = PUBLISHED_STEP_S
) -> tuple[PoolState, Sample]:
    """Follow a course of forces as well as the muscle can, past failure too.

    Args:
        pool: The muscle.
        targets: Force wanted in each step, as shares of the rested pool's maximal force (step).
        state: What the muscle has been through; rested if not given.
        dt_s: Length of a step [s].

    Returns:
        The state at the end, and a sample whose arrays have the step as their first axis; all are NumPy arrays.

    Raises:
        ValueError: `targets` is not a course of at least one number, or the step is not positive.

    Example:
        >>> from momentary.muscle import published_pool
        >>> _, maximal = sustain(published_pool(), [1.0] * 600)
        >>> bool(maximal.force[-1] < 0.7 < maximal.force[0])
        True
    """
    wanted = np.asarray(targets, dtype=np.float64)
    if wanted.ndim != 1 or wanted.size == 0 or np.isnan(wanted).any():
        raise ValueError(
            f"A course of forces of shape {wanted.shape} with NaN or without steps: give one number a step."
        )
    _check_times(dt_s=dt_s, longest_s=dt_s)
    with double():
        begin = fresh(pool) if state is None else state
        found: tuple[PoolState, Sample] = jax.device_get(_sustain(pool, begin, jnp.asarray(wanted), dt_s))
    return found


def _check_times(*, dt_s: float, longest_s: float) -> None:
    if not (0.0 < dt_s <= longest_s < np.inf):
        raise ValueError(
            f"Steps of {dt_s:g} s up to {longest_s:g} s lead nowhere: give a positive step below the limit."
        )


def _one_endurance(
    pool: MotorUnitPool, state: PoolState, target: jax.Array, dt_s: jax.Array, most: jax.Array
) -> jax.Array:
    def goes_on(run: tuple[PoolState, jax.Array, jax.Array]) -> jax.Array:
        _, count, failed = run
        return ~failed & (count < most)

    def step(run: tuple[PoolState, jax.Array, jax.Array]) -> tuple[PoolState, jax.Array, jax.Array]:
        before, count, _ = run
        after, sample = hold(pool, before, target, dt_s=dt_s)
        return after, count + 1, sample.failed

    begin = (state, jnp.zeros((), jnp.int32), jnp.zeros_like(target, dtype=bool))
    _, count, failed = lax.while_loop(goes_on, step, begin)
    return jnp.where(failed, count, -1)


@jax.jit(static_argnames=("together",))
def _endurance_steps(
    pool: MotorUnitPool, state: PoolState, targets: jax.Array, dt_s: jax.Array, most: jax.Array, *, together: int
) -> jax.Array:
    def run(target: jax.Array) -> jax.Array:
        return _one_endurance(pool, state, target, dt_s, most)

    steps: jax.Array = lax.map(run, targets, batch_size=None if together == 1 else together)
    return steps


@jax.jit
def _sustain(pool: MotorUnitPool, state: PoolState, targets: jax.Array, dt_s: jax.Array) -> tuple[PoolState, Sample]:
    return lax.scan(lambda before, target: hold(pool, before, target, dt_s=dt_s), state, targets)
