"""JSON as it is stored."""

from __future__ import annotations

import json
from typing import Any


def json_text(value: Any) -> str:
    """Return a value as compact JSON, to the last digit."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
