"""Strong (iOS and Android): every header since 2013, in six languages, and tables without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from momentary.exchange.cells import (
    distance,
    distance_unit,
    duration_s,
    load_or_help,
    load_unit,
    moment,
    number,
    positive,
    rpe,
    shown,
    whole,
)
from momentary.exchange.entries import Entry, LogBuilder, SetType
from momentary.exchange.format import Format, Probe
from momentary.exchange.reading import CellError, Ledger
from momentary.exchange.source import ReadOptions, Source
from momentary.exchange.strong_writer import write
from momentary.exchange.table import Columns, Row
from momentary.exchange.tabular import (
    Cells,
    Table,
    decide_day_first,
    note_table_decisions,
    open_table,
    read_rows,
)
from momentary.exchange.unit_guess import UnitGuess, UnitSurvey, guess_unit
from momentary.quantities import Distance, DistanceUnit, LoadUnit, Log

WORDS: dict[str, tuple[str, ...]] = {
    "number": ("Workout #", "Workout-Nr.", "Workout Nr", "Entraînement n°", "Entrenamiento #"),
    "date": ("Date", "Datum", "Fecha", "日期", "Data"),
    "title": (
        "Workout Name", "workout_name", "Workout-Name", "Nom de l'entraînement", "Nombre de entrenamiento", "锻炼名称",
        "Nome allenamento", "Nome do treino",
    ),
    "session_duration": ("Duration", "Workout Duration", "Dauer", "Durée", "Duración", "时长", "Durata", "Duração"),
    "session_seconds": ("Duration (sec)", "Dauer (Sek.)", "Durée (s)", "Duración (s)"),
    "exercise": (
        "Exercise Name", "exercise", "menu", "Name der Übung", "Nom de l'exercice", "Nombre del ejercicio", "运动名称",
        "Nome esercizio", "Nome do exercício",
    ),
    "order": (
        "Set Order", "set_order", "set_num", "Reihenfolge festlegen", "Ordre de la série", "Orden de la serie",
        "设置顺序", "Ordine serie", "Ordem da série",
    ),
    "set_type": ("set_type",),
    "load": ("Weight", "Gewicht", "Poids", "Peso", "重量"),
    "load_kg": ("Weight (kg)", "weight_kg", "kg", "Gewicht (kg)", "Poids (kg)", "Peso (kg)", "重量 (kg)"),
    "load_lb": ("Weight (lb)", "Weight (lbs)", "weight_lb", "weight_lbs", "lb", "lbs", "Gewicht (lb)", "Peso (lb)"),
    "load_unit": ("Weight Unit", "Gewichtseinheit", "Unité de poids", "Unidad de peso"),
    "repetitions": ("Reps", "Wiederh.", "Réps", "Rep.", "次", "Ripetizioni", "Repetições"),
    "rpe": ("RPE", "rpe_actual"),
    "distance": ("Distance", "Entfernung", "Distancia", "距离", "Distanza", "Distância"),
    "distance_m": ("Distance (meters)", "Distance (m)", "Entfernung (Meter)"),
    "distance_km": ("km",),
    "distance_mi": ("mi",),
    "distance_unit": ("Distance Unit", "Entfernungseinheit"),
    "seconds": ("Seconds", "sec", "Sekunden", "Secondes", "Segundos", "秒", "Secondi"),
    "note": ("Notes", "note", "Notizen", "Notas", "备注", "Note"),
    "session_note": (
        "Workout Notes", "workout_note", "Workout-Notizen", "Notes d'entraînement", "Notas del entrenamiento",
        "锻炼备注",
    ),
}  # fmt: skip
HEADERLESS = (
    "Date", "Workout Name", "Exercise Name", "Set Order", "Weight", "Weight Unit", "Reps", "RPE", "Distance",
    "Distance Unit", "Seconds", "Notes", "Workout Notes",
)  # fmt: skip
_REST_TIMERS = {
    "rest timer",
    "ruhezeit",
    "temporizador de descanso",
    "minuteur de repos",
    "休息计时器",
    "timer di riposo",
}
_NOTES = {"note", "notiz", "nota", "备注", "notes"}
_SET_TYPES = {
    "w": SetType.WARMUP, "warm_up": SetType.WARMUP, "warmup": SetType.WARMUP, "warm-up": SetType.WARMUP,
    "d": SetType.DROP, "drop_set": SetType.DROP, "dropset": SetType.DROP, "drop": SetType.DROP,
    "f": SetType.FAILURE, "failure": SetType.FAILURE, "working": SetType.NORMAL, "normal": SetType.NORMAL,
}  # fmt: skip
_SHORTEST_WORD = 2
_UNITS = {"load_kg": LoadUnit.KG, "load_lb": LoadUnit.LB}
_DISTANCES = {
    "distance_m": DistanceUnit.M, "distance_km": DistanceUnit.KM, "distance_mi": DistanceUnit.MI,
}  # fmt: skip


def recognise(columns: Columns) -> str | None:
    """Return why a table is one of Strong's, or None."""
    found = {word: columns.find(*names) for word, names in WORDS.items()}
    loads = any(found[word] is not None for word in ("load", *_UNITS))
    needed = ("date", "title", "exercise", "repetitions")
    order = found["order"] is not None or found["set_type"] is not None
    if loads and order and all(found[word] is not None for word in needed):
        return f'its columns include "{columns.names[found["exercise"] or 0]}" and a set order'
    return None


HEADERLESS_OLD = (
    "Date", "Workout Name", "Duration", "Exercise Name", "Set Order", "Weight", "Reps", "Distance", "Seconds", "Notes",
    "Workout Notes", "RPE",
)  # fmt: skip


def headerless(cells: Sequence[str]) -> Sequence[str] | None:
    """Return Strong's columns where the first row is data of an export without header."""
    if len(cells) == len(HEADERLESS_OLD) and _is_old_row(cells):
        return HEADERLESS_OLD
    if len(cells) not in (len(HEADERLESS), len(HEADERLESS) - 1):
        return None
    try:
        moment(cells[0])
        load_unit(cells[5])
        number(cells[6])
    except CellError:
        return None
    return HEADERLESS if len(cells) == len(HEADERLESS) else tuple(n for n in HEADERLESS if n != "RPE")


def _by_place(table: Table) -> Sequence[str] | None:
    """Return Strong's columns where the header is in a language that is not known but the first row is Strong's."""
    if not table.has_header or recognise(table.columns) is not None:
        return None
    row = next(table.rows(Ledger(table.source.name)), None)
    if row is None or len(row.cells) != len(table.columns):
        return None
    names = headerless(row.cells)
    # Below another header a cell that could be a unit is not enough: it must be one.
    return names if names == HEADERLESS_OLD or row.cells[5].strip() else None


def _is_old_row(cells: Sequence[str]) -> bool:
    """Whether a row is a set as exports without a column of units have it: its session's duration in third place."""
    try:
        moment(cells[0])
        numbers = [number(cells[place]) for place in (5, 6, 7, 8, 11)]
        return duration_s(cells[2]) is not None and numbers[1] is not None and not _is_count(cells[3] or "0")
    except CellError:
        return False


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log in a Strong export."""
    table = open_table(source, headerless=headerless)
    note_table_decisions(table, ledger)
    names = _by_place(table)
    if names is not None:
        ledger.decide("columns", "by their places", "its language is not known, the rows are Strong's")
        table = replace(table, columns=Columns(names))
    reader = _Reader(table, ledger, options)
    read_rows(table, ledger, reader.row, progress=options.progress)
    return reader.builder.log()


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, ledger: Ledger, options: ReadOptions) -> None:
        self.builder = LogBuilder(ledger)
        self._ledger = ledger
        self._told: set[str] = set()
        self._cells = Cells(table.columns, WORDS)
        date = self._cells.require("date", source=table.source)
        for word in ("exercise", "repetitions"):
            self._cells.require(word, source=table.source)
        day_first = decide_day_first(table, ledger, options, date)
        self._moment = lambda text: moment(text, day_first=day_first)
        self._names_types, survey = self._survey(table)
        self._unit = self._decide_unit(survey, options)
        if not self._names_types:
            ledger.decide("set types", "unknown", "the export marks no warm-ups, drops or failures")

    def _survey(self, table: Table) -> tuple[bool, UnitSurvey]:
        """Look through the file once: does it name set types, and what do its loads look like?"""
        cells, survey = self._cells, UnitSurvey()
        names_types = cells.has("set_type")
        order, exercise, value = (cells.positions[word] for word in ("order", "exercise", "load"))
        if value is None or cells.has("load_unit"):
            value = None
        assert exercise is not None
        if order is None or (names_types and value is None):
            return names_types, survey
        most = max(order, exercise, value or 0)
        for row in table.rows(Ledger(self._ledger.file)):
            if len(row.cells) > most:
                names_types = names_types or row.cells[order].strip().casefold() in _SET_TYPES
                if value is not None:
                    survey.see(row.cells[exercise], row.cells[value])
        return names_types, survey

    def _decide_unit(self, survey: UnitSurvey, options: ReadOptions) -> UnitGuess:
        for word, unit in _UNITS.items():
            if self._cells.has(word):
                self._load_word = word
                self._ledger.decide("unit of loads", str(unit), f'the column "{self._cells.name(word)}" says so')
                return UnitGuess(unit, "stated")
        self._load_word = "load"
        if options.unit is not None:
            self._ledger.decide("unit of loads", str(options.unit), "you said so")
            return UnitGuess(options.unit, "said")
        if self._cells.has("load_unit"):
            self._ledger.decide("unit of loads", "row by row", f'the column "{self._cells.name("load_unit")}" says it')
            return UnitGuess(LoadUnit.KG, "stated")
        return guess_unit(survey, self._ledger)

    def row(self, row: Row) -> None:
        """Read one row: a set, a rest timer, or a note."""
        cells, read = self._cells, self._cells.read
        order = (cells.text(row, "set_type") or cells.text(row, "order")).casefold()
        exercise = cells.needed(row, "exercise")
        start = cells.read_needed(row, "date", self._moment)
        title = cells.text(row, "title")
        entry = Entry(
            line=row.line,
            session=(cells.text(row, "number"), start, title),
            start=start,
            exercise=exercise,
            title=title or None,
            session_duration_s=self._session_seconds(row),
            session_note=cells.text(row, "session_note") or None,
            note=cells.text(row, "note") or None,
            row=row.text,
            unread=cells.unread(row),
        )
        if order in _REST_TIMERS or self._is_timer(order, row):
            entry.rest_timer_s = read(row, "seconds", positive)
            self.builder.add_rest_timer(entry)
        elif order in _NOTES:
            self.builder.add_note(entry)
        else:
            self._set(entry, row, order)

    def _set(self, entry: Entry, row: Row, order: str) -> None:
        cells, read = self._cells, self._cells.read
        entry.set_type = self._set_type(order, row)
        unit = (read(row, "load_unit", load_unit) if cells.has("load_unit") else None) or self._unit.of(entry.exercise)
        entry.load, entry.assistance = read(row, self._load_word, partial(load_or_help, unit=unit)) or (None, None)
        entry.repetitions = read(row, "repetitions", whole)
        entry.effort = cells.read_or_doubt(row, "rpe", rpe, ledger=self._ledger, kept="set")
        entry.duration_s = read(row, "seconds", positive)
        entry.distance = self._distance(row)
        self.builder.add_if_done(entry)

    def _set_type(self, order: str, row: Row) -> SetType:
        named = _SET_TYPES.get(order)
        if named is not None:
            return named
        if order and not _is_count(order):
            if self._is_new(order):
                fact = f"{shown(order)} is neither a number nor a type of set that Strong is known to write."
                remedy = "Its sets are kept without a type, and so are others like it."
                self._ledger.suspect(row.line, self._cells.name("order"), fact, remedy)
            return SetType.UNKNOWN
        return SetType.NORMAL if self._names_types else SetType.UNKNOWN

    def _is_timer(self, order: str, row: Row) -> bool:
        """Whether a row is a rest timer in a language that is not known: a word as order, and seconds alone."""
        if len(order) < _SHORTEST_WORD or order in _SET_TYPES or order in _NOTES or _is_count(order):
            return False
        read = self._cells.read
        if not read(row, "seconds", positive):
            return False
        if any(read(row, word, number) for word in ("repetitions", self._load_word, "distance")):
            return False
        if self._is_new(order):
            why = "its rows hold seconds and nothing else"
            self._ledger.decide(f"rows of order {shown(order)}", "rest timers", why)
        return True

    def _session_seconds(self, row: Row) -> float | None:
        """Return the duration of the session; a way of writing it that is not known costs no set."""
        read = self._cells.read
        try:
            return read(row, "session_seconds", duration_s) or read(row, "session_duration", duration_s)
        except CellError as error:
            if self._is_new(error.fact):
                self._ledger.suspect(row.line, error.column, error.fact, "The duration is left out, the sets are kept.")
            return None

    def _is_new(self, text: str) -> bool:
        """Whether something strange is met for the first time: it is told once."""
        if text in self._told:
            return False
        self._told.add(text)
        return True

    def _distance(self, row: Row) -> Distance | None:
        read = self._cells.read
        if self._cells.has("distance"):
            unit = read(row, "distance_unit", distance_unit)
            return read(row, "distance", lambda text: distance(text, unit))
        for word, unit in _DISTANCES.items():
            if self._cells.has(word):
                return read(row, word, partial(distance, unit=unit))
        return None


def _is_count(order: str) -> bool:
    try:
        return number(order) is not None
    except CellError:
        return False


def _recognise(probe: Probe) -> str | None:
    columns = probe.columns
    if columns is None:
        return None
    why = recognise(columns)
    if why is None and headerless(columns.names) is not None:
        return "its first row is a set in the order of Strong's columns"
    if why is None and len(columns) in (len(HEADERLESS), len(HEADERLESS_OLD)) and _by_place(open_table(probe.source)):
        return "its rows have the order of Strong's columns"
    return why


FORMAT = Format(name="strong", title="Strong (CSV)", suffix=".strong.csv", recognise=_recognise, read=read, write=write)
