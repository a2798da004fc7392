"""What stands under all advice."""

from __future__ import annotations

from collections.abc import Iterable

SAFETY = "For information, no medical advice. Pain ends a set, without argument."
"""The note on every page that advises."""


def rests_on(keys: Iterable[str]) -> str:
    """Return the line under a page of plain text that says on which entries of the ledger it rests, each once."""
    return f"Evidence (`momentary evidence NAME`): {', '.join(dict.fromkeys(keys))}"
