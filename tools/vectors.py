"""Write what the phone's forecast is made of and tested against.

    python tools/vectors.py

It writes the figures module of the forecast in JavaScript from the shipped population figures, and the vectors in
tests/vectors from real runs of the Python. Tests compare the figures with what this writes.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

import numpy as np  # noqa: E402

from momentary.athlete import MODEL, MUSCLES, Part, Prior, channels_of  # noqa: E402
from momentary.athlete.doses import SIZES  # noqa: E402
from momentary.athlete.normal import quantiles_of_normal  # noqa: E402
from momentary.inference.fatigue import prior_gains  # noqa: E402
from momentary.inference.summary import digest_of  # noqa: E402
from momentary.inference.summary_format import FORMAT  # noqa: E402
from momentary.parameters import level_prior  # noqa: E402
from momentary.parameters.later_segments import later_segment_prior  # noqa: E402
from momentary.prescription.goals import AIMS  # noqa: E402
from tests.vectors.gyms import gym_cases  # noqa: E402
from tests.vectors.later import later_cases  # noqa: E402
from tests.vectors.lifters import FORMAT as VECTORS_FORMAT  # noqa: E402
from tests.vectors.lifters import case_of, lifters  # noqa: E402

FIGURES = ROOT / "src/momentary/web/static/js/forecast/figures.js"
VECTORS = ROOT / "tests/vectors"

_HEAD = """\
// The population's figures and what follows from them, as the Python has them. Written by tools/vectors.py: change
// src/momentary/parameters instead, and run it again.

"""
_GROUPS = frozenset({"cues", "fatigue", "curve_by_exercise"})
_UNUSED = frozenset({"noise_test_rep"})


def figures(prior: Prior) -> dict[str, Any]:
    """Return the figures of the forecast as JSON knows them."""
    channels = channels_of(prior.fatigue)
    mean, precision = prior_gains(prior.fatigue)
    upper = np.triu_indices(len(channels))
    damage = channels.places(Part.DAMAGE)
    level = {one.name: getattr(prior, one.name) for one in fields(Prior) if one.name not in _GROUPS | _UNUSED}
    return {
        "format": FORMAT,
        "model": MODEL,
        "digest": digest_of(prior),
        "level": level,
        "curves": dict(prior.curve_by_exercise),
        "cues": asdict(prior.cues),
        "doses": asdict(prior.fatigue.doses),
        "acute_half_life": prior.fatigue.neural_acute.half_life,
        "channels": {
            "half_life": channels.half_life.tolist(),
            "shown": channels.shown.tolist(),
            "sign": channels.sign.tolist(),
            "muscular": channels.muscular,
            "damage": [damage.start, damage.stop],
            "accumulated": channels.places(Part.NEURAL_ACCUMULATED).start,
        },
        "gains": {"mean": mean.tolist(), "precision": precision[upper].tolist()},
        "muscles": [muscle.value for muscle in MUSCLES],
        "sizes": [SIZES[muscle] for muscle in MUSCLES],
        "body_steps": quantiles_of_normal(prior.body_mass_nodes).tolist(),
        "aims": {
            goal.value: {
                "low": aim.low,
                "high": aim.high,
                "middle": aim.middle,
                "reserve": aim.reserve,
                "half_lives": aim.half_lives,
            }
            for goal, aim in AIMS.items()
        },
        "later": asdict(later_segment_prior()),
    }


def figures_module(prior: Prior) -> str:
    """Return the module of figures."""
    lines = [f"  {key}: {json.dumps(value)}," for key, value in figures(prior).items()]
    return "\n".join([f"{_HEAD}export const FIGURES = {{", *lines, "};", ""])


def main() -> None:
    """Write all of it."""
    FIGURES.write_text(figures_module(level_prior()), encoding="utf-8")
    _write(VECTORS / "forecast.json", {"format": VECTORS_FORMAT, "cases": [case_of(one) for one in lifters()]})
    _write(VECTORS / "later.json", {"format": VECTORS_FORMAT, "cases": later_cases()})
    _write(VECTORS / "gym.json", {"format": VECTORS_FORMAT, "cases": gym_cases()})
    for file in (FIGURES, *sorted(VECTORS.glob("*.json"))):
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size} bytes")


def _write(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, separators=(",", ":"), allow_nan=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
