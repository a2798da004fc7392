"""One exercise of a report: its 1RM, its past sets, how repetitions fall, what the next session allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import numpy as np

from momentary.figures.report import (
    ExerciseReport,
    LossPoint,
    NamedExercise,
    NextSession,
    NextSet,
    OneRmPoint,
    PastSet,
    Quantiles,
    RepetitionFall,
)
from momentary.figures.rows import SetRow
from momentary.figures.wording import day
from momentary.inference import Distribution, Evidence, History, Posterior, RepetitionLoss
from momentary.language import mark, say
from momentary.quantities import LoadUnit

LATELY = timedelta(weeks=8)
"""An exercise was trained lately if its last session lies this close to the end of the log."""

MOST_SETS = 5
"""Sets of a session that are forecast, at most."""

_RECENT_SESSIONS = 3
_SEVERAL = 3
_TWICE = 2
_CLEARLY_MORE, _CLEARLY_MORE_SHARE = 2.0, 0.25
_SAME_KG = 0.01
_DONE_WITHIN = timedelta(weeks=26)
_LEVELS = (0.1, 0.25, 0.5, 0.75, 0.9)
_UNTAUGHT = mark("Nothing can be said: no set of this exercise has both a load and repetitions.")
_NO_STRENGTH = mark("Not modelled: in this exercise repetitions to failure at a load say little.")


def exercise_report(
    key: str,
    rows: Sequence[SetRow],
    *,
    posterior: Posterior | None,
    evidence: Evidence | None,
    named: Mapping[str, NamedExercise],
    next_day: date,
    log_end: date,
    is_main: bool,
    unit: LoadUnit = LoadUnit.KG,
) -> ExerciseReport:
    """Return everything that the report says about one exercise.

    Args:
        key: Key of the exercise.
        rows: Its working sets, oldest first; at least one.
        posterior: What is believed after the log; None where it held nothing to learn from.
        evidence: How much the posterior knows about it; None where it never saw it.
        named: What is known about each typed name.
        next_day: Date for which the next session is forecast.
        log_end: Date of the last session of the log.
        is_main: Whether its fall over a session's sets is told even where it was not trained lately.
        unit: Unit of an exercise that was never loaded: the one in which the lifter types other loads.
    """
    names = [name for name, _ in Counter(row.typed for row in rows).most_common()]
    about = named.get(names[0]) or NamedExercise(names[0], names[0])
    known = posterior if evidence is not None and about.is_strength else None
    is_recent = log_end - rows[-1].day <= LATELY
    one_rm = _of(known.one_rm(key)) if known is not None else None
    fall = _fall(known, key, rows) if known is not None and (is_main or is_recent) else None
    basis = evidence.basis if evidence is not None else "typed"
    return ExerciseReport(
        key=key,
        label=names[0],
        names=tuple(names),
        is_compound=about.is_compound,
        unit=usual_unit(rows, otherwise=unit),
        basis=basis,
        sets=len(rows),
        failures=sum(row.is_failure for row in rows),
        reports=sum(row.reported_rir is not None and not row.is_failure for row in rows),
        untold=sum(not row.is_told for row in rows),
        first=rows[0].day,
        last=rows[-1].day,
        certainty=_certainty(about, evidence),
        doubt=_doubt(rows, one_rm, fall, is_help=basis == "assistance"),
        alone=about.alone,
        one_rm_kg=one_rm,
        history=_points(known.one_rm_history(key)) if known is not None else (),
        past_sets=tuple(_past_set(row) for row in rows if row.repetitions is not None),
        fall=fall,
        next_session=_next_session(known, key, rows, next_day) if known is not None and is_recent else None,
    )


def _certainty(about: NamedExercise, evidence: Evidence | None) -> str:
    """Return how sure the numbers are, in a sentence."""
    if not about.is_strength:
        return say(_NO_STRENGTH)
    return say(_UNTAUGHT) if evidence is None else evidence.certainty


def next_training_day(days: Sequence[date]) -> date:
    """Return when the next session is due: the last one plus the usual gap between sessions (at most a week).

    Args:
        days: Dates of the sessions, oldest first; at least one.
    """
    recent = sorted(set(days))[-13:]
    gaps = [(later - earlier).days for earlier, later in pairwise(recent)]
    usual = int(np.median(gaps)) if gaps else 2
    return recent[-1] + timedelta(days=min(max(usual, 1), 7)) if recent[-1] < date.max - timedelta(7) else recent[-1]


def _of(distribution: Distribution) -> Quantiles:
    """Return five quantiles of a distribution."""
    return Quantiles(*(distribution.quantile(level) for level in _LEVELS))


def _doubt(
    rows: Sequence[SetRow], one_rm: Quantiles | None, fall: RepetitionFall | None, *, is_help: bool
) -> str | None:
    """Return what the lifter has lately done that the model holds impossible; None where they agree."""
    if one_rm is None:
        return None
    since = rows[-1].day - min(LATELY, rows[-1].day - date.min)
    lifted = [
        row
        for row in rows
        if row.day >= since and row.load_kg is not None and row.repetitions is not None and row.repetitions > 0
    ]
    beyond = sum(
        row.load_kg < one_rm.p10 if is_help else row.load_kg > one_rm.p90 for row in lifted if row.load_kg is not None
    )
    if beyond >= _SEVERAL:
        return say(
            "The model is wrong here: {count} sets of the last weeks were done at loads beyond the 1RM that it "
            "believes. Trust your log.",
            count=beyond,
        )
    points = fall.points if fall is not None else ()
    more = _done_beyond(lifted, fall, is_help=is_help) if fall is not None else []
    if len(more) >= _TWICE:
        best = max(more, key=lambda row: row.repetitions or 0)
        return say(
            "The model is wrong here: on {day} you did {count} repetitions at this load or a harder one, more than it "
            "holds possible now. Trust your log.",
            day=day(best.day),
            count=best.repetitions,
        )
    for point in points:
        if point.done is not None and point.sessions >= _SEVERAL and point.done.p50 > point.possible.p90 + 0.5:
            return say(
                "At this load you have done more in the last half year than the model now holds possible: either "
                "you are weaker than you were, or the model is wrong here. Trust your log first."
            )
    return None


def _done_beyond(rows: Sequence[SetRow], fall: RepetitionFall, *, is_help: bool) -> list[SetRow]:
    """Return the sets at the fall's load or a harder one that had clearly more repetitions than are held possible."""
    possible = fall.points[0].possible.p90
    limit = max(possible + _CLEARLY_MORE, possible * (1.0 + _CLEARLY_MORE_SHARE))
    return [
        row
        for row in rows
        if row.load_kg is not None
        and (row.load_kg <= fall.load_kg + _SAME_KG if is_help else row.load_kg >= fall.load_kg - _SAME_KG)
        and (row.repetitions or 0) > limit
    ]


