"""The part of a page on readiness: how fresh each muscle and the neural state are, and when they are recovered."""

from __future__ import annotations

from momentary.figures.body_map import body_map, unknown_muscles
from momentary.figures.evidence_section import evidence_links
from momentary.figures.gauge import gauge
from momentary.figures.markup import Child, Markup, join, section, table, tag
from momentary.figures.readiness_words import (
    RESTS_ON,
    days_ahead,
    interval,
    moment,
    not_advice,
    recovered_sentence,
    recovered_words,
    state_name,
    what_the_log_taught,
    whole,
    whose,
)
from momentary.figures.recovery import chosen, daily, day_of, floor_of, recovery_curve
from momentary.figures.wording import counted
from momentary.inference.readiness import Course, Readiness, StateLevel
from momentary.language import mark, say

_WHAT = mark(
    "How much of rested strength the neural state and each muscle leave; 100 % is fresh. Ranges hold 8 times in 10."
)
_LEAST_WIDE = 2.0
_NEURAL_WORDS = mark(
    "The neural state is the drive from the brain to all muscles: heavy, hard sessions tire it as a whole."
)


def readiness_section(readiness: Readiness) -> Markup:
    """Return the section on readiness: the neural gauge, the body map with its list, and the coming days.

    Args:
        readiness: The states at a moment, with their courses.
    """
    return section(
        "readiness",
        say("Readiness"),
        tag("p", say("On {moment}.", moment=moment(readiness.at)), " ", say(_WHAT), class_="quiet"),
        tag("p", what_the_log_taught(readiness)),
        tag("div", _neural(readiness), _map(readiness), class_="ready"),
        _coming_days(readiness),
        tag("p", not_advice(), " ", evidence_links(RESTS_ON), class_="small quiet"),
    )


def readiness_list(readiness: Readiness) -> Markup:
    """Return every state with its level, interval and when it is recovered, as a table: the numbers of the map."""
    rows = [_row(state, readiness) for state in (readiness.neural, *readiness.muscles)]
    heading = say("Recovered, {chance} % sure", chance=whole(readiness.probability))
    headings: list[Child] = [
        say("State"),
        tag("th", say("50 to 100 %"), scope="col", class_="spread"),
        say("Now"),
        heading,
    ]
    return table(None, headings, rows, label=say("Readiness of every state"), class_="states")


def _row(state: StateLevel, readiness: Readiness) -> list[Child]:
    """Return the row of a state."""
    name = join(state_name(state), tag("span", whose(state), class_="sub"))
    now = join(tag("b", f"{whole(state.level)} %"), tag("span", interval(state), class_="sub"))
    return [name, tag("td", _range(state), class_="spread"), now, recovered_words(state, readiness)]


def _range(state: StateLevel) -> Markup:
    """Return a state's interval and middle as a bar from half to all of rested strength."""
    low, middle, high = (100.0 * min(max(2.0 * end - 1.0, 0.0), 1.0) for end in (state.low, state.level, state.high))
    wide = max(high - low, _LEAST_WIDE)
    return tag(
        "svg",
        _bar(0.0, 100.0, "ground"),
        _bar(min(low, 100.0 - wide), wide, "band"),
        _bar(min(middle, 100.0 - _LEAST_WIDE), _LEAST_WIDE, "middle"),
        viewBox="0 0 100 10",
        preserveAspectRatio="none",
        class_="range",
        aria_hidden="true",
    )


def _bar(x: float, width: float, class_: str) -> Markup:
    """Return a part of a range."""
    return tag("rect", x=f"{x:.1f}", y="0", width=f"{width:.1f}", height="10", class_=class_)


def _neural(readiness: Readiness) -> Markup:
    """Return the gauge of the neural state, in words too."""
    neural = readiness.neural
    tick = say("The tick outside marks {share} %.", share=whole(readiness.wanted))
    words = tag(
        "div",
        tag("h3", state_name(neural)),
        tag("p", recovered_sentence(neural, readiness)),
        tag("p", say(_NEURAL_WORDS), " ", tick, class_="small quiet"),
    )
    return tag("div", gauge(neural, readiness, name="readiness-neural"), words, class_="neural")


def _map(readiness: Readiness) -> Markup:
    """Return the body map with the numbers of all muscles."""
    caption = tag(
        "figcaption",
        tag("b", say("Muscles")),
        say("Blue: 97 % and more. The farther from blue on the scale, the more tired."),
    )
    unknown = unknown_muscles(readiness)
    missing: Child = None
    if unknown:
        names = ", ".join(muscle.label for muscle in unknown)
        missing = tag("p", say("Hatched, not in your log: {names}.", names=names), class_="small quiet")
    told = tag("div", readiness_list(readiness), missing)
    return tag("figure", caption, body_map(readiness, name="readiness-body"), told, class_="bodymap")


def _coming_days(readiness: Readiness) -> Markup | None:
    """Return the curves of the neural state and of the most tired muscles."""
    shown = chosen(readiness)
    if not shown:
        return None
    floor = floor_of([course for _, course in shown])
    note = say(
        "The next {days} without training: the line as likely above as below, the band 80 %. Dashed: {share} %, "
        "recovered; the dot marks when that is {chance} % sure.",
        days=counted(days_ahead(readiness), "day"),
        share=whole(readiness.wanted),
        chance=whole(readiness.probability),
    )
    figures = [_curve(state, course, readiness, number, floor) for number, (state, course) in enumerate(shown, 1)]
    return join(tag("h3", say("The coming days")), tag("p", note, class_="note"), tag("div", *figures, class_="charts"))


def _curve(state: StateLevel, course: Course, readiness: Readiness, number: int, floor: float) -> Markup:
    """Return the curve of a state with its table."""
    rows = [
        [
            day_of(course, place, readiness.at),
            f"{whole(float(course.level[place]))} %",
            say("{low} to {high} %", low=whole(float(course.low[place])), high=whole(float(course.high[place]))),
        ]
        for place in daily(course)
    ]
    caption = tag("figcaption", recovered_sentence(state, readiness), class_="hidden")
    told = table(
        None,
        [say("Day"), say("Level"), say("80 % interval")],
        rows,
        label=say("Coming days: {state}", state=state_name(state)),
    )
    drawn = recovery_curve(state, course, readiness=readiness, name=f"recovery-{number}", floor=floor)
    return tag("figure", caption, drawn, tag("details", tag("summary", say("As a table")), told))
