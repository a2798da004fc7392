"""A protocol done by a pool of motor units, a step at a time: repetitions until capacity no longer meets demand.

One step is one call of `hold` for the muscle that works. What comes next follows from what the muscle gave:

    up      the load moves at its planned speed, or slower, as fast as full drive allows; where the force would not
            even hold it still, it has stalled
    top     the muscle is silent, or holds its share
    down    the load is lowered in its time, or escapes
    stall   the lifter fights for a moment, then the segment has ended in failure
    test    takes no time: what could be done now, and what a full drive could do
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import jax
import jax.numpy as jnp
from jax import lax

from momentary.muscle.contraction import hold
from momentary.muscle.lifting import Lift
from momentary.muscle.motor_units import Array, MotorUnitPool, PoolState, Sample, fresh
from momentary.muscle.protocol import Course

REST, UP, TOP, DOWN, STALL, REACH, CAPACITY = range(7)
"""What a step is for."""

PLANNED, FAILED_UP, FAILED_DOWN, LIMITED = range(4)
"""How a segment ended: as planned, stuck on the way up, lowering out of control, or by the protocol's limit."""

STEP_S = 0.1
"""Longest step of a repetition [s]."""

_SHORTEST_S = 0.02
_EVERYTHING = 10.0
"""A force that no pool reaches: full drive."""

_NEAR = 0.9


@partial(
    jax.tree_util.register_dataclass,
    data_fields=[
        "repetitions", "part", "seconds", "working_s", "near_failure_s", "top_excitation", "ended", "help_peak",
        "help_work", "up_s", "capacity", "reachable", "volume",
    ],
    meta_fields=[],
)  # fmt: skip
@dataclass(frozen=True, kw_only=True, eq=False)
class Book:
    """What became of every segment (segment).

    Args:
        repetitions: Repetitions completed.
        part: Share of the range that the failed repetition came to, nothing without one.
        seconds: Time from the segment before to its end, its rest included [s].
        working_s: Time in which the muscle worked [s].
        near_failure_s: Time in which it did so with nine tenths of its drive or more [s].
        top_excitation: Highest excitation, as a share of the highest.
        ended: How it ended: `PLANNED`, `FAILED_UP`, `FAILED_DOWN`, `LIMITED`.
        help_peak: Most that a following partner lifted, as a share of the load.
        help_work: Help times the time of it, as a share of the load [s].
        up_s: Time upwards [s].
        capacity: Force at full drive at its end, as a share of the rested maximum.
        reachable: Force at the ceiling of the tired drive at its end.
        volume: Load times repetitions.
    """

    repetitions: jax.Array
    part: jax.Array
    seconds: jax.Array
    working_s: jax.Array
    near_failure_s: jax.Array
    top_excitation: jax.Array
    ended: jax.Array
    help_peak: jax.Array
    help_work: jax.Array
    up_s: jax.Array
    capacity: jax.Array
    reachable: jax.Array
    volume: jax.Array


@partial(
    jax.tree_util.register_dataclass,
    data_fields=["muscles", "segment", "phase", "place", "clock_s", "book"],
    meta_fields=[],
)
@dataclass(frozen=True, kw_only=True, eq=False)
class Progress:
    """A protocol on its way.

    Args:
        muscles: State of every muscle (muscle, ...).
        segment: The segment at hand; as many as there are when it is over.
        phase: What the next step is for.
        place: Place in the range of motion.
        clock_s: Time since the beginning [s].
        book: What was done.
    """

    muscles: PoolState
    segment: jax.Array
    phase: jax.Array
    place: jax.Array
    clock_s: jax.Array
    book: Book


@partial(jax.tree_util.register_dataclass, data_fields=["pool", "lift", "maximum", "tiring", "stall_s"], meta_fields=[])
@dataclass(frozen=True, kw_only=True, eq=False)
class Lifter:
    """Who lifts: a muscle, an exercise, and the demand of the 1RM.

    Args:
        pool: The motor units; those of both muscles of a superset.
        lift: The mechanics of the exercise.
        maximum: Demand of the 1RM at the hardest place, as a share of the pool's maximal force.
        tiring: How fast this lifter's units tire, as a multiple of the pool's.
        stall_s: How long the lifter fights with a stalled load [s].
    """

    pool: MotorUnitPool
    lift: Lift
    maximum: Array
    tiring: Array
    stall_s: Array


@partial(
    jax.tree_util.register_dataclass,
    data_fields=["segment", "phase", "place", "clock_s", "dt_s", "demand", "helped", "sample"],
    meta_fields=[],
)
@dataclass(frozen=True, kw_only=True, eq=False)
class Moment:
    """One step as it was.

    Args:
        segment: Its segment.
        phase: What it was for.
        place: Place at its end.
        clock_s: Time at its end [s].
        dt_s: Its length [s].
        demand: Force that the load asks for at standstill, as a share of the rested maximum.
        helped: Share of the load that a following partner lifted.
        sample: What the working muscle did.
    """

    segment: jax.Array
    phase: jax.Array
    place: jax.Array
    clock_s: jax.Array
    dt_s: jax.Array
    demand: jax.Array
    helped: jax.Array
    sample: Sample


