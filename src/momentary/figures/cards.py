"""The part of a page on one exercise: a line to read at a glance, and its charts and tables below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from momentary.figures.charts import fall_chart, one_rm_chart, reserve_chart
from momentary.figures.drawing import drawn, sparkline
from momentary.figures.headline import width_word
from momentary.figures.markup import Child, Markup, join, name_of, table, tag
from momentary.figures.report import ExerciseReport, OneRmPoint, PastSet, Quantiles
from momentary.figures.wording import (
    capital,
    counted,
    day,
    in_unit,
    likely,
    load_interval,
    one_rm,
    per_cent,
    short_day,
    sign_of,
    typed_load,
)
from momentary.language import decimals_of, say

MOST_POINTS = 160
"""Sessions of a 1RM chart, at most; a longer history is thinned evenly, its ends kept."""

_MOST_SETS_DRAWN = 36
_MOST_SESSIONS_DRAWN = 10
_MOST_ROWS = 40
_MOST_RESERVE = 12.0
_PAUSE = timedelta(weeks=9)


def card(exercise: ExerciseReport, *, number: int, is_open: bool) -> Markup:
    """Return an exercise with its charts.

    Args:
        exercise: The exercise.
        number: Its place in the page, for unique names.
        is_open: Whether it begins unfolded.
    """
    return tag("details", _summary(exercise), card_inside(exercise, number=number), class_="exercise", open=is_open)


def card_inside(exercise: ExerciseReport, *, number: int) -> Markup:
    """Return what is below the line of an exercise: how sure its numbers are, its charts, its other names."""
    figures = [
        _one_rm_figure(exercise, number),
        _reserve_figure(exercise, number),
        _fall_figure(exercise, number),
    ]
    alone = None if exercise.alone is None else say("Failing alone: {how}", how=say(exercise.alone))
    return tag(
        "div",
        tag("p", f"{capital(exercise.certainty).removesuffix('.')}."),
        tag("p", alone, class_="small quiet") if alone is not None else None,
        tag("p", exercise.doubt, class_="small warning") if exercise.doubt is not None else None,
        tag("div", *figures, class_="charts") if any(figures) else None,
        _also_named(exercise),
        class_="inside",
    )


def thinned(points: Sequence[OneRmPoint], most: int = MOST_POINTS) -> list[OneRmPoint]:
    """Return at most so many points, evenly taken, the first and the last among them."""
    if len(points) <= most:
        return list(points)
    return [points[round(index * (len(points) - 1) / (most - 1))] for index in range(most)]


def _runs(points: Sequence[OneRmPoint]) -> dict[date, int]:
    """Return for each day its stretch of training: a pause of two months begins another."""
    runs: dict[date, int] = {}
    run = 0
    for before, point in zip((None, *points), points, strict=False):
        run += before is not None and point.day - before.day > _PAUSE
        runs[point.day] = run
    return runs


def small_row(exercise: ExerciseReport) -> list[Child]:
    """Return the table row of an exercise that gets no full chart."""
    points = thinned(exercise.history, 40)
    line = (
        sparkline(
            [(point.kg.p10, point.kg.p50, point.kg.p90) for point in points],
            label=say(
                "1RM over {sessions}, from {first} to {last}",
                sessions=counted(len(points), "session"),
                first=one_rm_of(points[0].kg, exercise),
                last=one_rm_of(points[-1].kg, exercise),
            ),
        )
        if len(points) > 1
        else None
    )
    return [
        join(name_of(exercise.label), tag("span", say("last on {day}", day=day(exercise.last)), class_="sub")),
        one_rm_of(exercise.one_rm_kg, exercise) if exercise.one_rm_kg is not None else say("not known"),
        line if line is not None else "",
        f"{exercise.sets:,}",
        f"{exercise.failures:,}",
        f"{exercise.untold:,}",
    ]


def _summary(exercise: ExerciseReport) -> Markup:
    """Return the line that is always visible."""
    told = counted(exercise.sets, "working set")
    failed = counted(exercise.failures, "failure") if exercise.failures else say("no failure named")
    word = say("doubtful") if exercise.doubt is not None else width_word(exercise)
    value: Child = say("1RM not known")
    if exercise.one_rm_kg is not None:
        middle, low, high = load_interval(exercise.one_rm_kg, exercise.unit)
        value = join(
            tag("b", f"{sign_of(exercise)}{middle} {exercise.unit}"),
            tag("span", say("1RM, 80 %: {low} to {high}", low=low, high=high) + f" · {word}", class_="sub"),
        )
    name = tag("h3", name_of(exercise.label))
    last = say("last on {day}", day=day(exercise.last))
    left = tag(
        "span",
        name,
        tag("span", f"{told} · {failed} · {last}", class_="sub"),
    )
    return tag("summary", left, tag("span", value, class_="value"))


def _one_rm_figure(exercise: ExerciseReport, number: int) -> Markup | None:
    """Return the 1RM over time."""
    if exercise.one_rm_kg is None or not exercise.history:
        return None
    points = thinned(exercise.history)
    runs = _runs(exercise.history)
    size = Counter(runs[point.day] for point in points)
    rows = [
        {
            "at": point.day.isoformat(),
            "run": runs[point.day],
            "is_alone": size[runs[point.day]] == 1,
            **_in_unit(point.kg, exercise),
        }
        for point in points
    ]
    first, last = points[0], points[-1]
    label = say(
        "1RM over {sessions}: {first} on {first_day}, {last} on {last_day}.",
        sessions=counted(len(exercise.history), "session"),
        first=one_rm_of(first.kg, exercise), first_day=day(first.day),
        last=one_rm_of(last.kg, exercise), last_day=day(last.day),
    )  # fmt: skip
    shown = thinned(exercise.history, 24)
    told = table(
        _of_all(len(shown), len(exercise.history), "session"),
        [say("Session"), say("1RM"), say("80 % interval")],
        [[day(one.day), *_spread(one.kg, exercise)] for one in reversed(shown)],
        label=say("1RM by session"),
    )
    caption = join(
        tag("b", say("1RM, {unit}{meaning}", unit=exercise.unit, meaning=_meaning(exercise))),
        say("In hindsight. Inner band 50 %, outer 80 %, line the middle; gaps are pauses."),
    )
    return _figure(drawn(one_rm_chart(), rows, name=f"one-rm-{number}", label=label), caption, told)


def _reserve_figure(exercise: ExerciseReport, number: int) -> Markup | None:
    """Return the repetitions in reserve of the latest sets."""
    known = [one for one in exercise.past_sets if one.reserve is not None]
    drawn_sets = _latest(known)
    if not drawn_sets:
        return None
    labels = _session_labels(drawn_sets)
    rows = [
        {"session": labels[one.session], "number": one.number, "is_failure": one.is_failure, **_capped(one)}
        for one in drawn_sets
    ]
    failed = sum(one.is_failure for one in drawn_sets)
    sessions = counted(len(labels), "session")
    label = say(
        "Repetitions in reserve of the latest {sets} in {sessions}; {failed} ended in failure.",
        sets=counted(len(drawn_sets), "set"),
        sessions=sessions,
        failed=counted(failed, "set"),
    )
    shown = known[-_MOST_ROWS:]
    told = table(
        _of_all(len(shown), len(known), "set"),
        [say("Set"), say("Load"), say("Reps"), say("In reserve"), say("At most 1 left")],
        [_past_row(one, exercise) for one in reversed(shown)],
        label=say("Repetitions in reserve by set"),
    )
    caption = join(
        tag("b", say("Reps in reserve, last {sessions}", sessions=sessions)),
        say("Each bar a set: inner 50 %, outer 80 %, dot the middle. Diamond: a named failure."),
    )
    return _figure(drawn(reserve_chart(), rows, name=f"reserve-{number}", label=label), caption, told)


def _fall_figure(exercise: ExerciseReport, number: int) -> Markup | None:
    """Return how repetitions fall over the sets of a session."""
    if exercise.fall is None:
        return None
    points = exercise.fall.points
    rows = [
        {
            "number": point.number,
            **_plain(point.possible),
            "done": None if point.done is None else point.done.p50,
            "done_low": None if point.done is None else point.done.p10,
            "done_high": None if point.done is None else point.done.p90,
        }
        for point in points
    ]
    last = points[-1]
    lost = _whole(last.lost)
    label = say(
        "Repetitions to failure fall from {first} in set 1 to {last} in set {number}.",
        first=round(points[0].possible.p50),
        last=round(last.possible.p50),
        number=last.number,
    )
    told = table(
        say(
            "Lost from set 1 to set {number}: {lost} repetitions (80 %: {low} to {high}), by the model.",
            number=last.number,
            lost=lost[1],
            low=lost[0],
            high=lost[2],
        ),
        [say("Set"), say("Possible"), say("80 % interval"), say("Done"), say("80 % of sessions"), say("Sessions")],
        [
            [
                say("set {number}", number=point.number),
                str(round(point.possible.p50)),
                _to(_whole(point.possible)),
                "" if point.done is None else str(round(point.done.p50)),
                "" if point.done is None else _to(_whole(point.done)),
                str(point.sessions),
            ]
            for point in points
        ],
        label=say("Repetitions by set"),
    )
    middle, low, high = load_interval(Quantiles(*[exercise.fall.load_kg] * 5), exercise.unit)
    load = middle if low == high else say("{low} to {high}", low=low, high=high)
    caption = join(
        tag("b", say("Reps over the sets, at {load}", load=f"{sign_of(exercise)}{load} {exercise.unit}")),
        say("Bars: possible to failure (50 %, 80 %). Dots: what you did at this load in the last half year."),
    )
    return _figure(drawn(fall_chart(), rows, name=f"fall-{number}", label=label), caption, told)


def _figure(chart: Markup, caption: Markup, told: Markup) -> Markup:
    """Return a chart with its caption and its table."""
    return tag("figure", tag("figcaption", caption), chart, tag("details", tag("summary", say("As a table")), told))


def _also_named(exercise: ExerciseReport) -> Markup | None:
    """Return under which names the exercise was logged, where that is not its own name."""
    others = [name for name in exercise.names if name != exercise.label]
    if not others:
        return None
    shown = join(*(join(", " if place else None, name_of(name)) for place, name in enumerate(others)))
    return tag("p", say("Logged as"), " ", shown, ".", class_="small quiet")


def _latest(known: Sequence[PastSet]) -> list[PastSet]:
    """Return the sets of the latest sessions, as many as fit a chart."""
    sessions = list(dict.fromkeys(one.session for one in known))[-_MOST_SESSIONS_DRAWN:]
    found = [one for one in known if one.session in set(sessions)]
    while len(found) > _MOST_SETS_DRAWN and len(sessions) > 1:
        sessions = sessions[1:]
        found = [one for one in found if one.session in set(sessions)]
    return found[-_MOST_SETS_DRAWN:]


def _session_labels(shown: Sequence[PastSet]) -> dict[int, str]:
    """Return a label for each session; a second session of a day gets its number."""
    labels: dict[int, str] = {}
    used: dict[str, int] = {}
    for one in shown:
        if one.session not in labels:
            name = short_day(one.day)
            used[name] = used.get(name, 0) + 1
            labels[one.session] = name if used[name] == 1 else f"{name} ({used[name]})"
    return labels


def _past_row(one: PastSet, exercise: ExerciseReport) -> list[Child]:
    """Return the table row of a past set."""
    near: Child = say("not known")
    reserve: Child = say("not known")
    if one.is_failure:
        reserve, near = tag("span", say("failure"), class_="fail"), say("yes")
    elif one.reserve is not None and one.near is not None:
        low, middle, high = _whole(one.reserve)
        reserve = say("{middle} ({low} to {high})", middle=middle, low=low, high=high)
        near = join(likely(one.near), _below(per_cent(one.near)))
    told = (
        None
        if one.reported_rir is None
        else _below(say("reported {reserve}", reserve=decimals_of(f"{one.reported_rir:g}")))
    )
    when = join(tag("span", day(one.day), class_="whole"), _below(say("set {number}", number=one.number)))
    return [when, typed_load(one.load, exercise.basis), str(one.repetitions), join(reserve, told), near]


def _below(words: str) -> Markup:
    """Return words as a small second line of a cell."""
    return tag("span", words, class_="sub")


def _capped(one: PastSet) -> dict[str, float]:
    """Return a set's reserve for drawing: long tails end at the top of the chart."""
    if one.reserve is None or one.is_failure:
        return dict.fromkeys(("p10", "p25", "p50", "p75", "p90"), 0.0)
    return {key: min(value, _MOST_RESERVE) for key, value in _plain(one.reserve).items()}


