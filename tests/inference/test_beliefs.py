"""Closed forms against numerical integration."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from momentary.athlete.normal import cumulative, density
from momentary.inference.beliefs import Moments, Projection, move, project, weigh_bound, weigh_sum

Floats = NDArray[np.float64]

LINE = np.linspace(-12.0, 12.0, 240_001)
STEP = LINE[1] - LINE[0]


def forecast(mean: float, var: float) -> Projection:
    """A forecast of h for one row and one node."""
    return Projection(np.array([[mean]]), np.array([[var]]), np.array([[[var, 0.0, 0.0]]]))


def naive(likelihood: Floats, mean: float, var: float, floor: float) -> tuple[float, float, float]:
    """Evidence, mean and variance of h by summing over a fine line."""
    prior = density((LINE - mean) / np.sqrt(var)) / np.sqrt(var)
    joint = prior * (likelihood + floor)
    evidence = joint.sum() * STEP
    first = (joint * LINE).sum() * STEP / evidence
    return evidence, first, (joint * (LINE - first) ** 2).sum() * STEP / evidence


def merged(moments: Moments, mean: float, var: float) -> tuple[float, float, float]:
    """Evidence, mean and variance of h that some moments stand for."""
    shift = moments.shift.sum(axis=0)[0, 0]
    left = 1.0 - moments.share.sum(axis=0)[0, 0]
    return float(moments.evidence[0, 0]), mean + shift, float(moments.square.sum(axis=0)[0, 0] + left * var - shift**2)


@given(st.floats(-1.0, 1.0), st.floats(0.01, 1.0), st.floats(-1.5, 1.5), st.floats(0.01, 0.6), st.floats(0.0, 0.3))
def test_a_sum_of_normals_is_weighed_as_by_integration(
    mean: float, var: float, target: float, error: float, floor: float
) -> None:
    targets, errors, masses = np.array([target, target + 0.7]), np.array([error, 3.0 * error]), np.array([0.8, 0.2])
    likelihood = sum(
        m * density((LINE - t) / np.sqrt(e)) / np.sqrt(e) for t, e, m in zip(targets, errors, masses, strict=True)
    )
    moments = weigh_sum(
        forecast(mean, var), target=targets[None, None], error=errors[None, None], mass=masses[None, None],
        extra_var=np.zeros(1), chance=np.ones((1, 1)), floor=np.array([[floor]]),
    )  # fmt: skip
    assert merged(moments, mean, var) == pytest.approx(naive(np.asarray(likelihood), mean, var, floor), abs=1e-6)


@given(st.floats(-1.0, 1.0), st.floats(0.05, 1.0), st.floats(-1.5, 1.5), st.floats(0.01, 0.5), st.floats(0.01, 0.3))
def test_a_bound_is_weighed_as_by_integration(mean: float, var: float, edge: float, error: float, floor: float) -> None:
    for side in (1.0, -1.0):
        likelihood = (1.0 - floor) * cumulative(side * (LINE - edge) / np.sqrt(error))
        moments = weigh_bound(
            forecast(mean, var), edge=np.array([[edge]]), error=np.array([[error]]),
            is_above=np.array([[side]]), floor=np.array([[floor]]),
        )  # fmt: skip
        assert merged(moments, mean, var) == pytest.approx(naive(likelihood, mean, var, floor), abs=2e-5)


@given(st.floats(0.01, 1.0), st.floats(-1.0, 1.0), st.floats(0.01, 0.5), st.floats(0.0, 5.0))
def test_a_single_normal_moves_the_state_as_the_kalman_filter_does(
    scale: float, target: float, error: float, before: float
) -> None:
    generator = np.random.default_rng(7)
    root = generator.normal(size=(3, 3)) * scale
    cov = root @ root.T + 0.01 * np.eye(3)
    x, p = np.array([[[0.3, -0.1, 0.05]]]), cov[None, None].copy()
    along = np.array([1.0, 1.0, -before])
    gain = cov @ along / (along @ cov @ along + error)
    wanted_mean = x[0, 0] + gain * (target - along @ x[0, 0])
    wanted_cov = cov - np.outer(gain, along @ cov)
    seen = project(x, p, np.array([before]))
    moments = weigh_sum(
        seen, target=np.full((1, 1, 1), target), error=np.full((1, 1, 1), error), mass=np.ones((1, 1, 1)),
        extra_var=np.zeros(1), chance=np.ones((1, 1)), floor=np.zeros((1, 1)),
    )  # fmt: skip
    move(x, p, seen, moments)
    assert x[0, 0] == pytest.approx(wanted_mean, abs=1e-9)
    assert p[0, 0] == pytest.approx(wanted_cov, abs=1e-9)


def test_the_two_hypotheses_are_merged_with_the_moments_of_their_mixture() -> None:
    cov = np.array([[0.02, 0.0, 0.0], [0.0, 0.01, 0.0], [0.0, 0.0, 0.001]])
    x, p = np.zeros((1, 1, 3)), cov[None, None].copy()
    seen = project(x, p, np.array([2.0]))
    moments = weigh_sum(
        seen, target=np.full((1, 1, 1), 0.5), error=np.full((1, 1, 1), 0.02), mass=np.ones((1, 1, 1)),
        extra_var=np.array([0.0, 1.0]), chance=np.array([[0.9], [0.1]]), floor=np.full((1, 1), 0.05),
    )  # fmt: skip
    move(x, p, seen, moments)
    parts = []
    for extra, chance in ((0.0, 0.9), (1.0, 0.1)):
        prior = cov + np.diag([extra, 0.0, 0.0])
        along = np.array([1.0, 1.0, -2.0])
        total = along @ prior @ along + 0.02
        gain = prior @ along / total
        weight = chance * density(0.5 / np.sqrt(total)) / np.sqrt(total)
        parts.append((weight, gain * 0.5, prior - np.outer(gain, along @ prior)))
    # A row that means nothing leaves the belief as it was.
    parts.append((np.float64(0.05), np.zeros(3), cov))
    total_weight = sum(weight for weight, _, _ in parts)
    mean = sum(weight * m for weight, m, _ in parts) / total_weight
    wanted = sum(weight * (c + np.outer(m - mean, m - mean)) for weight, m, c in parts) / total_weight
    assert x[0, 0] == pytest.approx(mean)
    assert p[0, 0] == pytest.approx(wanted)
    assert moments.evidence[0, 0] == pytest.approx(total_weight)
