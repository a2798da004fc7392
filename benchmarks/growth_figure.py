"""How the time of a posterior grows with the log, drawn for the documentation.

    python benchmarks/growth_figure.py docs/images/growth.svg

Two kinds of log: 192 exercises, as in years of varied training; and one exercise only, the slowest case, since the
sets of one exercise follow each other.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import altair as alt
import numpy as np
import vl_convert
from benchmark_inference import many_exercises, one_exercise

from momentary.athlete import DEMO_LIFTER, simulate
from momentary.inference import fit, observations
from momentary.quantities import Log

WEEKS = (22, 45, 91, 182, 364)
SETS = (625, 1250, 2500, 5000, 10_000)
REPEATS = 3


def seconds(log: Log) -> float:
    """Return how long a log takes from its sets to its posterior, at its fastest."""
    took = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        fit(observations(log))
        took.append(time.perf_counter() - begun)
    return min(took)


def main() -> None:
    """Measure, print and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    lifter = [simulate(DEMO_LIFTER, rng=np.random.default_rng(1), weeks=weeks)[0] for weeks in WEEKS]
    logs = [("192 exercises", many_exercises(log, 16)) for log in lifter]
    logs += [("one exercise", one_exercise(sets)) for sets in SETS]
    rows = [{"log": title, "sets": log.count_segments(), "seconds": seconds(log)} for title, log in logs]
    for row in rows:
        print(f"{row['log']:16s}{row['sets']:8d} sets{row['seconds']:8.2f} s")
    chart = (
        alt.Chart(alt.Data(values=rows), width=460, height=240)
        .mark_line(point=True)
        .encode(
            x=alt.X("sets:Q", title="sets in the log"),
            y=alt.Y("seconds:Q", title="seconds to the posterior"),
            color=alt.Color("log:N", title=None, scale=alt.Scale(range=["#0b6e6e", "#b06a00"])),
        )
        .configure(background="#ffffff", font="sans-serif")
        .configure_view(stroke=None)
    )
    options.out.write_text(vl_convert.vegalite_to_svg(chart.to_dict()), encoding="utf-8")


if __name__ == "__main__":
    main()
