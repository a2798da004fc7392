"""What a phone takes along: `momentary-today/1`, enough to live without reception."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from momentary.inference import summary_to_json
from momentary.web.insights.rendering import Known

FORMAT = "momentary-today/1"


def bundle_of(known: Known) -> dict[str, Any]:
    """Return the bundle."""
    return {
        "format": FORMAT,
        "position": known.position,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "model": known.summary.model,
        "unit": str(known.gym.unit),
        "summary": summary_to_json(known.summary),
    }
