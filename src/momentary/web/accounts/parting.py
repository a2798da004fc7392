"""What goes with somebody who leaves: an archive of everything the server knows of them, and then all of it.

Each layer says what it has. The setting PARTING names the module that lists all of them (PARTS, BELONGINGS, COUNTS), so
that this module knows no layer above its own.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from momentary.web.accounts.models import Export, User
from momentary.web.accounts.sessions import end_sessions_of
from momentary.web.accounts.waiting_mail import forget_mail_to

KEPT = timedelta(days=7)
_READ_ME = "README.txt"


class OwnerStaysError(RuntimeError):
    """The owner of a server cannot leave it without one."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the archive.

    Args:
        name: Its name there.
        about: What it is, in a sentence, for whoever opens the archive.
        content: Its bytes, a piece at a time.
    """

    name: str
    about: str
    content: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Belongings:
    """What is somebody's beyond the rows that lead to them.

    Args:
        files: Files on the disk.
        ids: Ids that tasks of theirs name.
    """

    files: tuple[Path, ...] = ()
    ids: tuple[UUID, ...] = ()


def file_of(one: Export) -> Path:
    """Return where an archive lies."""
    folder: Path = settings.FOLDER.uploads
    return folder / f"export-{one.pk}.zip"


def ask_for_export(user: User, *, hand_on: Callable[[Export], object]) -> Export:
    """Return a new export that waits for the worker, or the one that waits already; older ones go.

    Args:
        user: Whose it is.
        hand_on: Called with the export, to have it made: both are kept or neither.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        for one in Export.objects.filter(user=user):
            if one.is_busy:
                return one
            drop(one)
        made = Export.objects.create(user=user)
        hand_on(made)
    return made


def drop(one: Export) -> None:
    """Delete an archive."""
    file = file_of(one)
    one.delete()
    file.unlink(missing_ok=True)


def drop_old() -> None:
    """Delete the archives that nobody fetched in time."""
    for one in Export.objects.filter(created_at__lt=timezone.now() - KEPT):
        drop(one)


def write_archive(one: Export, *, progress: Callable[[int], None]) -> None:
    """Write the archive of an export, whole or not at all.

    Args:
        one: The export.
        progress: Told how many files are in it so far.
    """
    target = file_of(one)
    unfinished = target.with_suffix(".part")
    about = []
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, part in enumerate(all_parts(one.user), start=1):
                with archive.open(zipfile.ZipInfo(part.name, _now()), "w", force_zip64=True) as stream:
                    for piece in part.content:
                        stream.write(piece)
                about.append(f"{part.name}\n    {part.about}\n")
                progress(number)
            archive.writestr(zipfile.ZipInfo(_READ_ME, _now()), _read_me(about))
        unfinished.chmod(0o600)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def all_parts(user: User) -> Iterator[Part]:
    """Yield every file of somebody's archive."""
    for parts in _of_all_layers().PARTS:
        yield from parts(user)


def _now() -> tuple[int, int, int, int, int, int]:
    now = timezone.localtime()
    return (now.year, now.month, now.day, now.hour, now.minute, now.second)


def _read_me(about: list[str]) -> str:
    head = f"Everything that this momentary server knew of you on {timezone.now():%Y-%m-%d %H:%M} UTC.\n"
    formats = (
        "All files are JSON, JSON lines or what you uploaded yourself. docs/formats.md of momentary documents them.\n"
    )
    return "\n".join([head, formats, *about])


def json_part(name: str, about: str, content: object) -> Part:
    """Return a part that is a JSON document."""
    return Part(name, about, [json.dumps(content, ensure_ascii=False, indent=1, default=str).encode()])


def json_lines_part(name: str, about: str, rows: Iterable[dict[str, Any]]) -> Part:
    """Return a part that has one JSON object a line."""
    return Part(name, about, (json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n" for row in rows))


def _of_all_layers() -> Any:
    return import_module(settings.PARTING)


def what_goes(user: User) -> list[tuple[str, int]]:
    """Return what would be deleted with an account, and how much of it there is."""
    return [found for counts in _of_all_layers().COUNTS for found in counts(user) if found[1]]


def delete_account(user: User) -> None:
    """Delete an account with everything of it: rows, files, waiting tasks, sessions, mail that was not sent.

    Raises:
        OwnerStaysError: They own the server.
    """
    with transaction.atomic():
        found = User.objects.select_for_update().get(pk=user.pk)
        if found.is_owner:
            raise OwnerStaysError("You own this server. Hand it over to another member first.")
        belongings = [belonging(found) for belonging in _of_all_layers().BELONGINGS]
        ids = {str(one) for each in belongings for one in each.ids}
        tasks = DBTaskResult.objects.values_list("pk", "args_kwargs").iterator()
        theirs = [pk for pk, given in tasks if any(one in json.dumps(given) for one in ids)]
        for first in range(0, len(theirs), 500):
            DBTaskResult.objects.filter(pk__in=theirs[first : first + 500]).delete()
        end_sessions_of(found)
        email = found.email
        found.delete()
    # Only now: had the database refused, the files would be missing.
    for each in belongings:
        for file in each.files:
            file.unlink(missing_ok=True)
    forget_mail_to(email)
