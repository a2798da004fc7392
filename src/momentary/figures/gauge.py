"""A calm gauge of one state: a band where it probably is, not a needle where it certainly isn't."""

from __future__ import annotations

import math

from momentary.figures.body_map import SVG
from momentary.figures.markup import Child, Markup, tag
from momentary.figures.palette import LIGHT, tired_step
from momentary.figures.readiness_words import Owner, feels, interval, owner_of, spoken, state_name, whole
from momentary.figures.wording import capital
from momentary.inference.readiness import Readiness, StateLevel
from momentary.language import say

_WIDTH, _HEIGHT = 240, 172
_X, _Y, _RADIUS, _THICK = 120.0, 118.0, 82.0, 17.0
_USUAL_FLOOR = 0.5
_LEAST_BAND = math.radians(3.0)


def gauge(state: StateLevel, readiness: Readiness, *, name: str = "neural") -> Markup:
    """Return a half-round gauge with the 80 % interval of a level as a band, as an SVG.

    It begins at 50 % of rested strength, at 0 where the interval reaches lower; its ends are labelled.

    Args:
        state: The state, usually the neural one.
        readiness: What it belongs to: for the level that counts as recovered.
        name: Unique name in the page.
    """
    floor = _USUAL_FLOOR if state.low >= _USUAL_FLOOR else 0.0
    low, middle, high = (_angle(value, floor) for value in (state.low, state.level, state.high))
    if low - high < _LEAST_BAND:
        centre = min(max((low + high) / 2, _LEAST_BAND / 2), math.pi - _LEAST_BAND / 2)
        low, high = centre + _LEAST_BAND / 2, centre - _LEAST_BAND / 2
    wanted = _angle(readiness.wanted, floor)
    band = LIGHT[f"tired-{tired_step(state.level)}"]
    parts: list[Child] = [
        tag("path", d=_ring(math.pi, 0.0), fill=LIGHT["figure"], stroke=LIGHT["contour"], stroke_width="0.8"),
        tag("path", d=_ring(low, high), fill=band, stroke=LIGHT["contour"], stroke_width="0.8", class_="band"),
        _tick(middle, -_THICK / 2, _THICK / 2, colour=LIGHT["page"], width=4.5),
        _tick(middle, -_THICK / 2, _THICK / 2, colour=LIGHT["ink"], width=1.6),
        _tick(wanted, _THICK / 2 + 1.5, _THICK / 2 + 7, colour=LIGHT["level"], width=1.8),
        *_scale(floor),
        _wanted(wanted, readiness.wanted),
        _words(state_name(state), _Y - 34, size=11.5, colour=LIGHT["quiet"]),
        _words(interval(state), _Y - 13, size=18.0, colour=LIGHT["ink"], weight="600"),
        _words(say("middle {share} %", share=whole(state.level)), _Y + 3, size=11.5, colour=LIGHT["quiet"]),
        _words(capital(feels(state)), _Y + 31, size=13.5, colour=LIGHT["ink"], weight="600"),
        _words(_doubt(state), _Y + 48, size=11.5, colour=LIGHT["quiet"]),
    ]
    return tag(
        "svg",
        tag("title", spoken(state, readiness)),
        *parts,
        xmlns=SVG,
        class_="chart gauge",
        id=name,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_label=spoken(state, readiness),
    )


def _doubt(state: StateLevel) -> str:
    """Return whose number it is."""
    return {
        Owner.LIFTER: say("learnt from your log"),
        Owner.BOTH: say("partly learnt from your log"),
        Owner.TYPICAL: say("typical lifters’, not learnt from you"),
    }[owner_of(state)]


def _angle(level: float, floor: float) -> float:
    """Return where a level lies on the half circle, from pi (the floor) to 0 (fresh)."""
    return math.pi * (1.0 - min(max((level - floor) / (1.0 - floor), 0.0), 1.0))


def _point(angle: float, radius: float) -> str:
    """Return a point of the gauge."""
    return f"{_X + radius * math.cos(angle):.1f},{_Y - radius * math.sin(angle):.1f}"


def _ring(start: float, end: float) -> str:
    """Return a part of the gauge's ring, from the greater angle to the smaller."""
    outer, inner = _RADIUS + _THICK / 2, _RADIUS - _THICK / 2
    return (
        f"M{_point(start, outer)}A{outer:g},{outer:g} 0 0 1 {_point(end, outer)}L{_point(end, inner)}"
        f"A{inner:g},{inner:g} 0 0 0 {_point(start, inner)}Z"
    )


def _tick(angle: float, inward: float, outward: float, *, colour: str, width: float) -> Markup:
    """Return a stroke across the ring, its ends counted from the ring's middle."""
    line = f"M{_point(angle, _RADIUS + inward)}L{_point(angle, _RADIUS + outward)}"
    return tag("path", d=line, fill="none", stroke=colour, stroke_width=f"{width:g}")


def _scale(floor: float) -> list[Markup]:
    """Return the labels of the gauge: its ends below the ring, its middle inside it."""
    places = (
        (floor, _X - _RADIUS, _Y + 14.0),
        ((1.0 + floor) / 2.0, _X, _Y - _RADIUS + _THICK / 2 + 13.0),
        (1.0, _X + _RADIUS, _Y + 14.0),
    )
    return [
        tag("text", f"{whole(value)} %", x=f"{x:g}", y=f"{y:g}", text_anchor="middle", font_size="10.5",
            fill=LIGHT["quiet"])
        for value, x, y in places
    ]  # fmt: skip


def _wanted(angle: float, level: float) -> Markup:
    """Return the label of the level that counts as recovered, beside its tick."""
    x, y = _point(angle, _RADIUS + _THICK / 2 + 15.0).split(",")
    return tag("text", whole(level), x=x, y=y, text_anchor="middle", dy="3.5", font_size="10.5", fill=LIGHT["level"])


def _words(words: str, y: float, *, size: float, colour: str, weight: str | None = None) -> Markup:
    """Return a centred line of text."""
    return tag(
        "text", words, x=f"{_X:g}", y=f"{y:g}", text_anchor="middle", font_size=f"{size:g}", fill=colour,
        font_weight=weight,
    )  # fmt: skip
