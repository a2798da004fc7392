"""Drawings of a simulated method: the course of its force, and its motor units from slow to fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from momentary.figures.markup import Child, Markup, tag
from momentary.figures.palette import LIGHT
from momentary.figures.simulated import SimulatedMethod
from momentary.figures.simulation_words import minutes
from momentary.figures.wording import capital, per_cent
from momentary.muscle.repetitions import DOWN, UP

if TYPE_CHECKING:
    from momentary.muscle import Trace

SVG = "http://www.w3.org/2000/svg"
_WIDTH, _HEIGHT = 340.0, 214.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 330.0, 12.0, 178.0
_MOST_POINTS = 480
_BARS = 24

Floats = NDArray[np.float64]


def course_drawing(one: SimulatedMethod, *, name: str, until_s: float) -> Markup:
    """Return the course of force: what the load asks for, and what the muscle can still give.

    Args:
        one: The method, with its trace.
        name: Unique name in the page.
        until_s: End of the time axis, the same for all methods of a page [s].
    """
    assert one.trace is not None
    trace = one.trace
    # A step is recorded with its end; what was done in it began where the step before ended.
    begun = np.concatenate([[0.0], trace.clock_s])
    at = _thinned(len(trace.clock_s))
    x = _LEFT + (_RIGHT - _LEFT) * begun[at] / until_s
    end = _LEFT + (_RIGHT - _LEFT) * begun[-1] / until_s
    edges = np.repeat(np.append(x, end), 2)
    force = np.concatenate([[0.0], np.repeat(trace.force[at], 2), [0.0]])
    area = _line(edges, force)
    parts: list[Child] = [
        tag("title", _spoken(one)),
        *_scale(until_s),
        tag("path", d=f"{area}Z", fill=LIGHT["band-outer"], stroke="none"),
        *_asked(one, until_s),
        tag("path", d=_line(x, trace.capacity[at]), fill="none", stroke=LIGHT["quiet"], stroke_width="1.1",
            stroke_dasharray="3 2.5"),
        tag("path", d=_line(x, trace.reachable[at]), fill="none", stroke=LIGHT["level"], stroke_width="1.9",
            stroke_linejoin="round"),
        tag("rect", x=_f(_LEFT + 0.5), y=_f(_TOP - 4), width=_f(_RIGHT - _LEFT + 4), height=_f(_BOTTOM - _TOP + 3.4),
            fill=LIGHT["card"], class_="curtain"),
        *_named_segments(one, until_s),
    ]  # fmt: skip
    return tag(
        "svg", *parts, xmlns=SVG, class_="chart course", id=name, viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}", role="img",
        aria_label=_spoken(one),
    )  # fmt: skip


def unit_drawing(trace: Trace, *, before: int, at: int, known: NDArray[np.bool_], name: str, label: str) -> Markup:
    """Return the motor units from slow to fast: what each has left, and what it gives at the hardest moment.

    Args:
        trace: The method step by step.
        before: First step of the time that is shown.
        at: Last step of it.
        known: Units that had worked before (unit).
        name: Unique name in the page.
        label: What it shows, for those who do not see it.
    """
    hardest = before + int(trace.excitation[before : at + 1].argmax())
    is_new = trace.active[before : at + 1].any(axis=0) & ~known
    left, given = 1.0 - trace.lost[at], trace.unit_share[hardest]
    groups = np.array_split(np.arange(len(left)), _BARS)
    wide = (_RIGHT - _LEFT) / _BARS
    parts: list[Child] = [tag("title", label)]
    for place, units in enumerate(groups):
        x = _LEFT + place * wide + 0.8
        role = "near" if bool(is_new[units].mean() > 0.5) else "band-inner"
        parts.append(_bar(x, wide - 1.6, 1.0, "none", edge=LIGHT["grid"]))
        parts.append(_bar(x, wide - 1.6, float(left[units].mean()), LIGHT["figure"], edge=LIGHT["contour"]))
        share = min(float(given[units].mean()), float(left[units].mean()))
        if share > 0.0:
            parts.append(_bar(x, wide - 1.6, share, LIGHT[role], edge="none"))
    parts += [
        _text("slow units", _LEFT, 116.0, anchor="start"),
        _text("fast units", _RIGHT, 116.0, anchor="end"),
        _text("100 %", _LEFT - 4, 17.0, anchor="end"),
        _text("0", _LEFT - 4, 102.0, anchor="end"),
    ]
    return tag(
        "svg", *parts, xmlns=SVG, class_="chart units", id=name, viewBox=f"0 0 {_WIDTH:g} 122", role="img",
        aria_label=label,
    )  # fmt: skip


def repetition_bars(methods: list[SimulatedMethod], *, name: str) -> Markup:
    """Return the repetitions of every method, segment after segment, as bars.

    Args:
        methods: The methods.
        name: Unique name in the page.
    """
    most = max(1, *(one.outcome.repetitions for one in methods))
    row, left = 34.0, 4.0
    scale = (_WIDTH - left - 30.0) / most
    parts: list[Child] = []
    for place, one in enumerate(methods):
        y, x = place * row, left
        parts.append(_text(capital(one.title), left, y + 11.0, anchor="start", colour=LIGHT["ink"], size=11.0))
        for number, segment in enumerate(one.outcome.segments):
            width = segment.repetitions * scale
            if segment.repetitions:
                role = "level" if number == 0 else "band-inner"
                parts.append(
                    tag("rect", x=_f(x), y=_f(y + 15.0), width=_f(max(width - 1.2, 0.6)), height="12", rx="1.5",
                        fill=LIGHT[role])
                )  # fmt: skip
            x += width
        parts.append(_text(str(one.outcome.repetitions), x + 4.0, y + 25.0, anchor="start", colour=LIGHT["ink"]))
    told = "; ".join(f"{one.title} {one.outcome.repetitions}" for one in methods)
    return tag(
        "svg", tag("title", f"Repetitions: {told}"), *parts, xmlns=SVG, class_="chart", id=name,
        viewBox=f"0 0 {_WIDTH:g} {row * len(methods):g}", role="img", aria_label=f"Repetitions: {told}",
    )  # fmt: skip


def _thinned(count: int) -> NDArray[np.int64]:
    return np.unique(np.linspace(0, count - 1, min(count, _MOST_POINTS)).round().astype(np.int64))


def _asked(one: SimulatedMethod, until_s: float) -> list[Child]:
    """Return a line for each segment at the force that its load asks for where it is hardest."""
    assert one.trace is not None
    lines: list[Child] = []
    for number in range(len(one.outcome.segments)):
        here = (one.trace.segment == number) & (one.trace.demand > 0.0) & np.isin(one.trace.phase, (UP, DOWN))
        if not here.any():
            continue
        start, end = one.trace.clock_s[here][[0, -1]]
        x = [_LEFT + (_RIGHT - _LEFT) * second / until_s for second in (start, end)]
        y = _y(float(one.trace.demand[here].max()))
        lines.append(
            tag("path", d=f"M{_f(x[0])},{_f(y)}H{_f(x[1])}", fill="none", stroke=LIGHT["failure"], stroke_width="2.2")
        )
    return lines


def _named_segments(one: SimulatedMethod, until_s: float) -> list[Child]:
    """Return the repetitions of each segment, above the axis."""
    told: list[Child] = []
    for segment in one.outcome.segments:
        middle = segment.begins_s + 0.5 * (segment.planned.rest_s + segment.seconds)
        x = _LEFT + (_RIGHT - _LEFT) * middle / until_s
        if segment.repetitions:
            told.append(_text(str(segment.repetitions), x, _BOTTOM - 6.0, colour=LIGHT["ink"], size=11.0))
    return told


def _scale(until_s: float) -> list[Child]:
    parts: list[Child] = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = _y(share)
        parts.append(
            tag("path", d=f"M{_f(_LEFT)},{_f(y)}H{_f(_RIGHT)}", fill="none", stroke=LIGHT["grid"], stroke_width="0.8")
        )
        parts.append(_text(f"{100 * share:.0f} %", _LEFT - 4, y + 3.5, anchor="end"))
    stride = next(one for one in (10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0) if until_s / one <= 6.0)
    for number in range(int(until_s / stride) + 1):
        x = _LEFT + (_RIGHT - _LEFT) * number * stride / until_s
        told = f"{number * stride:.0f} s" if until_s < 180.0 else f"{number * stride / 60.0:g} min"
        parts.append(_text(told, x, _BOTTOM + 14.0, anchor="middle" if number else "start"))
    return parts


def _spoken(one: SimulatedMethod) -> str:
    done = ", ".join(
        f"{segment.repetitions} repetitions ending with {per_cent(segment.reachable)} of the force"
        for segment in one.outcome.segments
    )
    return f"Force over {minutes(one.outcome.seconds)}, {one.title}: {done}."


def _line(x: Floats, y: Floats) -> str:
    points = " ".join(f"{_f(a)},{_f(_y(b))}" for a, b in zip(x.tolist(), y.tolist(), strict=True))
    return f"M{points}"


def _y(share: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * min(share, 1.05)


def _bar(x: float, width: float, share: float, colour: str, *, edge: str) -> Markup:
    height = 86.0 * share
    return tag(
        "rect", x=_f(x), y=_f(100.0 - height), width=_f(width), height=_f(height), rx="1.5", fill=colour, stroke=edge,
        stroke_width="0.7",
    )  # fmt: skip


def _text(
    words: str, x: float, y: float, *, anchor: str = "middle", colour: str = LIGHT["quiet"], size: float = 10.0
) -> Markup:
    return tag("text", words, x=_f(x), y=_f(y), text_anchor=anchor, font_size=f"{size:g}", fill=colour)


def _f(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
