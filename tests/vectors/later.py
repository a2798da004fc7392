"""Vectors of what follows failure within a set: every way to go on, with typical habits and with a lifter's own."""

from __future__ import annotations

from typing import Any

from momentary.prescription.learnt.later_segments import Way
from tests.vectors.answers import later

_BEFORE = [0.0, 0.0, 0.0, 0.05, 0.1, 0.2, 0.3, 0.2, 0.1, 0.05]
_SEEN = [
    {"way": "drop", "exercise": "bench", "before": 9.0, "log_drop": 0.3, "rest_s": 15.0, "done": 6},
    {"way": "drop", "exercise": "bench", "before": 6.0, "log_drop": 0.35, "link": 2, "done": 5},
    {"way": "drop", "exercise": "row", "before": 11.0, "log_drop": 0.25, "rest_s": 20.0, "done": 4},
    {"way": "rest_pause", "exercise": "bench", "before": 8.0, "rest_s": 20.0, "done": 3},
    {"way": "drop", "exercise": "bench", "before": 9.0, "log_drop": 0.3, "done": 30},
]


def later_cases() -> list[dict[str, Any]]:
    """Return questions about later segments with their answers."""
    questions: list[dict[str, Any]] = []
    for way in Way:
        plain: dict[str, Any] = {"way": way.value, "exercise": "bench", "log_drop": 0.4, "rest_s": 15.0}
        questions += [
            plain | {"before": 9.0},
            plain | {"chances": _BEFORE, "link": 2, "rest_s": None, "doubt": 0.3},
            plain | {"before": 9.0, "seen": _SEEN},
            plain | {"chances": _BEFORE, "seen": _SEEN, "exercise": "squat", "most": 5, "rest_s": 90.0},
            plain | {"before": 0.0, "log_drop": 0.0, "rest_s": 0.0},
        ]
    return [{"segment": one, "answer": later(one)} for one in questions]
