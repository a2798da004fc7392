"""What is remembered of fatigue as plain lists and numbers, and back: a part of a summary."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import MUSCLES, FatigueState, Prior, channels_of
from momentary.inference.fatigue import FatigueEvidence, FatigueMemory, FirstSets, prior_gains
from momentary.inference.json_values import number_of, numbers_of, rows_of, text_of, time_of, whole_of

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
        "mean": _numbers(evidence.mean, is_exact=is_exact),
        "open": [
            evidence.session,
            evidence.weight,
            evidence.miss_sum,
            _numbers(evidence.felt_sum, is_exact=is_exact),
        ],
        "first": [
            [
                exercise,
                one.session,
                _time(one.time),
                one.level,
                one.var,
                one.repetitions,
                _numbers(one.felt, is_exact=is_exact),
                _numbers(one.usual, is_exact=is_exact),
            ]
            for exercise, one in memory.first.items()
        ],
    }


def fatigue_from_json(data: Mapping[str, Any], *, prior: Prior) -> FatigueMemory:
    """Return what `fatigue_to_json` wrote.

    Raises:
        ValueError: Something is missing, or of another length than it should be.
        KeyError: A field is missing.
        TypeError: A field is of another kind.
    """
    channels = channels_of(prior.fatigue)
    size, muscles = len(channels), len(MUSCLES)
    state = FatigueState.rested(channels)
    state.time, state.begun = time_of(data["time"]), time_of(data["begun"])
    state.session = whole_of(data["session"])
    state.recent, state.usual = _none_below(_read(data["loads"], 2)).tolist()
    state.guard, state.fresh_guard = _none_below(_read(data["guard"], 2 * muscles)).reshape(2, muscles)
    names = [muscle.value for muscle in MUSCLES]
    tired = [names.index(text_of(name)) for name in rows_of(data["muscles"])]
    if len(set(tired)) < len(tired):
        raise ValueError("a muscle stands there twice")
    muscular = _none_below(_read(data["muscular"], len(tired) * channels.muscular))
    state.muscular[tired] = muscular.reshape(-1, channels.muscular)
    state.neural = _none_below(_read(data["neural"], size - channels.muscular))
    precision = np.zeros((size, size))
    upper = np.triu_indices(size)
    precision[upper] = _read(data["precision"], size * (size + 1) // 2)
    precision.T[upper] = precision[upper]
    _none_below(np.diag(precision))
    session, weight, miss_sum, felt_sum = rows_of(data["open"])
    weight = float(_none_below(np.array(number_of(weight))))
    evidence = FatigueEvidence(
        prior_gains(prior.fatigue), precision, _read(data["pull"], size), whole_of(data["sets"]),
        _read(data["mean"], size), whole_of(session), weight, _read(felt_sum, size), number_of(miss_sum),
    )  # fmt: skip
    first = {
        whole_of(exercise): FirstSets(
            whole_of(session), time_of(time), number_of(level), number_of(var), number_of(repetitions),
            _read(felt, size), _read(usual, size),
        )
        for exercise, session, time, level, var, repetitions, felt, usual in rows_of(data["first"])
    }  # fmt: skip
    if any(one.var <= 0.0 for one in first.values()):
        raise ValueError("a variance is not above zero")
    return FatigueMemory(prior, channels, state, evidence, first)


def _none_below(values: Floats) -> Floats:
    """Return values of which none may be below zero."""
    if (values < 0.0).any():
        raise ValueError("a number is below zero where none can be")
    return values


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
