"""From a log and its posterior to everything that a report says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from momentary.figures.exercises import exercise_report, next_training_day, usual_unit
from momentary.figures.headline import headline, warnings
from momentary.figures.placement import endings, places
from momentary.figures.report import ExerciseReport, NamedExercise, NameRead, Reading, ReportData
from momentary.figures.rows import SetRow, names_of, near_range, set_rows
from momentary.figures.weeks import muscle_weeks, weeks
from momentary.inference import Evidence, Posterior, RirCalibration
from momentary.inference.readiness import Readiness
from momentary.prescription.session.advice import SessionAdvice
from momentary.quantities import Log, Role

Progress = Callable[[str, float], None]
"""Told the name of the step and the fraction done, 0 to 1."""

CHARTED = 12
"""Main exercises: those that get full charts on a page, at most."""

_RECENTLY = timedelta(weeks=12)


def no_progress(step: str, fraction: float) -> None:
    """Tell nobody how far the work is."""


def report_data(
    log: Log,
    posterior: Posterior | None,
    *,
    named: Mapping[str, NamedExercise],
    source: str = "log",
    decisions: Sequence[str] = (),
    problems: Sequence[str] = (),
    made_on: date | None = None,
    readiness: Readiness | None = None,
    coming: SessionAdvice | None = None,
    progress: Progress = no_progress,
) -> ReportData:
    """Return everything that a report says about a log.

    Args:
        log: The log.
        posterior: What is believed after it; None where it held nothing to learn from.
        named: What is known about each typed name; a name without an entry is the lifter's own exercise.
        source: File or files, as the reader calls them.
        decisions: What the reader decided, and why.
        problems: What could not be read.
        made_on: Date of the report.
        readiness: How recovered the lifter is; None where that is not asked for.
        coming: Advice for the next session; None where that is not asked for.
        progress: Told the name of the step and the fraction done.
    """
    progress("Sets", 0.0)
    names = names_of(posterior, named)
    rows = set_rows(log, names, posterior)
    working = [row for row in rows if row.is_working]
    progress("Failure", 0.2)
    ended = endings(working)
    where = places(working, named)
    near = near_range(working)
    reading = _reading(log, rows, named=named, source=source, decisions=decisions, problems=problems)
    reports = _exercises(log, working, posterior=posterior, evidence=names.evidence, named=named, progress=progress)
    return ReportData(
        headline=headline(reading, ended, near, where, reports),
        reading=reading,
        endings=ended,
        near=near,
        places=where,
        weeks=weeks(working),
        muscle_weeks=muscle_weeks(working, named),
        exercises=reports,
        rir=_calibration(posterior),
        readiness=readiness if readiness is not None and readiness.muscles else None,
        coming=coming,
        warnings=warnings(ended, reports, last=reading.last, made_on=made_on),
        model=posterior.model if posterior is not None else None,
        made_on=made_on,
    )


def _calibration(posterior: Posterior | None) -> RirCalibration | None:
    """Return what the lifter's reported reserves are worth; None where there are none."""
    found = None if posterior is None else posterior.rir_calibration()
    return found if found is not None and found.calls else None


def _reading(
    log: Log,
    rows: Sequence[SetRow],
    *,
    named: Mapping[str, NamedExercise],
    source: str,
    decisions: Sequence[str],
    problems: Sequence[str],
) -> Reading:
    """Return what was read."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.typed] = counts.get(row.typed, 0) + 1
    read = [NameRead(named.get(name) or NamedExercise(name, name), sets) for name, sets in counts.items()]
    roles = [one.role for _, one in log.sets()]
    aside = sum(role in (Role.WARM_UP, Role.COOL_DOWN) for role in roles)
    working = sum(row.is_working for row in rows)
    return Reading(
        source=source,
        sets=len(rows),
        working_sets=working,
        warm_ups=aside,
        without_repetitions=len(rows) - working - aside,
        sessions=len(log),
        first=log.sessions[0].start.date if log.sessions else None,
        last=log.sessions[-1].start.date if log.sessions else None,
        decisions=tuple(decisions),
        problems=tuple(problems),
        names=tuple(sorted(read, key=lambda one: -one.sets)),
    )


def _exercises(
    log: Log,
    working: Sequence[SetRow],
    *,
    posterior: Posterior | None,
    evidence: Mapping[str, Evidence],
    named: Mapping[str, NamedExercise],
    progress: Progress,
) -> tuple[ExerciseReport, ...]:
    """Return the exercises, those with the most working sets lately first, then by all their sets."""
    by_exercise: dict[str, list[SetRow]] = {}
    for row in working:
        by_exercise.setdefault(row.exercise, []).append(row)
    if not by_exercise:
        return ()
    log_end = log.sessions[-1].start.date
    unit = usual_unit(working)
    next_day = next_training_day([session.start.date for session in log.sessions])

    def lately(rows: Sequence[SetRow]) -> int:
        return sum(log_end - row.day <= _RECENTLY for row in rows)

    ordered = sorted(by_exercise.items(), key=lambda item: (-lately(item[1]), -len(item[1])))
    found = []
    for place, (key, rows) in enumerate(ordered):
        progress("Exercises", 0.25 + 0.75 * place / len(ordered))
        found.append(
            exercise_report(
                key,
                rows,
                posterior=posterior,
                evidence=evidence.get(key),
                named=named,
                next_day=next_day,
                log_end=log_end,
                is_main=place < CHARTED,
                unit=unit,
            )
        )
    progress("Exercises", 1.0)
    return tuple(found)
