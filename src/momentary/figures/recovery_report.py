"""What a log says of recovery, as plain immutable values: shown as terminal text or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from momentary.inference.attribution import Attribution
from momentary.inference.fatigue_models import Comparison
from momentary.inference.part_costs import PartCost
from momentary.prescription.frequency import Frequency
from momentary.prescription.session.cost import SessionCost


@dataclass(frozen=True, slots=True, eq=False)
class RecoveryReport:
    """What a log says of recovery.

    Args:
        costs: What a set of ten to failure costs, part by part.
        comparison: Which account of fatigue the log supports.
        failures: Why the last failed sets fell short, in the log's order.
        labels: What the lifter calls each exercise of these, by key.
        frequency: How often each muscle was taken to failure lately, and how often that is borne.
        neural_warning: A warning where heavy work has piled up.
        plan: What planned sets would cost; None where none were asked for.
        last_session: When the log's last session began.
        model: Name and version of the model.
    """

    costs: tuple[PartCost, ...]
    comparison: Comparison
    failures: tuple[Attribution, ...]
    labels: Mapping[str, str]
    frequency: tuple[Frequency, ...]
    neural_warning: str | None
    plan: SessionCost | None
    last_session: datetime
    model: str
