"""How often the plateau test alarms, week by week: lifters who gain 0.5 % a week, and lifters who gain nothing.

    python benchmarks/plateau_curves.py docs/images/plateau.svg

Every lifter looks after every session, and an alarm at any look counts. Sessions alone are drawn, as the test sees
them. `--logs` draws whole logs instead, sets with whole repetitions and all, and fits each anew at every look (slow);
with `--once` each is fitted once, whole, and cut at every look. `--upset` asks what else may happen to a lifter:
typing errors, other machines, missed weeks, spells that last, an exercise moved to a later place in the session.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import altair as alt
import numpy as np
import vl_convert
from numpy.random import Generator
from plateau_lifters import (
    GAINS,
    LIFT,
    NO_GAIN,
    STALLS,
    Lifter,
    drawn_log,
    drawn_sessions,
    error_of_gain,
    in_figure,
    most_possible,
    of_logs,
    of_more_sets,
    upset,
)

from momentary.inference import fit
from momentary.inference.strengths import SessionStrengths
from momentary.prescription.plateau import LEAST_SHARE, SPAN, read_plateau
from momentary.quantities import Log

Row = dict[str, object]


def first_alarm(known: Iterator[tuple[float, SessionStrengths]]) -> float:
    """Return the week of the first alarm; infinity where none was."""
    for week, strengths in known:
        if read_plateau(strengths).is_alarm:
            return week
    return float("inf")


def looks(lifter: Lifter, weeks: int, rng: Generator) -> Iterator[tuple[float, SessionStrengths]]:
    """Yield what is known after every session, and when, from sessions alone."""
    whole = drawn_sessions(lifter, weeks, rng)
    for day in whole.day[whole.day >= 0.0].tolist():
        yield day / 7.0, whole.until(day)


def looks_at_log(
    lifter: Lifter, weeks: int, rng: Generator, *, is_once: bool
) -> Iterator[tuple[float, SessionStrengths]]:
    """Yield what a whole log tells after every session, and when; before half of the weeks nobody is told anything."""
    days, log = drawn_log(lifter, weeks, rng)
    whole = fit(log).session_strengths(LIFT) if is_once else None
    first = max(0.0, days[0] + 7.0 * LEAST_SHARE * SPAN)
    for number, day in enumerate(days.tolist()):
        if day >= first and whole is None:
            yield day / 7.0, fit(Log(log.sessions[: number + 1])).session_strengths(LIFT)
        elif day >= first and whole is not None:
            yield day / 7.0, whole.until(float(whole.day[-1]) - (days[-1] - day))


def shares_of(options: argparse.Namespace, lifter: Lifter, number: int) -> dict[int, float]:
    """Return the share of lifters of a kind who have been alarmed by every week."""
    first = []
    for one in range(options.lifters):
        rng = np.random.default_rng([number, one])
        if options.logs:
            first.append(first_alarm(looks_at_log(lifter, options.weeks, rng, is_once=options.once)))
        else:
            first.append(first_alarm(looks(lifter, options.weeks, rng)))
    return {week: float((np.array(first) <= week).mean()) for week in range(options.weeks + 1)}


def kinds(options: argparse.Namespace) -> dict[str, tuple[Lifter, ...]]:
    """Return the lifters that are asked about, those only that match."""
    asked = of_logs() if options.logs else upset() if options.upset else in_figure() | of_more_sets()
    return {panel: lifters for panel, lifters in asked.items() if options.match in panel}


def possible(lifter: Lifter) -> str:
    """Return what eight weeks alone can tell, in words."""
    most = most_possible(lifter)
    return f"; eight weeks alone: error of the gain {error_of_gain(lifter):.3%}, possible at all {most:.1%}"


def main() -> None:
    """Draw lifters, print a table, and draw the figure."""
    options = asked()
    rows: list[Row] = []
    for panel, lifters in kinds(options).items():
        for number, lifter in enumerate(lifters):
            shares = shares_of(options, lifter, number)
            rows += [
                {"panel": panel, "lifter": lifter.title, "week": week, "share": 100.0 * share}
                for week, share in shares.items()
            ]
            found = f"{shares[min(8, options.weeks)]:7.1%} in 8 weeks, {shares[options.weeks]:6.1%} in {options.weeks}"
            print(f"{panel:68s}{lifter.title:20s}{found}{'' if options.upset else possible(lifter)}", flush=True)
    if options.out is not None:
        options.out.write_text(vl_convert.vegalite_to_svg(drawn(rows).to_dict()), encoding="utf-8")


def asked() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?", help="where to write the figure")
    parser.add_argument("--lifters", type=int, default=600, help="how many of each kind")
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument("--logs", action="store_true", help="whole logs")
    parser.add_argument("--once", action="store_true", help="with --logs: fit each log once, whole")
    parser.add_argument("--upset", action="store_true", help="what else may happen")
    parser.add_argument("--match", default="", metavar="TEXT", help="only the rows whose names have TEXT in them")
    options = parser.parse_args()
    if options.logs and options.upset:
        parser.error("What else may happen is asked of sessions alone: leave one of --logs and --upset out.")
    if options.out is not None and (options.logs or options.upset or options.match):
        parser.error("The figure shows sessions alone, all kinds: leave its file out, or --logs, --upset and --match.")
    if not kinds(options):
        parser.error(f"No row has {options.match!r} in its name: leave --match out to see them all.")
    return options


def drawn(rows: list[Row]) -> alt.FacetChart:
    """Return the figure."""
    colors = alt.Scale(domain=[GAINS, NO_GAIN, STALLS], range=["#0b6e6e", "#b06a00", "#7a4bb0"])
    base = alt.Chart().encode(x=alt.X("week:Q", title="weeks of looks", axis=alt.Axis(tickMinStep=2)))
    line = base.mark_line(point={"size": 18}).encode(
        y=alt.Y("share:Q", title="told 'plateau' so far, %", scale=alt.Scale(domain=[0, 100])),
        color=alt.Color("lifter:N", title=None, scale=colors, legend=alt.Legend(orient="bottom")),
    )
    limit = alt.Chart().mark_rule(strokeDash=[4, 4], color="#888888").encode(y=alt.datum(5))
    panels = list(in_figure())
    figure: alt.FacetChart = (
        alt.layer(line, limit, data=alt.InlineData([row for row in rows if row["panel"] in panels]))
        .properties(width=240, height=170)
        .facet(facet=alt.Facet("panel:N", title=None, sort=panels), columns=2)
        .configure(background="#ffffff", font="sans-serif")
        .configure_view(stroke=None)
        .configure_header(labelLimit=300)
    )
    return figure


if __name__ == "__main__":
    main()