def begin(lifter: Lifter, course: Course, *, muscles: int) -> Progress:
    """Return the beginning of a protocol with rested muscles."""
    rested = fresh(lifter.pool)
    zero = jnp.zeros_like(jnp.asarray(course.load) + jnp.asarray(lifter.maximum))
    none = zero[0]
    return Progress(
        muscles=jax.tree.map(lambda one: jnp.broadcast_to(one, (muscles, *one.shape)), rested),
        segment=jnp.zeros((), jnp.int32),
        phase=jnp.full((), REST, jnp.int32),
        place=none,
        clock_s=none,
        book=Book(
            repetitions=zero, part=zero, seconds=zero, working_s=zero, near_failure_s=zero, top_excitation=zero,
            ended=jnp.zeros(zero.shape, jnp.int32), help_peak=zero, help_work=zero, up_s=zero, capacity=zero,
            reachable=zero, volume=zero,
        ),
    )  # fmt: skip


def step(lifter: Lifter, course: Course, at: Progress, *, step_s: float = STEP_S) -> tuple[Progress, Moment]:
    """Go on by one step."""
    lift, book, phase = lifter.lift, at.book, at.phase
    now = jnp.minimum(at.segment, course.load.shape[-1] - 1)
    of = _Here(course, now)
    up, down, is_test = phase == UP, phase == DOWN, phase >= REACH
    free = jnp.where(of.is_free, 1.0 + jnp.asarray(lift.stabilising), 1.0)
    lifted = of.load * lifter.maximum * free * lift.hardness(at.place)
    swing = of.momentum * (of.end - at.place) / (of.end - of.start)
    asked = lifted * jnp.where(up, (1.0 - of.help) * (1.0 - swing), 1.0)
    planned_per_s = jnp.where(down, 1.0 / of.down_s, 1.0 / of.up_s)
    upwards = lift.strength_upwards(planned_per_s)
    gives_all = of.partner_follows & up | (phase == STALL) | is_test
    wanted = jnp.select(
        [gives_all, up & of.partner_lifts, up, down, phase == TOP],
        [_EVERYTHING, 0.0, asked / upwards, asked / lift.lowering_strength, asked * lift.held_on_top],
        0.0,
    )
    left = jnp.where(up, of.end - at.place, at.place - of.start)
    moving_s = jnp.clip(left / planned_per_s, _SHORTEST_S, step_s)
    dt_s = jnp.select(
        [up | down, phase == TOP, phase == REST, phase == STALL],
        [moving_s, of.pause_s, of.rest_s, jnp.asarray(lifter.stall_s)],
        0.0,
    )
    pool = replace(lifter.pool, fatigue_rate_per_s=lifter.pool.fatigue_rate_per_s * lifter.tiring)
    muscles, sample = _work(pool, at.muscles, of.muscle, wanted=wanted, dt_s=dt_s, is_test=is_test, phase=phase)
    carried = of.partner_follows | of.partner_lifts
    stalled = up & ~carried & (sample.force < asked)
    escaped = down & (sample.force < wanted * (1.0 - 1e-9))
    able_per_s = jnp.where(carried, planned_per_s, lift.speed_upwards(asked / jnp.maximum(sample.force, 1e-9)))
    moved = dt_s * jnp.minimum(planned_per_s, jnp.where(up, able_per_s, planned_per_s))
    place = jnp.where(up & ~stalled, at.place + moved, jnp.where(down, at.place - moved, at.place))
    on_top = up & (place >= of.end - 1e-9)
    below = down & ~escaped & (place <= of.start + 1e-9)
    helped = jnp.where(up & of.partner_follows, jnp.maximum(1.0 - sample.force * upwards / asked, 0.0), 0.0)
    done = book.repetitions[now] + jnp.where(of.partner_lifts, below, on_top)
    volume = book.volume[now] + jnp.where(of.partner_lifts, below, on_top) * of.load
    clock_s = at.clock_s + dt_s
    over = (jnp.sum(book.volume) - book.volume[now] + volume >= course.volume - 1e-9) | (clock_s >= course.time_s)
    limited = over & (below | (phase == REST))
    enough = below & (done >= of.repetitions)
    ended = jnp.select([limited, phase == STALL, escaped, enough], [LIMITED, FAILED_UP, FAILED_DOWN, PLANNED], -1)
    works = up | down | (phase == STALL)
    near = works & (sample.excitation >= _NEAR * sample.ceiling)
    kept = Book(
        repetitions=book.repetitions.at[now].set(done),
        volume=book.volume.at[now].set(volume),
        part=book.part.at[now].set(jnp.where(stalled, (place - of.start) / (of.end - of.start), book.part[now])),
        seconds=book.seconds.at[now].add(dt_s),
        working_s=book.working_s.at[now].add(jnp.where(works, dt_s, 0.0)),
        near_failure_s=book.near_failure_s.at[now].add(jnp.where(near, dt_s, 0.0)),
        top_excitation=book.top_excitation.at[now].max(jnp.where(works, sample.excitation, 0.0)),
        ended=book.ended.at[now].set(jnp.where(ended >= 0, ended, book.ended[now])),
        help_peak=book.help_peak.at[now].max(helped),
        help_work=book.help_work.at[now].add(helped * dt_s),
        up_s=book.up_s.at[now].add(jnp.where(up, dt_s, 0.0)),
        capacity=book.capacity.at[now].set(jnp.where(phase == CAPACITY, sample.force, book.capacity[now])),
        reachable=book.reachable.at[now].set(jnp.where(phase == REACH, sample.force, book.reachable[now])),
    )
    following = jnp.select(
        [ended >= 0, phase == REACH, phase == CAPACITY, stalled, on_top & (of.pause_s > 0.0), on_top, phase == TOP, below,
         phase == REST],
        [REACH, CAPACITY, REST, STALL, TOP, DOWN, DOWN, UP, UP],
        phase,
    )  # fmt: skip
    starts = (phase == REST) | below
    lands = jnp.where(on_top, of.end, place)
    first = jnp.where(of.partner_lifts, of.start, of.start)
    moved_on = phase == CAPACITY
    is_over = (book.ended[now] == LIMITED) & moved_on
    segment = jnp.where(is_over, course.count, at.segment + moved_on)
    after = Progress(
        muscles=muscles,
        segment=segment.astype(jnp.int32),
        phase=following.astype(jnp.int32),
        place=jnp.where(starts, first, lands),
        clock_s=clock_s,
        book=kept,
    )
    told = Moment(
        segment=at.segment, phase=phase, place=lands, clock_s=clock_s, dt_s=dt_s, demand=asked, helped=helped,
        sample=sample,
    )  # fmt: skip
    return after, told


