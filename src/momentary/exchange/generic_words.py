"""The words that lifters write above the columns of their own tables, and in cells of kinds and sides."""

from __future__ import annotations

import re
from collections.abc import Mapping

from momentary.exchange.cells import shown
from momentary.exchange.entries import SetType
from momentary.exchange.reading import CellError
from momentary.exchange.table import Columns
from momentary.quantities import Side

WORDS: dict[str, tuple[str, ...]] = {
    "date": (
        "date", "workout date", "session date", "day", "datetime", "date time", "start", "start time", "started at",
        "timestamp", "datum", "fecha", "data", "日期", "tarih", "dato",
        "date lifted", "date performed", "tag", "día", "jour", "giorno", "dia", "gün",
    ),
    "clock": ("start time", "clock", "time of day", "uhrzeit", "hora", "orario", "heure"),
    "at": ("set time", "set at", "logged at", "completed at", "timestamp"),
    "exercise": (
        "exercise", "exercise name", "exercise title", "movement", "lift", "übung", "name der übung", "ejercicio",
        "esercizio", "exercice", "exercício", "oefening", "hareket", "egzersiz", "øvelse", "övning", "动作", "运动名称",
    ),
    "load_kg": ("weight kg", "weight kgs", "load kg", "kg", "kgs", "gewicht kg", "peso kg", "poids kg", "weight in kg"),
    "load_lb": ("weight lb", "weight lbs", "load lb", "load lbs", "lb", "lbs", "pounds", "weight in lbs"),
    "load": ("weight", "load", "gewicht", "peso", "poids", "carga", "carico", "charge", "ağırlık", "vekt", "重量"),
    "load_unit": ("weight unit", "load unit", "unit", "units", "einheit", "unidad", "unità", "unité"),
    "sets": ("sets", "number of sets", "no of sets", "sätze", "series", "serie", "séries", "set count"),
    "set_order": ("set", "set order", "set number", "set no", "set index", "satz", "#"),
    "repetitions": (
        "reps", "rep", "repetitions", "rep count", "completed reps", "wiederholungen", "wdh", "repeticiones",
        "ripetizioni", "répétitions", "repetições", "tekrar", "herhalingen", "次数", "sets x reps", "sets×reps",
    ),
    "rpe": ("rpe", "borg"),
    "rir": ("rir", "reps in reserve", "repetitions in reserve"),
    "set_type": ("set type", "type", "kind", "satztyp", "tipo", "type de série"),
    "failure": (
        "failure", "to failure", "until failure", "taken to failure", "failed", "versagen", "muskelversagen",
        "bis versagen", "fallo", "al fallo", "cedimento", "a cedimento", "échec", "até a falha", "falha",
    ),
    "warm_up": (
        "warm up", "is warm up", "warm up set", "aufwärmen", "aufwärmsatz", "calentamiento", "riscaldamento",
        "échauffement", "aquecimento",
    ),
    "side": ("side", "seite", "lado", "lato", "côté"),
    "superset": ("superset", "superset id", "group"),
    "seconds": ("seconds", "secs", "duration s", "duration sec", "duration seconds", "time s", "time sec", "sekunden"),
    "duration": ("duration", "hold", "dauer", "duración", "durata", "durée"),
    "minutes": ("minutes", "time min", "minuten", "minutos"),
    "distance_km": ("distance km", "km"),
    "distance_mi": ("distance mi", "distance miles", "miles"),
    "distance_m": ("distance m", "distance meters", "meters", "metres"),
    "distance": ("distance", "distanz", "distancia", "distanza"),
    "distance_unit": ("distance unit",),
    "note": ("notes", "note", "comment", "comments", "remarks", "notizen", "notiz", "kommentar", "notas"),
    "title": ("workout", "workout name", "routine", "title", "workout title", "training", "program", "session name"),
    "session": ("workout id", "session id", "workout number", "workout #", "session"),
    "session_note": ("workout notes", "session notes"),
    "session_minutes": ("duration minutes", "duration min", "workout minutes", "session minutes"),
    "session_duration": ("workout duration", "session duration"),
}  # fmt: skip
SET_TYPES = {
    "w": SetType.WARMUP, "warmup": SetType.WARMUP, "warmupset": SetType.WARMUP, "aufwärmen": SetType.WARMUP,
    "aufwärmsatz": SetType.WARMUP, "calentamiento": SetType.WARMUP, "riscaldamento": SetType.WARMUP,
    "échauffement": SetType.WARMUP, "aquecimento": SetType.WARMUP,
    "d": SetType.DROP, "drop": SetType.DROP, "dropset": SetType.DROP,
    "f": SetType.FAILURE, "failure": SetType.FAILURE, "tofailure": SetType.FAILURE,
    "normal": SetType.NORMAL, "working": SetType.NORMAL, "workingset": SetType.NORMAL, "work": SetType.NORMAL,
    "workset": SetType.NORMAL, "straight": SetType.NORMAL, "topset": SetType.NORMAL, "backoff": SetType.NORMAL,
    "backoffset": SetType.NORMAL, "arbeitssatz": SetType.NORMAL,
    "cooldown": SetType.COOLDOWN,
}  # fmt: skip
YES = frozenset({"yes", "y", "true", "1", "x", "✓", "✔", "ja", "j", "sí", "si", "sì", "oui", "sim", "evet", "是"})
NO = frozenset({"no", "n", "false", "0", "-", "nein", "non", "não", "nao", "hayır", "否"})
SIDES = {
    "left": Side.LEFT, "l": Side.LEFT, "links": Side.LEFT, "right": Side.RIGHT, "r": Side.RIGHT,
    "rechts": Side.RIGHT, "both": Side.BOTH, "b": Side.BOTH, "beide": Side.BOTH,
}  # fmt: skip


def squeezed(name: str) -> str:
    """Return a name as it is compared: case, spaces, underscores and marks aside; a lone mark stays."""
    key = re.sub(r"[\W_]+", "", name.casefold())
    return key or name.strip()


def _word(said: str) -> str | None:
    """Return our word for what the lifter calls a column: `repetitions`, or `reps` for it; None where there is none."""
    if said in WORDS:
        return said
    key = squeezed(said)
    return next((word for word, names in WORDS.items() if key in map(squeezed, (word, *names))), None)


def own_words(said: Mapping[str, str], columns: Columns) -> dict[str, str]:
    """Return what the lifter says about columns: our word to the name that the column has in the table.

    Raises:
        CellError: There is no such word, or no such column; the message lists those there are.
    """
    found = {}
    for said_word, name in said.items():
        word = _word(said_word)
        if word is None:
            raise CellError(f"'{said_word}' is no word for a column.", f"It can be one of: {', '.join(WORDS)}.")
        position = columns.find(name)
        if position is None:
            there = ", ".join(shown(one) for one in columns.names[:12])
            raise CellError(f"The table has no column {shown(name)}; its columns are {there}.", "Name one of them.")
        found[word] = columns.names[position]
    return found
