"""A protocol done by a pool of motor units, a step at a time: repetitions until capacity no longer meets demand.

One step is one call of `hold` for the muscle that works. What comes next follows from what the muscle gave:

    up      the load moves at its planned speed, or slower, as fast as full drive allows; where the force would not
            even hold it still, it has stalled
    top     the muscle is silent, or holds its share
    down    the load is lowered in its time, or escapes
    stall   the lifter fights for a moment, then the segment has ended in failure
    reach   takes no time: what could be done now
    full    takes no time: what could be done now if the drive were not tired
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import jax
import jax.numpy as jnp
from jax import lax

from momentary.muscle.contraction import hold, rest
from momentary.muscle.lifting import Lift
from momentary.muscle.motor_units import Array, MotorUnitPool, PoolState, Sample, fresh
from momentary.muscle.protocol import FAILED_DOWN, FAILED_UP, LIMITED, PLANNED, Course

REST, UP, TOP, DOWN, STALL, REACH, FULL = range(7)
"""What a step is for."""

STEP_S = 0.1
"""Longest step of a repetition [s]."""

_SHORTEST_S = 0.02
_EVERYTHING = 10.0
"""A force that no pool reaches: full drive."""

_NEAR = 0.9
_BOOK = (
    "repetitions", "part", "seconds", "working_s", "near_failure_s", "top_excitation", "ended", "help_peak",
    "helped_s", "up_s", "capacity", "reachable", "volume",
)  # fmt: skip


@partial(jax.tree_util.register_dataclass, data_fields=list(_BOOK), meta_fields=[])
@dataclass(frozen=True, kw_only=True, eq=False)
class Book:
    """What became of every segment (segment).

    Args:
        repetitions: Repetitions completed.
        part: Share of the range that the failed repetition came to, nothing without one.
        seconds: Its time, the rest before it included [s].
        working_s: Time in which the muscle worked [s].
        near_failure_s: Time in which it did so with nine tenths of what the drive still sends, or more [s].
        top_excitation: Highest excitation, as a share of the highest.
        ended: How it ended, see `protocol`.
        help_peak: Most that a following partner lifted, as a share of the load.
        helped_s: Their help times its time, as a share of the load [s].
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
    helped_s: jax.Array
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


@partial(jax.tree_util.register_dataclass, data_fields=["pool", "lift", "maximum", "tiring"], meta_fields=[])
@dataclass(frozen=True, kw_only=True, eq=False)
class Lifter:
    """Who lifts: a muscle, an exercise, and the demand of the 1RM.

    Args:
        pool: The motor units; those of both muscles of a superset.
        lift: The mechanics of the exercise.
        maximum: Demand of the 1RM at the hardest place, as a share of the pool's maximal force.
        tiring: How fast this lifter's units tire, as a multiple of the pool's.
    """

    pool: MotorUnitPool
    lift: Lift
    maximum: Array
    tiring: Array = 1.0


