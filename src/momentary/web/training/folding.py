"""From operations to sessions: what is true after all of them, in the server's order.

A voided fact stays in the state, marked; nothing brings it back. Voiding a session voids the sets that it has by then:
a set that another device logged meanwhile, and that comes in later, is not lost with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from momentary.exchange import session_from_object
from momentary.quantities import Log, Moment, Session
from momentary.web.training.operations import RefusedError, Sent, read_attributes

GOES_ON_FOR = timedelta(hours=4)
"""A session that nobody finished goes on for so long after its beginning, and is over then; a judgement."""


@dataclass(slots=True)
class SetState:
    """A set with its latest value, voided or not."""

    uuid: str
    value: dict[str, Any]
    is_voided: bool = False


@dataclass(slots=True)
class SessionState:
    """A session with its latest attributes and all sets that it ever had, in the order of their coming."""

    value: dict[str, Any]
    sets: dict[str, SetState] = field(default_factory=dict)
    is_voided: bool = False
    is_finished: bool = False
    import_uuid: str | None = None

    @classmethod
    def of(cls, stored: dict[str, Any]) -> SessionState:
        """Return the state that `stored` holds."""
        sets = {one["set"]: SetState(one["set"], one["value"], one["is_voided"]) for one in stored["sets"]}
        return cls(stored["value"], sets, stored["is_voided"], stored["is_finished"], stored["import"])

    def stored(self) -> dict[str, Any]:
        """Return the state as JSON holds it."""
        sets = [{"set": one.uuid, "value": one.value, "is_voided": one.is_voided} for one in self.sets.values()]
        return {
            "value": self.value,
            "sets": sets,
            "is_voided": self.is_voided,
            "is_finished": self.is_finished,
            "import": self.import_uuid,
        }

    @property
    def living(self) -> list[SetState]:
        """The sets that are not voided."""
        return [one for one in self.sets.values() if not one.is_voided]

    @property
    def is_shown(self) -> bool:
        """Whether anything of it is not voided."""
        return not self.is_voided or bool(self.living)

    @property
    def start(self) -> str:
        """The wall time of its start, in the one spelling of ISO 8601 that sorts by time."""
        return datetime.fromisoformat(self.value["start"]["wall"]).isoformat()

    @property
    def began(self) -> Moment:
        """When it began, with its clock and zone."""
        return read_attributes(self.value).start

    def goes_on(self, wall: datetime) -> bool:
        """Whether it goes on at a time by the lifter's wall: nobody finished it, and it is not long ago."""
        if self.is_finished:
            return False
        began = self.began
        # A phone's clock may run ahead.
        return not began.is_date_only and abs(wall - began.wall) <= GOES_ON_FOR

    def session(self) -> Session | None:
        """Return the session in the words of the log; None where it has no set that is not voided."""
        living = [one.value for one in self.living]
        return session_from_object({**self.value, "sets": living}) if living else None


def applied(state: SessionState | None, sent: Sent) -> SessionState:
    """Return the session after one more operation; `state` itself is used up.

    Raises:
        RefusedError: The operation is on a session or set that is not there, or makes one that is.
    """
    subject, _, verb = sent.kind.partition(".")
    if verb in ("started", "imported"):
        return _begun(state, sent)
    if state is None:
        fact = f"The log has no session {sent.body['session']}."
        raise RefusedError("/body/session", fact, "Push the operation that starts it first.")
    if subject == "session":
        return _changed(state, sent, verb)
    uuid = sent.body["set"]
    one = state.sets.get(uuid)
    if verb == "logged":
        if one is not None:
            fact = f"The session has a set {uuid} already."
            raise RefusedError(
                "/body/set", fact, "Send a set.amended to change it, or give the new set an id of its own."
            )
        state.sets[uuid] = SetState(uuid, sent.body["value"])
        return state
    if one is None:
        raise RefusedError("/body/set", f"The session has no set {uuid}.", "Push the operation that logs it first.")
    if verb == "amended":
        one.value = sent.body["value"]
    else:
        one.is_voided = True
    return state


def _begun(state: SessionState | None, sent: Sent) -> SessionState:
    if state is not None:
        fact = f"The log has a session {sent.body['session']} already."
        raise RefusedError(
            "/body/session", fact, "Send a session.amended to change it, or give the new one its own id."
        )
    sets = {one["set"]: SetState(one["set"], one["value"]) for one in sent.body.get("sets", ())}
    is_imported = sent.kind == "session.imported"
    return SessionState(
        sent.body["value"], sets, is_finished=is_imported, import_uuid=sent.body["import"] if is_imported else None
    )


def _changed(state: SessionState, sent: Sent, verb: str) -> SessionState:
    if verb == "amended":
        state.value = sent.body["value"]
    elif verb == "finished":
        state.is_finished = True
        if "duration_s" in sent.body:
            state.value = {**state.value, "duration_s": sent.body["duration_s"]}
    else:
        state.is_voided = True
        for one in state.sets.values():
            one.is_voided = True
    return state


def fold(operations: Iterable[Sent]) -> dict[UUID, SessionState]:
    """Return every session after all operations, in their order; what the lifter states beside them is left aside."""
    states: dict[UUID, SessionState] = {}
    for sent in operations:
        if sent.is_statement:
            continue
        states[sent.session] = applied(states.get(sent.session), sent)
    return states


def log_of(states: Iterable[SessionState]) -> Log:
    """Return the training log of these sessions, without what is voided."""
    return Log.of(session for session in (state.session() for state in states) if session is not None)
