"""An export file on its way into the log: read, looked at, taken in as operations, and undone by later ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid5

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from momentary.exchange import Reading, ReadOptions, Source, read, session_to_object
from momentary.quantities import Clock, Moment, Session
from momentary.web.training.folding import SessionState
from momentary.web.training.log import Outcome, append, training_log
from momentary.web.training.models import Athlete, FoldedSession, Import
from momentary.web.training.operations import VERSION, Sent

LARGEST_FILE = 200_000_000
_PROBLEMS_KEPT = 40
_SESSIONS_AT_ONCE = 25


def begin(athlete: Athlete, upload: UploadedFile[bytes]) -> Import:
    """Keep an uploaded file and return the import that waits to be read."""
    found = Import(athlete=athlete, file_name=Path(upload.name or "export").name[:200])
    # Written before the row: nobody else's set waits for a disk.
    with file_of(found).open("xb") as stream:
        for chunk in upload.chunks():
            stream.write(chunk)
    found.save(force_insert=True)
    return found


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
    operations = [_operation(one, index, session) for index, session in new]
    taken = _append_all(one, operations)
    one.report = {**one.report, "taken_sessions": taken}
    one.save(update_fields=["report"])


def undo(one: Import) -> None:
    """Void the sessions that came with this import, as they stand."""
    rows = FoldedSession.objects.filter(athlete=one.athlete, is_shown=True).only("uuid", "state").order_by("pk")
    mine = [row.uuid for row in rows.iterator(chunk_size=500) if SessionState.of(row.state).import_uuid == str(one.pk)]
    one.total, one.done = len(mine), 0
    one.save(update_fields=["total", "done"])
    voidings = [Sent(uuid5(one.pk, f"undo/{uuid}"), "session.voided", VERSION, {"session": str(uuid)}) for uuid in mine]
    _append_all(one, voidings)


def _read(one: Import) -> Reading:
    return read(Source(file_of(one), name=one.file_name), options=ReadOptions(progress=_progress(one)))


def _progress(one: Import) -> Callable[[int], None]:
    def tell(rows: int) -> None:
        one.done = rows
        one.save(update_fields=["done"])

    return tell


def _new_sessions(one: Import, reading: Reading) -> Iterator[tuple[int, Session]]:
    """Yield the sessions that the log does not have, with their number in the file."""
    known = {_start_key(session.start) for session in training_log(one.athlete).sessions}
    for index, session in enumerate(reading.log.sessions):
        if _start_key(session.start) not in known:
            yield index, session


def _start_key(start: Moment) -> tuple[object, ...]:
    """Sessions that began in the same minute by the wall are one, as are two of a day without times."""
    return (start.clock is Clock.DATE_ONLY, start.wall.replace(second=0, microsecond=0))


def _operation(one: Import, index: int, session: Session) -> Sent:
    value = _storable(session_to_object(session))
    uuid = uuid5(one.pk, f"session/{index}")
    sets = [{"set": str(uuid5(uuid, str(number))), "value": each} for number, each in enumerate(value.pop("sets"))]
    body = {"session": str(uuid), "value": value, "sets": sets, "import": str(one.pk)}
    return Sent(uuid5(one.pk, f"operation/{index}"), "session.imported", VERSION, body)


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