class _Here:
    """The segment at hand: every field of a course at one place of its segment axis."""

    def __init__(self, course: Course, now: jax.Array) -> None:
        self._course, self._now = course, now

    def __getattr__(self, name: str) -> jax.Array:
        return jnp.asarray(getattr(self._course, name))[self._now]


def _work(
    pool: MotorUnitPool,
    muscles: PoolState,
    which: jax.Array,
    *,
    wanted: jax.Array,
    dt_s: jax.Array,
    is_test: jax.Array,
    phase: jax.Array,
) -> tuple[PoolState, Sample]:
    """Return the muscles after a step of one of them, which shares the drive with the others; a test leaves no trace."""
    count = muscles.central_acute.shape[0]
    here = jax.tree.map(lambda all_of: all_of[0] if count == 1 else all_of[which], muscles)
    aside = phase == CAPACITY
    asked = replace(
        here,
        central_acute=jnp.where(aside, 0.0, here.central_acute),
        central_residual=jnp.where(aside, 0.0, here.central_residual),
    )
    after, sample = hold(pool, asked, wanted, dt_s=dt_s)
    after = jax.tree.map(lambda new, old: jnp.where(is_test, old, new), after, here)
    if count == 1:
        return jax.tree.map(lambda one: one[None], after), sample
    others, _ = jax.vmap(lambda state: hold(pool, state, 0.0, dt_s=dt_s))(muscles)
    others = jax.tree.map(lambda new, old: jnp.where(is_test, old, new), others, muscles)
    mine = jnp.arange(count) == which
    joined = jax.tree.map(lambda one, all_of: jnp.where(mine.reshape(-1, *[1] * (all_of.ndim - 1)), one, all_of), after, others)
    shared = {name: jnp.broadcast_to(getattr(after, name), (count,)) for name in ("central_acute", "central_residual")}
    return replace(joined, **shared), sample


def run(lifter: Lifter, course: Course, *, muscles: int, most: int, step_s: float = STEP_S) -> tuple[Progress, jax.Array]:
    """Return a protocol at its end and how many steps it took, at most `most`."""

    def goes_on(state: tuple[Progress, jax.Array]) -> jax.Array:
        at, count = state
        return (at.segment < course.count) & (count < most)

    def go_on(state: tuple[Progress, jax.Array]) -> tuple[Progress, jax.Array]:
        at, count = state
        return step(lifter, course, at, step_s=step_s)[0], count + 1

    return lax.while_loop(goes_on, go_on, (begin(lifter, course, muscles=muscles), jnp.zeros((), jnp.int32)))