def usual_unit(rows: Sequence[SetRow], *, otherwise: LoadUnit = LoadUnit.KG) -> LoadUnit:
    """Return the unit in which the lifter typed a load last; zero, which needs no unit, does not tell it."""
    told = (row.load.unit for row in reversed(rows) if row.load is not None and row.load.value > 0.0)
    return next(told, otherwise)


def _points(history: History) -> tuple[OneRmPoint, ...]:
    """Return the 1RM history as points."""
    columns = np.stack([history.column(level) for level in _LEVELS], axis=1).tolist()
    return tuple(OneRmPoint(at.date(), Quantiles(*row)) for at, row in zip(history.at, columns, strict=True))


def _past_set(row: SetRow) -> PastSet:
    """Return a row as the report shows it."""
    return PastSet(
        session=row.session,
        day=row.day,
        number=row.number,
        load=row.load,
        repetitions=0 if row.repetitions is None else row.repetitions,
        is_failure=row.is_failure,
        reported_rir=row.reported_rir,
        reserve=row.reserve,
        near=row.near if row.reserve is not None else None,
    )


def _recent(rows: Sequence[SetRow], sessions: int) -> list[list[SetRow]]:
    """Return the sets of the latest sessions with an observed reserve, one list a session, oldest first.

    Sessions long before the last of them are left out: a load of another year is not the usual one.
    """
    by_session: dict[int, list[SetRow]] = {}
    for row in rows:
        if row.load_kg is not None and row.load_kg >= 0.0 and row.reserve is not None:
            by_session.setdefault(row.session, []).append(row)
    latest = list(by_session.values())[-sessions:]
    return [found for found in latest if latest[-1][-1].day - found[-1].day <= LATELY]


