"""Recovery curves: how a state comes back over the coming days without training, with its doubt, as an SVG each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from momentary.figures.body_map import SVG
from momentary.figures.markup import Child, Markup, tag
from momentary.figures.palette import LIGHT
from momentary.figures.readiness_words import (
    days_ahead,
    recovered_sentence,
    recovered_words,
    spoken_day,
    state_name,
    weekday,
    whole,
)
from momentary.figures.wording import counted
from momentary.inference.readiness import Course, Readiness, StateLevel
from momentary.language import say

MOST_CURVES = 6
"""States whose curves are drawn, the neural one among them."""

_WIDTH, _HEIGHT = 340, 132
_LEFT, _RIGHT, _TOP, _BOTTOM = 38.0, 10.0, 26.0, 20.0
_MOST_POINTS = 85
_TEXT_PX = 11.0
_DAY_H = 24.0
_LABEL_PX = 42.0
_LEAST_RANGE = 0.1
_STEPS = (0.05, 0.1, 0.25)
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where hours and levels lie in the drawing."""

    hours: float
    floor: float

    def x(self, hours: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * min(max(hours / self.hours, 0.0), 1.0)

    def y(self, level: float) -> float:
        share = (1.0 - min(max(level, self.floor), 1.0)) / (1.0 - self.floor)
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * share


def chosen(readiness: Readiness) -> list[tuple[StateLevel, Course]]:
    """Return the states whose curves are worth a look: the neural one, then the most tired not yet recovered."""
    courses = {course.muscle: course for course in readiness.courses if len(course.hours) > 1}
    tired = [one for one in readiness.muscles if one.recovered_at is None or one.recovered_at > readiness.at]
    states = [readiness.neural, *sorted(tired, key=lambda one: one.level)[: MOST_CURVES - 1]]
    return [(state, courses[state.muscle]) for state in states if state.muscle in courses]


def floor_of(courses: Sequence[Course]) -> float:
    """Return the level at which the axis of some curves begins, so that they can be compared."""
    lowest = min((float(np.min(course.low)) for course in courses), default=1.0)
    return max(math.floor(20.0 * min(lowest, 1.0 - _LEAST_RANGE) + 1e-9) / 20.0, 0.0)


def recovery_curve(
    state: StateLevel, course: Course, *, readiness: Readiness, name: str, floor: float | None = None
) -> Markup:
    """Return how a state comes back, with its 80 % band and the moment at which it counts as recovered, as an SVG.

    Args:
        state: The state now.
        course: Its coming days.
        readiness: What it belongs to.
        name: Unique name in the page.
        floor: The level at which the axis begins; what the course needs where it is not given.
    """
    frame = _Frame(float(course.hours[-1]), floor_of([course]) if floor is None else floor)
    keep = np.unique(np.linspace(0, len(course.hours) - 1, min(len(course.hours), _MOST_POINTS)).round().astype(int))
    hours = course.hours[keep]
    upper = _points(frame, hours, course.high[keep])
    lower = _points(frame, hours, course.low[keep])
    said = say("{state} over the coming days.", state=state_name(state)) + f" {recovered_sentence(state, readiness)}"
    parts: list[Child] = [
        *_levels(frame),
        *_days(frame, readiness.at),
        tag("polygon", points=" ".join(upper + lower[::-1]), fill=LIGHT["band-outer"]),
        *_wanted(frame, readiness.wanted),
        tag("polyline", points=" ".join(_points(frame, hours, course.level[keep])), fill="none",
            stroke=LIGHT["level"], stroke_width="1.8", stroke_linejoin="round"),
        *_mark(frame, state, readiness),
        _text(state_name(state), 2.0, 11.0, anchor="start", colour="ink", px=12.5, weight="600"),
        _text(_when(state, readiness), _WIDTH - _RIGHT, 11.0, anchor="end", colour="ink", px=11.5),
    ]  # fmt: skip
    return tag(
        "svg", tag("title", said), *parts, xmlns=SVG, class_="chart recovery", id=name,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img", aria_label=said,
    )  # fmt: skip


def daily(course: Course) -> list[int]:
    """Return the places in a course nearest to each full day from its beginning."""
    days = range(math.floor(float(course.hours[-1]) / _DAY_H + 1e-9) + 1)
    return [int(np.argmin(np.abs(course.hours - _DAY_H * each))) for each in days]


def day_of(course: Course, place: int, at: datetime) -> str:
    """Return the day of a place in a course: `Sun 22 Nov 2026`."""
    return spoken_day(at + timedelta(hours=float(course.hours[place])))


def _when(state: StateLevel, readiness: Readiness) -> str:
    """Return when the state is recovered, as the drawing's own words."""
    if state.recovered_at is None:
        ahead = days_ahead(readiness)
        return say("not recovered within {days}", days=counted(ahead, "day")) if ahead else ""
    return say("recovered {when}", when=recovered_words(state, readiness))


def _points(frame: _Frame, hours: Sequence[float], levels: Sequence[float]) -> list[str]:
    """Return the points of a line."""
    return [f"{frame.x(float(h)):.1f},{frame.y(float(v)):.1f}" for h, v in zip(hours, levels, strict=True)]


def _levels(frame: _Frame) -> list[Child]:
    """Return the grid of levels."""
    step = next((one for one in _STEPS if (1.0 - frame.floor) / one <= _MOST_LINES + 1e-9), _STEPS[-1])
    parts: list[Child] = []
    for place in range(math.floor((1.0 - frame.floor) / step + 1e-9) + 1):
        level = 1.0 - step * place
        y = frame.y(level)
        parts.append(_rule(f"M{_LEFT:g},{y:.1f}H{_WIDTH - _RIGHT:g}", "grid"))
        parts.append(_text(f"{whole(level)} %", _LEFT - 5, y + 3.6, anchor="end"))
    return parts


def _days(frame: _Frame, at: datetime) -> list[Child]:
    """Return the axis of days: a tick each midnight, as many named as have room."""
    base = _HEIGHT - _BOTTOM
    parts: list[Child] = [_rule(f"M{_LEFT:g},{base:g}H{_WIDTH - _RIGHT:g}", "line")]
    first = _DAY_H - (at.hour + at.minute / 60.0 + at.second / 3600.0)
    free = _LEFT - _LABEL_PX / 2
    for number in range(max(math.floor((frame.hours - first) / _DAY_H) + 1, 0)):
        hours = first + _DAY_H * number
        x = frame.x(hours)
        parts.append(_rule(f"M{x:.1f},{base:g}v3.5", "line"))
        if x - _LABEL_PX / 2 >= free and x + _LABEL_PX / 2 <= _WIDTH:
            midnight = at + timedelta(hours=hours, minutes=1)
            parts.append(_text(weekday(midnight), x, base + 14.0, anchor="middle"))
            free = x + _LABEL_PX / 2
    return parts


def _wanted(frame: _Frame, wanted: float) -> list[Child]:
    """Return the line of the level that counts as recovered."""
    y = frame.y(wanted)
    return [
        tag("path", d=f"M{_LEFT:g},{y:.1f}H{_WIDTH - _RIGHT:g}", fill="none", stroke=LIGHT["done"], stroke_width="1",
            stroke_dasharray="3 3", class_="wanted")
    ]  # fmt: skip


def _mark(frame: _Frame, state: StateLevel, readiness: Readiness) -> list[Child]:
    """Return the moment at which the state counts as recovered; nothing where that is now or not in sight."""
    if state.recovered_at is None or state.recovered_at <= readiness.at:
        return []
    hours = (state.recovered_at - readiness.at).total_seconds() / 3600.0
    if hours > frame.hours:
        return []
    x, y = frame.x(hours), frame.y(readiness.wanted)
    return [
        _rule(f"M{x:.1f},{y:.1f}V{_HEIGHT - _BOTTOM:g}", "done"),
        tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="4", fill=LIGHT["done"], stroke=LIGHT["page"],
            stroke_width="1.5", class_="mark"),
    ]  # fmt: skip


def _rule(d: str, role: str) -> Markup:
    """Return a thin line in a colour of the page."""
    return tag("path", d=d, fill="none", stroke=LIGHT[role], stroke_width="1")


def _text(
    words: str,
    x: float,
    y: float,
    *,
    anchor: str,
    colour: str = "quiet",
    px: float = _TEXT_PX,
    weight: str | None = None,
) -> Markup:
    """Return a piece of text."""
    return tag(
        "text", words, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, font_size=f"{px:g}", fill=LIGHT[colour],
        font_weight=weight,
    )  # fmt: skip
