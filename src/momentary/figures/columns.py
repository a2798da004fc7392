"""Text in the columns of a terminal: clean, as wide as it shows, cut, padded and wrapped."""

from __future__ import annotations

import unicodedata

_MOST_WIDTH = 100
_TIED = frozenset(("%", "kg", "lb", "h"))


def clean(text: str) -> str:
    """Return a text without control and direction characters and line breaks: no name can steer the terminal."""
    kept = "".join(" " if one.isspace() else one for one in text if one.isspace() or one.isprintable())
    return " ".join(kept.split()) or "(no name)"


def columns(text: str) -> int:
    """Return the columns that a text takes in a terminal: two for each East Asian wide character."""
    return sum(_column(one) for one in text)


def cut(text: str, width: int) -> str:
    """Return a text of at most `width` columns, an ellipsis where something is left out."""
    if columns(text) <= width:
        return text
    kept, used = "", 1
    for character in text:
        used += _column(character)
        if used > width:
            break
        kept += character
    return f"{kept.rstrip()}…"


def padded(text: str, width: int) -> str:
    """Return a text of exactly `width` columns."""
    shown = cut(text, width)
    return shown + " " * (width - columns(shown))


def wrapped(sentence: str, width: int, *, indent: int = 0, hanging: int = 0) -> str:
    """Return a sentence over lines of at most `width` columns (and 100); a number stays with its unit.

    Args:
        sentence: The sentence; what could steer a terminal is taken out.
        width: Columns of the terminal.
        indent: Spaces before every line.
        hanging: Further spaces before every line but the first.
    """
    width, first, rest = min(width, _MOST_WIDTH), " " * indent, " " * (indent + hanging)
    lines, is_begun = [first], False
    for word in _words(clean(sentence)):
        if is_begun and columns(lines[-1]) + 1 + columns(word) > width:
            lines.append(rest)
            is_begun = False
        lines[-1] = cut(f"{lines[-1]}{' ' if is_begun else ''}{word}", width)
        is_begun = True
    return "\n".join(lines)


def _words(text: str) -> list[str]:
    """Return the words of a text, units with their numbers."""
    words: list[str] = []
    for word in text.split(" "):
        if words and word.rstrip(".,;:)") in _TIED:
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def _column(character: str) -> int:
    """Return the columns of a character."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
