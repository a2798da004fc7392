"""The published pool once more, in plain NumPy, without any of the shortcuts: the oracle of the tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

UNITS, SAMPLES_PER_S, GRID = 120, 10, 100
ORDER = np.arange(UNITS)
THRESHOLD = np.exp(ORDER * np.log(50.0) / (UNITS - 1))
PEAK_HZ = 35.0 - 10.0 * (THRESHOLD - THRESHOLD[0]) / (50.0 - THRESHOLD[0])
TWITCH = np.exp(ORDER * np.log(100.0) / (UNITS - 1))
CONTRACTION_MS = 90.0 * (1.0 / TWITCH) ** (np.log(3.0) / np.log(100.0))
LOSS_PER_S = np.exp(ORDER * np.log(180.0) / (UNITS - 1)) * (0.0225 / 180.0) * TWITCH
TOP = round((THRESHOLD[-1] + 25.0 - 8.0) * GRID)
STEPS = np.arange(1, TOP + 1) / GRID
RATES_HZ = np.where(THRESHOLD[:, None] <= STEPS, np.minimum(STEPS - THRESHOLD[:, None] + 8.0, PEAK_HZ[:, None]), 0.0)


def fused(x: Floats) -> Floats:
    return np.where(x <= 0.4, x / 0.4 * (1.0 - np.exp(-2.0 * 0.4**3)), 1.0 - np.exp(-2.0 * x**3))


REST_MAXIMUM = float((fused(CONTRACTION_MS * RATES_HZ[:, -1] / 1000.0) * TWITCH).sum())


@dataclass
class NaiveCourse:
    """What the pool did, a value a step; the time at which it first fell short, NaN if never."""

    force: Floats
    excitation: Floats
    capacity: Floats
    endurance_s: float
    left: Floats


def run(targets: Sequence[float], *, until_failure: bool = False) -> NaiveCourse:
    """Follow a course of forces at 10 Hz as the authors' code does."""
    left = TWITCH.copy()
    recruited_at = np.zeros(UNITS, dtype=int)
    force, excitation, capacity = [], [], []
    endurance_s = np.nan
    for number, target in enumerate(targets, start=1):
        worked_s = np.where(recruited_at > 0, (number - recruited_at + 1) / SAMPLES_PER_S, 0.0)
        adapting = (THRESHOLD - 1.0) / (THRESHOLD[-1] - 1.0) * 0.67 * (1.0 - np.exp(-worked_s / 22.0))
        contraction = CONTRACTION_MS * (1.0 + 0.379 * (1.0 - left / TWITCH)) / 1000.0

        def fusion(step: int, at: Floats = contraction, lost: Floats = adapting) -> Floats:
            rate = RATES_HZ[:, step - 1]
            return fused(at * (rate - np.maximum(lost * (rate - 8.0 + 2.0), 0.0)))

        below, step = 0, TOP
        while step - below > 1:
            middle = (below + step) // 2
            enough = float((fusion(middle) * left).sum()) / REST_MAXIMUM >= target
            below, step = (below, middle) if enough else (middle, step)
        held_back = np.maximum(adapting * (RATES_HZ[:, step - 1] - 6.0), 0.0)
        most = float((fused(contraction * (RATES_HZ[:, -1] - held_back)) * left).sum()) / REST_MAXIMUM
        force.append(float((fusion(step) * left).sum()) / REST_MAXIMUM)
        excitation.append(step / TOP)
        capacity.append(most)
        recruited_at = np.where((recruited_at == 0) & (step / GRID >= THRESHOLD), number, recruited_at)
        if number > 1:
            left = np.clip(left - LOSS_PER_S / SAMPLES_PER_S * fusion(step), 0.0, TWITCH)
        if np.isnan(endurance_s) and most < target - 1e-12:
            endurance_s = number / SAMPLES_PER_S
            if until_failure:
                break
    return NaiveCourse(np.array(force), np.array(excitation), np.array(capacity), endurance_s, left / TWITCH)
