"""The parts of a page around failure: the next session, what was read, and how it is worked out."""

from __future__ import annotations

from collections.abc import Sequence

from momentary.evidence import SAFETY
from momentary.figures.markup import Child, Markup, join, name_of, section, table, tag
from momentary.figures.naming import shortly
from momentary.figures.report import ExerciseReport, NameRead, ReportData
from momentary.figures.wording import count, counted, day, per_cent, typed_load
from momentary.language import decimals, decimals_of, say

_MOST_NEXT = 8
_MOST_LISTED = 60

_SOURCES = {
    "model": "Model",
    "habit": "Usual",
    "same_load": "At load",
    "last_session": "Last",
}
"""Where the forecast of a first set comes from, and the heading of its column."""

_HOW = """
Momentary failure: despite full effort no further repetition was possible. Repetitions in reserve (RIR): how
many more would have been. 1RM: the greatest load for one repetition.

For each exercise the model holds a strength that drifts from day to day, a curve from load to repetitions,
and a loss for each set already done. A forecast weighs it against what you did lately. Failures say exactly
how many repetitions were possible; a reported RIR or RPE says it roughly; a set with nothing told only says
that it was possible.

Every number is a range. An 80 % interval misses about one time in five, and more often after a break, with
a new machine, or when loads were typed in the wrong unit.

A near failure is a set that probably had at most one repetition left. Its range runs from sets that are
almost sure to sets for which it is just possible.

Sets count for a muscle by its share in the exercise: one for a main mover, a half for a helper, as the
catalogue says. A muscle guessed from a name is marked as a guess.

It cannot know sleep, food, illness, pain, the depth of a squat or how honest a failure was. Where the log
says nothing, the report says so.

{SAFETY} Train to failure only where failing is safe.
"""
"""How the numbers come about, and what they cannot know: a paragraph each."""


def next_session(data: ReportData) -> Markup | None:
    """Return what the sets of the next session would allow."""
    due = [one for one in data.exercises if one.next_session is not None]
    if not due:
        return None
    when = next(one.next_session.day for one in due if one.next_session is not None)
    intro = (
        "Repetitions if every set went to failure, at the load used most in the last three sessions, after the rest "
        f"that you usually take. Large: as likely reached as not. Small: 80 % interval. For {day(when)}."
    )
    first = _next_table(due[:_MOST_NEXT], "The next session, main exercises")
    more = None
    if len(due) > _MOST_NEXT:
        others = _next_table(due[_MOST_NEXT:], "The next session, other exercises")
        more = tag(
            "details", tag("summary", f"{counted(len(due) - _MOST_NEXT, 'more exercise')}"), others, class_="more"
        )
    heading = "Next session" if data.coming is None else "What each set would allow"
    return section("next", heading, tag("p", intro, class_="quiet"), first, more, _where_from(due))


def what_calls_are_worth(data: ReportData) -> Markup | None:
    """Return what the lifter's reported reserves are worth; nothing where the log reports none."""
    found = data.rir
    if found is None:
        return None
    told: Child = None
    if found.is_enough:
        note = say(
            "Checked against your sets of the same exercise that failed or that you reported with 0 or a half left. "
            "{reports} of {all} had one in the same or a neighbouring session. Range: 80 % interval of your mean; ±: "
            "how far single reports scatter around it. A set that did not fail is held to have had at least a half "
            "left.",
            reports=counted(found.pairs, "report"),
            all=count(found.calls),
        )
        rows = [
            [
                decimals_of(f"{one.call:g}"),
                tag("b", decimals(one.mean)),
                say("{low} to {high}", low=decimals(one.low), high=decimals(one.high)),
                decimals(one.sd),
                count(one.calls),
            ]
            for one in found.rows
            if one.calls
        ]
        headings = [say("You say"), say("It is"), say("Range"), "±", say("Reports")]
        worth = table(None, headings, rows, label=say("Reported and true reserve"))
        told = join(worth, tag("p", note, class_="small quiet"))
    return section("rir", say("Your RIR"), tag("p", found.sentence), told)


def what_was_read(data: ReportData) -> Markup:
    """Return what was read and decided, which names matched, and what could not be read."""
    read = data.reading
    facts = [
        ("Sessions", count(read.sessions)),
        ("Sets", count(read.sets)),
        ("Working sets", count(read.working_sets)),
        ("Warm-ups", count(read.warm_ups)),
        ("Without repetitions", count(read.without_repetitions)),
    ]
    unmatched = [one for one in read.names if one.exercise.key is None]
    return section(
        "read",
        "What was read and decided",
        tag("p", "Source: ", name_of(read.source)),
        tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in facts), class_="facts"),
        _listed(read.decisions, None),
        _listed(read.problems, counted(len(read.problems), "problem")) if read.problems else None,
        _unmatched(unmatched) if unmatched else None,
        _names_table(read.names) if read.names else None,
    )


