"""The grammar of the report's charts, in Altair: each is built once, and its rows come later."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

from momentary.figures.drawing import WIDTH
from momentary.figures.palette import LIGHT
from momentary.language import say

FONT_PX = 11

# A year's first tick names the year, a month's first the month, any other the day.
_DATE = (
    "utcFormat(datum.value, '%d%m') == '0101' ? utcFormat(datum.value, '%Y')"
    " : utcFormat(datum.value, '%d') == '01' ? utcFormat(datum.value, '%b') : utcFormat(datum.value, '%-d %b')"
)


@cache
def one_rm_chart() -> dict[str, Any]:
    """Return the chart of a 1RM over time: 80 % and 50 % bands and the middle, broken where training paused.

    Rows: at (ISO date), run (its stretch of training), is_alone, p10, p25, p50, p75, p90 [kg or lb].
    """
    base = alt.Chart().encode(x=_time())
    run = base.encode(detail="run:N")
    alone = base.transform_filter("datum.is_alone")
    scale = alt.Scale(zero=False, nice=True, padding=4)
    outer = run.mark_area(color=LIGHT["band-outer"]).encode(
        y=alt.Y("p10:Q", scale=scale, axis=alt.Axis(tickCount=4), title=None), y2="p90:Q"
    )
    inner = run.mark_area(color=LIGHT["band-inner"]).encode(y="p25:Q", y2="p75:Q")
    line = run.mark_line(color=LIGHT["level"], strokeWidth=1.8).encode(y="p50:Q")
    outer_bar = alone.mark_rule(color=LIGHT["band-outer"], strokeWidth=6).encode(y="p10:Q", y2="p90:Q")
    inner_bar = alone.mark_rule(color=LIGHT["band-inner"], strokeWidth=6).encode(y="p25:Q", y2="p75:Q")
    dot = alone.mark_circle(color=LIGHT["level"], size=24, opacity=1).encode(y="p50:Q")
    return _finished(outer + outer_bar + inner + inner_bar + line + dot, height=180)


@cache
def reserve_chart() -> dict[str, Any]:
    """Return the chart of past sets' reserve: a column of sets a session, failures apart.

    Rows: session (label, in order), number, is_failure, p10, p25, p50, p75, p90 [rep].
    """
    base = alt.Chart().encode(
        x=alt.X(
            "session:O",
            sort=None,
            title=None,
            axis=alt.Axis(labelAngle=0, labelOverlap="greedy", labelSeparation=8, ticks=False),
        ),
        xOffset=alt.XOffset("number:O"),
    )
    stopped = base.transform_filter("!datum.is_failure")
    scale = alt.Scale(nice=False, domainMin=-0.5, padding=3)
    axis = alt.Axis(tickCount=5, format="d", tickMinStep=1)
    outer = stopped.mark_rule(color=LIGHT["band-outer"], strokeWidth=4, strokeCap="round").encode(
        y=alt.Y("p10:Q", scale=scale, axis=axis, title=None), y2="p90:Q"
    )
    inner = stopped.mark_rule(color=LIGHT["band-inner"], strokeWidth=4).encode(y="p25:Q", y2="p75:Q")
    dot = stopped.mark_circle(color=LIGHT["level"], size=20, opacity=1).encode(y="p50:Q")
    failed = base.transform_filter("datum.is_failure").mark_point(
        shape="diamond", color=LIGHT["failure"], fill=LIGHT["failure"], size=42, opacity=1
    ).encode(y="p50:Q")  # fmt: skip
    return _finished(outer + inner + dot + failed, height=180)


def fall_chart() -> dict[str, Any]:
    """Return the chart of repetitions over a session's sets: what is possible, and what was done.

    Rows: number, p10, p25, p50, p75, p90 (possible), done, done_low, done_high (null without data) [rep].
    """
    return _fall_chart(say("set {number}", number="").strip())


@cache
def _fall_chart(of_set: str) -> dict[str, Any]:
    base = alt.Chart().encode(
        x=alt.X(
            "number:O", title=None, axis=alt.Axis(labelAngle=0, labelExpr=f"'{of_set} ' + datum.value", ticks=False)
        )
    )
    scale = alt.Scale(zero=True, nice=True)
    axis = alt.Axis(tickCount=5, format="d", tickMinStep=1)
    outer = base.mark_rule(color=LIGHT["band-outer"], strokeWidth=14).encode(
        y=alt.Y("p10:Q", scale=scale, axis=axis, title=None), y2="p90:Q"
    )
    inner = base.mark_rule(color=LIGHT["band-inner"], strokeWidth=14).encode(y="p25:Q", y2="p75:Q")
    middle = base.mark_tick(color=LIGHT["level"], thickness=2, width=14).encode(y="p50:Q")
    told = base.transform_filter("isValid(datum.done)")
    spread = told.mark_rule(color=LIGHT["done"], strokeWidth=1).encode(y="done_low:Q", y2="done_high:Q")
    done = told.mark_circle(color=LIGHT["done"], size=34, opacity=1).encode(y="done:Q")
    return _finished(outer + inner + middle + spread + done, height=180)


@cache
def weeks_chart() -> dict[str, Any]:
    """Return the chart of failures and probable near failures by week.

    Rows: start, end (ISO dates), failures, top (with expected near failures), low, high [sets].
    """
    base = alt.Chart().encode(x=_time("start"), x2="end:T")
    axis = alt.Axis(tickCount=4, format="d", tickMinStep=1)
    near = base.mark_bar(color=LIGHT["near"]).encode(
        y=alt.Y("failures:Q", axis=axis, title=None, scale=alt.Scale(zero=True, nice=True)), y2="top:Q"
    )
    failed = base.transform_calculate(zero="0").mark_bar(color=LIGHT["failure"]).encode(y="zero:Q", y2="failures:Q")
    spread = (
        alt.Chart()
        .transform_filter("datum.high > datum.low")
        .mark_rule(color=LIGHT["quiet"], strokeWidth=1)
        .encode(x=_time("middle"), y="low:Q", y2="high:Q")
    )
    return _finished(near + failed + spread, height=180)


@cache
def places_chart(rows: int) -> dict[str, Any]:
    """Return the chart of where failures sat: their share at a place, beside the share of all sets there.

    Rows: place (label, in order), share, low, high, sets [0 to 1].
    """
    base = alt.Chart().encode(
        y=alt.Y(
            "place:N",
            sort=None,
            title=None,
            axis=alt.Axis(labelLimit=190, minExtent=165, labelPadding=12, ticks=False, domain=False),
        )
    )
    axis = alt.Axis(format=".0%", values=[0, 0.5, 1])
    spread = base.mark_rule(color=LIGHT["near"], strokeWidth=6, strokeCap="round").encode(
        x=alt.X("low:Q", title=None, axis=axis, scale=alt.Scale(domain=[0, 1])), x2="high:Q"
    )
    failed = base.mark_circle(color=LIGHT["failure"], size=60, opacity=1).encode(x="share:Q")
    everything = base.mark_tick(color=LIGHT["done"], thickness=2, height=16).encode(x="sets:Q")
    return _finished(spread + failed + everything, height=30 + 26 * rows)


def _time(field: str = "at") -> alt.X:
    """Return a time axis whose labels do not depend on the machine's time zone."""
    return alt.X(
        f"{field}:T",
        title=None,
        scale=alt.Scale(type="utc"),
        axis=alt.Axis(
            tickCount=4, labelOverlap="greedy", labelSeparation=8, labelFlush=True, grid=False, labelExpr=_DATE
        ),
    )


def _finished(chart: alt.LayerChart, *, height: int) -> dict[str, Any]:
    """Return a chart with the report's look as Vega-Lite, its data left out."""
    axis = {
        "labelColor": LIGHT["quiet"],
        "labelFontSize": FONT_PX,
        "gridColor": LIGHT["grid"],
        "domainColor": LIGHT["line"],
        "tickColor": LIGHT["line"],
        "labelPadding": 5,
        "minExtent": 26,
        "titleColor": LIGHT["quiet"],
    }
    finished = chart.properties(
        width=WIDTH,
        height=height,
        background="transparent",
        autosize={"type": "fit", "contains": "padding"},
        padding={"left": 2, "top": 7, "right": 2, "bottom": 2},
    ).configure(view={"stroke": None}, axis=axis, axisX={"grid": False}, font="sans-serif")
    grammar: dict[str, Any] = finished.to_dict()
    _drop_data(grammar)
    return grammar


def _drop_data(grammar: dict[str, Any]) -> None:
    """Take out the empty data of a chart and its layers: the whole chart's rows serve them all."""
    grammar.pop("data", None)
    grammar.pop("datasets", None)
    for layer in grammar.get("layer", ()):
        _drop_data(layer)
