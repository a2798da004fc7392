"""What Today shows: what is due, made of the bundle that a phone takes along, so that both say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from momentary.language import amount
from momentary.quantities import Muscle

_MOST_STATES = 8
_FLOOR = 0.5
_NARROWEST = 2.0


@dataclass(frozen=True, slots=True)
class SetRow:
    """Sets of one kind that follow each other.

    Args:
        count: How many.
        load: The load.
        repetitions: Repetitions to do, or to expect at failure.
        low: Repetitions to failure, low end of the range that holds 8 times in 10.
        high: High end.
        is_failure: Whether it goes to failure.
    """

    count: int
    load: str
    repetitions: int
    low: int
    high: int
    is_failure: bool


@dataclass(frozen=True, slots=True)
class Extension:
    """How the last set may go on at failure."""

    title: str
    segments: tuple[str, ...]
    cost: float
    needs_partner: bool


@dataclass(frozen=True, slots=True)
class DueRow:
    """An exercise that is due.

    Args:
        name: Its name.
        counted: How many sets, of how many usual ones.
        warm_up: The sets before them in short.
        sets: The sets to come.
        last: The last session's sets in short.
        verdict: Whether its last set belongs to failure: `fits`, `rather not`, `not today`.
        verdict_text: The same in words.
        why: What speaks for and against, the weightiest first.
        reasons: Why its sets are as they are.
        extensions: How its last set may go on at failure.
        best: The one that is offered first; None where failure does not fit.
        is_done: Whether nothing of it is left.
    """

    name: str
    counted: str
    warm_up: str
    sets: tuple[SetRow, ...]
    last: str
    verdict: str
    verdict_text: str
    why: tuple[str, ...]
    reasons: tuple[str, ...]
    extensions: tuple[Extension, ...]
    best: Extension | None
    is_done: bool


@dataclass(frozen=True, slots=True)
class StateRow:
    """A state of the strip: how much of rested strength it leaves, and the bar that shows it from 50 to 100 %."""

    name: str
    percent: int
    low: int
    high: int
    recovered: str
    is_recovered: bool
    bar_from: float
    bar_width: float
    bar_middle: float


@dataclass(frozen=True, slots=True)
class TodayCard:
    """All of it.

    Args:
        title: Which session it is; empty where the lifter gave it no name.
        goes_on: Whether one has begun.
        notes: Which session is due and how sure that is, and where failure fits.
        deload: What is taken back, in short; empty where nothing is.
        due: The exercises.
        states: The strip, the most tired first.
        is_gym_told: Whether the lifter has said what there is to load.
        minutes: About how long it takes [min].
    """

    title: str
    goes_on: bool
    notes: tuple[str, ...]
    deload: tuple[str, ...]
    due: tuple[DueRow, ...]
    states: tuple[StateRow, ...]
    is_gym_told: bool
    minutes: int

    @classmethod
    def of(cls, bundle: dict[str, Any]) -> TodayCard:
        """Return what the lifter's own part of a bundle says."""
        session = bundle["session"] or {}
        due = tuple(_due(one) for one in bundle["due"])
        deload = bundle["deload"] if any(one["planned"] < one["usual"] for one in bundle["due"]) else ()
        return cls(
            session.get("title") or "", bool(session.get("goes_on")), _texts(bundle["notes"]), _texts(deload), due,
            tuple(_states(bundle)), bundle["gym"]["is_told"], _minutes(bundle["due"]),
        )  # fmt: skip


def load_text(load: dict[str, Any]) -> str:
    """Return a load as people write it: `82.5 kg`."""
    return amount(load["value"], load["unit"])


