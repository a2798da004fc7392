"""What a pool of motor units does with a force to hold, an excitation or a rest: one step at a time.

To hold a force the least excitation of a grid is sought that gives it. With `NoRecovery` and `FullDrive` the steps are
those of the published model, its habits included: the grid of excitations has steps of 0.01, the first step of a run
costs nothing, and in the step after recruitment a unit has adapted for two steps.

All functions are pure and follow jit, vmap and scan. They compute with the precision that JAX has where they are
called: wrap your own compiled functions in `double()`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import jax
import jax.numpy as jnp

from momentary.muscle.excitation import Response, least_excitation
from momentary.muscle.motor_units import Array, MotorUnitPool, PoolState, Sample

_CURVATURE = 2.2
"""Bound of |d2/dz2 (1 - exp(-z^3))|, which is 2.15 at most."""

_ROUNDING_64 = 64.0 * 2.0**-52
_ROUNDING_32 = 64.0 * 2.0**-23
"""How far sums over units may be from themselves."""


@dataclass(frozen=True)
class _Present:
    """The pool as the moment leaves it: x = slope * rate + offset, force = left * fusion."""

    slope: jax.Array
    offset: jax.Array
    left: jax.Array


def hold(pool: MotorUnitPool, state: PoolState, target: Array, *, dt_s: Array) -> tuple[PoolState, Sample]:
    """Produce a force for a time, with the least excitation that gives it.

    Args:
        pool: The muscle.
        state: What it has been through.
        target: Force wanted, as a share of the rested pool's maximal force; nothing or less is silence.
        dt_s: Length of the step [s].

    Returns:
        The state after the step, and what was done in it. Where the force cannot be reached, the drive's ceiling is
        sent and the sample has failed.
    """
    now = _present(pool, state)
    wanted = jnp.asarray(target, now.left.dtype)
    found = least_excitation(
        partial(_respond, pool, now),
        wanted,
        start=state.excitation + state.drift,
        ceiling=_ceiling_steps(pool, state),
        bend=_bend(pool),
        next_onset=partial(_next_onset, pool),
    )
    return _advance(
        pool,
        state,
        now=now,
        steps=found.steps,
        wanted=wanted,
        dt_s=dt_s,
        crossing=found.crossing,
        response=found.response,
    )


def drive(pool: MotorUnitPool, state: PoolState, excitation: Array, *, dt_s: Array) -> tuple[PoolState, Sample]:
    """Send an excitation for a time; one is all that there is, and more than the drive's ceiling is not sent.

    Args:
        pool: The muscle.
        state: What it has been through.
        excitation: Excitation, as a share of the highest.
        dt_s: Length of the step [s].

    Returns:
        The state after the step, and what was done in it; `failed` says that the ceiling was below the excitation.
    """
    now = _present(pool, state)
    asked = jnp.asarray(excitation, now.left.dtype) * pool.top
    ceiling = _ceiling_steps(pool, state)
    steps = jnp.clip(asked, 0.0, ceiling)
    after, sample = _advance(
        pool,
        state,
        now=now,
        steps=steps,
        wanted=jnp.zeros_like(ceiling),
        dt_s=dt_s,
        crossing=steps,
        response=_respond(pool, now, steps),
    )
    return after, replace(sample, failed=asked > ceiling)


def rest(pool: MotorUnitPool, state: PoolState, *, seconds: Array) -> PoolState:
    """Return the state after a silent time of any length, in one step: exact.

    Args:
        pool: The muscle; without recovery it only goes on adapting.
        state: What it has been through.
        seconds: Length of the rest [s].
    """
    for_s = jnp.asarray(seconds, state.fast_loss.dtype)
    silent = jnp.ones_like(state.fast_loss, dtype=bool)
    nothing = jnp.zeros_like(state.fast_loss)
    fast, slow = pool.recovery.losses(state.fast_loss, state.slow_loss, added=nothing, silent=silent, dt_s=for_s)
    acute, residual = pool.central.losses(
        state.central_acute, state.central_residual, effort=jnp.zeros_like(state.central_acute), dt_s=for_s
    )
    return PoolState(
        unadapted=_unadapted(pool, state, active=~silent, dt_s=for_s),
        fast_loss=fast,
        slow_loss=slow,
        central_acute=acute,
        central_residual=residual,
        excitation=jnp.ones_like(state.excitation),
        drift=jnp.zeros_like(state.drift),
        begun=state.begun,
    )


def reach(pool: MotorUnitPool, state: PoolState) -> Sample:
    """Return what the pool could do this moment at the ceiling of its drive, without letting time pass."""
    now = _present(pool, state)
    steps = _ceiling_steps(pool, state)
    response = _respond(pool, now, steps)
    return _sample(pool, state, now=now, steps=steps, wanted=jnp.zeros_like(steps), response=response)


def _present(pool: MotorUnitPool, state: PoolState) -> _Present:
    lost = state.fast_loss + state.slow_loss
    contraction = pool.contraction_s * (1.0 + pool.slowing * lost)
    held_back = pool.adaptation * (1.0 - state.unadapted)
    return _Present(
        slope=jnp.asarray(contraction * (1.0 - held_back)),
        offset=jnp.asarray(contraction * held_back * pool.floor_hz),
        left=jnp.asarray(pool.twitch_share * (1.0 - lost)),
    )


def _rates(pool: MotorUnitPool, steps: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Return the firing rate of every unit at an excitation before adaptation, and which units fire."""
    excitation = steps / pool.steps_per_unit
    rate = jnp.minimum(pool.minimum_rate_hz + pool.gain_hz * (excitation - pool.threshold), pool.peak_rate_hz)
    return rate, excitation >= pool.threshold


