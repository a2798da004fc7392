"""The least excitation that gives a force: a search on the grid of excitations that rarely looks twice.

Force rises with excitation, so the first step of the grid that reaches a target is well defined; the published code
walks up the grid one by one and ends on the same step. Here a guess is evaluated together with the rise of the force
over the step of the grid that ends there. The guess is the answer where its force is enough and that of the step below
provably is not: it is at most F(g) - rise(g) + bend, `bend` being half the greatest curvature. Where this proves
nothing, the step below is evaluated itself. Other guesses follow by Newton's rule inside the bracket known so far,
which stops where the next unit is recruited, since force jumps there; and by halving where that takes too long. A
muscle that holds a force needs its last excitation and the trend to guess right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import jax
import jax.numpy as jnp
from jax import lax

_NEWTON_STEPS = 6
"""Guesses by Newton's rule before halving takes over."""

_LEAP = 100.0
"""Steps of the grid from which on a guess may pass a recruitment: the target has moved."""


@partial(jax.tree_util.register_dataclass, data_fields=["force", "rise", "units"], meta_fields=[])
@dataclass(frozen=True)
class Response:
    """What an excitation does.

    Args:
        force: Force, as a share of the rested pool's maximal force.
        rise: How much of it came with the step of the grid that ends here; more it may be, less only by curvature.
        units: Share of full fusion of every unit (unit).
    """

    force: jax.Array
    rise: jax.Array
    units: jax.Array


@partial(jax.tree_util.register_dataclass, data_fields=["steps", "crossing", "response"], meta_fields=[])
@dataclass(frozen=True)
class Found:
    """The least excitation.

    Args:
        steps: In whole steps of the grid.
        crossing: Where between this step and the one below the force is met.
        response: What it does.
    """

    steps: jax.Array
    crossing: jax.Array
    response: Response


@partial(
    jax.tree_util.register_dataclass, data_fields=["low", "high", "guess", "count", "response", "done"], meta_fields=[]
)
@dataclass(frozen=True)
class _Search:
    """A guess that was evaluated, and what is known: `low` is not enough, `high` is enough or the ceiling."""

    low: jax.Array
    high: jax.Array
    guess: jax.Array
    count: jax.Array
    response: Response
    done: jax.Array


def least_excitation(
    respond: Callable[[jax.Array], Response],
    wanted: jax.Array,
    *,
    start: jax.Array,
    ceiling: jax.Array,
    bend: jax.Array,
    next_onset: Callable[[jax.Array], jax.Array],
) -> Found:
    """Return the least whole excitation from one to the ceiling whose force reaches what is wanted, else the ceiling.

    Args:
        respond: What an excitation does; its force never falls with excitation.
        wanted: The force wanted.
        start: The first guess, in steps of the grid.
        ceiling: The highest excitation, in whole steps of the grid; without a single step no unit fires.
        bend: Upper bound of half the curvature of the force over one step, rounding included.
        next_onset: The first whole step above an excitation at which the force jumps.
    """

    def judged(low: jax.Array, high: jax.Array, guess: jax.Array, count: jax.Array) -> _Search:
        here = respond(guess)
        enough = here.force >= wanted
        low, high = jnp.where(enough, low, guess), jnp.where(enough, guess, high)
        least = enough & ((here.force - here.rise + bend < wanted) | (guess - 1.0 <= low))
        done = least | (~enough & (guess >= ceiling))
        return _Search(low, high, guess, count, here, done)

    def narrower(last: _Search) -> _Search:
        stride = jnp.ceil((wanted - last.response.force) / last.response.rise)
        stride = jnp.where(last.response.force >= wanted, jnp.minimum(stride, -1.0), jnp.maximum(stride, 1.0))
        newton, onset = last.guess + stride, next_onset(last.guess)
        newton = jnp.where((onset < newton) & (stride < _LEAP), onset, newton)
        halved = jnp.where(last.high - last.low > 1.5, jnp.floor(0.5 * (last.low + last.high)), last.high)
        trusted = (newton > last.low) & (newton <= last.high) & (last.count < _NEWTON_STEPS)
        return judged(last.low, last.high, jnp.where(trusted, newton, halved), last.count + 1.0)

    zero = jnp.zeros_like(ceiling)
    lowest = jnp.minimum(zero + 1.0, ceiling)
    first = jnp.where(wanted > 0.0, jnp.clip(jnp.ceil(start), lowest, ceiling), lowest)
    # The first guess stands outside the loop, which is seldom entered.
    found = lax.while_loop(lambda last: ~last.done, narrower, judged(zero, ceiling, first, zero))
    over = (found.response.force - wanted) / found.response.rise
    crossing = found.guess - jnp.where((over > 0.0) & (over < 1.0), over, 0.0)
    return Found(steps=found.guess, crossing=crossing, response=found.response)
