"""The figure of the back-test in the documentation: every lifter's CRPS beside two simple rules, and the share inside.

momentary backtest lifters.parquet --folds 5 --json > backtest.json
python benchmarks/backtest_figure.py backtest.json docs/images/backtest.svg
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import altair as alt
import vl_convert

WIDTH = 420
ROW = 18
MOST = 6.0
"""Rules further off than this are drawn at the edge [rep]."""

COLOURS = {"model": "#0b6e6e", "same as last time": "#b06a00", "Epley": "#8a8f98"}
RULES = {"model": "model", "last_time": "same as last time", "epley": "Epley"}


def main() -> None:
    """Draw the figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    lifters = json.loads(options.record.read_text(encoding="utf-8"))["lifters"]
    rows = [
        {
            "lifter": f"{name}  ({one['model']['targets']:,} sets)",
            "rule": title,
            "crps": one[rule]["crps"],
            "drawn": min(one[rule]["crps"], MOST),
            "cover80": one["model"]["cover80"],
            "order": one["model"]["crps"],
        }
        for name, one in lifters.items()
        if one["is_scored"]
        for rule, title in RULES.items()
    ]
    spec = chart(rows).to_dict()
    options.out.write_text(vl_convert.vegalite_to_svg(spec), encoding="utf-8")


def chart(rows: list[dict[str, object]]) -> alt.HConcatChart:
    """Return the two panels, lifters from best to worst forecast."""
    data = alt.Data(values=rows)
    names = alt.Y("lifter:N", sort=alt.EncodingSortField("order", op="min"), title=None, axis=alt.Axis(labelLimit=200))
    height = ROW * len({row["lifter"] for row in rows})
    colour = alt.Color(
        "rule:N",
        scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())),
        legend=alt.Legend(orient="top", title=None, symbolOpacity=1),
    )
    off = (
        alt.Chart(data, width=WIDTH, height=height)
        .mark_point(filled=True, size=60, opacity=0.9)
        .encode(
            y=names,
            x=alt.X(
                "drawn:Q",
                title=f"CRPS [repetitions]; {MOST:.0f} or more at the edge",
                scale=_range(MOST),
            ),
            color=colour,
            shape=alt.Shape("rule:N", scale=alt.Scale(domain=list(COLOURS), range=["circle", "diamond", "square"])),
        )
    )
    inside = (
        alt.Chart(data, width=WIDTH // 3, height=height)
        .transform_filter("datum.rule == 'model'")
        .mark_bar(color=COLOURS["model"], height=8)
        .encode(
            y=alt.Y("lifter:N", sort=alt.EncodingSortField("order", op="min"), title=None, axis=None),
            x=alt.X("cover80:Q", title="inside the 80 % interval", axis=alt.Axis(format="%"), scale=_range(1.0)),
        )
    )
    line = alt.Chart(alt.Data(values=[{"at": 0.8}])).mark_rule(strokeDash=[3, 3], color="#444").encode(x="at:Q")
    return (
        alt.hconcat(off, inside + line, spacing=16)
        .configure(background="#ffffff", font="sans-serif")
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=11, titleFontSize=11, titleFontWeight="normal", gridColor="#e6e8eb")
    )


def _range(most: float) -> alt.Scale:
    return alt.Scale(domain=[0, most])


if __name__ == "__main__":
    main()