def how_it_is_worked_out(data: ReportData) -> Markup:
    """Return how the numbers came about, and what they cannot know."""
    model = tag("p", f"Model: {data.model}.", class_="small quiet") if data.model is not None else None
    more = tag("p", "More: docs/report.md and docs/model.md in the momentary package.", class_="small quiet")
    return section(
        "how",
        "How this is worked out, and what it cannot know",
        tag(
            "ul",
            *(tag("li", " ".join(one.split())) for one in _HOW.format(SAFETY=SAFETY).split("\n\n")),
            class_="plain",
        ),
        model,
        more,
    )


def _next_table(exercises: Sequence[ExerciseReport], label: str) -> Markup:
    """Return the forecast of some exercises, a row each."""
    most = max(len(one.next_session.sets) for one in exercises if one.next_session is not None)
    rows: list[list[Child]] = []
    for one in exercises:
        if one.next_session is None:
            continue
        load = typed_load(one.next_session.load, one.basis)
        safety = f" · {shortly(one.alone)}" if one.alone is not None else ""
        name = join(name_of(one.label), tag("span", f"{load}{safety}", class_="sub"))
        if one.doubt is not None:
            no_forecast = "no forecast: log and model disagree, see below"
            rows.append([name, tag("td", no_forecast, colspan=str(most), class_="words fail small")])
            continue
        cells = [
            join(tag("b", str(each.middle), class_="big"), tag("span", f"{each.low}–{each.high}", class_="sub"))
            for each in one.next_session.sets
        ]
        rows.append([name, *cells, *[""] * (most - len(cells))])
    headings = ["Exercise and load", *(f"Set {number}" for number in range(1, most + 1))]
    return table(None, headings, rows, label=label, class_="next")


def _where_from(exercises: Sequence[ExerciseReport]) -> Markup | None:
    """Return what the forecasts of the first sets are weighted means of."""
    rows: list[list[Child]] = []
    for one in exercises:
        if one.next_session is None or one.doubt is not None or not one.next_session.sources:
            continue
        held = {source.name: source for source in one.next_session.sources}
        cells = [
            join(f"{held[name].repetitions:.1f}", tag("span", per_cent(held[name].share), class_="sub"))
            if name in held
            else "–"
            for name in _SOURCES
        ]
        rows.append([name_of(one.label), *cells])
    if not rows:
        return None
    note = (
        "A first set's forecast is a weighted mean of these repetitions; small, how much each counts. Model: by your "
        "strength, curve, days and reserve. Usual: when you fail in this exercise. At load: your last failure there. "
        "Last: your last session's first set. They speak of one load that you know; at another the forecast goes on "
        "along your own curve."
    )
    listed = table(None, ["Exercise", *_SOURCES.values()], rows[:_MOST_LISTED], label="Where the numbers come from")
    summary = tag("summary", "Where the numbers come from")
    return tag("details", summary, tag("p", note, class_="quiet"), listed, class_="more")


def _listed(sentences: Sequence[str], heading: str | None) -> Markup | None:
    """Return sentences as a list; many of them fold, and beyond some they are counted."""
    if not sentences:
        return None
    items = [tag("li", one) for one in sentences[:_MOST_LISTED]]
    if len(sentences) > _MOST_LISTED:
        items.append(tag("li", f"and {counted(len(sentences) - _MOST_LISTED, 'more')}".removesuffix("s")))
    listed = tag("ul", *items, class_="plain")
    return listed if heading is None else join(tag("h3", heading), listed)


def _unmatched(names: Sequence[NameRead]) -> Markup:
    """Return the names that no catalogue exercise matched."""
    shown = join(
        *(
            join(", " if place else None, name_of(one.exercise.typed), f" ({counted(one.sets, 'set')})")
            for place, one in enumerate(names[:_MOST_LISTED])
        )
    )
    more = f" and {count(len(names) - _MOST_LISTED)} more" if len(names) > _MOST_LISTED else ""
    return join(
        tag("h3", "Your own exercises"),
        tag("p", "Not in the catalogue, kept as they are; their muscles are guessed at best: ", shown, more, "."),
    )


def _names_table(names: Sequence[NameRead]) -> Markup:
    """Return what each name was taken for."""
    rows = [
        [
            name_of(one.exercise.typed),
            tag("td", name_of(one.exercise.label) if one.exercise.key is not None else "your own", class_="words"),
            "" if one.exercise.key is None else per_cent(one.exercise.confidence),
            tag("td", _muscle_words(one), class_="words"),
            count(one.sets),
        ]
        for one in names
    ]
    taken, muscles = (tag("th", name, scope="col", class_="words") for name in ("Taken for", "Muscles"))
    headings = ["As typed", taken, "How sure", muscles, "Sets"]
    told = table("Every name in the log.", headings, rows, label="Names and what they were taken for")
    return tag(
        "details", tag("summary", f"{counted(len(names), 'name')} and what they were taken for"), told, class_="more"
    )


def _muscle_words(one: NameRead) -> str:
    """Return the muscles of a name with their shares."""
    words = ", ".join(
        muscle.label if share == 1.0 else f"{muscle.label} {share:g}" for muscle, share in one.exercise.muscles
    )
    if not words:
        return "not known"
    return f"{words} (a guess)" if one.exercise.is_guess else words
