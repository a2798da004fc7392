"""What is remembered of fatigue as plain lists and numbers, and back: a part of a summary."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import MUSCLES, FatiguePrior, FatigueState, channels_of
from momentary.inference.fatigue import FatigueEvidence, FatigueMemory
from momentary.inference.json_values import numbers_of, rows_of, text_of, time_of, whole_of

Floats = NDArray[np.float64]

_DIGITS = 6


def fatigue_to_json(memory: FatigueMemory, *, is_exact: bool) -> dict[str, Any]:
    """Return what is remembered of fatigue as what JSON knows.

    Args:
        memory: The memory.
        is_exact: Whether every digit is kept, as base64; else lists of numbers of six digits.
    """
    state, evidence = memory.state, memory.evidence
    tired = [place for place in range(len(MUSCLES)) if state.muscular[place].any()]
    upper = np.triu_indices(len(memory.channels))
    return {
        "time": _time(state.time),
        "begun": _time(state.begun),
        "session": state.session,
        "loads": _numbers(np.array([state.recent, state.usual]), is_exact=is_exact),
        "guard": _numbers(np.stack([state.guard, state.fresh_guard]), is_exact=is_exact),
        "muscles": [MUSCLES[place].value for place in tired],
        "muscular": _numbers(state.muscular[tired], is_exact=is_exact),
        "neural": _numbers(state.neural, is_exact=is_exact),
        "sets": evidence.sets,
        "precision": _numbers(evidence.precision[upper], is_exact=is_exact),
        "pull": _numbers(evidence.pull, is_exact=is_exact),
        "usual": [
            [exercise, memory.opened[exercise], _numbers(values, is_exact=is_exact)]
            for exercise, values in memory.usual.items()
        ],
    }


def fatigue_from_json(data: Mapping[str, Any], *, prior: FatiguePrior) -> FatigueMemory:
    """Return what `fatigue_to_json` wrote.

    Raises:
        ValueError: Something is missing, or of another length than it should be.
        KeyError: A field is missing.
        TypeError: A field is of another kind.
    """
    channels = channels_of(prior)
    size, muscles = len(channels), len(MUSCLES)
    state = FatigueState.rested(channels)
    state.time, state.begun = time_of(data["time"]), time_of(data["begun"])
    state.session = whole_of(data["session"])
    state.recent, state.usual = _read(data["loads"], 2).tolist()
    state.guard, state.fresh_guard = _read(data["guard"], 2 * muscles).reshape(2, muscles)
    names = [muscle.value for muscle in MUSCLES]
    tired = [names.index(text_of(name)) for name in rows_of(data["muscles"])]
    state.muscular[tired] = _read(data["muscular"], len(tired) * channels.muscular).reshape(-1, channels.muscular)
    state.neural = _read(data["neural"], size - channels.muscular)
    precision = np.zeros((size, size))
    upper = np.triu_indices(size)
    precision[upper] = _read(data["precision"], size * (size + 1) // 2)
    precision.T[upper] = precision[upper]
    evidence = FatigueEvidence.of(precision, _read(data["pull"], size), whole_of(data["sets"]), prior=prior)
    usual = {whole_of(exercise): _read(values, size) for exercise, _, values in rows_of(data["usual"])}
    opened = {whole_of(exercise): whole_of(session) for exercise, session, _ in rows_of(data["usual"])}
    return FatigueMemory(prior, channels, state, evidence, usual, opened)


def _numbers(values: Floats, *, is_exact: bool) -> str | list[float]:
    """Return numbers as text to the last digit, or as a list."""
    flat = np.ascontiguousarray(values, dtype="<f8").ravel()
    if is_exact:
        return base64.b64encode(flat.tobytes()).decode()
    return [_short(value) for value in flat.tolist()]


def _short(value: float) -> float | int:
    """Return a number with few digits, whole ones without a point."""
    rounded = float(f"{value:.{_DIGITS}g}")
    return int(rounded) if rounded == int(rounded) else rounded


def _read(values: object, count: int) -> Floats:
    """Return so many finite numbers."""
    if isinstance(values, str):
        numbers = np.frombuffer(base64.b64decode(values, validate=True), dtype="<f8").astype(np.float64)
    else:
        numbers = numbers_of(values)
    if numbers.shape != (count,) or not np.isfinite(numbers).all():
        raise ValueError("a list of numbers has another length than it should, or numbers that are not finite")
    return np.asarray(numbers)


def _time(time: float) -> float | None:
    """Return a time; None before any."""
    return time if np.isfinite(time) else None