def _usual(sessions: Sequence[Sequence[SetRow]]) -> SetRow | None:
    """Return a set at the load used most in these sessions, the latest where loads tie."""
    rows = [row for session in sessions for row in session]
    counts = Counter(row.load_kg for row in rows)
    most = max(counts.values(), default=0)
    return next((row for row in reversed(rows) if counts[row.load_kg] == most), None)


def _next_session(posterior: Posterior, key: str, rows: Sequence[SetRow], day: date) -> NextSession | None:
    """Return what the sets of the next session would allow to failure, at the load of the latest sessions."""
    recent = _recent(rows, _RECENT_SESSIONS)
    usual = _usual(recent)
    if usual is None or usual.load_kg is None:
        return None
    at = max(datetime.combine(day, time(0)), posterior.last_session)
    count = min(max(round(float(np.median([session[-1].of for session in recent]))), 1), MOST_SETS)
    sets = []
    for before in range(count):
        forecast = posterior.repetitions_to_failure(key, usual.load_kg, at=at, after_sets=before)
        low, high = forecast.interval(0.8)
        sets.append(NextSet(before + 1, low, forecast.median, high))
    return NextSession(usual.load_kg, usual.load, tuple(sets), day, posterior.sources(key, at=at))


def _fall(posterior: Posterior, key: str, rows: Sequence[SetRow]) -> RepetitionFall | None:
    """Return how repetitions fall over a session's sets at the usual load: by the model, and as done."""
    recent = _recent(rows, _RECENT_SESSIONS)
    usual = _usual(recent)
    if usual is None:
        return None
    count = min(max(3, *(session[-1].of for session in recent)), MOST_SETS)
    loss = posterior.rep_loss(key, sets=count, load_kg=usual.load_kg)
    since = rows[-1].day - min(_DONE_WITHIN, rows[-1].day - date.min)
    done = _done_by_number([row for row in rows if row.day >= since], usual.load_kg)
    return RepetitionFall(loss.load_kg, tuple(_loss_point(loss, index, done) for index in range(count)))


def _done_by_number(rows: Sequence[SetRow], load_kg: float | None) -> Mapping[int, Sequence[int]]:
    """Return the repetitions done at one load by set number, in sessions that kept it from their first set."""
    done: dict[int, list[int]] = {}
    kept: dict[int, int] = {}
    for row in rows:
        if row.load_kg == load_kg and row.repetitions is not None and kept.get(row.session, 0) == row.number - 1:
            kept[row.session] = row.number
            done.setdefault(row.number, []).append(row.repetitions)
    return done


def _loss_point(loss: RepetitionLoss, index: int, done: Mapping[int, Sequence[int]]) -> LossPoint:
    """Return one set number of the fall."""
    columns = [loss.levels.index(level) for level in _LEVELS]
    counts = done.get(loss.sets[index], ())
    return LossPoint(
        number=loss.sets[index],
        possible=Quantiles(*loss.quantiles[index, columns].tolist()),
        lost=Quantiles(*loss.lost[index, columns].tolist()),
        done=Quantiles(*np.quantile(counts, _LEVELS).tolist()) if counts else None,
        sessions=len(counts),
    )
