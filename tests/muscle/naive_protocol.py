"""Sets of repetitions once more, in plain Python and NumPy: the oracle of the tests and the yardstick of the benchmark.

Straight sets and drops only; the pool is that of `lifting_pool`, written out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ORDER = np.linspace(0.0, 1.0, 120)
THRESHOLD = 50.0**ORDER
PEAK_HZ = 35.0 - 10.0 * (THRESHOLD - 1.0) / 49.0
TWITCH = 100.0**ORDER
CONTRACTION_S = 0.09 * 3.0**-ORDER
LOSS_PER_S = 0.0225 * 0.69 * 5.0 ** (ORDER - 1.0)
TOP = 6700
FAST_SHARE, FAST_S, SLOW_S = 0.9, 45.0, (24 * 3600.0 - 240.0) / np.log(25.0 / 3.0)
CEILING_PER_S, ACUTE_S, LASTING, RESIDUAL_S = 0.0025, 40.0, 0.02, 24 * 3600.0
HARDEST_AT, BREADTH, EASIEST, LOWERING, STABILISING, STALL_S = 0.35, 0.15, 0.7, 1.41, 0.1, 1.0
FASTEST = 0.17 / (1.0 - 1.0 / 1.1233) / 0.4


def fused(x: Floats) -> Floats:
    return np.where(x <= 0.4, x / 0.4 * (1.0 - np.exp(-2.0 * 0.4**3)), 1.0 - np.exp(-2.0 * x**3))


def firing_hz(step: int) -> Floats:
    return np.where(step / 100 >= THRESHOLD, np.minimum(step / 100 - THRESHOLD + 8.0, PEAK_HZ), 0.0)


MOST = float((TWITCH * fused(CONTRACTION_S * firing_hz(TOP))).sum())


@dataclass
class Muscle:
    """A muscle that is worked step by step."""

    fast: Floats = field(default_factory=lambda: np.zeros(120))
    slow: Floats = field(default_factory=lambda: np.zeros(120))
    acute: float = 0.0
    residual: float = 0.0
    has_begun: bool = False

    def work(self, target: float, seconds: float) -> float:
        """Give a force for a time, and return it."""
        lost = self.fast + self.slow
        ceiling = int((1.0 - self.acute - self.residual) * TOP + 1e-3)

        def fusion(step: int) -> Floats:
            return fused(CONTRACTION_S * (1.0 + 0.379 * lost) * firing_hz(step))

        def force(step: int) -> float:
            return float((TWITCH * (1.0 - lost) * fusion(step)).sum()) / MOST

        below, step = 0, ceiling
        if target <= 0.0:
            step = 1
        while step - below > 1:
            middle = (below + step) // 2
            below, step = (below, middle) if force(middle) >= target else (middle, step)
        given = force(step)
        self._pass(fusion(step), step, seconds)
        return given

    def _pass(self, fusion: Floats, step: int, seconds: float) -> None:
        if step / 100 >= THRESHOLD[0]:
            added = LOSS_PER_S * seconds * fusion if self.has_begun else np.zeros(120)
            self.fast, self.slow = self.fast + FAST_SHARE * added, self.slow + (1.0 - FAST_SHARE) * added
        else:
            self.fast, self.slow = self.fast * np.exp(-seconds / FAST_S), self.slow * np.exp(-seconds / SLOW_S)
        gain = CEILING_PER_S * (step / TOP) ** 2 * (1.0 - self.acute - self.residual)
        left, lasting = np.exp(-seconds / ACUTE_S), np.exp(-seconds / RESIDUAL_S)
        self.acute = self.acute * left + (1.0 - LASTING) * gain * ACUTE_S * (1.0 - left)
        self.residual = self.residual * lasting + LASTING * gain * RESIDUAL_S * (1.0 - lasting)
        self.has_begun = True


def repetitions(segments: Sequence[tuple[float, float]], *, maximum: float) -> list[int]:
    """Return the repetitions to failure of segments, each a load as a share of the 1RM and the rest before it."""
    muscle, found = Muscle(), []
    for load, rest_s in segments:
        muscle.work(0.0, rest_s)
        found.append(_segment(muscle, load * maximum * (1.0 + STABILISING)))
    return found


def _segment(muscle: Muscle, load: float) -> int:
    done, slowing = 0, 1.0 - 0.5 / FASTEST
    while True:
        place = 0.0
        while place < 1.0 - 1e-9:
            demand = load * _hardness(place)
            seconds = min(max((1.0 - place) / 0.5, 0.02), 0.1)
            force = muscle.work(demand / slowing, seconds)
            if force < demand:
                muscle.work(10.0, STALL_S)
                return done
            place += seconds * min(0.5, FASTEST * (1.0 - demand / force))
        done, place = done + 1, 1.0
        while place > 1e-9:
            seconds = min(max(place / 0.5, 0.02), 0.1)
            muscle.work(load * _hardness(place) / LOWERING, seconds)
            place -= seconds * 0.5


def _hardness(place: float) -> float:
    return float(EASIEST + (1.0 - EASIEST) * 2.0 ** -(((place - HARDEST_AT) / BREADTH) ** 2))
