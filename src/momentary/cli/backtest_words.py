"""The back-test of one lifter's own log, said to the lifter: plain words, 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import datetime
from typing import Any

_COLUMNS = 80
_NAME_CHARACTERS = 40
_EXERCISES_SHOWN = 3
_ONE_WAY = 0.6
_UNBIASED = 0.25
_CLOSE = 0.05
_RULES = {"epley": "Epley's formula", "last_time": '"same as last time"'}
_EPLEY = (
    "Epley's formula takes the 1RM of the same set in your last session of the exercise, load x (1 + repetitions / 30),"
    " and turns it into repetitions at the load of the day, as most apps do."
)
_LAST_TIME = (
    '"Same as last time" is as many repetitions as in the same set of your last session of the exercise (first set'
    " to first set, second to second; warm-ups do not count), whatever the load was."
)


def text_of(record: dict[str, Any]) -> str:
    """Return what the back-test of a log found, in words."""
    parts = [_told(record)] if record["figures"] is None else list(_parts(record))
    return "\n\n".join([_wrapped(parts[0]), *parts[1:], _wrapped(record["disclaimer"])])


def _told(record: dict[str, Any]) -> str:
    """Return what there is to say of too few sets, and what to log."""
    targets, made = record["targets"], record["forecast"]
    held = "no set to failure" if targets == 0 else f"only {_counted(targets, 'set')} to failure"
    unmade = f", and {targets - made} of them cannot be forecast" if made < targets else ""
    return (
        f"Nothing can be said yet about how well the model forecasts you: your log has {held} of an exercise that you"
        f" had also done in the 60 days before{unmade}. It takes {record['least_sets']} at least,"
        " and 20 to be fairly sure. What to log: mark a set that you took to failure as failure in your app, or give it"
        " RPE 10 (0 in reserve);"
        " note its load and its repetitions; and do the same exercise again within two months."
    )


def _parts(record: dict[str, Any]) -> Iterator[str]:
    """Yield what is said of enough sets, a paragraph at a time."""
    figures, made = record["figures"], record["forecast"]
    yield (
        f"Your log has {_counted(record['targets'], 'set')} to failure of exercises that you had also done in the 60"
        f" days before. {_unmade(record['targets'] - made)}Each was forecast from what you had logged before it, and"
        " the load on the bar; then the forecast was held against what you did."
    )
    yield _table(figures)
    yield _wrapped(f"{_verdict(figures)} {_interval(figures['model'])} {_lean(figures['model']['bias'])}")
    yield f"{_wrapped(_EPLEY)}\n{_wrapped(_LAST_TIME)}"
    if record["exercises"]:
        yield "\n".join(["Where it was furthest off", *map(_exercise, record["exercises"][:_EXERCISES_SHOWN])])
    yield "\n".join(["The sets that it got most wrong", *map(_set, record["worst_sets"])])


def _table(figures: dict[str, Any]) -> str:
    """Return the model and the rules side by side."""
    lines = [f"{'':24s}{'off by':>10s}{'within 1 rep':>16s}{'sets':>8s}"]
    for name, title in {"model": "the model", **_RULES}.items():
        one = figures[name]
        if one is None:
            lines.append(f"  {title:22s}{'no forecast':>10s}")
        else:
            lines.append(f"  {title:22s}{one['mae']:10.1f}{100 * one['within1']:14.0f} %{one['targets']:8,d}")
    return "\n".join([*lines, "off by: how many repetitions the forecast missed, on average"])


def _verdict(figures: dict[str, Any]) -> str:
    """Return whether the model was closer than the rules."""
    # A rule and the model are compared on the sets for which the rule has a forecast.
    gaps = [(title, figures[name]) for name, title in _RULES.items() if figures[name] is not None]
    known = {title: one["mae"] - one["model_mae"] for title, one in gaps}
    beaten = [title for title, gap in known.items() if gap > _CLOSE]
    better = [title for title, gap in known.items() if gap < -_CLOSE]
    even = [title for title in known if title not in beaten and title not in better]
    said = []
    if beaten:
        said.append(f"closer than {' and '.join(beaten)}")
    if even:
        said.append(f"as close as {' and '.join(even)}")
    if better:
        said.append(f"further off than {' and '.join(better)}")
    return f"The model was {', '.join(said)}." if said else "Neither simple rule has a forecast for these sets."


def _interval(model: dict[str, Any]) -> str:
    """Return how the intervals held."""
    return (
        "You should end inside its interval 8 times in 10 or a little more; you did"
        f" {100 * model['cover80']:.0f} times in 100. It is {model['width80']:.1f} repetitions wide on average."
    )


def _lean(bias: float) -> str:
    """Return to which side the forecasts lean."""
    if abs(bias) < _UNBIASED:
        return "It was too high about as often as too low."
    return f"On average it forecast {abs(bias):.1f} repetitions too {'many' if bias > 0.0 else 'few'}."


def _exercise(one: dict[str, Any]) -> str:
    """Return one exercise in a line."""
    way = ""
    if abs(one["bias"]) >= _ONE_WAY * one["mae"] > 0.0:
        way = ", mostly too many" if one["bias"] > 0.0 else ", mostly too few"
    return f"  {clean(one['exercise'])}: off by {one['mae']:.1f} in {one['sets']:,} sets{way}"


def _set(one: dict[str, Any]) -> str:
    """Return one set in a line or two."""
    load = "no load" if one["load"] is None else f"{one['load']['value']:.10g} {one['load']['unit']}"
    span = f"{one['low']} to {one['high']}" if one["low"] < one["high"] else str(one["low"])
    text = f"{_day(one['at'])}, {clean(one['exercise'])}, {load}: forecast {span}, you did {one['done']}"
    return textwrap.fill(text, _COLUMNS, initial_indent="  ", subsequent_indent="    ")


def _day(at: str) -> str:
    start = datetime.fromisoformat(at)
    return f"{start.day} {start:%B %Y}"


def _unmade(count: int) -> str:
    if count == 0:
        return ""
    verb = "is" if count == 1 else "are"
    why = "no load is noted, or the lift is not about repetitions, as a hold or a snatch is not"
    return f"{count:,} of them {verb} left out: {why}. "


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def clean(name: str) -> str:
    """Return a name from a file fit for a terminal: cut, and without characters that steer it."""
    shown = "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in name)
    return shown if len(shown) <= _NAME_CHARACTERS else shown[: _NAME_CHARACTERS - 3] + "..."


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _COLUMNS)
