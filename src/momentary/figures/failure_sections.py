"""The parts of a page on failure: how sets ended, where failures sat, and in which weeks and muscles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from momentary.figures.charts import places_chart, weeks_chart
from momentary.figures.drawing import drawn
from momentary.figures.markup import Child, Markup, section, table, tag
from momentary.figures.palette import HEAT_STEPS
from momentary.figures.placement import DAYS_SINCE, KIND_OF_EXERCISE, PART_OF_SESSION, SET_OF_EXERCISE
from momentary.figures.report import MuscleWeek, Place, ReportData, Week
from momentary.figures.wording import capital, count, counted, day, per_cent, range_of, short_day, tenths
from momentary.language import mark, say, say_count
from momentary.quantities import Muscle

_WEEKS_DRAWN = 26
_HEAT_WEEKS = 8
_HEAT_MUSCLES = 12
_FEW_FAILURES = 5

_PLACE_WORDS = {
    (SET_OF_EXERCISE, "last set"): mark("last set of exercise"),
    (SET_OF_EXERCISE, "an earlier set"): mark("earlier set of exercise"),
    (PART_OF_SESSION, "last third"): mark("last third of session"),
    (PART_OF_SESSION, "first two thirds"): mark("earlier in session"),
    (KIND_OF_EXERCISE, "compound"): mark("compound exercise"),
    (KIND_OF_EXERCISE, "isolation"): mark("isolation exercise"),
}


def where_failure_sat(data: ReportData) -> Markup:
    """Return at which place of sets, sessions and exercises failure came."""
    ended = data.endings
    untold = say("Every working set says how it ended.")
    if ended.untold:
        untold = say(
            "{share} of the working sets don't say how they ended. They are unknown: they are never counted as not to "
            "failure.",
            share=per_cent(ended.untold_share),
        )
    endings: list[Child] = [tag("p", untold), _endings_list(data)]
    is_drawn = any(place.share_of_failures is not None for place in data.places)
    if ended.failures < _FEW_FAILURES or not is_drawn:
        if data.places:
            few = tag("p", say("Too few failures are named to say where they sit."), class_="quiet")
            told = tag("details", tag("summary", say("Places as a table")), _places_table(data.places), class_="more")
            endings += [few, told]
        return section("where", say("Where failure sat"), *endings)
    return section("where", say("Where failure sat"), *endings, _places_figure(data.places))


def muscles(data: ReportData) -> Markup | None:
    """Return failures and near failures by week, and by muscle and week."""
    if not data.weeks:
        return None
    return section(
        "muscles",
        say("Failure by week and muscle"),
        tag(
            "div",
            _weeks_figure(data.weeks),
            _heat_tables(data.muscle_weeks, data.weeks[-1].monday) if data.muscle_weeks else None,
            class_="pair",
        ),
    )


def _endings_list(data: ReportData) -> Markup:
    """Return how the working sets ended, as a few facts."""
    ended = data.endings
    facts = [
        (say("Failure, as an app's label"), ended.labelled),
        (say("Momentary failure"), ended.momentary),
        (say("Technical failure"), ended.technical),
        (say("Eccentric failure"), ended.eccentric),
        (say("Reported 0 in reserve"), ended.zero_reports),
        (say("Other RIR or RPE reported"), ended.reports),
        (say("Stopped, time or target"), ended.other),
        (say("Stopped for pain"), ended.pain),
        (say("Ending not told"), ended.untold),
    ]
    shown = [(name, number) for name, number in facts if number or name == facts[0][0]]
    near: Child = tag("div", tag("dt", say("Perhaps within 1 of failure, not named")), tag("dd", range_of(data.near)))
    return tag(
        "dl", *(tag("div", tag("dt", name), tag("dd", count(number))) for name, number in shown), near, class_="facts"
    )


def _place_words(place: Place) -> str:
    """Return a place in words."""
    if place.group == DAYS_SINCE:
        return say("{days} since last", days=say(place.name))
    return say(_PLACE_WORDS[place.group, place.name])


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
            say(
                "{place}: {failures} of failures, {sets} of sets",
                place=_place_words(place),
                failures=per_cent(place.share_of_failures),
                sets=per_cent(place.share_of_sets),
            )
        )
    key = tag(
        "ul",
        tag("li", say("share of your failures, with its 80 % interval"), class_="dot", data_swatch="failure"),
        tag("li", say("share of all your working sets"), class_="bar", data_swatch="done"),
        class_="key",
    )
    caption = tag(
        "figcaption",
        tag("b", say("A dot right of its bar: more failures there than its share of sets explains")),
    )
    where = say("Where failures sat")
    chart = drawn(places_chart(len(rows)), rows, name="places", label=f"{where}. {'; '.join(spoken)}.")
    told = tag("details", tag("summary", say("As a table")), _places_table(places))
    return tag("figure", caption, key, chart, told)


def _places_table(places: Sequence[Place]) -> Markup:
    """Return every place with its counts."""
    rows = [
        [
            _place_words(place),
            count(place.failures),
            _share_words(place),
            count(place.sets),
            per_cent(place.share_of_sets),
            range_of(place.near),
        ]
        for place in places
    ]
    headings = [
        say("Place"), say("Failures"), say("Share, 80 % interval"), say("Working sets"), say("Share"),
        say("Perhaps near failure"),
    ]  # fmt: skip
    caption = say("Shares within each question. Days count since the exercise was last trained.")
    return table(caption, headings, rows, label=say("Where failures sat"))


def _share_words(place: Place) -> str:
    """Return the share of failures at a place, with its interval; nothing without failures."""
    if place.share_of_failures is None or place.interval is None:
        return ""
    low, high = place.interval
    middle = per_cent(place.share_of_failures)
    return say("{middle} ({low} to {high})", middle=middle, low=per_cent(low), high=per_cent(high))


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
    label = say_count(
        len(shown),
        "The week: {failures} named, about {near} near failures.",
        "The last {count} training weeks: {failures} named, about {near} near failures.",
        failures=counted(failures, "failure"),
        near=count(near),
    )
    key = tag(
        "ul",
        tag("li", say("named failure"), data_swatch="failure"),
        tag("li", say("perhaps within 1 of failure, line: its range"), data_swatch="near"),
        class_="key",
    )
    told = table(
        say("Working sets from Monday to Sunday, latest week first."),
        [say("Week of"), say("Working sets"), say("Failures"), say("Perhaps near failure")],
        [[day(week.monday), count(week.sets), count(week.failures), range_of(week.near)] for week in reversed(shown)],
        label=say("Failures by week"),
    )
    chart = drawn(weeks_chart(), rows, name="weeks", label=label)
    caption = tag("figcaption", tag("b", say("Sets at or near failure, by week")))
    return tag("figure", caption, key, chart, tag("details", tag("summary", say("As a table")), told))


def _heat_tables(found: Sequence[MuscleWeek], last: date) -> Markup:
    """Return failures and near failures of the latest weeks, a row a muscle; the lesser muscles folded."""
    mondays = [last - timedelta(weeks=back) for back in range(_HEAT_WEEKS) if (last - date.min).days >= 7 * back]
    latest = [one for one in found if one.monday >= mondays[-1]]
    totals: dict[Muscle, float] = {}
    for one in latest:
        totals[one.muscle] = totals.get(one.muscle, 0.0) + one.failures + one.near.expected
    ordered = sorted(totals, key=lambda muscle: -totals[muscle])
    shown, folded = ordered[:_HEAT_MUSCLES], ordered[_HEAT_MUSCLES:]
    note = say(
        "Named failures, and after + how many more sets may have come within one repetition of it. A set counts by the "
        "muscle's share. The latest {weeks}, newest first; a dot: no set.",
        weeks=counted(len(mondays), "week"),
    )
    more = None
    if folded:
        others = _heat_table(latest, folded, mondays, say("Failures by muscle and week, other muscles"))
        more = tag("details", tag("summary", counted(len(folded), "more muscle")), others, class_="more")
    title = tag("p", tag("b", say("By muscle, week by week")), class_="title")
    table_ = _heat_table(latest, shown, mondays, say("Failures by muscle and week"))
    return tag("div", title, tag("p", note, class_="note"), table_, more)


def _heat_table(latest: Sequence[MuscleWeek], muscles: Sequence[Muscle], mondays: Sequence[date], label: str) -> Markup:
    """Return failures and near failures of some muscles, a row each."""
    cells = {(one.muscle, one.monday): one for one in latest}
    most = max((one.failures + one.near.expected for one in latest), default=0.0)
    rows: list[list[Child]] = [
        [capital(muscle.label), *(_heat_cell(cells.get((muscle, monday)), most) for monday in mondays)]
        for muscle in muscles
    ]
    headings: list[Child] = [say("Week of"), *(short_day(monday) for monday in mondays)]
    return table(None, headings, rows, label=label, class_="heat")


def _heat_cell(one: MuscleWeek | None, most: float) -> Markup:
    """Return a cell of the table of muscles, coloured by failures and near failures."""
    if one is None:
        return tag("td", tag("span", "·", class_="quiet", aria_label=say("no set")))
    heat = (one.failures + one.near.expected) / most if most > 0.0 else 0.0
    low, high = round(one.near.low), round(one.near.high)
    more = f"+{high}" if low == high else f"+{low}–{high}"
    near = tag("span", more, class_="sub") if high else None
    return tag("td", tenths(one.failures), near, data_heat=round(HEAT_STEPS * heat))
