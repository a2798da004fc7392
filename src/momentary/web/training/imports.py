"""An export file on its way into the log: read, looked at, taken in as operations, and undone by later ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from momentary.exchange import Reading, ReadOptions, Source, read, session_to_object
from momentary.quantities import Clock, Moment, Session
from momentary.web.training.folding import SessionState
from momentary.web.training.log import Outcome, append
from momentary.web.training.models import Athlete, FoldedSession, Import, Operation
from momentary.web.training.operations import VERSION, Sent

LARGEST_FILE = 200_000_000
MOST_FILES = 10
"""How many files of a lifter may lie there at once: whoever may upload could fill the disk."""
_PROBLEMS_KEPT = 40
_SESSIONS_AT_ONCE = 25


class TooManyFilesError(ValueError):
    """As many files of a lifter lie there as may: the fact and the next step."""


def begin(athlete: Athlete, upload: UploadedFile[bytes], *, hand_on: Callable[[Import], object]) -> Import:
    """Keep an uploaded file and return the import that waits to be read.

    Args:
        athlete: Whose log it is for.
        upload: The file.
        hand_on: Called with the import, to have it read: both are kept or neither.

    Raises:
        TooManyFilesError: As many files wait already as may.
    """
    found = Import(athlete=athlete, file_name=Path(upload.name or "export").name[:200])
    # Written before the row: nobody else's set waits for a disk.
    with file_of(found).open("xb") as stream:
        for chunk in upload.chunks():
            stream.write(chunk)
    try:
        with transaction.atomic():
            Athlete.objects.select_for_update().get(pk=athlete.pk)
            if _count_files(athlete) >= MOST_FILES:
                raise TooManyFilesError(
                    f"{MOST_FILES} of your files wait already. Take them in, or forget some, first."
                )
            found.save(force_insert=True)
            hand_on(found)
    except BaseException:
        file_of(found).unlink(missing_ok=True)
        raise
    return found


def _count_files(athlete: Athlete) -> int:
    gone = (Import.Status.TAKEN, Import.Status.UNDONE)
    return sum(file_of(one).exists() for one in Import.objects.filter(athlete=athlete).exclude(status__in=gone))


def file_of(one: Import) -> Path:
    """Return where the uploaded file lies until it is taken in."""
    folder: Path = settings.FOLDER.uploads
    return folder / f"import-{one.pk}"


def look(one: Import) -> None:
    """Read the file and keep what was found, decided and not readable; nothing goes into the log."""
    reading = _read(one)
    new = list(_new_sessions(one, reading))
    sets = sum(len(session.sets) for _, session in new)
    log = reading.log
    one.report = {
        "format": reading.format,
        "decisions": [str(decision) for decision in reading.decisions],
        "problems": [str(problem) for problem in reading.problems[:_PROBLEMS_KEPT]],
        "more_problems": max(0, len(reading.problems) - _PROBLEMS_KEPT),
        "rows": {str(kind): count for kind, count in reading.rows.items()},
        "sessions": len(log),
        "sets": log.count_sets(),
        "new_sessions": len(new),
        "new_sets": sets,
        "first": str(log.sessions[0].start.date) if len(log) else None,
        "last": str(log.sessions[-1].start.date) if len(log) else None,
    }
    one.done = one.total = len(log)
    one.save(update_fields=["report", "done", "total"])


def take_in(one: Import) -> None:
    """Append the new sessions of the file to the log. A second time, after a crash, nothing is doubled."""
    new = list(_new_sessions(one, _read(one)))
    one.total, one.done = len(new), 0
    one.save(update_fields=["total", "done"])
    operations = [imported(one.pk, index, session) for index, session in new]
    taken = _append_all(one, operations)
    one.report = {**one.report, "taken_sessions": taken}
    one.save(update_fields=["report"])


def undo(one: Import) -> None:
    """Void the sets that came with this import; a session stays where somebody logged another set into it."""
    brought = list(_brought(one).order_by("position").values_list("body", flat=True))
    one.total, one.done = len(brought), 0
    one.save(update_fields=["total", "done"])
    for first in range(0, len(brought), _SESSIONS_AT_ONCE):
        chunk = brought[first : first + _SESSIONS_AT_ONCE]
        # One transaction: no set comes between the look at a session and its voiding.
        with transaction.atomic():
            Athlete.objects.select_for_update().get(pk=one.athlete_id)
            rows = FoldedSession.objects.filter(athlete=one.athlete, uuid__in=[body["session"] for body in chunk])
            states = {str(row.uuid): SessionState.of(row.state) for row in rows}
            voidings = [void for body in chunk for void in _voidings(one, body, states[body["session"]])]
            append(one.athlete.user, voidings, author=one.athlete.user)
        one.done = first + len(chunk)
        one.save(update_fields=["done"])


def can_take(one: Import) -> bool:
    """Whether the file can be taken in: it was read, or taking it in failed and it is still there."""
    failed = one.status == Import.Status.FAILED and one.report.get("failed_while") == Import.Status.TAKING
    return one.status == Import.Status.READ or (failed and file_of(one).exists())


def can_undo(one: Import) -> bool:
    """Whether there is something to take back."""
    return one.status == Import.Status.TAKEN or (one.status == Import.Status.FAILED and has_taken(one))


def has_taken(one: Import) -> bool:
    """Whether any of the file is in the log."""
    return _brought(one).exists()


def _brought(one: Import) -> QuerySet[Operation]:
    return Operation.objects.filter(athlete=one.athlete, kind="session.imported", body__import=str(one.pk))


def _voidings(one: Import, brought: dict[str, Any], state: SessionState) -> list[Sent]:
    session, mine = brought["session"], {each["set"] for each in brought["sets"]}
    if all(each.uuid in mine for each in state.living):
        body = {"session": session}
        return [] if state.is_voided else [Sent(uuid5(one.pk, f"undo/{session}"), "session.voided", VERSION, body)]
    return [
        Sent(uuid5(one.pk, f"undo/{each.uuid}"), "set.voided", VERSION, {"session": session, "set": each.uuid})
        for each in state.living
        if each.uuid in mine
    ]


def _read(one: Import) -> Reading:
    return read(Source(file_of(one), name=one.file_name), options=ReadOptions(progress=_progress(one)))


def _progress(one: Import) -> Callable[[int], None]:
    def tell(rows: int) -> None:
        one.done = rows
        one.save(update_fields=["done"])

    return tell


def _new_sessions(one: Import, reading: Reading) -> Iterator[tuple[int, Session]]:
    """Yield the sessions that the log does not have, with their number in the file."""
    rows = FoldedSession.objects.filter(athlete=one.athlete, is_shown=True).only("state").order_by("pk")
    states = (SessionState.of(row.state) for row in rows.iterator(chunk_size=500))
    # What this import took in before it was cut off comes again under the same ids, and counts once.
    others = (state.session() for state in states if state.import_uuid != str(one.pk))
    known = {_start_key(session.start) for session in others if session is not None}
    for index, session in enumerate(reading.log.sessions):
        if _start_key(session.start) not in known:
            yield index, session


def _start_key(start: Moment) -> tuple[object, ...]:
    """Sessions that began in the same minute by the wall are one, as are two of a day without times."""
    return (start.clock is Clock.DATE_ONLY, start.wall.replace(second=0, microsecond=0))


def imported(source: UUID, index: int, session: Session) -> Sent:
    """Return the operation that takes a session of a file in; the same session of the same source has the same ids.

    Args:
        source: The import's id.
        index: Number of the session in the file.
        session: The session.
    """
    value = _storable(session_to_object(session))
    uuid = uuid5(source, f"session/{index}")
    sets = [{"set": str(uuid5(uuid, str(number))), "value": each} for number, each in enumerate(value.pop("sets"))]
    body = {"session": str(uuid), "value": value, "sets": sets, "import": str(source)}
    return Sent(uuid5(source, f"operation/{index}"), "session.imported", VERSION, body)


def _append_all(one: Import, operations: list[Sent]) -> int:
    taken = 0
    for first in range(0, len(operations), _SESSIONS_AT_ONCE):
        chunk = operations[first : first + _SESSIONS_AT_ONCE]
        verdicts = append(one.athlete.user, chunk, author=one.athlete.user).verdicts
        taken += sum(verdict.outcome is not Outcome.REFUSED for verdict in verdicts)
        one.done = first + len(chunk)
        one.save(update_fields=["done"])
    return taken


def _storable(value: Any) -> Any:
    """Return JSON values with characters that no database holds replaced by the sign for one."""
    if isinstance(value, str):
        clean = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
        return clean.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {key: _storable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(one) for one in value]
    return value
