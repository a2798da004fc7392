"""What stands under all advice."""

from __future__ import annotations

from collections.abc import Iterable

from momentary.language import mark

SAFETY = mark("For information, no medical advice. Pain ends a set, without argument.")
"""The note on every page that advises; `say(SAFETY)` says it in the language that is spoken."""


def rests_on(keys: Iterable[str]) -> str:
    """Return the line under a page of plain text that says on which entries of the ledger it rests, each once."""
    return f"Evidence (`momentary evidence NAME`): {', '.join(dict.fromkeys(keys))}"
