"""The operations of a log: their kinds, their bodies, and what makes one unreadable.

Version 1. A body names its session; a set is named by its session and its own id. What a lifter states beside the
sets (check-ins, corrections) has no session: it is named by the id of the operation that logged it. Values are
objects of momentary-log/1. An amendment carries the whole new value, never a difference, so that two cannot mix.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from momentary.exchange import UnreadablePartError, session_from_object, set_from_object
from momentary.quantities import Session
from momentary.web.training.statements import check_in_of, feeling_of

VERSION = 1
_LONGEST_TIME = 40
_UPDATE = "Update the server: it is older than the app that sent this."
_RESEND = "Correct it and send it again under a new id."
_ANY_SET = {"segments": [{"exercise": "any"}]}
KINDS: Mapping[str, frozenset[str]] = {
    "session.started": frozenset({"session", "value"}),
    "session.amended": frozenset({"session", "value"}),
    "session.finished": frozenset({"session", "duration_s"}),
    "session.voided": frozenset({"session"}),
    "session.imported": frozenset({"session", "value", "sets", "import"}),
    "set.logged": frozenset({"session", "set", "value"}),
    "set.amended": frozenset({"session", "set", "value"}),
    "set.voided": frozenset({"session", "set"}),
    "check_in.logged": frozenset({"value"}),
    "check_in.voided": frozenset({"check_in"}),
    "correction.logged": frozenset({"value"}),
    "correction.voided": frozenset({"correction"}),
}
_STATED = {"check_in": check_in_of, "correction": feeling_of}


class RefusedError(ValueError):
    """An operation that the log does not take: where, why, and what to do. It stays in the outbox that sent it."""

    def __init__(self, place: str, fact: str, next_step: str) -> None:
        """Keep the parts."""
        super().__init__(f"{place}: {fact} {next_step}")
        self.place = place
        self.fact = fact
        self.next_step = next_step

    def problem(self) -> dict[str, str]:
        """Return the parts as they go over the wire."""
        return {"place": self.place, "fact": self.fact, "next_step": self.next_step}


@dataclass(frozen=True, slots=True)
class Sent:
    """An operation as a device sent it, readable by itself.

    Args:
        uuid: The device's random id of it.
        kind: What happened: a key of KINDS.
        version: Version of the body's format.
        body: What it says.
    """

    uuid: UUID
    kind: str
    version: int
    body: dict[str, Any]

    @property
    def subject(self) -> str:
        """What it is about: session, set, check_in or correction."""
        return self.kind.partition(".")[0]

    @property
    def is_statement(self) -> bool:
        """Whether it is about what the lifter states, and so about no session."""
        return self.subject in _STATED

    @property
    def session(self) -> UUID:
        """The session that it is about; statements have none."""
        return UUID(self.body["session"])

    @property
    def stated(self) -> UUID:
        """The id of the statement that it makes or voids."""
        return self.uuid if self.kind.endswith(".logged") else UUID(self.body[self.subject])


def read_operation(value: object) -> Sent:
    """Return the operation that an object from the wire says.

    Raises:
        RefusedError: It says none that this server knows.
    """
    if not isinstance(value, dict):
        raise RefusedError("", "It is not an object.", _RESEND)
    _no_unstorable_text(value, "")
    uuid, kind, version, body = _uuid(value, "id", ""), value.get("kind"), value.get("version"), value.get("body")
    if not isinstance(kind, str) or kind not in KINDS:
        raise RefusedError("/kind", f"No operation is called {_shown(kind)}.", _UPDATE)
    if isinstance(version, bool) or version != VERSION:
        raise RefusedError("/version", f"This server reads version {VERSION}, not {_shown(version)}.", _UPDATE)
    if not isinstance(body, dict):
        raise RefusedError("/body", "The body is not an object.", _RESEND)
    try:
        _check_body(kind, body)
    except UnreadablePartError as error:
        raise RefusedError(error.place, error.fact, error.next_step) from None
    return Sent(uuid, kind, VERSION, body)


def _check_body(kind: str, body: dict[str, Any]) -> None:
    for key in body:
        if key not in KINDS[kind]:
            raise RefusedError(f"/body/{key[:40]}", f"{kind} has no part of that name.", _UPDATE)
    subject, _, verb = kind.partition(".")
    if subject in _STATED:
        _check_statement(subject, verb, body)
        return
    _uuid(body, "session", "/body")
    if kind.startswith("set."):
        _uuid(body, "set", "/body")
    if kind in ("set.logged", "set.amended"):
        set_from_object(body.get("value"), place="/body/value")
    if kind in ("session.started", "session.amended", "session.imported"):
        _check_session(body.get("value"))
    if kind == "session.imported":
        _uuid(body, "import", "/body")
        _check_imported_sets(body.get("sets"))
    if kind == "session.finished" and "duration_s" in body:
        _check_session({"start": {"wall": "2000-01-01", "clock": "date_only"}, "duration_s": body["duration_s"]})


def _check_statement(subject: str, verb: str, body: dict[str, Any]) -> None:
    if verb == "voided":
        _uuid(body, subject, "/body")
        return
    _STATED[subject](body.get("value"), "/body/value")


def _check_session(value: object) -> None:
    if not isinstance(value, dict):
        raise RefusedError("/body/value", "The value is not an object.", _RESEND)
    if "sets" in value:
        raise RefusedError("/body/value/sets", "Sets are operations of their own.", _RESEND)
    _check_length_of_start(value)
    read_attributes(value, place="/body/value")


def read_attributes(value: Mapping[str, Any], *, place: str = "") -> Session:
    """Return what holds for a whole session, its sets being operations of their own: one stands there for them.

    Raises:
        UnreadablePartError: It says none.
    """
    return session_from_object({**value, "sets": [_ANY_SET]}, place=place)


def _check_length_of_start(value: dict[str, Any]) -> None:
    start = value.get("start")
    wall = start.get("wall") if isinstance(start, dict) else None
    if isinstance(wall, str) and len(wall) > _LONGEST_TIME:
        fact = f"{_shown(wall)} has {len(wall)} characters, more than any time."
        raise RefusedError("/body/value/start/wall", fact, "Write it like 2026-01-05T18:00:00.")


def _check_imported_sets(value: object) -> None:
    if not isinstance(value, list) or not value:
        raise RefusedError("/body/sets", "An imported session needs a list of sets.", _RESEND)
    seen = set()
    for index, one in enumerate(value):
        place = f"/body/sets/{index}"
        if not isinstance(one, dict) or set(one) != {"set", "value"}:
            raise RefusedError(place, "It is not an object of a set's id and value.", _RESEND)
        uuid = _uuid(one, "set", place)
        if uuid in seen:
            raise RefusedError(f"{place}/set", f"The id {uuid} stands there twice.", _RESEND)
        seen.add(uuid)
        set_from_object(one["value"], place=f"{place}/value")


def _uuid(members: Mapping[str, Any], name: str, place: str) -> UUID:
    """Return an id; only the usual spelling in small letters is one, so that equal ids are equal texts."""
    value = members.get(name)
    if isinstance(value, str):
        try:
            found = UUID(value)
        except ValueError:
            found = None
        if found is not None and str(found) == value:
            return found
    raise RefusedError(f"{place}/{name}", f"{_shown(value)} is not a UUID in small letters.", _RESEND)


def _no_unstorable_text(value: object, place: str) -> None:
    """Refuse text that not every database can hold: NUL, and halves of surrogate pairs."""
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise RefusedError(place, "The text holds a character that is none (NUL or half a pair).", _RESEND)
    elif isinstance(value, dict):
        for key, one in value.items():
            _no_unstorable_text(key, place)
            _no_unstorable_text(one, f"{place}/{key[:40]}")
    elif isinstance(value, list):
        for index, one in enumerate(value):
            _no_unstorable_text(one, f"{place}/{index}")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