def _straight(pool: MotorUnitPool) -> jax.Array:
    """Return the slope of the straight part of fusion on the normalised rate."""
    return (1.0 - jnp.exp(-pool.steepness * pool.knee * pool.knee * pool.knee)) / pool.knee


def _fusion(pool: MotorUnitPool, x: jax.Array) -> jax.Array:
    return jnp.where(x <= pool.knee, x * _straight(pool), 1.0 - jnp.exp(-pool.steepness * x * x * x))


def _respond(pool: MotorUnitPool, now: _Present, steps: jax.Array) -> Response:
    """Return what an excitation does; one exponential a unit gives fusion and slope."""
    rate, active = _rates(pool, steps)
    x = now.slope * rate + now.offset
    left_out = jnp.exp(-pool.steepness * x * x * x)
    straight = _straight(pool)
    fusion = jnp.where(active, jnp.where(x <= pool.knee, x * straight, 1.0 - left_out), 0.0)
    stride = now.slope * (pool.gain_hz / pool.steps_per_unit)
    curved = 3.0 * pool.steepness * x * x * left_out
    # Where the step crosses the knee, the gentler of the two slopes keeps the bound.
    rise = jnp.where(
        x <= pool.knee, straight, jnp.where(x - stride <= pool.knee, jnp.minimum(straight, curved), curved)
    )
    steeper = jnp.where(rate < pool.peak_rate_hz, stride * rise, 0.0)
    newly = (steps - 1.0) / pool.steps_per_unit < pool.threshold
    gained = jnp.where(newly, fusion, jnp.where(active, steeper, 0.0))
    return Response(force=jnp.sum(now.left * fusion), rise=jnp.sum(now.left * gained), units=fusion)


def _next_onset(pool: MotorUnitPool, steps: jax.Array) -> jax.Array:
    """Return the first step of the grid above an excitation at which another unit is recruited."""
    onsets = jnp.ceil(pool.threshold * pool.steps_per_unit)
    return jnp.min(jnp.where(onsets > steps, onsets, jnp.inf))


