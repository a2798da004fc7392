"""The tables of the methods' gallery: one set of each, the same volume, the same time; and repetitions after a drop.

    python benchmarks/methods_gallery.py
    python benchmarks/methods_gallery.py ../shared/data/lifters.parquet docs/images/drops.svg

With a table of lifters the labelled first drops of real logs are summarised (quartiles by size of the drop, never rows)
and drawn beside the simulation.
"""

from __future__ import annotations

import argparse
import importlib
from itertools import pairwise
from pathlib import Path

import altair as alt
import numpy as np
import vl_convert

from momentary.figures.simulation_words import minutes
from momentary.figures.wording import per_cent
from momentary.muscle import (
    METHODS,
    Lifter,
    Outcome,
    Protocol,
    Segment,
    press,
    protocol_of,
    simulate,
    sodal2023,
    typical_lifter,
)

LOAD, ROUNDS, MOST_ROUNDS = 0.75, 3, 10
CHANGE_S = sodal2023.CHANGE_TIME.value
EDGES = (0.1, 0.175, 0.225, 0.275, 0.35, 0.45)
LEAST_DROPS = 20


def told(lifter: Lifter, title: str, protocols: list[Protocol]) -> None:
    """Print a table of all methods."""
    print(f"\n{title}\n")
    print("| method | repetitions | volume | time | near failure | least force | drive's share | 3 min later |")
    print("|---|---|---|---|---|---|---|---|")
    for way, outcome in zip(METHODS.values(), simulate(lifter, protocols), strict=True):
        print(f"| `{way.name}` | {row(outcome)} |")


def row(outcome: Outcome) -> str:
    """Return the cells of a method."""
    weakest = outcome.weakest
    return " | ".join(
        (
            " + ".join(str(one.repetitions) for one in outcome.segments),
            f"{outcome.volume:.1f}",
            minutes(outcome.seconds),
            minutes(outcome.near_failure_s),
            per_cent(weakest.reachable),
            per_cent(weakest.neural_loss),
            per_cent(outcome.afterwards[1].reachable),
        )
    )


def after_drops(lifter: Lifter) -> list[dict[str, float]]:
    """Return the repetitions after drops of every size, of sets that failed at 70, 75 and 80 % of the 1RM."""
    rows = []
    for off in np.arange(0.1, 0.5, 0.02).tolist():
        chains = [
            Protocol(segments=(Segment(load=load), Segment(load=load * (1.0 - off), rest_s=CHANGE_S)))
            for load in (0.7, 0.75, 0.8)
        ]
        found = [one.segments[1].repetitions for one in simulate(lifter, chains)]
        rows.append({"off": 100.0 * off, "low": min(found), "middle": float(np.median(found)), "high": max(found)})
    return rows


def logged(file: Path) -> list[dict[str, float]]:
    """Return the quartiles of the repetitions after labelled first drops, by their size."""
    # A script beside this one.
    drops, _ = importlib.import_module("drop_segments").drops_of(file)
    first = [one for lifter in drops.values() for one in lifter if one.segment.link == 1]
    off = np.array([1.0 - np.exp(-one.segment.log_drop) for one in first])
    done = np.array([float(one.done) for one in first])
    rows = []
    for low, high in pairwise(EDGES):
        here = done[(off >= low) & (off < high)]
        if len(here) >= LEAST_DROPS:
            quarter, middle, rest = np.percentile(here, (25, 50, 75)).tolist()
            rows.append(
                {"off": 50.0 * (low + high), "low": quarter, "middle": middle, "high": rest, "drops": len(here)}
            )
    return rows


def drawn(simulated: list[dict[str, float]], found: list[dict[str, float]]) -> alt.LayerChart:
    """Return the figure."""
    across = alt.X("off:Q", title="taken off at the drop, %", scale=alt.Scale(domain=[8, 50]))
    band = alt.Chart(alt.Data(values=simulated)).mark_area(color="#9cc3de", opacity=0.6)
    line = alt.Chart(alt.Data(values=simulated)).mark_line(color="#1b5e8c")
    bars = alt.Chart(alt.Data(values=found)).mark_rule(color="#b3420f", strokeWidth=2)
    dots = alt.Chart(alt.Data(values=found)).mark_point(color="#b3420f", filled=True, size=60, opacity=1)
    middle = alt.Y("middle:Q", title="repetitions after it", scale=alt.Scale(domain=[0, 20]))
    return (
        alt.layer(
            band.encode(x=across, y="low:Q", y2="high:Q"),
            line.encode(x=across, y=middle),
            bars.encode(x=across, y="low:Q", y2="high:Q"),
            dots.encode(x=across, y=middle),
        )
        .properties(width=330, height=220)
        .configure(background="#ffffff", font="sans-serif")
        .configure_view(stroke=None)
    )


def main() -> None:
    """Print the tables, and draw the figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lifters", type=Path, nargs="?")
    parser.add_argument("out", type=Path, nargs="?")
    chosen = parser.parse_args()
    lifter = typical_lifter(press())
    ways = list(METHODS.values())
    told(lifter, "One set of each", [protocol_of(way, load=LOAD, lift=lifter.lift) for way in ways])
    (sets,) = simulate(lifter, [protocol_of(METHODS["straight"], load=LOAD, lift=lifter.lift, rounds=ROUNDS)])
    for title, limit in (("Equal volume", {"volume": sets.volume}), ("Equal time", {"time_s": sets.seconds})):
        told(
            lifter,
            title,
            [protocol_of(way, load=LOAD, lift=lifter.lift, rounds=MOST_ROUNDS, **limit) for way in ways],  # type: ignore[arg-type]
        )
    simulated = after_drops(lifter)
    print("\nAfter a drop, simulated:", [(round(one["off"]), one["low"], one["high"]) for one in simulated])
    if chosen.lifters is not None:
        found = logged(chosen.lifters)
        print("Logged:", [{name: round(value, 1) for name, value in one.items()} for one in found])
        if chosen.out is not None:
            chosen.out.write_text(vl_convert.vegalite_to_svg(drawn(simulated, found).to_dict()), encoding="utf-8")


if __name__ == "__main__":
    main()
