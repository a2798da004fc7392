"""The normal distribution on arrays, from a table of `math.erfc` refined by a Taylor step."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_STEP = 1.0 / 64.0
_REACH = 9.0
_GRID = np.arange(-_REACH, _REACH + _STEP / 2.0, _STEP)
_BELOW = np.array([0.5 * math.erfc(-x / math.sqrt(2.0)) for x in _GRID])
_ROOT = 1.0 / math.sqrt(2.0 * math.pi)
_DENSITY = _ROOT * np.exp(-0.5 * _GRID * _GRID)


def density(z: ArrayLike) -> Floats:
    """Return the standard normal density at `z`."""
    x = np.asarray(z, dtype=np.float64)
    return np.asarray(_ROOT * np.exp(-0.5 * x * x))


def cumulative(z: ArrayLike) -> Floats:
    """Return the standard normal probability below `z`, to about 1e-9 within 9 SD and 0 or 1 beyond."""
    x = np.minimum(np.maximum(np.asarray(z, dtype=np.float64), -_REACH), _REACH)
    index = np.rint((x + _REACH) / _STEP).astype(np.intp)
    at = _GRID[index]
    step = x - at
    slope = 1.0 - 0.5 * at * step + (at * at - 1.0) * step * step / 6.0
    return np.asarray(np.minimum(np.maximum(_BELOW[index] + _DENSITY[index] * step * slope, 0.0), 1.0))


def inverse_mills(z: ArrayLike) -> Floats:
    """Return the density over the probability below `z`: the shift of a normal cut off at `-z`.

    Below -5 by the asymptotic series, where the table runs out of digits.
    """
    x = np.asarray(z, dtype=np.float64)
    near = np.maximum(x, -5.0)
    far = np.minimum(x, -5.0)
    inverse = 1.0 / (far * far)
    tail = -far / (1.0 - inverse * (1.0 - inverse * (3.0 - 15.0 * inverse)))
    return np.where(x < -5.0, tail, density(near) / cumulative(near))


def quantiles_of_normal(count: int) -> Floats:
    """Return `count` values that stand for a standard normal in equal shares, with SD one."""
    normal = NormalDist()
    values = np.array([normal.inv_cdf((i + 0.5) / count) for i in range(count)])
    spread = math.sqrt(float(values @ values) / count) if count > 1 else 1.0
    return values / spread
