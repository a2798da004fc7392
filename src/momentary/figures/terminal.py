"""A report as a short plain text for a terminal of any width."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from momentary.evidence import SAFETY
from momentary.figures.columns import clean, columns, cut, padded, wrapped
from momentary.figures.readiness_words import readiness_sentence
from momentary.figures.report import CountRange, ExerciseReport, ReportData
from momentary.figures.wording import count, counted, day, one_rm, range_of, sign_of, tenths, typed_load

_MOST_EXERCISES = 8
_MOST_MUSCLES = 6
_WEEKS = 4
_LEAST_WIDTH, _MOST_WIDTH = 40, 100


def render_terminal(data: ReportData, *, width: int = 80, page: str | None = None) -> str:
    """Return a report as a few dozen lines of plain text, without colours or markup.

    Control characters of the log are taken out, so that no name can steer the terminal.

    Args:
        data: The report.
        width: Columns of the terminal; fewer than 40 count as 40.
        page: Where the page was written, as the last line names it.
    """
    width = max(width, _LEAST_WIDTH)
    parts = [wrapped(_heading(data), width), "\n".join(wrapped(one, width) for one in data.headline)]
    parts += [_exercises(data.exercises, width), _weeks(data, width)]
    if data.coming is not None:
        parts.append("\n".join(wrapped(one.text, width) for one in (*data.coming.due[:1], data.coming.digest)))
    if data.readiness is not None:
        parts.append(wrapped(readiness_sentence(data.readiness), width))
    if data.rir is not None:
        parts.append(wrapped(f"Your RIR: {data.rir.sentence}", width))
    parts += [_marked(one.text, width) for one in data.warnings]
    problems = data.reading.problems
    if problems:
        more = f" (and {count(len(problems) - 1)} more)" if len(problems) > 1 else ""
        parts.append(_marked(f"{problems[0]}{more}", width))
    ending = f"Ranges hold 8 times in 10; forecasts from your log. {SAFETY}"
    parts.append(wrapped(ending, width) + (f"\nPage: {clean(page)}" if page is not None else ""))
    return "\n\n".join(part for part in parts if part) + "\n"


def _heading(data: ReportData) -> str:
    """Return what the report rests on."""
    read = data.reading
    if read.first is None or read.last is None:
        return "No sessions."
    sets, sessions = counted(read.working_sets, "working set"), counted(read.sessions, "session")
    return f"{sets} in {sessions}, {day(read.first)} to {day(read.last)}."


def _exercises(exercises: Sequence[ExerciseReport], width: int) -> str:
    """Return the main exercises: 1RM, and what the next session allows."""
    shown = [one for one in exercises if one.one_rm_kg is not None][:_MOST_EXERCISES]
    if not shown:
        return ""
    if width < 72:
        return "\n".join(_narrow(one, width) for one in shown)
    rows = [["Exercise", "1RM (80 %)", "Sets to failure next (80 %)"]]
    rows += [[clean(one.label), _one_rm(one), _next_sets(one)] for one in shown]
    middle = max(columns(row[1]) for row in rows)
    last = min(max(columns(row[2]) for row in rows), width - middle - 24)
    first = min(max(columns(row[0]) for row in rows), width - middle - last - 4)
    lines = []
    for name, strength, next_sets in rows:
        lines.append(f"{padded(name, first)}  {padded(strength, middle)}  {cut(next_sets, last)}".rstrip())
    if len(exercises) > len(shown):
        lines.append(f"and {counted(len(exercises) - len(shown), 'more exercise')} in the page.")
    return "\n".join(lines)


def _narrow(one: ExerciseReport, width: int) -> str:
    """Return an exercise in two lines, for narrow terminals."""
    return f"{cut(clean(one.label), width)}\n  {cut(f'1RM {_one_rm(one)}; next {_next_sets(one)}', width - 2)}"


def _one_rm(one: ExerciseReport) -> str:
    """Return a 1RM with its interval."""
    if one.one_rm_kg is None:
        return ""
    return f"{sign_of(one)}{one_rm(one.one_rm_kg, one.unit)}"


def _next_sets(one: ExerciseReport) -> str:
    """Return the 80 % intervals of the next session's first three sets: the page has the middles too."""
    if one.next_session is None:
        return "not trained lately"
    if one.doubt is not None:
        return "log and model disagree"
    load = typed_load(one.next_session.load, one.basis).replace("body mass", "body")
    return f"{load}: " + ", ".join(f"{each.low}-{each.high}" for each in one.next_session.sets[:3])


def _weeks(data: ReportData, width: int) -> str:
    """Return failures and near failures of the last weeks, in all and by muscle."""
    if not data.weeks:
        return ""
    last = data.weeks[-1].monday
    since = last - min(timedelta(weeks=_WEEKS - 1), last - last.min)
    weeks = [one for one in data.weeks if one.monday >= since]
    rows = [["Last 4 weeks", "sets", "failures", "near failure"]]
    rows.append(_counts("all", [(one.sets, one.failures, one.near) for one in weeks]))
    by_muscle: dict[str, list[tuple[float, float, CountRange]]] = {}
    for one in data.muscle_weeks:
        if one.monday >= since:
            by_muscle.setdefault(one.muscle.label, []).append((one.sets, one.failures, one.near))
    ordered = sorted(by_muscle.items(), key=lambda item: -sum(found[1] + found[2].expected for found in item[1]))
    rows += [_counts(name, found) for name, found in ordered[:_MOST_MUSCLES]]
    return "\n".join(cut(f"{name:<18}{sets:>6}{failed:>10}   {near}", width) for name, sets, failed, near in rows)


def _counts(name: str, found: Sequence[tuple[float, float, CountRange]]) -> list[str]:
    """Return a row of the weeks' table."""
    near = CountRange(
        sum(one[2].low for one in found), sum(one[2].expected for one in found), sum(one[2].high for one in found)
    )
    return [name, tenths(sum(one[0] for one in found)), tenths(sum(one[1] for one in found)), range_of(near)]


def _marked(warning: str, width: int) -> str:
    """Return a warning over lines that hang behind its mark."""
    return wrapped(f"! {warning}", width, hanging=2)
