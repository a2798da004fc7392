"""What a protocol came to: repetitions, recruitment, losses and their causes, and recovery afterwards."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.muscle.protocol import FAILED_DOWN, FAILED_UP, Segment

Floats = NDArray[np.float64]

AFTERWARDS_S = (60.0, 180.0, 600.0, 3600.0, 24 * 3600.0, 48 * 3600.0)
"""Times after the end at which recovery is told [s]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentOutcome:
    """What became of one segment; forces are shares of the rested maximum.

    Args:
        planned: What was to be done.
        repetitions: Repetitions completed.
        part: Share of the range that a failed repetition came to; None without one.
        ended: How it ended, see `protocol`.
        begins_s: When its rest began, since the first one's [s].
        seconds: How long it took, the rest before it included [s].
        working_s: Time in which the muscle worked [s].
        near_failure_s: Time in which it did so at nine tenths of the drive or more [s].
        recruited: Share of the motor units that worked, slow ones first.
        newly_recruited: Share that worked here and in no segment before.
        capacity: Force at full drive at its end.
        reachable: Force at the ceiling of the tired drive at its end.
        help_peak: Most that a following partner lifted at once, as a share of the load; None without one.
        help_mean: Their help over the time upwards, as a share of the load; None without one.
        volume: Load times repetitions, in 1RM times repetitions.
    """

    planned: Segment
    repetitions: int
    part: float | None
    ended: int
    begins_s: float
    seconds: float
    working_s: float
    near_failure_s: float
    recruited: float
    newly_recruited: float
    capacity: float
    reachable: float
    help_peak: float | None
    help_mean: float | None
    volume: float

    @property
    def has_failed(self) -> bool:
        """Whether it ended in failure, upwards or downwards."""
        return self.ended in (FAILED_UP, FAILED_DOWN)

    @property
    def muscular_loss(self) -> float:
        """Force that the muscle has lost at its end."""
        return max(0.0, 1.0 - self.capacity)

    @property
    def neural_loss(self) -> float:
        """Force that is lost on top because the drive is tired."""
        return max(0.0, self.capacity - self.reachable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """What can be done a while after the end.

    Args:
        seconds: How long after [s].
        capacity: Force at full drive, as a share of the rested maximum.
        reachable: Force at the ceiling of the drive.
    """

    seconds: float
    capacity: float
    reachable: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a protocol came to.

    Args:
        segments: What became of the segments that were begun.
        afterwards: Recovery of the first muscle.
        steps: How many steps were simulated.
    """

    segments: tuple[SegmentOutcome, ...]
    afterwards: tuple[Afterwards, ...]
    steps: int

    @property
    def repetitions(self) -> int:
        """Repetitions of all segments."""
        return sum(one.repetitions for one in self.segments)

    @property
    def volume(self) -> float:
        """Load times repetitions, in 1RM times repetitions."""
        return sum(one.volume for one in self.segments)

    @property
    def seconds(self) -> float:
        """Time from the first repetition to the end of the last, rests included [s]."""
        return sum(one.seconds for one in self.segments)

    @property
    def near_failure_s(self) -> float:
        """Time at nine tenths of the drive or more [s]."""
        return sum(one.near_failure_s for one in self.segments)

    @property
    def recruited(self) -> float:
        """Share of the motor units that worked at some time."""
        return max((one.recruited for one in self.segments), default=0.0)

    @property
    def weakest(self) -> SegmentOutcome:
        """The segment at whose end the least force was left."""
        return min(self.segments, key=lambda one: one.reachable)

    @property
    def last(self) -> SegmentOutcome:
        """The last segment that was begun."""
        return self.segments[-1]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trace:
    """A protocol step by step; forces are shares of the rested maximum.

    Args:
        clock_s: Time at the end of each step (step) [s].
        segment: Segment of each step (step).
        phase: What each step was for, see `repetitions` (step).
        place: Place in the range of motion (step).
        demand: Force that the load asks for at standstill (step).
        force: Force produced (step).
        capacity: Force at full drive (step).
        reachable: Force at the ceiling of the drive (step).
        excitation: Excitation, as a share of the highest (step).
        active: Which units worked (step, unit).
        unit_share: Force of each unit, as a share of what it gives rested and fully fused (step, unit).
        lost: Share of its force that each unit of the first muscle has lost (step, unit).
    """

    clock_s: Floats
    segment: NDArray[np.int32]
    phase: NDArray[np.int32]
    place: Floats
    demand: Floats
    force: Floats
    capacity: Floats
    reachable: Floats
    excitation: Floats
    active: NDArray[np.bool_]
    unit_share: Floats
    lost: Floats