def _plain(found: Quantiles) -> dict[str, float]:
    """Return quantiles as the columns of a chart."""
    values = (("p10", found.p10), ("p25", found.p25), ("p50", found.p50), ("p75", found.p75), ("p90", found.p90))
    return {key: round(value, 2) for key, value in values}


def _in_unit(kg: Quantiles, exercise: ExerciseReport) -> dict[str, float]:
    """Return quantiles of a load as the columns of a chart, in the lifter's unit."""
    return {key: round(in_unit(value, exercise.unit), 2) for key, value in _plain(kg).items()}


def _whole(found: Quantiles) -> tuple[int, int, int]:
    """Return low end, middle and high end of a count, as whole repetitions."""
    return round(found.p10), round(found.p50), round(found.p90)


def _to(found: tuple[int, int, int]) -> str:
    """Return an interval of whole numbers."""
    return say("{low} to {high}", low=found[0], high=found[2])


def _spread(kg: Quantiles, exercise: ExerciseReport) -> tuple[str, str]:
    """Return the middle and the interval of a load."""
    middle, low, high = load_interval(kg, exercise.unit)
    return f"{sign_of(exercise)}{middle} {exercise.unit}", say("{low} to {high}", low=low, high=high)


def one_rm_of(kg: Quantiles, exercise: ExerciseReport) -> str:
    """Return a 1RM with its interval, with what its load means."""
    return f"{sign_of(exercise)}{one_rm(kg, exercise.unit)}"


def _meaning(exercise: ExerciseReport) -> str:
    """Return what a load means, where it is not simply on the bar."""
    words = {"added to the body": say(", added to the body"), "assistance": say(", help needed")}
    return words.get(exercise.basis, "")


def _of_all(shown: int, all_of_them: int, thing: str) -> str:
    """Return how much of everything a table shows."""
    if shown == all_of_them:
        if shown == 1:
            return say("The one set.") if thing == "set" else say("The one session.")
        return say("All {counted}, latest first.", counted=counted(all_of_them, thing))
    return say(
        "{shown} of {counted}, latest first; the JSON report has all.",
        shown=shown,
        counted=counted(all_of_them, thing),
    )
