"""What a log says of recovery as JSON: every number of the text and more, under documented keys."""

from __future__ import annotations

import math
from dataclasses import fields
from datetime import datetime
from typing import Any

from momentary.figures.readiness_record import states_record
from momentary.figures.readiness_words import NOT_ADVICE
from momentary.figures.recovery_report import RecoveryReport
from momentary.figures.recovery_words import RESTS_ON
from momentary.prescription.session.cost import SessionCost

FORMAT = "momentary-recovery/1"
"""Name and version of the record. A key is never renamed or given another unit within a version."""

_DIGITS = 4


def recovery_record(report: RecoveryReport) -> dict[str, Any]:
    """Return what a log says of recovery as a record that `json.dumps` takes; `docs/formats.md` documents its keys."""
    return {
        "format": FORMAT,
        "parts": [_plain(one) | {"part": one.part.name.lower()} for one in report.costs],
        "supported": report.comparison.supported,
        "sentence": report.comparison.sentence,
        "compared": [_plain(one) for one in report.comparison.compared],
        "failures": [_plain(one) | {"label": report.labels.get(one.exercise, one.exercise)} for one in report.failures],
        "frequency": [_plain(one) for one in report.frequency],
        "neural_warning": report.neural_warning,
        "plan": None if report.plan is None else _plan(report.plan),
        "claims": list(RESTS_ON),
        "model": report.model,
        "disclaimer": NOT_ADVICE,
    }


def _plan(plan: SessionCost) -> dict[str, Any]:
    """Return what planned sets would cost."""
    return {"at": plan.done.at.isoformat(), "with": states_record(plan.done), "without": states_record(plan.without)}


def _plain(one: Any) -> dict[str, Any]:
    """Return a row of values as JSON knows them: times as text, what is no number as null."""
    return {field.name: _value(getattr(one, field.name)) for field in fields(one)}


def _value(value: Any) -> Any:
    """Return a value as JSON knows it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, _DIGITS) if math.isfinite(value) else None
    return list(value) if isinstance(value, tuple) else value