def _bend(pool: MotorUnitPool) -> jax.Array:
    """Return an upper bound of half the curvature of the force over a step of the grid, with a margin for rounding."""
    stride = pool.contraction_s * (1.0 + pool.slowing) * (pool.gain_hz / pool.steps_per_unit)
    half = 0.5 * _CURVATURE * jnp.cbrt(jnp.asarray(pool.steepness)) ** 2
    return half * jnp.sum(pool.twitch_share * stride * stride) + _rounding(jnp.asarray(pool.twitch_share))


def _rounding(units: jax.Array) -> float:
    """Return how far a sum of shares over units may be from itself."""
    return _ROUNDING_64 if units.dtype.itemsize > 4 else _ROUNDING_32


def _ceiling_steps(pool: MotorUnitPool, state: PoolState) -> jax.Array:
    left = jnp.clip(1.0 - state.central_acute - state.central_residual, 0.0, 1.0)
    # A thousandth of a step is rounding, not fatigue: a rested drive reaches the top again.
    return jnp.floor(left * pool.top + 1e-3)


def _unadapted(pool: MotorUnitPool, state: PoolState, *, active: jax.Array, dt_s: jax.Array) -> jax.Array:
    fading = jnp.exp(-dt_s / pool.adaptation_time_s)
    worked = pool.recovery.unadapted(state.unadapted, silent=~active, fading=fading)
    # As published, a unit that was recruited in this step has adapted for two steps in the next.
    new = jnp.where(active, fading * fading, 1.0)
    return jnp.where(state.unadapted < 1.0, worked, new)


def _advance(
    pool: MotorUnitPool,
    state: PoolState,
    *,
    now: _Present,
    steps: jax.Array,
    wanted: jax.Array,
    dt_s: Array,
    crossing: jax.Array,
    response: Response,
) -> tuple[PoolState, Sample]:
    for_s = jnp.asarray(dt_s, now.left.dtype)
    sample = _sample(pool, state, now=now, steps=steps, wanted=wanted, response=response)
    lost = state.fast_loss + state.slow_loss
    added = jnp.where(state.begun, jnp.minimum(pool.fatigue_rate_per_s * for_s * response.units, 1.0 - lost), 0.0)
    fast, slow = pool.recovery.losses(state.fast_loss, state.slow_loss, added=added, silent=~sample.active, dt_s=for_s)
    acute, residual = pool.central.losses(
        state.central_acute, state.central_residual, effort=sample.excitation, dt_s=for_s
    )
    after = PoolState(
        unadapted=_unadapted(pool, state, active=sample.active, dt_s=for_s),
        fast_loss=fast,
        slow_loss=slow,
        central_acute=acute,
        central_residual=residual,
        excitation=crossing,
        drift=jnp.where(state.begun, crossing - state.excitation, 0.0),
        begun=jnp.ones_like(state.begun),
    )
    return after, sample


def _sample(
    pool: MotorUnitPool, state: PoolState, *, now: _Present, steps: jax.Array, wanted: jax.Array, response: Response
) -> Sample:
    """Return what the pool does at an excitation with that fusion; what nobody reads is not computed when compiled."""
    rate, active = _rates(pool, steps)
    top = jnp.asarray(pool.top, now.left.dtype)
    top_rate, _ = _rates(pool, top)
    lost = state.fast_loss + state.slow_loss
    held_back = pool.adaptation * (1.0 - state.unadapted) * jnp.where(active, rate - pool.floor_hz, 0.0)
    as_published = pool.contraction_s * (1.0 + pool.slowing * lost) * (top_rate - held_back)
    ceiling = _ceiling_steps(pool, state)
    return Sample(
        force=response.force,
        excitation=steps / pool.top,
        # Rounding must not fail a pool that does exactly what is asked.
        failed=response.force < wanted * (1.0 - _rounding(now.left)),
        active=active,
        unit_force=now.left * response.units,
        capacity=_respond(pool, now, top).force,
        published_capacity=jnp.sum(now.left * _fusion(pool, jnp.asarray(as_published))),
        strength=jnp.sum(now.left * _fusion(pool, jnp.asarray(pool.contraction_s * top_rate))),
        ceiling=ceiling / pool.top,
        reachable=_respond(pool, now, ceiling).force,
    )
