"""The parts of a page on the whole log: the next session, where failure sat, muscles, what was read, and how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from momentary.figures.charts import places_chart, weeks_chart
from momentary.figures.drawing import drawn
from momentary.figures.markup import Child, Markup, join, name_of, table, tag
from momentary.figures.placement import DAYS_SINCE, KIND_OF_EXERCISE, PART_OF_SESSION, SET_OF_EXERCISE
from momentary.figures.report import ExerciseReport, MuscleWeek, NameRead, Place, ReportData, Week
from momentary.figures.wording import (
    count,
    counted,
    day,
    per_cent,
    range_of,
    short_day,
    tenths,
    typed_load,
)

_MOST_NEXT = 8
_WEEKS_DRAWN = 26
_HEAT_WEEKS = 8
_MOST_LISTED = 60
_FEW_FAILURES = 5

_PLACE_WORDS = {
    (SET_OF_EXERCISE, "last set"): "last set of the exercise",
    (SET_OF_EXERCISE, "an earlier set"): "an earlier set of the exercise",
    (PART_OF_SESSION, "last third"): "last third of session",
    (PART_OF_SESSION, "first two thirds"): "first two thirds of session",
    (KIND_OF_EXERCISE, "compound"): "compound exercise",
    (KIND_OF_EXERCISE, "isolation"): "isolation exercise",
}


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
        more = tag("details", tag("summary", f"{counted(len(due) - _MOST_NEXT, 'more exercise')}"), others, class_="more")
    return _section("next", "Next session", tag("p", intro, class_="quiet"), first, more)


def where_failure_sat(data: ReportData) -> Markup:
    """Return at which place of sets, sessions and exercises failure came."""
    ended = data.endings
    told = (
        f"{per_cent(ended.untold_share)} of the working sets don't say how they ended. They are unknown: they are never "
        "counted as not to failure."
        if ended.untold
        else "Every working set says how it ended."
    )
    parts: list[Child] = [_endings_list(data), tag("p", told)]
    if ended.failures >= _FEW_FAILURES:
        parts.append(_places_figure(data.places))
    elif data.places:
        parts.append(tag("p", "Too few failures are named to say where they sit.", class_="quiet"))
    if data.places:
        parts.append(
            tag("details", tag("summary", "Places as a table"), _places_table(data.places), class_="more")
        )
    return _section("where", "Where failure sat", *parts)


def muscles(data: ReportData) -> Markup | None:
    """Return failures and near failures by week, and by muscle and week."""
    if not data.weeks:
        return None
    return _section(
        "muscles",
        "Failure by week and muscle",
        _weeks_figure(data.weeks),
        _heat_table(data.muscle_weeks, data.weeks[-1].monday) if data.muscle_weeks else None,
    )


def what_was_read(data: ReportData) -> Markup:
    """Return what was read and decided, which names matched, and what could not be read."""
    read = data.reading
    facts = [
        ("Source", name_of(read.source)),
        ("Sessions", count(read.sessions)),
        ("Sets", count(read.sets)),
        ("Working sets", count(read.working_sets)),
        ("Warm-ups", count(read.warm_ups)),
        ("Without repetitions", count(read.without_repetitions)),
    ]
    unmatched = [one for one in read.names if one.exercise.key is None]
    return _section(
        "read",
        "What was read and decided",
        tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in facts), class_="facts"),
        _listed(read.decisions, None),
        _listed(read.problems, counted(len(read.problems), "problem")) if read.problems else None,
        _unmatched(unmatched) if unmatched else None,
        _names_table(read.names) if read.names else None,
    )


def how_it_is_worked_out(data: ReportData) -> Markup:
    """Return how the numbers came about, and what they cannot know."""
    sentences = (
        "Momentary failure: despite full effort no further repetition was possible. Repetitions in reserve (RIR): "
        "how many more would have been. 1RM: the greatest load for one repetition.",
        "For each exercise the model holds a strength that drifts from day to day, a curve from load to repetitions, "
        "and a loss for each set already done. Failures say exactly how many repetitions were possible; a reported "
        "RIR or RPE says it roughly; a set with nothing told only says that it was possible.",
        "Every number is a range. An 80 % interval misses about one time in five, and more often after a break, with "
        "a new machine, or when loads were typed in the wrong unit.",
        "A near failure is a set that probably had at most one repetition left. Its range runs from sets that are "
        "almost sure to sets for which it is just possible.",
        "Sets count for a muscle by its share in the exercise: one for a main mover, a half for a helper, as the "
        "catalogue says. A muscle guessed from a name is marked as a guess.",
        "It cannot know sleep, food, illness, pain, the depth of a squat or how honest a failure was. Where the log "
        "says nothing, the report says so.",
        "This is not medical advice. Train to failure only where failing is safe.",
    )
    model = tag("p", f"Model: {data.model}.", class_="small quiet") if data.model is not None else None
    more = tag("p", "More: docs/report.md and docs/model.md in the momentary package.", class_="small quiet")
    return _section(
        "how",
        "How this is worked out, and what it cannot know",
        tag("ul", *(tag("li", sentence) for sentence in sentences), class_="plain"),
        model,
        more,
    )


def _section(name: str, heading: str, *children: Child) -> Markup:
    """Return a section with its heading."""
    return tag("section", tag("h2", heading, id=f"{name}-heading"), *children, id=name, aria_labelledby=f"{name}-heading")


def _next_table(exercises: Sequence[ExerciseReport], label: str) -> Markup:
    """Return the forecast of some exercises, a row each."""
    most = max(len(one.next_session.sets) for one in exercises if one.next_session is not None)
    rows: list[list[Child]] = []
    for one in exercises:
        if one.next_session is None:
            continue
        load = typed_load(one.next_session.load, one.basis)
        safety = " · pins or a spotter" if one.alone is not None else ""
        name = join(name_of(one.label), tag("span", f"{load}{safety}", class_="sub"))
        cells = [
            join(tag("b", str(each.middle), class_="big"), tag("span", f"{each.low}–{each.high}", class_="sub"))
            for each in one.next_session.sets
        ]
        rows.append([name, *cells, *[""] * (most - len(cells))])
    headings = ["Exercise and load", *(f"Set {number}" for number in range(1, most + 1))]
    return table(None, headings, rows, label=label, class_="next")


def _endings_list(data: ReportData) -> Markup:
    """Return how the working sets ended, as a few facts."""
    ended = data.endings
    facts = [
        ("Failure, as an app's label", ended.labelled),
        ("Momentary failure", ended.momentary),
        ("Technical failure", ended.technical),
        ("Eccentric failure", ended.eccentric),
        ("Reported 0 in reserve", ended.zero_reports),
        ("Other RIR or RPE reported", ended.reports),
        ("Stopped, time or target", ended.other),
        ("Stopped for pain", ended.pain),
        ("Ending not told", ended.untold),
    ]
    shown = [(name, number) for name, number in facts if number or name == facts[0][0]]
    near: Child = tag(
        "div", tag("dt", "Probably within 1 of failure, not named"), tag("dd", range_of(data.near))
    )
    return tag(
        "dl", *(tag("div", tag("dt", name), tag("dd", count(number))) for name, number in shown), near, class_="facts"
    )


def _place_words(place: Place) -> str:
    """Return a place in words."""
    if place.group == DAYS_SINCE:
        return f"after {place.name}"
    return _PLACE_WORDS[place.group, place.name]


def _places_figure(places: Sequence[Place]) -> Markup:
    """Return the chart of where failures sat, one place of each pair and all the gaps."""
    shown = [place for place in places if place.name not in ("an earlier set", "first two thirds", "isolation")]
    rows = []
    spoken = []
    for place in shown:
        if place.share_of_failures is None or place.interval is None:
            continue
        rows.append(
            {
                "place": _place_words(place),
                "share": round(place.share_of_failures, 4),
                "low": round(place.interval[0], 4),
                "high": round(place.interval[1], 4),
                "sets": round(place.share_of_sets, 4),
            }
        )
        spoken.append(
            f"{_place_words(place)}: {per_cent(place.share_of_failures)} of failures, {per_cent(place.share_of_sets)} "
            "of sets"
        )
    key = tag(
        "ul",
        tag("li", "share of your failures, with its 80 % interval", class_="dot", style="--swatch:var(--failure)"),
        tag("li", "share of all your working sets", class_="bar", style="--swatch:var(--done)"),
        class_="key",
    )
    caption = tag(
        "figcaption",
        tag("b", "Failures sit here more often than sets do where the dot lies right of the bar"),
    )
    chart = drawn(places_chart(len(rows)), rows, name="places", label="Where failures sat. " + "; ".join(spoken) + ".")
    return tag("figure", caption, key, chart)


def _places_table(places: Sequence[Place]) -> Markup:
    """Return every place with its counts."""
    rows = [
        [
            _place_words(place),
            count(place.failures),
            ""
            if place.share_of_failures is None or place.interval is None
            else f"{per_cent(place.share_of_failures)} ({per_cent(place.interval[0])} to {per_cent(place.interval[1])})",
            count(place.sets),
            per_cent(place.share_of_sets),
            range_of(place.near),
        ]
        for place in places
    ]
    headings = ["Place", "Failures", "Share, 80 % interval", "Working sets", "Share", "Probably near failure"]
    caption = "Shares within each question. Days count since the exercise was last trained."
    return table(caption, headings, rows, label="Where failures sat")


def _weeks_figure(weeks: Sequence[Week]) -> Markup:
    """Return the chart of failures and near failures by week."""
    last = weeks[-1].monday
    since = last - min(timedelta(weeks=_WEEKS_DRAWN - 1), last - date.min)
    shown = [week for week in weeks if week.monday >= since]
    one_day = timedelta(days=1)
    rows = []
    for week in shown:
        start = week.monday
        end = start + min(6 * one_day, date.max - start)
        rows.append(
            {
                "start": start.isoformat(),
                "middle": (start + (end - start) / 2).isoformat(),
                "end": end.isoformat(),
                "failures": week.failures,
                "top": round(week.failures + week.near.expected, 2),
                "low": round(week.failures + week.near.low, 2),
                "high": round(week.failures + week.near.high, 2),
            }
        )
    failures = sum(week.failures for week in shown)
    near = sum(week.near.expected for week in shown)
    span = "The week" if len(shown) == 1 else f"The last {len(shown)} training weeks"
    label = f"{span}: {counted(failures, 'failure')} named, about {count(near)} near failures."
    key = tag(
        "ul",
        tag("li", "named failure", style="--swatch:var(--failure)"),
        tag("li", "probably within 1 of failure, with its range", style="--swatch:var(--near)"),
        class_="key",
    )
    told = table(
        "Working sets from Monday to Sunday, latest week first.",
        ["Week of", "Working sets", "Failures", "Probably near failure"],
        [[day(week.monday), count(week.sets), count(week.failures), range_of(week.near)] for week in reversed(shown)],
        label="Failures by week",
    )
    chart = drawn(weeks_chart(), rows, name="weeks", label=label)
    wide = Markup(chart.replace('class="chart"', 'class="chart wide"', 1))
    caption = tag("figcaption", tag("b", "Sets at or near failure, by week"))
    return tag("figure", caption, key, wide, tag("details", tag("summary", "As a table"), told))


def _heat_table(found: Sequence[MuscleWeek], last: date) -> Markup:
    """Return failures and near failures of the latest weeks, a row a muscle."""
    mondays = [last - timedelta(weeks=back) for back in range(_HEAT_WEEKS - 1, -1, -1) if (last - date.min).days >= 7 * back]
    latest = [one for one in found if one.monday >= mondays[0]]
    cells = {(one.muscle, one.monday): one for one in latest}
    totals: dict[str, float] = {}
    for one in latest:
        totals[one.muscle] = totals.get(one.muscle, 0.0) + one.failures + one.near.expected
    most = max((one.failures + one.near.expected for one in latest), default=0.0)
    ordered = sorted({one.muscle for one in latest}, key=lambda muscle: -totals[muscle])
    rows: list[list[Child]] = [
        [_capital(muscle.label), *(_heat_cell(cells.get((muscle, monday)), most) for monday in mondays)]
        for muscle in ordered
    ]
    caption = (
        "Failures per muscle, and after + the sets that were probably within one repetition of it. A set counts by "
        f"the muscle's share. Latest {counted(len(mondays), 'week')}; a dot: no set."
    )
    headings: list[Child] = ["Week of", *(short_day(monday) for monday in mondays)]
    return table(caption, headings, rows, label="Failures by muscle and week", class_="heat")


def _heat_cell(one: MuscleWeek | None, most: float) -> Markup:
    """Return a cell of the table of muscles, coloured by failures and near failures."""
    if one is None:
        return tag("td", tag("span", "·", class_="quiet", aria_label="no set"))
    heat = (one.failures + one.near.expected) / most if most > 0.0 else 0.0
    near = tag("span", f"+{tenths(one.near.expected)}", class_="sub") if round(one.near.expected, 1) > 0.0 else None
    return tag("td", tenths(one.failures), near, style=f"--heat:{heat:.2f}")


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
    headings = ["As typed", "Taken for", "How sure", "Muscles", "Sets"]
    told = table("Every name in the log.", headings, rows, label="Names and what they were taken for")
    return tag("details", tag("summary", f"{counted(len(names), 'name')} and what they were taken for"), told, class_="more")


def _muscle_words(one: NameRead) -> str:
    """Return the muscles of a name with their shares."""
    words = ", ".join(
        muscle.label if share == 1.0 else f"{muscle.label} {share:g}" for muscle, share in one.exercise.muscles
    )
    if not words:
        return "not known"
    return f"{words} (a guess)" if one.exercise.is_guess else words


def _capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]
