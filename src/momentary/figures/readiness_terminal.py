"""Readiness as a compact plain text for a terminal of any width."""

from __future__ import annotations

import textwrap

from momentary.evidence import rests_on
from momentary.figures.readiness_words import (
    NOT_ADVICE,
    RESTS_ON,
    moment,
    recovered_shortly,
    recovered_words,
    state_name,
    what_the_log_taught,
    whole,
)
from momentary.inference.readiness import Readiness, StateLevel

_LEAST_WIDTH, _MOST_WIDTH = 40, 100
_NAME, _LEVEL, _RANGE = 15, 5, 7
_LEAST_BAR, _MOST_BAR = 10, 25
_WHEN = 18


def render_readiness(readiness: Readiness, *, width: int = 80) -> str:
    """Return every state on a line: level, 80 % interval, a bar and when it is recovered; the neural state first.

    The bar goes from 50 to 100 %: full up to the interval's lower end, shaded up to its upper end. On a narrow terminal
    it is left out, and so is the hour of recovery.

    Args:
        readiness: The states to show.
        width: Columns of the terminal; fewer than 40 count as 40.
    """
    width = min(max(width, _LEAST_WIDTH), _MOST_WIDTH)
    taken = _NAME + _LEVEL + _RANGE + 3
    bar = min(width - taken - _WHEN - 2, _MOST_BAR)
    bar = bar if bar >= _LEAST_BAR else 0
    told = recovered_words if width >= taken + _WHEN else recovered_shortly
    lines = [_line("", "now", "80 %", f"{'50 to 100 %':<{bar}}" if bar else None, "recovered")]
    for state in (readiness.neural, *readiness.muscles):
        between = f"{whole(state.low)}-{whole(state.high)}"
        drawn = _bar(state, bar) if bar else None
        lines.append(_line(state_name(state), f"{whole(state.level)} %", between, drawn, told(state, readiness)))
    heading = (
        f"Readiness, {moment(readiness.at)}: share of rested strength. Recovered: {whole(readiness.wanted)} % or more, "
        f"{whole(readiness.probability)} % sure."
    )
    ending = f"Ranges hold 8 times in 10. {NOT_ADVICE}"
    parts = [textwrap.fill(heading, width), "\n".join(lines)]
    parts += [textwrap.fill(one, width) for one in (what_the_log_taught(readiness), ending)]
    evidence = textwrap.fill(rests_on(RESTS_ON), width, break_on_hyphens=False)
    return "\n\n".join(parts) + f"\n{evidence}\n"


def _line(name: str, level: str, between: str, drawn: str | None, recovered: str) -> str:
    """Return a line of the table; the bar is left out where it has no room."""
    middle = f"{drawn}  " if drawn is not None else ""
    return f"{name:<{_NAME}}{level:>{_LEVEL}} {between:>{_RANGE}}  {middle}{recovered}".rstrip()


def _bar(state: StateLevel, columns: int) -> str:
    """Return a bar from 50 to 100 %: full up to the interval's lower end, shaded up to its upper end."""
    low, high = (round(columns * min(max(2.0 * end - 1.0, 0.0), 1.0)) for end in (state.low, state.high))
    return "█" * low + "▒" * (high - low) + "·" * (columns - high)
