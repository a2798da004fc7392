"""How often the plateau test alarms, week by week: lifters who gain 0.5 % a week, and lifters who gain nothing.

    python benchmarks/plateau_curves.py docs/images/plateau.svg

Every lifter looks after every session, and an alarm at any look counts. Sessions alone are drawn, as the test sees
them; `--logs` draws whole logs instead, sets with whole repetitions and all, and fits each anew at every look (slow).
`--upset` asks what spells that last and an exercise moved to a later place do to the rate of false alarms.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import erfc, sqrt
from pathlib import Path

import altair as alt
import numpy as np
import vl_convert
from numpy.random import Generator

from momentary.inference import fit
from momentary.inference.strengths import SessionStrengths
from momentary.prescription.plateau import RISING, read_plateau
from momentary.quantities import Ending, EndingKind, Load, Log, Moment, Role, Segment, Session, Set

START = datetime(2024, 1, 1, 18)
WEEKDAYS = {2: (0, 3), 3: (0, 2, 4), 5: (0, 1, 2, 3, 4)}
CURVE, LOSS, REPETITIONS, STEP_KG = 0.0266, 0.025, 8, 2.5


@dataclass(frozen=True)
class Lifter:
    """A kind of synthetic lifter.

    Args:
        title: What they are called in the figure.
        gain: Gain over the weeks that are looked at [1/week].
        before: Weeks of log before the first look.
        gain_before: Gain over those [1/week].
        per_week: Sessions a week.
        session_sd: What a whole session is off.
        set_sd: What each of three sets is off, besides.
        lag_one: Correlation of what a session is off with the session before.
        moved: What is lost from some weeks before the first look on, the exercise coming later in the session.
        moved_weeks: How many.
    """

    title: str
    gain: float
    before: int = 0
    gain_before: float = 0.0
    per_week: int = 3
    session_sd: float = 0.04
    set_sd: float = 0.0
    lag_one: float = 0.0
    moved: float = 0.0
    moved_weeks: float = 0.0


def kinds() -> dict[str, tuple[Lifter, ...]]:
    """Return the lifters of the figure, panel by panel."""
    known, new = "an exercise with 24 weeks of log", "a new exercise"
    return {
        f"{known}: a session is off by 4 %": (
            Lifter("gains 0.5 % a week", RISING, 24, RISING),
            Lifter("no gain, all along", 0.0, 24, 0.0),
            Lifter("no gain from now on", 0.0, 24, RISING),
        ),
        f"{known}: each of three sets is off by 4 %": (
            Lifter("gains 0.5 % a week", RISING, 24, RISING, session_sd=0.0, set_sd=0.04),
            Lifter("no gain, all along", 0.0, 24, 0.0, session_sd=0.0, set_sd=0.04),
            Lifter("no gain from now on", 0.0, 24, RISING, session_sd=0.0, set_sd=0.04),
        ),
        f"{new}: a session is off by 4 %": (
            Lifter("gains 0.5 % a week", RISING),
            Lifter("no gain, all along", 0.0),
        ),
        f"{new}: each of three sets is off by 4 %": (
            Lifter("gains 0.5 % a week", RISING, session_sd=0.0, set_sd=0.04),
            Lifter("no gain, all along", 0.0, session_sd=0.0, set_sd=0.04),
        ),
    }


def upset() -> dict[str, tuple[Lifter, ...]]:
    """Return lifters for whom the rate of false alarms does not hold, and one for whom it does."""
    title = "gains 0.5 % a week"
    return {
        "each session off by itself": (Lifter(title, RISING, 24, RISING),),
        "spells: a correlation of 0.3 with the session before": (Lifter(title, RISING, 24, RISING, lag_one=0.3),),
        "spells: 0.5": (Lifter(title, RISING, 24, RISING, lag_one=0.5),),
        "spells: 0.8": (Lifter(title, RISING, 24, RISING, lag_one=0.8),),
        "moved to later, 3 % lost, in the first week": (Lifter(title, RISING, 24, RISING, moved=0.03),),
        "moved to later, 5 % lost, in the first week": (Lifter(title, RISING, 24, RISING, moved=0.05),),
        "moved to later, 5 % lost, six weeks before": (Lifter(title, RISING, 24, RISING, moved=0.05, moved_weeks=6.0),),
    }


def days_of(lifter: Lifter, weeks: int) -> np.ndarray:
    """Return the days of a lifter's sessions."""
    week = 7.0 * np.arange(lifter.before + weeks)[:, None]
    return (week + np.array(WEEKDAYS[lifter.per_week], dtype=np.float64)).ravel()


def truth_at(lifter: Lifter, day: np.ndarray) -> np.ndarray:
    """Return the log of the strength gained by some days."""
    week = day / 7.0
    gained = lifter.gain_before * np.minimum(week, lifter.before) + lifter.gain * np.maximum(week - lifter.before, 0.0)
    return np.asarray(gained - lifter.moved * (week >= lifter.before - lifter.moved_weeks))


def drawn_sessions(lifter: Lifter, weeks: int, rng: Generator) -> SessionStrengths:
    """Return what a lifter's sessions say."""
    day = days_of(lifter, weeks)
    count = len(day)
    own = lifter.set_sd**2 / 3.0
    off = rng.standard_normal(count)
    for at in range(1, count):
        off[at] = lifter.lag_one * off[at - 1] + sqrt(1.0 - lifter.lag_one**2) * off[at]
    y = truth_at(lifter, day) + sqrt(lifter.session_sd**2 + own) * off
    return SessionStrengths(
        np.arange(count), day, y, np.full(count, max(own, 1e-6)), y, np.zeros((count, 4)), np.zeros(4), CURVE, CURVE
    )


