"""Writing to an athlete's log, and reading it: the only code that numbers operations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid4

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from momentary.quantities import Log
from momentary.web.accounts.models import User
from momentary.web.training.folding import SessionState, applied, fold, log_of
from momentary.web.training.models import Athlete, FoldedSession, Operation
from momentary.web.training.operations import RefusedError, Sent
from momentary.web.training.signals import log_changed
from momentary.web.training.stated import StatementBatch, restate

_OTHER_CONTENT = RefusedError(
    "/id", "The log holds another operation under this id.", "Send this one under an id of its own."
)


class Outcome(StrEnum):
    """What became of a sent operation. KNOWN: it came before, and counts once."""

    ACCEPTED = "accepted"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one operation: its position where the log holds it, the reason where it does not."""

    outcome: Outcome
    position: int | None = None
    refusal: RefusedError | None = None


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of a batch, in its order, and the log's last position after it."""

    verdicts: tuple[Verdict, ...]
    position: int
    epoch: UUID
    athlete: UUID


def athlete_of(user: AbstractBaseUser | AnonymousUser) -> Athlete:
    """Return the athlete that somebody signed in is, made on the first call."""
    assert isinstance(user, User)
    found = Athlete.objects.filter(user=user).first()
    return found if found is not None else Athlete.objects.get_or_create(user=user)[0]


def append(owner: User, sent: Sequence[Sent], *, author: AbstractBaseUser | None) -> Appended:
    """Append operations to the log of `owner`, one after another.

    What is there already counts once, what cannot be is refused. Nothing of it is kept if the process dies before the
    whole batch is on disk, and then nothing was answered either.
    """
    with transaction.atomic():
        locked = _locked(owner)
        batch = _Batch(locked, sent)
        verdicts = tuple(batch.take(one) for one in sent)
        batch.save(author)
    return Appended(verdicts, locked.position, locked.epoch, locked.pk)


def _locked(owner: User) -> Athlete:
    """Return the athlete that `owner` is, whose log nobody else adds to before this transaction ends."""
    mine = Athlete.objects.select_for_update().filter(user=owner)
    found = mine.first()
    if found is None:
        athlete_of(owner)
        found = mine.get()
    return found


class _Batch:
    """The part of a log that one batch touches."""

    def __init__(self, athlete: Athlete, sent: Sequence[Sent]) -> None:
        self._athlete = athlete
        ids = [one.uuid for one in sent]
        self._known = {row.uuid: row for row in Operation.objects.filter(athlete=athlete, uuid__in=ids)}
        self._statements = StatementBatch(athlete, sent)
        sessions = {one.session for one in sent if one.uuid not in self._known and not one.is_statement}
        rows = FoldedSession.objects.filter(athlete=athlete, uuid__in=sessions) if sessions else ()
        self._rows = {row.uuid: row for row in rows}
        self._states = {uuid: SessionState.of(row.state) for uuid, row in self._rows.items()}
        self._new: list[Operation] = []
        self._touched: dict[UUID, None] = {}  # in the order of the operations

    def take(self, sent: Sent) -> Verdict:
        known = self._known.get(sent.uuid)
        if known is not None:
            if (known.kind, known.version, known.body) == (sent.kind, sent.version, sent.body):
                return Verdict(Outcome.KNOWN, known.position)
            return Verdict(Outcome.REFUSED, refusal=_OTHER_CONTENT)
        try:
            self._apply(sent)
        except RefusedError as refusal:
            return Verdict(Outcome.REFUSED, refusal=refusal)
        self._athlete.position += 1
        row = Operation(
            athlete=self._athlete,
            position=self._athlete.position,
            uuid=sent.uuid,
            kind=sent.kind,
            version=sent.version,
            body=sent.body,
        )
        self._known[sent.uuid] = row
        self._new.append(row)
        return Verdict(Outcome.ACCEPTED, row.position)

    def _apply(self, sent: Sent) -> None:
        if sent.is_statement:
            self._statements.apply(sent)
            return
        self._states[sent.session] = applied(self._states.get(sent.session), sent)
        self._touched[sent.session] = None

    def save(self, author: AbstractBaseUser | None) -> None:
        if not self._new:
            return
        for row in self._new:
            row.author_id = None if author is None else author.pk
        Operation.objects.bulk_create(self._new, batch_size=500)
        self._athlete.save(update_fields=["position"])
        new = []
        for uuid in self._touched:
            state = self._states[uuid]
            folded = self._rows.get(uuid)
            if folded is None:
                new.append(_folded(self._athlete, uuid, state))
                continue
            folded.start, folded.is_shown, folded.state = state.start, state.is_shown, state.stored()
            folded.save(update_fields=["start", "is_shown", "state"])
        FoldedSession.objects.bulk_create(new, batch_size=200)
        self._statements.save()
        log_changed.send(Athlete, athlete=self._athlete)


def _folded(athlete: Athlete, uuid: UUID, state: SessionState) -> FoldedSession:
    return FoldedSession(athlete=athlete, uuid=uuid, start=state.start, is_shown=state.is_shown, state=state.stored())


def operations_of(athlete: Athlete, *, since: int = 0) -> Iterable[Sent]:
    """Yield the operations of a log after a position, in the server's order."""
    rows = Operation.objects.filter(athlete=athlete, position__gt=since).order_by("position")
    for row in rows.iterator(chunk_size=1000):
        yield Sent(row.uuid, row.kind, row.version, row.body)


def refold(athlete: Athlete) -> None:
    """Make the folded sessions and the statements of a log anew, from its operations alone."""
    with transaction.atomic():
        locked = Athlete.objects.select_for_update().get(pk=athlete.pk)
        states = fold(operations_of(locked))
        restate(locked, [one for one in operations_of(locked) if one.is_statement])
        FoldedSession.objects.filter(athlete=locked).delete()
        FoldedSession.objects.bulk_create([_folded(locked, *item) for item in states.items()], batch_size=200)


def begin_new_epoch() -> None:
    """Make phones compare their logs anew: they know positions of logs as they were before a restore."""
    for athlete in Athlete.objects.all():
        athlete.epoch = uuid4()
        athlete.save(update_fields=["epoch"])


@contextmanager
def one_moment() -> Iterator[None]:
    """Let all that is read within see the database as it is at one moment; nobody is kept from writing meanwhile."""
    if connection.in_atomic_block:
        yield
        return
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED" if is_sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            cursor.execute("COMMIT")


def training_log(athlete: Athlete) -> Log:
    """Return an athlete's training log as it stands; sessions of one start in the order in which they came."""
    rows = FoldedSession.objects.filter(athlete=athlete, is_shown=True).order_by("pk")
    return log_of(SessionState.of(row.state) for row in rows.iterator(chunk_size=500))