@partial(
    jax.tree_util.register_dataclass,
    data_fields=["segment", "phase", "place", "clock_s", "demand", "helped", "sample", "lost"],
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
        demand: Force that the load asks for at standstill, as a share of the rested maximum.
        helped: Share of the load that a following partner lifted.
        sample: What the working muscle did.
        lost: Share of its force that each unit of the first muscle has lost at its end (unit).
    """

    segment: jax.Array
    phase: jax.Array
    place: jax.Array
    clock_s: jax.Array
    demand: jax.Array
    helped: jax.Array
    sample: Sample
    lost: jax.Array


class _Here:
    """The segment at hand: every field of a course at one place of its segment axis."""

    def __init__(self, course: Course, segment: jax.Array) -> None:
        self._course = course
        self.number = jnp.minimum(segment, course.load.shape[-1] - 1)

    def __getattr__(self, name: str) -> jax.Array:
        return jnp.asarray(getattr(self._course, name))[self.number]


@dataclass(frozen=True, kw_only=True)
class _Task:
    """What a step asks of the muscle."""

    demand: jax.Array
    wanted: jax.Array
    dt_s: jax.Array
    planned_per_s: jax.Array
    upwards: jax.Array


@dataclass(frozen=True, kw_only=True)
class _Result:
    """What came of it."""

    place: jax.Array
    on_top: jax.Array
    below: jax.Array
    stalled: jax.Array
    escaped: jax.Array
    helped: jax.Array


def begin(lifter: Lifter, course: Course, *, muscles: int) -> Progress:
    """Return the beginning of a protocol with rested muscles."""
    rested = fresh(lifter.pool)
    zero = jnp.zeros(course.load.shape, rested.fast_loss.dtype)
    book = Book(**dict.fromkeys(_BOOK, zero))
    return Progress(
        muscles=jax.tree.map(lambda one: jnp.broadcast_to(one, (muscles, *one.shape)), rested),
        segment=jnp.zeros((), jnp.int32),
        phase=jnp.full((), REST, jnp.int32),
        place=zero[0],
        clock_s=zero[0],
        book=replace(book, ended=jnp.full(zero.shape, -1, jnp.int32)),
    )


def step(lifter: Lifter, course: Course, at: Progress, *, step_s: float = STEP_S) -> tuple[Progress, Moment]:
    """Go on by one step."""
    here = _Here(course, at.segment)
    task = _task(lifter.lift, lifter.maximum, here, at, step_s=step_s)
    pool = replace(lifter.pool, fatigue_rate_per_s=lifter.pool.fatigue_rate_per_s * lifter.tiring)
    muscles, sample = _work(pool, at, here.muscle, task)
    result = _result(lifter.lift, here, at, task, sample)
    clock_s = at.clock_s + task.dt_s
    book, ended = _booked(course, here, at, task, sample, result, clock_s)
    after = replace(_following(course, here, at, result, ended), muscles=muscles, clock_s=clock_s, book=book)
    moment = Moment(
        segment=at.segment,
        phase=at.phase,
        place=result.place,
        clock_s=clock_s,
        demand=task.demand,
        helped=result.helped,
        sample=sample,
        lost=muscles.fast_loss[0] + muscles.slow_loss[0],
    )
    return after, moment


def run(
    lifter: Lifter, course: Course, *, muscles: int, most: int, step_s: float = STEP_S
) -> tuple[Progress, jax.Array]:
    """Return a protocol at its end and how many steps it took, at most `most`."""

    def goes_on(state: tuple[Progress, jax.Array]) -> jax.Array:
        at, count = state
        return (at.segment < course.count) & (count < most)

    def go_on(state: tuple[Progress, jax.Array]) -> tuple[Progress, jax.Array]:
        at, count = state
        return step(lifter, course, at, step_s=step_s)[0], count + 1

    return lax.while_loop(goes_on, go_on, (begin(lifter, course, muscles=muscles), jnp.zeros((), jnp.int32)))


def _task(lift: Lift, maximum: Array, here: _Here, at: Progress, *, step_s: float) -> _Task:
    phase = at.phase
    up, down = phase == UP, phase == DOWN
    free = jnp.where(here.is_free, 1.0 + jnp.asarray(lift.stabilising), 1.0)
    swing = here.momentum * (here.end - at.place) / (here.end - here.start)
    relief = jnp.where(up, (1.0 - here.help) * (1.0 - swing), 1.0)
    demand = here.load * maximum * free * lift.hardness(at.place) * relief
    planned_per_s = jnp.where(down, 1.0 / here.down_s, 1.0 / here.up_s)
    upwards = lift.strength_upwards(planned_per_s)
    gives_all = (here.partner_follows & up) | (phase >= STALL)
    wanted = jnp.select(
        [gives_all, up & here.partner_lifts, up, down, phase == TOP],
        [_EVERYTHING, 0.0, demand / upwards, demand / lift.lowering, demand * lift.held_on_top],
        0.0,
    )
    left = jnp.where(up, here.end - at.place, at.place - here.start)
    dt_s = jnp.select(
        [up | down, phase == TOP, phase == REST, phase == STALL],
        [jnp.clip(left / planned_per_s, _SHORTEST_S, step_s), here.pause_s, here.rest_s, jnp.asarray(lift.stall_s)],
        0.0,
    )
    return _Task(demand=demand, wanted=wanted, dt_s=dt_s, planned_per_s=planned_per_s, upwards=upwards)


def _work(pool: MotorUnitPool, at: Progress, which: jax.Array, task: _Task) -> tuple[PoolState, Sample]:
    """Return the muscles after one of them worked; a test leaves no trace, and the drive is one for all."""
    muscles, is_test = at.muscles, at.phase >= REACH
    count = muscles.central_acute.shape[0]
    before = jax.tree.map(lambda all_of: all_of[0] if count == 1 else all_of[which], muscles)
    aside = at.phase == FULL
    asked = replace(
        before,
        central_acute=jnp.where(aside, 0.0, before.central_acute),
        central_residual=jnp.where(aside, 0.0, before.central_residual),
    )
    after, sample = hold(pool, asked, task.wanted, dt_s=task.dt_s)
    after = jax.tree.map(lambda new, old: jnp.where(is_test, old, new), after, before)
    if count == 1:
        return jax.tree.map(lambda one: one[None], after), sample
    rested = jax.vmap(lambda state: rest(pool, state, seconds=task.dt_s))(muscles)
    mine = jnp.arange(count) == which

    def joined(one: jax.Array, others: jax.Array) -> jax.Array:
        return jnp.where(mine.reshape(-1, *[1] * (others.ndim - 1)), one, others)

    every = jax.tree.map(joined, after, rested)
    drive = {name: jnp.broadcast_to(getattr(after, name), (count,)) for name in ("central_acute", "central_residual")}
    return replace(every, **drive), sample


def _result(lift: Lift, here: _Here, at: Progress, task: _Task, sample: Sample) -> _Result:
    up, down = at.phase == UP, at.phase == DOWN
    carried = here.partner_follows | here.partner_lifts
    stalled = up & ~carried & (sample.force < task.demand)
    escaped = down & (sample.force < task.wanted * (1.0 - 1e-9))
    able_per_s = lift.speed_upwards(task.demand / jnp.maximum(sample.force, 1e-9))
    speed_per_s = jnp.where(up & ~carried, jnp.minimum(task.planned_per_s, able_per_s), task.planned_per_s)
    moved = task.dt_s * speed_per_s
    place = jnp.where(up & ~stalled, at.place + moved, jnp.where(down & ~escaped, at.place - moved, at.place))
    missing = jnp.maximum(1.0 - sample.force * task.upwards / task.demand, 0.0)
    return _Result(
        place=place,
        on_top=up & (place >= here.end - 1e-9),
        below=down & ~escaped & (place <= here.start + 1e-9),
        stalled=stalled,
        escaped=escaped,
        helped=jnp.where(up & here.partner_follows, missing, 0.0),
    )


def _booked(
    course: Course, here: _Here, at: Progress, task: _Task, sample: Sample, result: _Result, clock_s: jax.Array
) -> tuple[Book, jax.Array]:
    """Return the book after a step, and how the segment ended with it; -1 where it goes on."""
    book, now, phase = at.book, here.number, at.phase
    completed = jnp.where(here.partner_lifts, result.below, result.on_top)
    done = book.repetitions[now] + completed
    volume = book.volume.at[now].add(completed * here.load)
    between = result.below | (phase == REST)
    over = between & ((jnp.sum(volume) >= course.volume - 1e-9) | (clock_s >= course.time_s))
    enough = result.below & (done >= here.repetitions)
    ended = jnp.select([phase == STALL, result.escaped, enough, over], [FAILED_UP, FAILED_DOWN, PLANNED, LIMITED], -1)
    works = (phase == UP) & ~here.partner_lifts | (phase == DOWN) | (phase == STALL)
    near = works & (sample.excitation >= _NEAR * sample.ceiling)
    part = (result.place - here.start) / (here.end - here.start)

    def add(field: jax.Array, value: jax.Array, *, where: jax.Array) -> jax.Array:
        return field.at[now].add(jnp.where(where, value, 0.0))

    kept = Book(
        repetitions=book.repetitions.at[now].set(done),
        part=book.part.at[now].set(jnp.where(result.stalled, part, book.part[now])),
        seconds=book.seconds.at[now].add(task.dt_s),
        working_s=add(book.working_s, task.dt_s, where=works),
        near_failure_s=add(book.near_failure_s, task.dt_s, where=near),
        top_excitation=book.top_excitation.at[now].max(jnp.where(works, sample.excitation, 0.0)),
        ended=book.ended.at[now].set(jnp.where(ended >= 0, ended, book.ended[now])),
        help_peak=book.help_peak.at[now].max(result.helped),
        helped_s=book.helped_s.at[now].add(result.helped * task.dt_s),
        up_s=add(book.up_s, task.dt_s, where=phase == UP),
        capacity=book.capacity.at[now].set(jnp.where(phase == FULL, sample.force, book.capacity[now])),
        reachable=book.reachable.at[now].set(jnp.where(phase == REACH, sample.force, book.reachable[now])),
        volume=volume,
    )
    return kept, ended


def _following(course: Course, here: _Here, at: Progress, result: _Result, ended: jax.Array) -> Progress:
    """Return where the next step begins."""
    phase = at.phase
    following = jnp.select(
        [ended >= 0, phase == REACH, phase == FULL, result.stalled, result.on_top & (here.pause_s > 0.0)],
        [REACH, FULL, REST, STALL, TOP],
        jnp.select([result.on_top | (phase == TOP), result.below | (phase == REST)], [DOWN, UP], phase),
    )
    place = jnp.where(result.on_top, here.end, result.place)
    finished = phase == FULL
    is_over = finished & (jnp.sum(at.book.volume) >= course.volume - 1e-9) | finished & (at.clock_s >= course.time_s)
    segment = jnp.where(is_over, course.count, at.segment + finished)
    return replace(
        at,
        segment=segment.astype(jnp.int32),
        phase=following.astype(jnp.int32),
        place=jnp.where((phase == REST) | result.below, here.start, place),
    )
