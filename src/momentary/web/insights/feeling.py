"""How recovered a lifter is now: from the summary alone, with what they said since; a web process can do that."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import TYPE_CHECKING, Any

from momentary.quantities import CheckIn
from momentary.web.insights.knowing import fragment_of, summary_of
from momentary.web.insights.wall_clock import wall_now
from momentary.web.training.models import Athlete
from momentary.web.training.stated import check_ins_of, feelings_of
from momentary.web.training.statements import Feeling

if TYPE_CHECKING:
    from momentary.inference.check_ins import CheckInWeights
    from momentary.inference.fatigue import FatigueMemory
    from momentary.inference.readiness import Readiness
    from momentary.inference.recovering import Correction

WEIGHTS = "check-ins"
"""Name of the fragment that holds what check-ins are worth, as JSON."""

Weigh = Callable[[tuple[CheckIn, ...]], "CheckInWeights | None"]


@dataclass(frozen=True, slots=True, eq=False)
class Felt:
    """How recovered a lifter is.

    Args:
        readiness: The states now and over the coming days.
        feelings: What they said of them since the last set.
    """

    readiness: Readiness
    feelings: tuple[Feeling, ...]


def felt_now(athlete: Athlete, *, now: datetime | None = None) -> Felt | None:
    """Return how recovered a lifter is now; None where nothing is known of them yet."""
    from momentary.inference import summary_from_json  # noqa: PLC0415 (half a second, once)

    text = summary_of(athlete)
    if text is None:
        return None
    summary = summary_from_json(json.loads(text))
    return felt_at(athlete, summary.fatigue, wall_now(athlete, now=now))


def felt_at(
    athlete: Athlete, memory: FatigueMemory, at: datetime, *, weigh: Weigh | None = None, until: datetime | None = None
) -> Felt | None:
    """Return how recovered a lifter is at a moment, or just after the last set where that lies later.

    Args:
        athlete: Who it is.
        memory: What the log tells of fatigue; where it tells nothing, None is returned.
        at: The moment, by the wall.
        weigh: What check-ins are worth, asked only where there are any; as the worker last found if not given.
        until: What they said of their states later than then counts as not said; None: all that is said counts.
    """
    from momentary.inference.clock import moment_of  # noqa: PLC0415
    from momentary.inference.recovering import readiness_of  # noqa: PLC0415

    if not isfinite(memory.state.time):
        return None
    last = moment_of(memory.state.time)
    when = max(at, last)
    told, feelings = check_ins_of(athlete), feelings_of(athlete, since=last, until=until)
    weights = None
    if told:
        weights = _weights(athlete, told) if weigh is None else weigh(told)
    found = readiness_of(
        memory,
        at=when,
        corrections=_corrections(memory, feelings, until=when),
        check_in=None if weights is None else weights.effects(when),
    )
    return Felt(found, feelings)


def _corrections(memory: FatigueMemory, feelings: tuple[Feeling, ...], *, until: datetime) -> tuple[Correction, ...]:
    """Return what was said of states that the log knows, as the model takes it; a phone's clock may run ahead."""
    from momentary.athlete import MUSCLES  # noqa: PLC0415
    from momentary.inference.recovering import Correction  # noqa: PLC0415

    worked = {muscle for place, muscle in enumerate(MUSCLES) if memory.state.muscular[place].any()}
    return tuple(
        Correction(min(one.at, until), one.muscle, one.level)
        for one in feelings
        if one.muscle is None or one.muscle in worked
    )


def _weights(athlete: Athlete, told: tuple[CheckIn, ...]) -> CheckInWeights | None:
    """Return what check-ins are worth by what the worker last found; None before it looked."""
    from momentary.inference.check_ins import CheckInWeights  # noqa: PLC0415

    text = fragment_of(athlete, WEIGHTS)
    if not text:
        return None
    kinds, cov = weights_from(json.loads(text))
    return CheckInWeights(kinds, cov, told)


def weights_record(found: CheckInWeights) -> dict[str, Any]:
    """Return what check-ins are worth, as JSON keeps it."""
    names = ("sets", "usual", "spread", "weight", "low", "high")
    return {
        "kinds": [{"kind": one.kind.name, **{name: getattr(one, name) for name in names}} for one in found.kinds],
        "cov": found.cov.tolist(),
    }


def weights_from(kept: dict[str, Any]) -> tuple[Any, Any]:
    """Return the kinds and their covariance from what `weights_record` kept."""
    import numpy as np  # noqa: PLC0415

    from momentary.inference.check_ins import Kind, KindWeight  # noqa: PLC0415

    kinds = tuple(KindWeight(**{**one, "kind": Kind[one["kind"]]}) for one in kept["kinds"])
    return kinds, np.array(kept["cov"])