def drawn_log(lifter: Lifter, weeks: int, rng: Generator) -> Log:
    """Return a log of sets to failure at a load that is raised when it has become light."""
    sessions, load = [], STEP_KG * round(100.0 * np.exp(-CURVE * (REPETITIONS - 1)) / STEP_KG)
    day = days_of(lifter, weeks)
    for at, level in zip(day.tolist(), truth_at(lifter, day).tolist(), strict=True):
        today = np.log(100.0) + level + lifter.session_sd * rng.standard_normal()
        counts = []
        for number in range(3):
            capacity = today - LOSS * number + lifter.set_sd * rng.standard_normal()
            counts.append(max(round(1.0 + (capacity - np.log(load)) / CURVE), 0))
        sets = tuple(
            Set(
                (Segment("Bench Press", Load(load), count, ending=Ending(EndingKind.FAILURE)),),
                role=Role.WORKING,
            )
            for count in counts
        )
        sessions.append(Session(Moment.of(START + timedelta(days=at)), sets))
        load += STEP_KG * ((counts[0] >= REPETITIONS + 3) - (counts[0] <= REPETITIONS - 4))
    return Log.of(sessions)


def first_alarm(lifter: Lifter, weeks: int, rng: Generator, *, from_logs: bool) -> float:
    """Return the week of the first alarm; infinity where none was."""
    for week, strengths in looks(lifter, weeks, rng, from_logs=from_logs):
        if read_plateau(strengths).is_alarm:
            return week
    return float("inf")


def looks(lifter: Lifter, weeks: int, rng: Generator, *, from_logs: bool) -> Iterator[tuple[float, SessionStrengths]]:
    """Yield what is known after every session, and when."""
    begin = 7.0 * lifter.before
    if not from_logs:
        whole = drawn_sessions(lifter, weeks, rng)
        for day in whole.day[whole.day >= begin].tolist():
            yield (day - begin) / 7.0, whole.until(day)
        return
    log = drawn_log(lifter, weeks, rng)
    for number, day in enumerate(days_of(lifter, weeks).tolist()):
        if day >= begin:
            yield (day - begin) / 7.0, fit(Log(log.sessions[: number + 1])).session_strengths("Bench Press")


def most_possible(lifter: Lifter, weeks: float = 8.0) -> float:
    """Return how often any test could find no gain with one look at the end, the start of the span unknown."""
    day = days_of(lifter, 8)[: int(weeks * lifter.per_week)] / 7.0
    sd = sqrt(lifter.session_sd**2 + lifter.set_sd**2 / 3.0)
    apart = RISING * sqrt(float(((day - day.mean()) ** 2).sum())) / sd
    return 0.5 * erfc((1.6449 - apart) / sqrt(2.0))


def main() -> None:
    """Draw lifters, print a table, and draw the figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--lifters", type=int, default=400)
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument("--logs", action="store_true")
    parser.add_argument("--upset", action="store_true")
    options = parser.parse_args()
    if options.logs and options.upset:
        parser.error("Whole logs are drawn of the lifters of the figure only: leave one of --logs and --upset out.")
    rows = []
    for panel, lifters in (upset() if options.upset else kinds()).items():
        for number, lifter in enumerate(lifters):
            first = np.array(
                [
                    first_alarm(lifter, options.weeks, np.random.default_rng([number, one]), from_logs=options.logs)
                    for one in range(options.lifters)
                ]
            )
            shares = {week: float((first <= week).mean()) for week in range(options.weeks + 1)}
            rows += [
                {"panel": panel, "lifter": lifter.title, "week": week, "share": 100.0 * share}
                for week, share in shares.items()
            ]
            print(
                f"{panel:70s}{lifter.title:22s}{shares[min(8, options.weeks)]:8.1%} in 8 weeks, "
                f"{shares[options.weeks]:.1%} in {options.weeks}; possible at all on 8 weeks alone: "
                f"{most_possible(lifter):.0%}",
                flush=True,
            )
    if options.out is not None:
        options.out.write_text(vl_convert.vegalite_to_svg(drawn(rows).to_dict()), encoding="utf-8")


def drawn(rows: list[dict[str, object]]) -> alt.FacetChart:
    """Return the figure."""
    colors = alt.Scale(
        domain=["gains 0.5 % a week", "no gain, all along", "no gain from now on"],
        range=["#0b6e6e", "#b06a00", "#7a4bb0"],
    )
    base = alt.Chart().encode(x=alt.X("week:Q", title="weeks of looks", axis=alt.Axis(tickMinStep=2)))
    line = base.mark_line(point={"size": 18}).encode(
        y=alt.Y("share:Q", title="told 'plateau' so far, %", scale=alt.Scale(domain=[0, 100])),
        color=alt.Color("lifter:N", title=None, scale=colors, legend=alt.Legend(orient="bottom")),
    )
    limit = alt.Chart().mark_rule(strokeDash=[4, 4], color="#888888").encode(y=alt.datum(5))
    return (
        alt.layer(line, limit, data=alt.Data(values=rows))
        .properties(width=240, height=170)
        .facet(facet=alt.Facet("panel:N", title=None, sort=list(kinds())), columns=2)
        .configure(background="#ffffff", font="sans-serif")
        .configure_view(stroke=None)
        .configure_header(labelLimit=300)
    )


if __name__ == "__main__":
    main()
