"""Text for a terminal: how wide it is, and lines that fit."""

from __future__ import annotations

import shutil
import textwrap

_LEAST_WIDTH, _MOST_WIDTH = 40, 100
_TIED = "\N{NO-BREAK SPACE}"


def terminal_width() -> int:
    """Return how many columns text may take."""
    return max(_LEAST_WIDTH, min(shutil.get_terminal_size().columns, _MOST_WIDTH))


def wrapped(text: str, width: int, *, indent: int = 0, hanging: int = 0) -> list[str]:
    """Return the lines of a text; a number stays with its unit."""
    for unit in ("%", "kg", "lb"):
        text = text.replace(f" {unit}", f"{_TIED}{unit}")
    lines = textwrap.wrap(
        text,
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_TIED, " ") for line in lines]
