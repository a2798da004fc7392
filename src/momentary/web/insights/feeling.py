"""How recovered a lifter is now: from the summary alone, with what they said since; a web process can do that."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import TYPE_CHECKING, Any

from momentary.exchange import session_from_object
from momentary.quantities import CheckIn, Moment
from momentary.web.insights.knowing import fragment_of, summary_of
from momentary.web.training.models import Athlete, FoldedSession
from momentary.web.training.stated import check_ins_of, feelings_of
from momentary.web.training.statements import Feeling

if TYPE_CHECKING:
    from momentary.inference import Summary
    from momentary.inference.check_ins import CheckInWeights
    from momentary.inference.fatigue import FatigueMemory
    from momentary.inference.readiness import Readiness
    from momentary.inference.recovering import Correction

WEIGHTS = "check-ins"
"""Name of the fragment that holds what check-ins are worth, as JSON."""

_ANY_SET = {"segments": [{"exercise": "any"}]}


@dataclass(frozen=True, slots=True, eq=False)
class Felt:
    """How recovered a lifter is.

    Args:
        readiness: The states now and over the coming days.
        feelings: What they said of them since the last set.
        check_ins: Their check-ins, in order of time.
    """

    readiness: Readiness
    feelings: tuple[Feeling, ...]
    check_ins: tuple[CheckIn, ...]


def felt_now(athlete: Athlete, *, now: datetime | None = None) -> Felt | None:
    """Return how recovered a lifter is now; None where nothing is known of them yet."""
    from momentary.inference import summary_from_json  # noqa: PLC0415 (half a second, once)

    text = summary_of(athlete)
    if text is None:
        return None
    summary = summary_from_json(json.loads(text))
    if not isfinite(summary.fatigue.state.time):
        return None
    return felt_at(athlete, summary, wall_now(athlete, now=now))


def felt_at(athlete: Athlete, summary: Summary, at: datetime) -> Felt:
    """Return how recovered a lifter is at a moment, or just after the last set where that lies later."""
    from momentary.inference.clock import moment_of  # noqa: PLC0415
    from momentary.inference.recovering import readiness_of  # noqa: PLC0415

    last = moment_of(summary.fatigue.state.time)
    when = max(at, last)
    told, feelings = check_ins_of(athlete), feelings_of(athlete, since=last)
    weights = _weights(athlete, told)
    found = readiness_of(
        summary.fatigue,
        at=when,
        corrections=corrections(summary.fatigue, feelings, until=when),
        check_in=None if weights is None else weights.effects(when),
    )
    return Felt(found, feelings, told)


def corrections(memory: FatigueMemory, feelings: tuple[Feeling, ...], *, until: datetime) -> tuple[Correction, ...]:
    """Return what was said of states that the log knows, as the model takes it; nothing from the future."""
    from momentary.athlete import MUSCLES  # noqa: PLC0415
    from momentary.inference.recovering import Correction  # noqa: PLC0415

    worked = {muscle for place, muscle in enumerate(MUSCLES) if memory.state.muscular[place].any()}
    return tuple(
        Correction(min(one.at, until), one.muscle, one.level)
        for one in feelings
        if one.muscle is None or one.muscle in worked
    )


def wall_now(athlete: Athlete, *, now: datetime | None = None) -> datetime:
    """Return what the clock on the lifter's wall shows, in the zone of their last session."""
    from momentary.web.insights.known import wall_time  # noqa: PLC0415

    row = (
        FoldedSession.objects.filter(athlete=athlete, is_shown=True).order_by("-start").values_list("state", flat=True)
    )
    last = row.first()
    instant = datetime.now(UTC) if now is None else now
    start = Moment.of(instant.replace(tzinfo=None)) if last is None else _start_of(last["value"])
    return wall_time(start, instant).replace(microsecond=0)


def _start_of(value: dict[str, Any]) -> Moment:
    return session_from_object({**value, "sets": [_ANY_SET]}).start


def _weights(athlete: Athlete, told: tuple[CheckIn, ...]) -> CheckInWeights | None:
    """Return what check-ins are worth by what the worker last found; None before it looked."""
    from momentary.inference.check_ins import CheckInWeights  # noqa: PLC0415

    text = fragment_of(athlete, WEIGHTS)
    if not text or not told:
        return None
    kept = json.loads(text)
    kinds, cov = weights_from(kept)
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
