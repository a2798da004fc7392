"""The vectors as they are kept: what the Python and the JavaScript both have to give."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CLOSE = 1e-9
"""By how much two implementations may differ, in parts of a number: its ninth digit."""


def vectors(name: str) -> list[dict[str, Any]]:
    """The cases of a file of vectors."""
    file = Path(__file__).parent / name
    found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["cases"]
    return found
