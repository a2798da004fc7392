"""Check-ins from a file: sleep, soreness and motivation, a line each.

A CSV with the columns time, kind, muscle and value, where kind is sleep (hours), motivation (0 to 10) or soreness (0 to
10, of a muscle). Lines of the same time are one check-in.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from momentary.exchange.reading import UnreadableFileError
from momentary.quantities import CheckIn, ImpossibleValueError, Muscle

COLUMNS = ("time", "kind", "muscle", "value")
"""The columns of a file of check-ins."""

_KINDS = ("sleep", "motivation", "soreness")
_REMEDY = "Fix the line, or leave it out."


def read_check_ins(file: Path) -> tuple[CheckIn, ...]:
    """Return the check-ins of a file, in order of time.

    Raises:
        UnreadableFileError: There is no such file, it has other columns, or a line cannot be read; it says where.
    """
    told: dict[datetime, dict[str, float]] = {}
    sore: dict[datetime, dict[Muscle, float]] = {}
    for line, at, kind, muscle, value in _lines(file):
        if kind == "soreness":
            sore.setdefault(at, {})[_muscle(file, line, muscle)] = value
        else:
            told.setdefault(at, {})[kind] = value
    found = []
    for at in sorted({*told, *sore}):
        values = told.get(at, {})
        try:
            found.append(CheckIn(at, values.get("sleep"), values.get("motivation"), sore.get(at, {})))
        except ImpossibleValueError as error:
            raise UnreadableFileError(str(file), f"Check-in of {at:%Y-%m-%d %H:%M}: {error}", _REMEDY) from None
    return tuple(found)


def _lines(file: Path) -> Iterator[tuple[int, datetime, str, str, float]]:
    """Yield line, time, kind, muscle and value."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(str(file), f"It cannot be read ({error}).", "Name a CSV of check-ins.") from None
    rows = csv.DictReader(text.splitlines())
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        fact = f'It has no column "{missing[0]}".'
        raise UnreadableFileError(str(file), fact, f"A file of check-ins has {', '.join(COLUMNS)}.")
    for row in rows:
        line = rows.line_num
        kind = (row["kind"] or "").strip().casefold()
        if kind not in _KINDS:
            fact = f"'{row['kind']}' is no kind of check-in ({', '.join(_KINDS)})."
            raise UnreadableFileError(str(file), fact, _REMEDY, line=line)
        try:
            at = datetime.fromisoformat((row["time"] or "").strip()).replace(tzinfo=None)
            value = float((row["value"] or "").strip())
        except ValueError as error:
            raise UnreadableFileError(str(file), f"{error}.", _REMEDY, line=line) from None
        yield line, at, kind, (row["muscle"] or "").strip().casefold(), value


def _muscle(file: Path, line: int, name: str) -> Muscle:
    """Return the muscle of a name."""
    for muscle in Muscle:
        if name in (muscle.value, muscle.value.replace("_", " ")):
            return muscle
    known = ", ".join(list(Muscle)[:4])
    raise UnreadableFileError(str(file), f"'{name}' is no muscle ({known}, ...).", _REMEDY, line=line)
