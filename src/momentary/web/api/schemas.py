"""What goes over the wire, field by field, with units; times are ISO 8601."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import WithJsonSchema

# The document puts the published schema of momentary-log/1 in the place of these.
LogSession = Annotated[dict[str, Any], WithJsonSchema({"type": "object", "x-momentary-log": "session_attributes"})]
LogSet = Annotated[dict[str, Any], WithJsonSchema({"type": "object", "x-momentary-log": "set"})]
Free = dict[str, Any]
NextPage = Annotated[str | None, Field(description="Send it as `after` for the next page; null at the end.")]


class Fault(Schema):
    """A problem, in three parts."""

    place: str = Field(description="Where: a part of the request, or a pointer into its body.")
    fact: str = Field(description="What stands there, and why it cannot be.")
    next_step: str = Field(description="What to do.")


class Problem(Fault):
    """An error (RFC 9457, `application/problem+json`)."""

    type: str = Field(description="Always `about:blank`: the status says the kind.")
    title: str = Field(description="HTTP's name of the status.")
    status: int = Field(description="HTTP's status.")
    detail: str = Field(description="The fact again, where RFC 9457 wants it.")
    more: list[Fault] = Field(default_factory=list, description="Other problems of the same request.")


class Me(Schema):
    """Who asks."""

    email: str
    name: str
    athlete: UUID = Field(description="The own log's athlete.")
    scopes: list[str] = Field(description="What this token may do; all scopes for a signed-in browser.")
    expires_at: datetime | None = Field(description="When the token expires; null: never, or no token.")


class AthleteOut(Schema):
    """A lifter whose log one may read."""

    id: UUID
    name: str = Field(description="How they are called here.")
    is_me: bool
    log: UUID = Field(description="The log's epoch: it changes when a backup is restored.")
    position: int = Field(description="Number of the log's last operation, from 0.")


class Athletes(Schema):
    """Lifters."""

    items: list[AthleteOut]


class SetOut(Schema):
    """A set of the log."""

    session: UUID
    set: UUID
    start: str = Field(description="Start of its session by the wall, ISO 8601 without a zone.")
    value: LogSet


class SetsPage(Schema):
    """Sets, those of the latest session first."""

    items: list[SetOut]
    next: NextPage


class NumberedSet(Schema):
    """A set with its id."""

    set: UUID
    value: LogSet


class SessionOut(Schema):
    """A session of the log; what was voided is not there."""

    session: UUID
    start: str = Field(description="Start by the wall, ISO 8601 without a zone.")
    is_finished: bool = Field(description="Whether the lifter said that it is over; imported ones are.")
    imported_by: UUID | None = Field(description="The import that brought it; null where it was logged.")
    value: LogSession = Field(description="Its attributes; its sets stand beside.")
    sets: list[NumberedSet] = Field(description="Its sets in their order.")


class SessionsPage(Schema):
    """Sessions, the latest first."""

    items: list[SessionOut]
    next: NextPage


class Push(Schema):
    """Operations to append, at most 500."""

    operations: list[Any] = Field(
        description="Operations, each judged by itself; one looks as `GET /operations` tells it, without `position`.",
        max_length=500,
    )


class Result(Schema):
    """What became of an operation."""

    id: str | None = Field(description="Its id; null where it had none.")
    status: str = Field(description="`accepted`, `known` (it was there before) or `refused`.")
    position: int | None = Field(default=None, description="Its number in the log.")
    problem: Fault | None = Field(default=None, description="Why it was refused.")


class Pushed(Schema):
    """What became of a push."""

    log: UUID = Field(description="The log's epoch.")
    position: int = Field(description="The log's last position.")
    results: list[Result] = Field(description="In the order of the operations.")


class OperationOut(Schema):
    """An operation of the log."""

    position: int = Field(description="Its number in the log, from 1.")
    id: UUID
    kind: str
    version: int = Field(description="Version of the body: 1.")
    body: Free


class Operations(Schema):
    """Operations after a position."""

    log: UUID = Field(description="The log's epoch.")
    position: int = Field(description="Where this page ends: the `since` of the next.")
    more: bool = Field(description="Whether there are more.")
    operations: list[OperationOut]


class ImportOut(Schema):
    """An export file on its way into the log."""

    id: UUID
    file_name: str
    status: str = Field(description="waiting, reading, read, taking, taken, undoing, undone or failed.")
    done: int = Field(description="Rows or sessions worked on so far.")
    total: int = Field(description="How many there are; 0 before that is known.")
    can_take: bool = Field(description="Whether it can be taken into the log now.")
    can_undo: bool = Field(description="Whether it can be taken back now.")
    created_at: datetime = Field(description="When it was uploaded, UTC.")
    report: Free = Field(description="What was found and decided: format, sessions, sets, problems.")


class ImportsPage(Schema):
    """Imports, the latest first."""

    items: list[ImportOut]
    next: NextPage


class TokenOut(Schema):
    """A token, without its key."""

    id: UUID
    name: str
    hint: str = Field(description="The first characters of its key.")
    scopes: list[str]
    made_at: datetime = Field(description="When it was made, UTC.")
    expires_at: datetime | None = Field(description="null: never.")
    used_at: datetime | None = Field(description="When it was last used, to the hour; null: never.")
    is_this: bool = Field(description="Whether this request came with it.")


class Tokens(Schema):
    """Tokens."""

    items: list[TokenOut]
