"""What the catalogue makes of every name in a log, with the hints that an app's own columns give."""

from __future__ import annotations

from momentary.catalogue.guess import Hints
from momentary.catalogue.lookup import match
from momentary.catalogue.matching import Match
from momentary.quantities import Log, SourceRow

_CATEGORY = ("Category", "Zona", "Kategorie", "Categoría")
_PRIMARY = ("Target Muscles", "Gruppi muscolari (Primari)")
_SECONDARY = ("Synergist Muscles", "Gruppi muscolari (Secondari)")


def match_log(log: Log) -> dict[str, Match]:
    """Return every exercise name of a log, as typed, with its match.

    Muscle and category columns that the lifter's app exported serve as hints for names that match nothing.
    """
    matches: dict[str, Match] = {}
    for segment in log.segments():
        if segment.exercise not in matches:
            matches[segment.exercise] = match(segment.exercise, _hints(segment.source))
    return matches


def _hints(source: SourceRow | None) -> Hints | None:
    if source is None or not source.unread:
        return None
    cells = dict(source.unread)
    category = next((cells[name] for name in _CATEGORY if name in cells), None)
    primary = _muscles(cells, _PRIMARY)
    secondary = _muscles(cells, _SECONDARY)
    if category is None and not primary and not secondary:
        return None
    return Hints(category=category, primary=primary, secondary=secondary)


def _muscles(cells: dict[str, str], names: tuple[str, ...]) -> tuple[str, ...]:
    text = next((cells[name] for name in names if name in cells), "")
    return tuple(part.strip() for part in text.split(",") if part.strip())
