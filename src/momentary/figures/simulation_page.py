"""Simulated methods as one HTML file: no network, no script, light and dark, from a phone's width to paper."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from momentary.figures.document import document
from momentary.figures.markup import Child, Markup, join, section, table, tag
from momentary.figures.simulated import SimulatedMethod, Simulation
from momentary.figures.simulation_drawings import course_drawing, repetition_bars, unit_drawing
from momentary.figures.simulation_words import MODEL_NOT_YOU, minutes, repetitions, story
from momentary.figures.wording import capital, per_cent
from momentary.muscle import SegmentOutcome
from momentary.muscle.protocol import PLANNED
from momentary.muscle.repetitions import DOWN, STALL, UP

_MOST_STEPS = 10


def render_simulation(found: Simulation) -> str:
    """Return simulated methods as one self-contained HTML page; every method needs its trace."""
    until_s = max(1.0, *(one.outcome.seconds for one in found.methods)) * 1.02
    main = tag(
        "main",
        tag("section", *(tag("p", one) for one in story(found)), class_="answer"),
        _comparison(found),
        *(method_section(one, until_s, number=number + 1) for number, one in enumerate(found.methods)),
        _afterwards(found),
        _how(found),
        id="main",
    )
    skip = tag("a", "Skip to the result", href="#main", class_="skip")
    body = tag("body", skip, _header(found), main, tag("footer", tag("p", MODEL_NOT_YOU)))
    title = f"Inside the muscle: {found.exercise}, {', '.join(one.title for one in found.methods)}"
    return document(title, body, sheets=("report.css", "simulation.css"))


def _header(found: Simulation) -> Markup:
    return tag(
        "header",
        tag("h1", f"Inside the muscle: {found.methods[0].title}"),
        tag("p", f"{found.exercise}, {found.load_told}. {capital(found.lifter_told)}.", class_="quiet"),
    )


def _comparison(found: Simulation) -> Markup:
    """Return all methods side by side."""
    measures: list[tuple[str, Callable[[SimulatedMethod], str]]] = [
        ("Repetitions", repetitions),
        ("Time", lambda one: minutes(one.outcome.seconds)),
        ("Near failure", lambda one: minutes(one.outcome.near_failure_s)),
        ("Force left", lambda one: per_cent(one.outcome.weakest.reachable)),
        ("Lost in the muscle", lambda one: per_cent(one.outcome.weakest.muscular_loss)),
        ("Lost to the drive", lambda one: per_cent(one.outcome.weakest.neural_loss)),
        ("Partner lifts", _help),
    ]
    rows = [[name, *map(measure, found.methods)] for name, measure in measures]
    note = (
        f"{capital(found.basis)}. Near failure: time at nine tenths of the drive or more. Force left and what is lost: "
        "at the weakest moment, as shares of the rested maximum."
    )
    several = len(found.methods) > 1
    return section(
        "compared",
        "Side by side" if several else "In figures",
        _figure("Repetitions", "The first segment in full colour, those after it paler.",
                repetition_bars(list(found.methods), name="bars")) if several else None,
        table(note, ["Method", *_titles(found)], rows, label="Methods compared", class_="data turned"),
    )  # fmt: skip


def _help(one: SimulatedMethod) -> str:
    helped = [segment.help_peak for segment in one.outcome.segments if segment.help_peak is not None]
    return ", ".join(per_cent(share) for share in helped) if helped else "nothing"


def method_section(one: SimulatedMethod, until_s: float, *, number: int) -> Markup:
    """Return a method: the course of its force, and its motor units step by step.

    Args:
        one: The method, with its trace.
        until_s: End of the time axis, the same for all methods of a page [s].
        number: Its place in the page, for unique names.
    """
    key = tag(
        "ul",
        tag("li", "what can be done now", data_swatch="level", class_="stroke"),
        tag("li", "with full drive", data_swatch="quiet", class_="stroke"),
        tag("li", "what the load asks for at its hardest place", data_swatch="failure", class_="stroke"),
        tag("li", "force at work", data_swatch="band-outer"),
        class_="key",
    )
    course = course_drawing(one, name=f"course-{number}", until_s=until_s)
    return section(
        f"method-{number}",
        capital(one.title),
        tag("p", f"{capital(one.what)}.", class_="quiet"),
        tag(
            "div",
            _figure(
                "Force over time",
                "Numbers are repetitions. Where blue has sunk below orange, the next one fails.",
                key,
                course,
            ),
            _units(one, number),
            class_="charts two",
        ),
        _segments(one),
    )


def _units(one: SimulatedMethod, number: int) -> Markup:
    """Return the motor units at the end of every segment, one step at a time."""
    assert one.trace is not None
    trace = one.trace
    known = np.zeros(trace.active.shape[1], dtype=bool)
    panels: list[Child] = []
    buttons: list[Child] = []
    steps = _steps(one)
    for place, (label, told, before, at) in enumerate(steps):
        known = known | (trace.active[before : at + 1].any(axis=0) if place == 0 else False)
        drawing = unit_drawing(trace, before=before, at=at, known=known, name=f"units-{number}-{place}", label=told)
        known = known | trace.active[before : at + 1].any(axis=0)
        panels.append(tag("div", tag("p", told, class_="small"), drawing))
        name = f"step-{number}-{place}"
        buttons.append(tag("input", type="radio", name=f"step-{number}", id=name, checked=place == 0))
        buttons.append(tag("label", label, for_=name))
    key = tag(
        "ul",
        tag("li", "what they give at the hardest moment", data_swatch="band-inner"),
        tag("li", "the same, units that had not worked before", data_swatch="near"),
        tag("li", "what they have left", data_swatch="figure"),
        class_="key",
    )
    stepper = tag("fieldset", tag("legend", "Step through the set", class_="hidden"), *buttons,
                  tag("div", *panels, class_="panels"), class_="steps")  # fmt: skip
    return _figure(
        "Motor units, slow to fast", "Each bar is five units, in the order in which they are recruited.", key, stepper
    )


def _steps(one: SimulatedMethod) -> list[tuple[str, str, int, int]]:
    """Return the moments to show: button, words, first and last step of the trace."""
    assert one.trace is not None
    trace = one.trace
    found: list[tuple[str, str, int, int]] = []
    for number, segment in enumerate(one.outcome.segments):
        if segment.planned.muscle != 0:
            continue
        here = np.flatnonzero((trace.segment == number) & np.isin(trace.phase, (UP, DOWN, STALL)))
        if not len(here):
            continue
        if number == 0:
            first = here[trace.phase[here] == UP]
            ends = first[np.flatnonzero(np.diff(first) > 1)[:1]] if len(first) > 1 else first
            early = int(ends[0]) if len(ends) else int(first[-1])
            working = float(trace.active[int(here[0]) : early + 1].any(axis=0).mean())
            found.append(
                ("First repetition", f"First repetition: {per_cent(working)} of the units work.", int(here[0]), early)
            )
        lost = 1.0 - segment.capacity
        new = (
            ""
            if segment.newly_recruited < 0.005 or number == 0
            else f", {per_cent(segment.newly_recruited)} for the first time"
        )
        told = (
            f"{capital(_load(segment.planned.load))}, {segment.repetitions} repetitions: "
            f"{per_cent(segment.recruited)} of the units work{new}. {per_cent(lost)} of the force is lost inside."
        )
        label = "Failure" if number == 0 and segment.has_failed else f"Segment {number + 1}"
        found.append((label, told, int(here[0]), int(here[-1])))
    return found[:_MOST_STEPS]


def _load(share: float) -> str:
    return f"{per_cent(share)} of the 1RM"


def _segments(one: SimulatedMethod) -> Markup:
    """Return all that is told of the segments, one beside the other."""
    measures: list[tuple[str, Callable[[SegmentOutcome], str]]] = [
        ("Repetitions", lambda segment: str(segment.repetitions)),
        ("Ended", _ending),
        ("At work", lambda segment: minutes(segment.working_s)),
        ("Near failure", lambda segment: minutes(segment.near_failure_s)),
        ("Units at work", lambda segment: per_cent(segment.recruited)),
        (
            "For the first time",
            lambda segment: per_cent(segment.newly_recruited) if segment.newly_recruited else "none",
        ),
        ("Lost in the muscle", lambda segment: per_cent(segment.muscular_loss)),
        ("Lost to the drive", lambda segment: per_cent(segment.neural_loss)),
    ]
    if any(segment.help_peak is not None for segment in one.outcome.segments):
        measures.append(("Partner lifts", _partner))
    heads = [
        join(str(number), tag("span", _load(segment.planned.load), class_="sub"))
        for number, segment in enumerate(one.outcome.segments, start=1)
    ]
    rows = [[name, *map(measure, one.outcome.segments)] for name, measure in measures]
    more = tag("summary", "Segment by segment")
    told = table(None, ["Segment", *heads], rows, label=f"{capital(one.title)}, by segment", class_="data turned")
    return tag("details", more, told, class_="more")


def _ending(segment: SegmentOutcome) -> str:
    return "failed" if segment.has_failed else "as planned" if segment.ended == PLANNED else "stopped"


def _newly(segment: SegmentOutcome) -> str:
    return per_cent(segment.newly_recruited) if segment.newly_recruited else "none"


def _partner(segment: SegmentOutcome) -> str:
    return "nothing" if segment.help_peak is None else per_cent(segment.help_peak)


def _afterwards(found: Simulation) -> Markup:
    rows = [
        [minutes(then.seconds), *(per_cent(one.outcome.afterwards[place].reachable) for one in found.methods)]
        for place, then in enumerate(found.methods[0].outcome.afterwards)
    ]
    note = "Share of the rested force that can be reached so long after the end."
    told = table(note, ["After", *_titles(found)], rows, label="Recovery afterwards", class_="data turned")
    return section("afterwards", "Afterwards", told)


def _titles(found: Simulation) -> list[str]:
    return [capital(one.title) for one in found.methods]


def _how(found: Simulation) -> Markup:
    """Return what the simulation rests on."""
    lines = [tag("li", one.strip()) for one in found.references]
    words = (
        "A pool of 120 motor units (Potvin & Fuglevand 2017) lifts the load in steps of a tenth of a second. A "
        "repetition fails where all the force that can be reached no longer holds the load; no number of repetitions "
        "is put in. The pool was published for sustained holding. For sets, its rates were fitted to the repetitions "
        "that people do from 60 to 90 % of their 1RM; the departures are listed below. Where the load is hardest, "
        "what a free weight costs, and what a swing gives, are assumed."
    )
    return section(
        "how",
        "How, and how sure",
        tag("p", words),
        *(tag("p", one) for one in found.notes),
        tag("details", tag("summary", "What it rests on"), tag("ul", *lines, class_="plain small"), class_="more"),
    )


def _figure(title: str, told: str, *children: Child) -> Markup:
    return tag("figure", tag("figcaption", tag("b", title), told), *children)
