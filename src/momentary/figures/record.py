"""A report as JSON: every number of the page and more, under documented and versioned keys."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from momentary.evidence import SAFETY
from momentary.figures.readiness_record import readiness_record, states_record
from momentary.figures.report import Endings, NamedExercise, ReportData
from momentary.inference.readiness import Readiness
from momentary.prescription.record import session_record
from momentary.prescription.session.advice import SessionAdvice
from momentary.quantities import Load

FORMAT = "momentary-report/1"
"""Name and version of the record. A key is never renamed or given another unit within a version."""


def to_json(data: ReportData) -> dict[str, Any]:
    """Return a report as a record that `json.dumps` takes; `docs/report.md` documents its keys and units."""
    record = _plain(data)
    return {"format": FORMAT, **record, "disclaimer": SAFETY}


def _plain(value: Any) -> Any:
    """Return a value of the report as JSON's own types: dates as ISO text, what cannot be a number as null."""
    if isinstance(value, Load):
        return {"value": value.value, "unit": value.unit.value, "kg": _number(value.kg)}
    if isinstance(value, Readiness):
        return readiness_record(value)
    if isinstance(value, SessionAdvice):
        readiness = None if value.readiness is None else {"interval": 0.8, **states_record(value.readiness)}
        return {**session_record(value), "readiness": readiness}
    if is_dataclass(value) and not isinstance(value, type):
        record = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        if isinstance(value, Endings):
            record.update(failures=value.failures, sets=value.sets, untold_share=_number(value.untold_share))
        if isinstance(value, NamedExercise):
            record["muscles"] = [{"muscle": muscle.value, "share": share} for muscle, share in value.muscles]
        return record
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or value is None or isinstance(value, str | int):
        return value
    return _number(float(value))


def _number(value: float) -> float | None:
    """Return a number with at most four decimals; None for what is none."""
    return round(value, 4) if math.isfinite(value) else None
