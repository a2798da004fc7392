"""Protocols simulated side by side: lifters with their 1RM, outcomes, and traces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from numpy.typing import ArrayLike, NDArray

from momentary.muscle.contraction import reach, rest
from momentary.muscle.lifting import Lift, lifting_pool
from momentary.muscle.motor_units import MotorUnitPool, PoolState
from momentary.muscle.outcome import AFTERWARDS_S, Afterwards, Outcome, SegmentOutcome, Trace
from momentary.muscle.precision import double
from momentary.muscle.protocol import FAILED_UP, LIMITED, Course, Protocol, Segment, courses
from momentary.muscle.repetitions import REACH, STEP_S, Book, Lifter, Progress, begin, run, step

Floats = NDArray[np.float64]
_Arrays = TypeVar("_Arrays")

LONGEST = 60_000
"""Where a run gives up [steps]."""

_LANES = 16
_TOGETHER = 32
_SEGMENTS = 8
_CHUNK = 512
_HALVINGS = 14


def typical_lifter(lift: Lift, *, pool: MotorUnitPool | None = None, tiring: float = 1.0) -> Lifter:
    """Return a lifter whose 1RM was found by simulation.

    Args:
        lift: The exercise.
        pool: The motor units; those of `lifting_pool` if not given.
        tiring: How fast their units tire, as a multiple of the pool's.
    """
    units = lifting_pool() if pool is None else pool
    maximum = maximal_demands(lift, [tiring], pool=units)[0]
    return Lifter(pool=units, lift=lift, maximum=float(maximum), tiring=tiring)


def maximal_demands(lift: Lift, tiring: ArrayLike, *, pool: MotorUnitPool) -> Floats:
    """Return the demand of the 1RM of lifters: the heaviest load that goes up once, at the hardest place.

    Args:
        lift: The exercise.
        tiring: How fast their units tire, as multiples of the pool's (lifter).
        pool: The motor units.
    """
    rates = np.atleast_1d(np.asarray(tiring, dtype=np.float64))
    low, high = np.full(rates.shape, 0.1), np.full(rates.shape, 1.5)
    once = [Protocol(segments=(Segment(load=1.0, repetitions=1.0),))] * len(rates)
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        book, *_ = _simulated(pool, lift, middle, rates, once)
        is_lifted = book.repetitions[:, 0] >= 1.0
        low, high = np.where(is_lifted, middle, low), np.where(is_lifted, high, middle)
    return low


def tiring_of(lift: Lift, *, load: float, repetitions: float, pool: MotorUnitPool | None = None) -> float:
    """Return how fast the units of a lifter tire who does so many repetitions to failure.

    Args:
        lift: The exercise.
        load: The load, as a share of the 1RM.
        repetitions: Repetitions to failure at it.
        pool: The motor units; those of `lifting_pool` if not given.

    Returns:
        A multiple of the pool's rate between a quarter and four.
    """
    units = lifting_pool() if pool is None else pool
    rates = np.geomspace(0.25, 4.0, _LANES)
    maxima = maximal_demands(lift, rates, pool=units)
    book, *_ = _simulated(units, lift, maxima, rates, [Protocol(segments=(Segment(load=load),))] * len(rates))
    # Half a repetition more is what a lifter has on average who completes n.
    done = np.log(book.repetitions[::-1, 0] + 0.5)
    return float(np.exp(np.interp(np.log(repetitions + 0.5), done, np.log(rates[::-1]))))


def simulate(lifter: Lifter, protocols: Sequence[Protocol]) -> tuple[Outcome, ...]:
    """Return what each protocol comes to, all begun by a rested lifter.

    Args:
        lifter: Who lifts.
        protocols: What is to be done.

    Raises:
        ValueError: A protocol does not end, since its load never fails.

    Example:
        >>> from momentary.muscle import Protocol, Segment, press, simulate, typical_lifter
        >>> (found,) = simulate(typical_lifter(press()), [Protocol(segments=(Segment(load=0.8),))])
        >>> found.repetitions, found.segments[0].has_failed
        (9, True)
    """
    maxima, rates = (np.full(len(protocols), float(one)) for one in (lifter.maximum, lifter.tiring))
    return simulate_lifters(lifter.pool, lifter.lift, maxima, rates, protocols)


def simulate_lifters(
    pool: MotorUnitPool, lift: Lift, maxima: ArrayLike, tiring: ArrayLike, protocols: Sequence[Protocol]
) -> tuple[Outcome, ...]:
    """Return what each protocol comes to with a lifter of its own.

    Args:
        pool: The motor units.
        lift: The exercise.
        maxima: Demand of each lifter's 1RM (protocol).
        tiring: How fast each lifter's units tire (protocol).
        protocols: What is to be done.
    """
    book, muscles, steps = _simulated(pool, lift, np.asarray(maxima), np.asarray(tiring), protocols)
    with double():
        after = jax.device_get(_afterwards(pool, muscles, jnp.asarray(AFTERWARDS_S)))
    return tuple(
        _outcome(pool, protocol, _row(book, number), _row(after, number), int(steps[number]))
        for number, protocol in enumerate(protocols)
    )


def repetitions_of(
    pool: MotorUnitPool, lift: Lift, maxima: ArrayLike, tiring: ArrayLike, protocols: Sequence[Protocol]
) -> Floats:
    """Return only the repetitions of every segment (protocol, segment): for large batches; arguments as above."""
    book, *_ = _simulated(pool, lift, np.asarray(maxima), np.asarray(tiring), protocols)
    return np.asarray(book.repetitions)


def trace(lifter: Lifter, protocol: Protocol, *, steps: int) -> Trace:
    """Return a protocol step by step.

    Args:
        lifter: Who lifts.
        protocol: What is to be done.
        steps: How many steps it takes, as its outcome says.
    """
    course = courses([protocol], segments=_padded(len(protocol.segments), _SEGMENTS))
    with double():
        found = jax.device_get(
            _trace(
                replace(lifter, maximum=float(lifter.maximum), tiring=float(lifter.tiring)),
                jax.tree.map(lambda one: jnp.asarray(one[0]), course),
                muscles=_muscles([protocol]),
                steps=_padded(steps, _CHUNK),
            )
        )
    kept = np.arange(len(found["phase"])) < steps
    kept &= found["phase"] < REACH
    return Trace(**{name: values[kept] for name, values in found.items()})


def _simulated(
    pool: MotorUnitPool, lift: Lift, maxima: Floats, tiring: Floats, protocols: Sequence[Protocol]
) -> tuple[Book, PoolState, NDArray[np.int32]]:
    """Return the books, the muscles at the end and the steps of every protocol, as NumPy arrays."""
    count = len(protocols)
    lanes = _LANES if count <= _LANES else _padded(count, _TOGETHER)
    longest = max(len(one.segments) for one in protocols)
    if count <= _LANES:
        # A few runs take no time: what counts is not to compile anew for every length.
        longest = _padded(longest, _SEGMENTS)
    # Runs that advance side by side wait for the longest of them: those of like length go together.
    order = np.argsort([_expected_steps(one) for one in protocols], kind="stable")
    order = np.concatenate([order, np.full(lanes - count, order[0])]).astype(int)
    course = courses([protocols[one] for one in order], segments=longest)
    with double():
        found = jax.device_get(
            _run_all(
                pool,
                lift,
                jnp.asarray(np.broadcast_to(maxima, count)[order]),
                jnp.asarray(np.broadcast_to(tiring, count)[order]),
                jax.tree.map(jnp.asarray, course),
                muscles=_muscles(protocols),
                together=min(lanes, _TOGETHER),
            )
        )
    back = np.empty(count, dtype=int)
    back[order[:count]] = np.arange(count)
    kept: tuple[Book, PoolState, NDArray[np.int32]] = jax.tree.map(lambda one: one[back], found)
    if np.any(kept[2] >= LONGEST):
        raise ValueError(
            f"A protocol is not over after {LONGEST * STEP_S / 60.0:.0f} minutes of work: give it a heavier load, or "
            "fewer repetitions or rounds."
        )
    return kept


@partial(jax.jit, static_argnames=("muscles", "together"))
def _run_all(
    pool: MotorUnitPool,
    lift: Lift,
    maxima: jax.Array,
    tiring: jax.Array,
    course: Course,
    *,
    muscles: int,
    together: int,
) -> tuple[Book, PoolState, jax.Array]:
    def one(given: tuple[jax.Array, jax.Array, Course]) -> tuple[Book, PoolState, jax.Array]:
        maximum, rate, plan = given
        lifter = Lifter(pool=pool, lift=lift, maximum=maximum, tiring=rate)
        end, steps = run(lifter, plan, muscles=muscles, most=LONGEST)
        return end.book, end.muscles, steps

    found: tuple[Book, PoolState, jax.Array] = lax.map(one, (maxima, tiring, course), batch_size=together)
    return found


@partial(jax.jit, static_argnames=("muscles", "steps"))
def _trace(lifter: Lifter, course: Course, *, muscles: int, steps: int) -> dict[str, jax.Array]:
    def go_on(at: Progress, _: None) -> tuple[Progress, dict[str, jax.Array]]:
        after, moment = step(lifter, course, at)
        sample = moment.sample
        kept = ("clock_s", "segment", "phase", "place", "demand", "lost")
        told = ("force", "capacity", "reachable", "excitation", "active")
        found = {name: getattr(moment, name) for name in kept} | {name: getattr(sample, name) for name in told}
        return after, found | {"unit_share": sample.unit_force / lifter.pool.twitch_share}

    _, found = lax.scan(go_on, begin(lifter, course, muscles=muscles), None, length=steps)
    return found


@jax.jit
def _afterwards(pool: MotorUnitPool, muscles: PoolState, times_s: jax.Array) -> tuple[jax.Array, jax.Array]:
    def one(state: PoolState) -> tuple[jax.Array, jax.Array]:
        first = jax.tree.map(lambda all_of: all_of[0], state)

        def later(seconds: jax.Array) -> tuple[jax.Array, jax.Array]:
            now = reach(pool, rest(pool, first, seconds=seconds))
            return now.capacity, now.reachable

        found: tuple[jax.Array, jax.Array] = lax.map(later, times_s)
        return found

    found: tuple[jax.Array, jax.Array] = lax.map(one, muscles)
    return found


def _outcome(pool: MotorUnitPool, protocol: Protocol, book: Book, after: tuple[Floats, Floats], steps: int) -> Outcome:
    segments: list[SegmentOutcome] = []
    clock_s, known = 0.0, {0: 0.0, 1: 0.0}
    thresholds = np.asarray(pool.threshold) * float(pool.steps_per_unit) / float(pool.top)
    for number, planned in enumerate(protocol.segments):
        ended, seconds = int(book.ended[number]), float(book.seconds[number])
        repetitions = round(float(book.repetitions[number]))
        if ended < 0 or (ended == LIMITED and not repetitions):
            break
        recruited = float(np.mean(thresholds <= float(book.top_excitation[number]) + 1e-9))
        failed = float(book.part[number]) > 0.0 or ended == FAILED_UP
        up_s = float(book.up_s[number])
        segments.append(
            SegmentOutcome(
                planned=planned,
                repetitions=repetitions,
                part=float(book.part[number]) if failed else None,
                ended=ended,
                begins_s=clock_s,
                seconds=seconds,
                working_s=float(book.working_s[number]),
                near_failure_s=float(book.near_failure_s[number]),
                recruited=recruited,
                newly_recruited=max(0.0, recruited - known[planned.muscle]),
                capacity=float(book.capacity[number]),
                reachable=float(book.reachable[number]),
                help_peak=float(book.help_peak[number]) if planned.partner_follows else None,
                help_mean=float(book.helped_s[number]) / up_s if planned.partner_follows and up_s > 0.0 else None,
                volume=float(book.volume[number]),
            )
        )
        clock_s += seconds
        known[planned.muscle] = max(known[planned.muscle], recruited)
    afterwards = tuple(
        Afterwards(seconds=seconds, capacity=float(capacity), reachable=float(reachable))
        for seconds, capacity, reachable in zip(AFTERWARDS_S, *after, strict=True)
    )
    return Outcome(segments=tuple(segments), afterwards=afterwards, steps=steps)


def _row(arrays: _Arrays, number: int) -> _Arrays:
    found: _Arrays = jax.tree.map(lambda one: one[number], arrays)
    return found


def _muscles(protocols: Sequence[Protocol]) -> int:
    return 1 + max(segment.muscle for one in protocols for segment in one.segments)


def _padded(count: int, to: int) -> int:
    return -(-count // to) * to


def _expected_steps(protocol: Protocol) -> float:
    each = (
        min(one.repetitions, 2.0 + 45.0 * max(1.0 - one.load, 0.0)) * (one.up_s + one.down_s) * (one.end - one.start)
        for one in protocol.segments
    )
    return sum(each)
