"""All formats, in the order in which a file is tried against them: the most particular first."""

from __future__ import annotations

from momentary.exchange import hevy, momentary_json, strong
from momentary.exchange.format import Format

FORMATS: tuple[Format, ...] = (momentary_json.FORMAT, strong.FORMAT, hevy.FORMAT)
