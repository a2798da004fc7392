"""The training log and what belongs to it, for a lifter's archive and their farewell."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from momentary.exchange import write
from momentary.web.accounts.models import User
from momentary.web.accounts.parting import Belongings, Part, json_lines_part, json_part
from momentary.web.training.imports import file_of
from momentary.web.training.log import training_log
from momentary.web.training.models import Athlete, FoldedSession, Import, Operation, PlanWish, Preferences

_PIECE = 1 << 16


def parts(user: User) -> Iterator[Part]:
    """Yield the log as a file, the operations that it adds up from, preferences, and what was uploaded."""
    athlete = Athlete.objects.filter(user=user).first()
    if athlete is None:
        return
    yield Part("log.json", "Your training log, momentary-log/1: what another momentary reads.", _log(athlete))
    yield json_lines_part(
        "operations.jsonl", "Every operation on your log in its order, voided ones too.", _rows(athlete)
    )
    told = Preferences.objects.filter(athlete=athlete).values().first()
    yield json_part("preferences.json", "Units, gym, days and how the screen behaves.", told)
    wish = PlanWish.objects.filter(athlete=athlete).values().first()
    yield json_part("plan.json", "What you want of the coming week, where it differs from that.", wish)
    imports = list(Import.objects.filter(athlete=athlete))
    fields = ("id", "file_name", "status", "report", "created_at")
    listed = [{name: getattr(one, name) for name in fields} for one in imports]
    yield json_part("imports.json", "The files that you uploaded, and what was found in each.", listed)
    for one in imports:
        if file_of(one).exists():
            name = f"uploads/{one.pk}/{Path(one.file_name).name or 'export'}"
            yield Part(name, "A file that you uploaded and that is not taken in yet.", _pieces(file_of(one)))


def belongings(user: User) -> Belongings:
    """Return the uploaded files, and the ids by which tasks know the log and its imports."""
    imports = list(Import.objects.filter(athlete__user=user))
    athletes = Athlete.objects.filter(user=user).values_list("pk", flat=True)
    return Belongings(tuple(file_of(one) for one in imports), (*athletes, *(one.pk for one in imports)))


def counts(user: User) -> Iterator[tuple[str, int]]:
    """Yield how much of the log there is."""
    yield _("sessions"), FoldedSession.objects.filter(athlete__user=user, is_shown=True).count()
    yield _("operations of your log"), Operation.objects.filter(athlete__user=user).count()
    yield _("uploaded files"), Import.objects.filter(athlete__user=user).count()


def _log(athlete: Athlete) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "log.json"
        write(training_log(athlete), file, format_name="momentary")
        yield from _pieces(file)


def _rows(athlete: Athlete) -> Iterator[dict[str, object]]:
    rows = Operation.objects.filter(athlete=athlete).order_by("position")
    for row in rows.values("position", "uuid", "kind", "version", "body", "received_at").iterator(chunk_size=1000):
        yield {"id": row["uuid"], **{name: value for name, value in row.items() if name != "uuid"}}


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece
