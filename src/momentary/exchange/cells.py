"""From the text of a cell to a quantity. Every function raises CellError with the fact; none guesses silently."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

from momentary.exchange.month_names import split_date
from momentary.exchange.reading import CellError
from momentary.quantities import Clock, Distance, DistanceUnit, Effort, EffortScale, Load, LoadUnit, Moment
from momentary.quantities.effort import MOST_RIR

_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?\Z", re.ASCII)
_EXPONENT = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,3}\Z", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+\Z|[+-]?\d{1,3}(?:\.\d{3})+,\d+\Z", re.ASCII)
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}\Z", re.ASCII)
MOST_CHARACTERS_SHOWN = 40
LARGEST_NUMBER = 1e12
"""Beyond all that a log counts; larger ones would only overflow later."""


def shown(text: str) -> str:
    """Return `text` in quotes, cut where it is long, fit for a message."""
    clean = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    short = clean if len(clean) <= MOST_CHARACTERS_SHOWN else clean[:MOST_CHARACTERS_SHOWN] + "..."
    return f'"{short}"'


@lru_cache(maxsize=65536)
def number(text: str) -> float | None:
    """Return the number in `text`, with point or comma as decimal mark; None for an empty cell.

    Raises:
        CellError: It is no number, or one that can be read in two ways (1,234).
    """
    text = text.strip()
    if not text:
        return None
    if _AMBIGUOUS.match(text):
        raise CellError(f"{shown(text)} can be read in two ways.", "Write it with a point as decimal mark.")
    if _PLAIN.match(text):
        value = float(text.replace(",", "."))
    elif _EXPONENT.match(text):
        value = float(text)
    elif _GROUPED.match(text):
        mark = text[max(text.rfind("."), text.rfind(","))]
        other = "," if mark == "." else "."
        value = float(text.replace(other, "").replace(mark, "."))
    else:
        raise CellError(f"{shown(text)} is not a number.", "Write it with digits and one decimal mark.")
    if abs(value) > LARGEST_NUMBER:
        raise CellError(f"{shown(text)} is too large for a number.", "Fix the cell.")
    return value


def positive(text: str) -> float | None:
    """Return the number in `text`; None for an empty cell or zero, where an app writes zero for nothing."""
    value = number(text)
    if value is None or value == 0:
        return None
    if value < 0:
        raise CellError(f"{shown(text)} is below zero.")
    return value


@lru_cache(maxsize=4096)
def whole(text: str) -> int | None:
    """Return the whole number in `text` ("8" or "8.0"); None for an empty cell.

    Raises:
        CellError: It is no number, not whole, or below zero.
    """
    value = number(text)
    if value is None:
        return None
    if value != int(value):
        raise CellError(f"{shown(text)} is not a whole number.", "Repetitions are whole; log partial ones apart.")
    if value < 0:
        raise CellError(f"{shown(text)} is below zero.")
    return int(value)


_LOAD_UNITS = {
    "kg": LoadUnit.KG, "kgs": LoadUnit.KG, "kilogram": LoadUnit.KG, "kilograms": LoadUnit.KG, "公斤": LoadUnit.KG,
    "lb": LoadUnit.LB, "lbs": LoadUnit.LB, "pound": LoadUnit.LB, "pounds": LoadUnit.LB, "磅": LoadUnit.LB,
}  # fmt: skip
_DISTANCE_UNITS = {
    "m": DistanceUnit.M, "meter": DistanceUnit.M, "meters": DistanceUnit.M, "metres": DistanceUnit.M,
    "km": DistanceUnit.KM, "kms": DistanceUnit.KM, "kilometers": DistanceUnit.KM, "kilometres": DistanceUnit.KM,
    "mi": DistanceUnit.MI, "mile": DistanceUnit.MI, "miles": DistanceUnit.MI, "yd": DistanceUnit.YD,
    "yds": DistanceUnit.YD, "yard": DistanceUnit.YD, "yards": DistanceUnit.YD, "ft": DistanceUnit.FT,
    "feet": DistanceUnit.FT, "foot": DistanceUnit.FT,
}  # fmt: skip


def load_unit(text: str) -> LoadUnit | None:
    """Return the unit of load named in `text` ("lbs"); None for an empty cell.

    Raises:
        CellError: The unit is not known.
    """
    name = text.strip().lower().rstrip(".")
    if not name:
        return None
    if name not in _LOAD_UNITS:
        raise CellError(f"{shown(text)} is not a unit of load.", "Write kg or lb.")
    return _LOAD_UNITS[name]


def distance_unit(text: str) -> DistanceUnit | None:
    """Return the unit of distance named in `text` ("mi."); None for an empty cell.

    Raises:
        CellError: The unit is not known.
    """
    name = text.strip().lower().rstrip(".")
    if not name:
        return None
    if name not in _DISTANCE_UNITS:
        raise CellError(f"{shown(text)} is not a unit of distance.", "Write m, km, mi, yd or ft.")
    return _DISTANCE_UNITS[name]


_MOST_ARTEFACT = 1e-9


@lru_cache(maxsize=65536)
def load(text: str, unit: LoadUnit) -> Load | None:
    """Return the load in `text`; None for an empty cell.

    Apps that keep kilograms and show pounds write 74.99999999999999 for a typed 75: such an
    artefact of rounding is put right, since the typed value is what counts.

    Raises:
        CellError: It is no number, or below zero.
    """
    value = number(text)
    if value is None:
        return None
    if value < 0:
        raise CellError(f"{shown(text)} is below zero.", "Log help from a machine as assistance.")
    return _load(value, unit)


@lru_cache(maxsize=65536)
def _load(value: float, unit: LoadUnit) -> Load:
    rounded = round(value, 4)
    return Load(rounded if abs(value - rounded) <= _MOST_ARTEFACT * max(1.0, value) else value, unit)


def load_or_help(text: str, unit: LoadUnit) -> tuple[Load | None, Load | None]:
    """Return the load in `text`, or where it is below zero the help of a machine: -20 is an assistance of 20."""
    value = number(text)
    if value is not None and value < 0:
        return None, _load(-value, unit)
    return load(text, unit), None


def is_rounding_artefact(text: str) -> bool:
    """Whether a number shows the trace of a conversion between units: 185.00000000000003."""
    text = text.strip()
    value = number(text)
    if value is None or len(text) < 12:
        return False
    rounded = round(value, 4)
    return value != rounded and abs(value - rounded) <= _MOST_ARTEFACT * max(1.0, abs(value))


def distance(text: str, unit: DistanceUnit | None) -> Distance | None:
    """Return the distance in `text`; None for an empty cell or zero."""
    value = positive(text)
    return None if value is None else Distance(value, unit)


@lru_cache(maxsize=256)
def rpe(text: str) -> Effort | None:
    """Return the effort in an RPE cell; None for an empty cell or zero, which an app writes for none.

    Raises:
        CellError: It is no number, or not on the scale.
    """
    value = positive(text)
    if value is None:
        return None
    if not 1.0 <= value <= 10.0:
        raise CellError(f"{shown(text)} is no RPE.", "The scale runs from 1 to 10.")
    return Effort(value, EffortScale.RPE)


@lru_cache(maxsize=256)
def rir(text: str) -> Effort | None:
    """Return the effort in a cell of repetitions in reserve, where zero counts; None for an empty cell.

    Raises:
        CellError: It is no number, or not on the scale.
    """
    value = number(text)
    if value is None:
        return None
    if not 0.0 <= value <= MOST_RIR:
        raise CellError(f"{shown(text)} is no count of repetitions in reserve.", f"It runs from 0 to {MOST_RIR:g}.")
    return Effort(value, EffortScale.RIR)


_DURATION = re.compile(
    r"(?:(?P<h>\d{1,6})\s*(?:h|hr|hrs|小时|小時|時間|시간|ч|std|sa|godz|t|tim|u|uur)\.?)?\s*"
    r"(?:(?P<m>\d{1,6})\s*(?:m|min|mins|分钟|分鐘|分|분|dk|мин|хв)\.?)?\s*"
    r"(?:(?P<s>\d{1,8}(?:[.,]\d{1,9})?)\s*(?:s|sec|secs|sek|seg|秒|초|sn|сек|с)\.?)?\Z",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,3}):(?P<s>\d{2}(?:\.\d+)?)\Z", re.ASCII)


@lru_cache(maxsize=4096)
def duration_s(text: str) -> float | None:
    """Return the seconds in `text`: 3600, 1:00:00, 2h 18m, 1 h 46 min, 1小时13分钟; None for an empty cell.

    Raises:
        CellError: It is no duration.
    """
    text = text.strip()
    if not text:
        return None
    if _PLAIN.match(text):
        return positive(text)
    parts = _CLOCK.match(text) or _DURATION.match(text)
    if parts is None or not any(parts.groups()):
        raise CellError(f"{shown(text)} is not a duration.", "Write seconds, or hours and minutes as 1h 5m.")
    hours, minutes = int(parts["h"] or 0), int(parts["m"] or 0)
    seconds = float((parts["s"] or "0").replace(",", "."))
    return (hours * 60 + minutes) * 60 + seconds or None


_ISO = re.compile(
    r"(?P<date>\d{4}-\d{1,2}-\d{1,2})(?:[T ]+(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)\d*\s*"
    r"(?P<half>[AaPp]\.?\s?[Mm]\.?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?\Z",
    re.ASCII,
)
_SLASHED = re.compile(
    r"(?P<a>\d{1,4})[/.-](?P<b>\d{1,2})[/.-](?P<c>\d{1,4})"
    r"(?:,?[T ]+(?P<time>\d{1,2}:\d{2}(?::\d{2})?)\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?)?\Z",
    re.ASCII,
)
_ODD_SPACES = {0xA0: " ", 0x202F: " "}
_FIRST_YEAR, _LAST_YEAR = 1950, 2199


def _clock_time(time: str, half: str | None) -> tuple[int, int, int, int]:
    hour_text, minute_text, *rest = time.split(":")
    second_text, _, fraction = (rest[0] if rest else "0").partition(".")
    hour = int(hour_text)
    if half is not None and hour <= 12:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return hour, int(minute_text), int(second_text), int((fraction + "000000")[:6])


@lru_cache(maxsize=65536)
def moment(text: str, *, day_first: bool = True) -> Moment:
    """Return the moment in `text`: ISO 8601 with or without offset, or a date with slashes, dots, dashes or a word.

    Args:
        text: The cell.
        day_first: Whether 03/04/2021 is the 3rd of April.

    Raises:
        CellError: It is no date, or one that no calendar has.
    """
    text = text.strip().translate(_ODD_SPACES)
    parts = _ISO.match(text)
    try:
        if parts is not None:
            year, month, day = (int(part) for part in parts["date"].split("-"))
            zone = parts["zone"]
        else:
            parts = _SLASHED.match(text)
            if parts is None:
                return _named(text)
            a, b, c = int(parts["a"]), int(parts["b"]), int(parts["c"])
            if len(parts["a"]) == 4:
                year, month, day = a, b, c
            else:
                year = c if len(parts["c"]) == 4 else 2000 + c
                month, day = (b, a) if day_first else (a, b)
            zone = None
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise CellError(f"{shown(text)} is in the year {year}.", "Fix the date.")
        if parts["time"] is None:
            return Moment(datetime(year, month, day), Clock.DATE_ONLY)
        wall = datetime(year, month, day, *_clock_time(parts["time"], parts["half"]))
    except ValueError as error:
        if isinstance(error, CellError):
            raise
        raise CellError(f"{shown(text)} is not a date that exists ({error}).", "Fix the date.") from None
    if zone is None:
        return Moment(wall, Clock.LOCAL)
    return Moment(wall, Clock.INSTANT, _offset(zone))


def _named(text: str) -> Moment:
    parts = split_date(text)
    if parts is None:
        raise CellError(f"{shown(text)} is not a date.", "Write it as 2021-02-10 16:46:13.")
    year, month, day, time, half = parts
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise CellError(f"{shown(text)} is in the year {year}.", "Fix the date.")
    if time is None:
        return Moment(datetime(year, month, day), Clock.DATE_ONLY)
    return Moment(datetime(year, month, day, *_clock_time(time, half)), Clock.LOCAL)


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta(0)
    sign = -1 if zone[0] == "-" else 1
    digits = zone[1:].replace(":", "")
    offset = sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if abs(offset) >= timedelta(hours=24):
        raise CellError(f"{shown(zone)} is not a UTC offset.")
    return offset


def is_slashed(text: str) -> bool:
    """Whether a date is written so that day and month could be swapped: 03/04/2021."""
    parts = _SLASHED.match(text.strip())
    return parts is not None and _ISO.match(text.strip()) is None and len(parts["a"]) != 4


def is_date_order_possible(texts: list[str], *, day_first: bool) -> bool:
    """Whether all slashed dates exist when read day first, or month first."""
    for text in texts:
        parts = _SLASHED.match(text.strip())
        if parts is not None and len(parts["a"]) != 4:
            month = int(parts["b"] if day_first else parts["a"])
            if not 1 <= month <= 12:
                return False
    return True
