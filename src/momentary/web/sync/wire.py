"""What goes over the wire of momentary-sync/1, whoever carries it: the phone's addresses, and the API's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from momentary.web.accounts.models import User
from momentary.web.training.log import Verdict, append
from momentary.web.training.models import Athlete, Operation
from momentary.web.training.operations import RefusedError, Sent, read_operation

MOST_OPERATIONS = 500


def taken(entries: Sequence[object], *, owner: User, author: User) -> dict[str, Any]:
    """Append what was sent to the log of `owner`, and return what became of each."""
    readings = [_reading(one) for one in entries]
    sent = [one for one in readings if isinstance(one, Sent)]
    done = append(owner, sent, author=author)
    verdicts = iter(done.verdicts)
    results = [
        {"id": str(one.uuid), **_verdict(next(verdicts))}
        if isinstance(one, Sent)
        else {"id": _id_of(entry), "status": "refused", "problem": one.problem()}
        for entry, one in zip(entries, readings, strict=True)
    ]
    log = {"log": str(done.epoch), "athlete": str(done.athlete), "position": done.position}
    return {**log, "results": results}


def handed_out(athlete: Athlete, *, since: int) -> dict[str, Any]:
    """Return the operations after a position, at most MOST_OPERATIONS of them, and whether there are more."""
    rows = list(
        Operation.objects.filter(athlete=athlete, position__gt=since).order_by("position")[: MOST_OPERATIONS + 1]
    )
    operations = [
        {"position": row.position, "id": str(row.uuid), "kind": row.kind, "version": row.version, "body": row.body}
        for row in rows[:MOST_OPERATIONS]
    ]
    position = operations[-1]["position"] if operations else since
    log = {"log": str(athlete.epoch), "athlete": str(athlete.pk), "position": position}
    return {**log, "more": len(rows) > MOST_OPERATIONS, "operations": operations}


def _reading(entry: object) -> Sent | RefusedError:
    try:
        return read_operation(entry)
    except RefusedError as refusal:
        return refusal


def _id_of(entry: object) -> str | None:
    found = entry.get("id") if isinstance(entry, dict) else None
    return found if isinstance(found, str) else None


def _verdict(verdict: Verdict) -> dict[str, Any]:
    found: dict[str, Any] = {"status": str(verdict.outcome)}
    if verdict.position is not None:
        found["position"] = verdict.position
    if verdict.refusal is not None:
        found["problem"] = verdict.refusal.problem()
    return found