def _texts(sentences: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(one["text"] for one in sentences)


def _due(one: dict[str, Any]) -> DueRow:
    failure = one["failure"]
    extensions = tuple(_extension(each) for each in one["methods"])
    chosen = next((place for place, each in enumerate(one["methods"]) if each.get("is_best")), None)
    fits = failure["verdict"] == "fits" and bool(one["sets"])
    return DueRow(
        one["name"], _counted(one), _warm_up(one["warm_up"]), tuple(_rows(one)), _last(one["last"]), failure["verdict"],
        _verdict(failure["verdict"]), _texts(failure["reasons"]), _texts(one["reasons"]), extensions,
        extensions[chosen] if fits and chosen is not None else None, not one["sets"],
    )  # fmt: skip


def _counted(one: dict[str, Any]) -> str:
    left, usual = len(one["sets"]), one["usual"]
    if one["done"]:
        return _("%(done)d of %(all)d sets done") % {"done": one["done"], "all": one["done"] + left}
    if left < usual:
        return _("%(left)d of %(usual)d sets") % {"left": left, "usual": usual} if left else _("not this time")
    return ngettext("%(count)d set", "%(count)d sets", left) % {"count": left}


def _warm_up(sets: Sequence[dict[str, Any]]) -> str:
    return ", ".join(f"{load_text(each['load'])} × {each['repetitions']}" for each in sets)


def _rows(one: dict[str, Any]) -> list[SetRow]:
    work = []
    for _key, alike in groupby(one["sets"], key=lambda each: (each["load"], each["repetitions"], each["to_failure"])):
        group = list(alike)
        first = group[0]
        low, high = min(each["low"] for each in group), max(each["high"] for each in group)
        work.append(
            SetRow(len(group), load_text(first["load"]), first["repetitions"], low, high, first["to_failure"])
        )  # fmt: skip
    return work


def _extension(one: dict[str, Any]) -> Extension:
    return Extension(
        one["title"],
        tuple(f"{load_text(each['load'])} × {each['low']}–{each['high']}" for each in one["segments"][1:]),
        one["cost"],
        one["needs_partner"],
    )


def _verdict(verdict: str) -> str:
    words = {
        "fits": _("Failure fits"),
        "rather not": _("Rather not to failure"),
        "not today": _("Not to failure today"),
    }
    return words.get(verdict, verdict)


def _last(sets: Sequence[dict[str, Any]]) -> str:
    """Return the working sets of the last session in short: `80 kg × 8, 8, 7`."""
    working = [one["segments"][0] for one in sets if one.get("role") != "warm_up"]
    told = [one for one in working if one.get("load") and one.get("repetitions") is not None]
    parts = []
    for load, alike in groupby(told, key=lambda one: load_text(one["load"])):
        parts.append(f"{load} × {', '.join(str(one['repetitions']) for one in alike)}")
    return "; ".join(parts)


def _minutes(due: Sequence[dict[str, Any]]) -> int:
    """Return about how long it takes: a minute a warm-up set, forty seconds a set with its rest, and the changes."""
    seconds = sum(
        90.0 + 60.0 * len(one["warm_up"]) + sum(40.0 + (each["rest_s"] or 0.0) for each in one["sets"])
        for one in due
        if one["sets"]
    )
    return 5 * round(seconds / 300.0)


def _states(bundle: dict[str, Any]) -> list[StateRow]:
    """Return the neural state, the muscles that are due, and others that have not recovered, the most tired first."""
    neural = bundle["neural"]
    if neural is None:
        return []
    exercises = bundle["exercises"]
    wanted = {muscle for one in bundle["due"] for muscle in exercises[one["slug"]]["primary_muscles"]}
    at = datetime.fromisoformat(bundle["at"])
    rows = {one["muscle"]: _state(one, at) for one in bundle["readiness"]}
    due = [row for muscle, row in rows.items() if muscle in wanted]
    others = [row for muscle, row in rows.items() if muscle not in wanted and (not wanted or not row.is_recovered)]
    return [_state(neural, at), *[*due, *others][:_MOST_STATES]]


def _state(one: dict[str, Any], at: datetime) -> StateRow:
    name = _("Nerves") if one["state"] == "neural" else capfirst(Muscle(one["state"]).label)
    level, low, high = one["level"], one["low"], one["high"]
    start, middle, end = (100.0 * min(max((each - _FLOOR) / (1.0 - _FLOOR), 0.0), 1.0) for each in (low, level, high))
    width = max(end - start, _NARROWEST)
    recovered_at = None if one["recovered_at"] is None else datetime.fromisoformat(one["recovered_at"])
    return StateRow(
        name, round(100.0 * level), round(100.0 * low), round(100.0 * high), _recovered(recovered_at, at),
        recovered_at is not None and recovered_at <= at, round(min(start, 100.0 - width), 1), round(width, 1),
        round(min(middle, 100.0 - _NARROWEST), 1),
    )  # fmt: skip


def _recovered(when: datetime | None, at: datetime) -> str:
    """Return when a state is recovered, no finer than it is known: to the hour today, else to the day."""
    if when is None:
        return _("not within two weeks")
    if when <= at:
        return _("recovered")
    if when.date() == at.date():
        # Rounded up, so that what holds then holds at the time named.
        return _("today, about %(hour)s") % {"hour": f"{when + timedelta(minutes=59):%H}:00"}
    days = (when.date() - at.date()).days
    return ngettext("tomorrow", "in %(count)d days", days) % {"count": days}
