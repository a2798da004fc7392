"""Sets of lifting as chains of segments: what is to be done, before anything is simulated.

Loads are shares of the 1RM. Nothing here says when a segment ends in failure: that follows from the muscle.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

UNLIMITED = math.inf

PLANNED, FAILED_UP, FAILED_DOWN, LIMITED = range(4)
"""How a segment ended: as planned, stuck on the way up, lowering out of control, or by the protocol's limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of repetitions at one load and in one way, until it fails or has what was planned.

    Args:
        load: Load, as a share of the 1RM.
        rest_s: Rest before it [s].
        repetitions: How many at most; unlimited is to failure.
        up_s: Time upwards over the full range, while strength allows [s].
        down_s: Time downwards over the full range [s].
        pause_s: Pause on top [s].
        start: Place where a repetition begins, 0 being the bottom of the full range.
        end: Place where it ends, 1 being the top.
        help: Share of the load that is taken off all the way up, by a partner or a machine.
        partner_follows: Whether a partner adds just what keeps the load moving, while the lifter gives all.
        partner_lifts: Whether a partner lifts the load, so that only the lowering is left.
        momentum: Share of the load that a swing of the body carries at the bottom, fading to nothing on top.
        is_free: Whether the lifter keeps the load on its path; a machine does otherwise.
        muscle: Which muscle works: 0, or 1 for the other one of a superset.

    Raises:
        ValueError: A number is outside of what can be done; the message names it.
    """

    load: float
    rest_s: float = 0.0
    repetitions: float = UNLIMITED
    up_s: float = 2.0
    down_s: float = 2.0
    pause_s: float = 0.0
    start: float = 0.0
    end: float = 1.0
    help: float = 0.0
    partner_follows: bool = False
    partner_lifts: bool = False
    momentum: float = 0.0
    is_free: bool = True
    muscle: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be lifted."""
        ranges = {
            "load": (0.0, 3.0), "rest_s": (0.0, 1e7), "repetitions": (1.0, math.inf), "up_s": (0.2, 60.0),
            "down_s": (0.2, 60.0), "pause_s": (0.0, 60.0), "start": (0.0, 1.0), "end": (0.0, 1.0), "help": (0.0, 1.0),
            "momentum": (0.0, 1.0), "muscle": (0, 1),
        }  # fmt: skip
        for name, (low, high) in ranges.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise ValueError(f"A segment's {name} of {value!r} is not between {low:g} and {high:g}.")
        if self.start >= self.end:
            raise ValueError(
                f"A repetition from {self.start:g} to {self.end:g} does not go up: give a start below the end."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """What is to be done, from the first repetition to the last.

    Args:
        segments: The segments in their order.
        volume: Load times repetitions after which no further one is begun, in 1RM times repetitions.
        time_s: Time after which no further repetition is begun [s].
    """

    segments: tuple[Segment, ...]
    volume: float = UNLIMITED
    time_s: float = UNLIMITED

    def __post_init__(self) -> None:
        """Refuse a protocol of nothing."""
        if not self.segments:
            raise ValueError("A protocol without a segment does nothing: give one at least.")


_SEGMENT = tuple(one.name for one in fields(Segment))


@partial(jax.tree_util.register_dataclass, data_fields=[*_SEGMENT, "count", "volume", "time_s"], meta_fields=[])
@dataclass(frozen=True, kw_only=True, eq=False)
class Course:
    """A protocol as arrays: those of a segment's name have an axis (segment), padded at its end; see `Segment`."""

    load: Floats
    rest_s: Floats
    repetitions: Floats
    up_s: Floats
    down_s: Floats
    pause_s: Floats
    start: Floats
    end: Floats
    help: Floats
    partner_follows: NDArray[np.bool_]
    partner_lifts: NDArray[np.bool_]
    momentum: Floats
    is_free: NDArray[np.bool_]
    muscle: NDArray[np.int32]
    count: NDArray[np.int32]
    volume: Floats
    time_s: Floats


def courses(protocols: Sequence[Protocol], *, segments: int | None = None) -> Course:
    """Return protocols side by side, as arrays (protocol, segment); shorter ones repeat their last segment unseen.

    Args:
        protocols: The protocols.
        segments: Length of the segment axis; the longest protocol's if not given.
    """
    longest = max(len(one.segments) for one in protocols) if segments is None else segments
    rows = [(*one.segments, *[one.segments[-1]] * (longest - len(one.segments))) for one in protocols]
    kinds = {"partner_follows": np.bool_, "partner_lifts": np.bool_, "is_free": np.bool_, "muscle": np.int32}
    columns: dict[str, Any] = {
        name: np.array([[getattr(segment, name) for segment in row] for row in rows], dtype=kinds.get(name, np.float64))
        for name in _SEGMENT
    }
    return Course(
        **columns,
        count=np.array([len(one.segments) for one in protocols], dtype=np.int32),
        volume=np.array([one.volume for one in protocols]),
        time_s=np.array([one.time_s for one in protocols]),
    )
