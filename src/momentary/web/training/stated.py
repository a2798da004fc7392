"""From operations to what a lifter states beside the sets: check-ins and corrections, kept in the server's order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from momentary.quantities import CheckIn
from momentary.web.training.models import Athlete, Statement
from momentary.web.training.operations import RefusedError, Sent
from momentary.web.training.statements import CHECK_IN, CORRECTION, Feeling, check_in_of, feeling_of


class StatementBatch:
    """The statements that one batch of operations makes and voids."""

    _NAMES: ClassVar = {CHECK_IN: "check-in", CORRECTION: "correction"}

    def __init__(self, athlete: Athlete, sent: Iterable[Sent]) -> None:
        """Read those that the batch may void."""
        self._athlete = athlete
        voided = {one.stated for one in sent if one.is_statement and not one.kind.endswith(".logged")}
        rows = Statement.objects.filter(athlete=athlete, uuid__in=voided) if voided else ()
        self._rows = {row.uuid: row for row in rows}
        self._new: dict[UUID, None] = {}
        self._changed: dict[UUID, None] = {}

    def apply(self, sent: Sent) -> None:
        """Take one more operation.

        Raises:
            RefusedError: It voids what the log has not.
        """
        uuid, kind = sent.stated, sent.subject
        if sent.kind.endswith(".logged"):
            at = datetime.fromisoformat(sent.body["value"]["at"]).isoformat()
            self._rows[uuid] = Statement(
                athlete=self._athlete, uuid=uuid, kind=kind, at=at, value=sent.body["value"], is_voided=False
            )
            self._new[uuid] = None
            return
        row = self._rows.get(uuid)
        if row is None or row.kind != kind:
            fact = f"The log has no {self._NAMES[kind]} {uuid}."
            raise RefusedError(f"/body/{kind}", fact, "Push the operation that logs it first.")
        row.is_voided = True
        self._changed[uuid] = None

    def save(self) -> None:
        """Write what is new and what changed."""
        Statement.objects.bulk_create([self._rows[uuid] for uuid in self._new], batch_size=500)
        for uuid in self._changed:
            if uuid not in self._new:
                self._rows[uuid].save(update_fields=["is_voided"])


def restate(athlete: Athlete, operations: Sequence[Sent]) -> None:
    """Make the statements of a log anew, from its operations alone."""
    Statement.objects.filter(athlete=athlete).delete()
    batch = StatementBatch(athlete, ())
    for sent in operations:
        batch.apply(sent)
    batch.save()


def check_ins_of(athlete: Athlete) -> tuple[CheckIn, ...]:
    """Return a lifter's check-ins, in order of time."""
    return tuple(check_in_of(row.value) for row in _standing(athlete, CHECK_IN))


def feelings_of(athlete: Athlete, *, since: datetime, until: datetime | None = None) -> tuple[Feeling, ...]:
    """Return what a lifter said of their states between two moments by the wall, the last of each state, in order."""
    told = (feeling_of(row.value) for row in _standing(athlete, CORRECTION))
    last = {one.muscle: one for one in told if one.at >= since and (until is None or one.at <= until)}
    return tuple(sorted(last.values(), key=lambda one: one.at))


def _standing(athlete: Athlete, kind: str) -> Iterable[Statement]:
    return Statement.objects.filter(athlete=athlete, kind=kind, is_voided=False).order_by("at", "pk")
