"""What is known of a lifter up to the last set of their log, in a web process: the stored summary, stepped on.

The worker learns from a log within seconds; a lifter asks at once. A summary that is moved on set by set is that of
the longer log, so a process keeps the last one it had for an athlete and steps it over what came since.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from uuid import UUID

from momentary.catalogue import match
from momentary.exchange import session_from_object
from momentary.inference import Summary, UnusableSummaryError, catalogue_traits, step, summary_from_json
from momentary.quantities import Session, Set
from momentary.web.insights.models import Knowledge
from momentary.web.training.folding import SessionState
from momentary.web.training.models import Athlete, FoldedSession, Operation

_MOST_STEPS = 200
_MOST_ATHLETES = 64
_NO_CHANGE = frozenset({"session.started", "session.finished"})
# What a lifter says of themselves changes readiness, never what the sets have told.
_SAID = ("check_in.", "correction.")


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """A summary and the position of the log that it has seen.

    Args:
        summary: What is known.
        position: The log position that it has seen.
        is_behind: Whether something of the past changed since, that only the worker can bring in.
    """

    summary: Summary
    position: int
    is_behind: bool = False


@dataclass(slots=True)
class _Kept:
    """What a process keeps of the athletes that asked last."""

    rows: OrderedDict[tuple[UUID, UUID], Carried] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, athlete: Athlete) -> Carried | None:
        with self.lock:
            key = (athlete.pk, athlete.epoch)
            found = self.rows.get(key)
            if found is not None:
                self.rows.move_to_end(key)
            return found

    def put(self, athlete: Athlete, carried: Carried) -> None:
        with self.lock:
            self.rows[athlete.pk, athlete.epoch] = carried
            self.rows.move_to_end((athlete.pk, athlete.epoch))
            while len(self.rows) > _MOST_ATHLETES:
                self.rows.popitem(last=False)

    def clear(self) -> None:
        with self.lock:
            self.rows.clear()


kept = _Kept()


def carried_of(athlete: Athlete, *, latest: FoldedSession | None = None) -> Carried | None:
    """Return what is known of an athlete, to the end of their log; None before anything is learnt.

    Args:
        athlete: Who it is, as they are now.
        latest: The latest session of the log, where it was read already.
    """
    before = kept.get(athlete)
    if before is not None and before.position <= athlete.position:
        found = _stepped(athlete, before, latest)
        if not found.is_behind:
            kept.put(athlete, found)
            return found
    stored = _stored(athlete)
    if stored is None:
        return None
    found = _stepped(athlete, stored, latest)
    kept.put(athlete, stored if found.is_behind else found)
    return found


def stepped_on(summary: Summary, sets: Sequence[Set], session: Session) -> Summary:
    """Return a summary after sets that the log does not have.

    Raises:
        ValueError: The session lies before the end of the log.
    """
    for one in sets:
        traits = catalogue_traits({part.exercise: match(part.exercise) for part in one.segments})
        summary = step(summary, one, session=session, traits=traits)
    return summary


def _stored(athlete: Athlete) -> Carried | None:
    row = Knowledge.objects.filter(athlete=athlete).values_list("summary", "position").first()
    if row is None:
        return None
    try:
        return Carried(summary_from_json(json.loads(row[0])), row[1])
    except UnusableSummaryError:
        # Of another model: the worker makes it anew when it starts.
        return None


def _stepped(athlete: Athlete, before: Carried, latest: FoldedSession | None) -> Carried:
    """Return what is known after the operations since; what cannot be stepped over leaves it behind."""
    if athlete.position == before.position:
        return before
    # No further than the athlete was read: what came since is perhaps not in the session that was read.
    since = Operation.objects.filter(athlete=athlete, position__gt=before.position, position__lte=athlete.position)
    rows = since.order_by("position")
    new: dict[str, str] = {}
    last = before.position
    for row in rows[: _MOST_STEPS + 1]:
        if not _is_taken(row, new) or len(new) > _MOST_STEPS:
            return replace(before, is_behind=True)
        last = row.position
    if not new:
        return replace(before, position=last)
    try:
        summary = _over(athlete, before.summary, new, latest)
    except ValueError:
        return replace(before, is_behind=True)
    return Carried(summary, last)


def _is_taken(row: Operation, new: dict[str, str]) -> bool:
    """Take in an operation that only adds sets, or changes one that was just added; else return False."""
    if row.kind in _NO_CHANGE or row.kind.startswith(_SAID):
        return True
    if row.kind == "set.logged":
        new[row.body["set"]] = row.body["session"]
        return True
    return row.kind in ("set.amended", "set.voided") and row.body["set"] in new


def _over(athlete: Athlete, summary: Summary, new: dict[str, str], latest: FoldedSession | None) -> Summary:
    wanted = set(new.values())
    if latest is not None and wanted == {str(latest.uuid)}:
        sessions = [latest]
    else:
        sessions = list(FoldedSession.objects.filter(athlete=athlete, uuid__in=wanted).order_by("start", "pk"))
    for row in sessions:
        state = SessionState.of(row.state)
        added = [one for one in state.living if one.uuid in new]
        if not added:
            continue
        values = [one.value for one in added]
        session = session_from_object({**state.value, "sets": values})
        summary = stepped_on(summary, session.sets, session)
    return summary
