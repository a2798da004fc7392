"""GymBook: columns known by their places, cells that carry their units, rows that were skipped."""

from __future__ import annotations

from datetime import datetime

import pytest

from momentary.exchange import RowKind
from momentary.quantities import Distance, DistanceUnit, Load, LoadUnit, Role
from tests.exchange.readings import counts, only, read_text, segments, sets

ITALIAN = (
    "Data,Programma,Orario,Esercizio,Zona,Gruppi muscolari (Primari),Gruppi muscolari (Secondari),"
    "Set / Set di riscaldamento / Set di defaticamento,Ripetizioni / Tempo,Peso / Distanza,Appunti,Saltato\n"
)
GERMAN = (
    "Datum;Programm;Uhrzeit;Übung;Bereich;Muskeln (primär);Muskeln (sekundär);"
    "Satz / Aufwärmsatz / Abkühlsatz;Wiederholungen / Zeit;Gewicht / Strecke;Notizen;Übersprungen\n"
)


def row(
    exercise: str = "Crunches",
    *,
    date: str = "19/01/25",
    time: str = "19:30",
    kind: str = "Set",
    amount: str = "20 ripetizioni",
    load: str = "12,50 kg",
    skipped: str = "No",
) -> str:
    return f'{date},A,{time},{exercise},Addome,Addominali,"Obliqui, Quadricipite",{kind},{amount},"{load}",,{skipped}\n'


def test_a_day_is_a_session_and_each_set_has_its_time() -> None:
    reading = read_text(ITALIAN + row(date="21/01/25") + row() + row(time="19:33"))
    assert reading.format == "gymbook"
    assert [str(one.start) for one in reading.log.sessions] == ["2025-01-19T19:30:00", "2025-01-21T19:30:00"]
    assert [one.at for one in segments(reading)][1] == datetime(2025, 1, 19, 19, 33)


def test_a_session_begins_with_its_first_set() -> None:
    reading = read_text(ITALIAN + row("Late", time="20:10") + row("Early", time="19:05"))
    assert [one.exercise for one in segments(reading)] == ["Early", "Late"]
    assert str(reading.log.sessions[0].start) == "2025-01-19T19:05:00"


@pytest.mark.parametrize("word", ["Si", "Sì", "sì", "Yes", "Ja"])
def test_a_skipped_row_was_not_done(word: str) -> None:
    assert counts(read_text(ITALIAN + row(skipped=word) + row())) == {RowKind.NOT_DONE: 1, RowKind.SEGMENT: 1}


@pytest.mark.parametrize(
    ("load", "typed"),
    [("12,50 kg", Load(12.5)), ("0,00 kg", Load(0)), ("45 lb", Load(45, LoadUnit.LB)), ("1.250,00 kg", Load(1250))],
)
def test_a_load_carries_its_unit(load: str, typed: Load) -> None:
    assert only(read_text(ITALIAN + row(load=load))).load == typed


@pytest.mark.parametrize(
    ("amount", "seconds"), [("10 minuti", 600.0), ("30 secondi", 30.0), ("1 minuto 30 secondi", 90.0), ("1:30", 90.0)]
)
def test_a_time_is_no_count_of_repetitions(amount: str, seconds: float) -> None:
    one = only(read_text(ITALIAN + row("Plank", amount=amount, load="0,00 kg")))
    assert (one.repetitions, one.duration_s) == (None, seconds)


def test_a_distance_is_no_load() -> None:
    one = only(read_text(ITALIAN + row("Walking", amount="5 minuti", load="0,47 km")))
    assert (one.load, one.distance) == (None, Distance(0.47, DistanceUnit.KM))
    assert only(read_text(ITALIAN + row("Walking", amount="5 minuti", load="0,00 km"))).distance is None


def test_kinds_are_those_that_the_header_names() -> None:
    kinds = ("Set di riscaldamento", "Set", "Set di defaticamento")
    reading = read_text(ITALIAN + "".join(row(kind=kind) for kind in kinds))
    assert [one.role for one in sets(reading)] == [Role.WARM_UP, Role.WORKING, Role.COOL_DOWN]


def test_another_language_is_read_by_the_places_of_its_columns() -> None:
    line = "19.01.25;A;19:30;Bankdrücken;Brust;Brust;Trizeps;{};8 Wiederholungen;60,00 kg;gut;Nein\n"
    reading = read_text(GERMAN + line.format("Aufwärmsatz") + line.format("Satz").replace("8 W", "1 W"))
    assert reading.format == "gymbook"
    assert [one.repetitions for one in segments(reading)] == [8, 1]
    assert [one.role for one in sets(reading)] == [Role.WARM_UP, Role.WORKING]
    assert (segments(reading)[0].load, sets(reading)[0].note) == (Load(60), "gut")


def test_zone_and_muscles_are_kept() -> None:
    one = only(read_text(ITALIAN + row()))
    assert one.source is not None
    assert dict(one.source.unread)["Gruppi muscolari (Secondari)"] == "Obliqui, Quadricipite"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"kind": "Gruppo"}, "Set / Set di riscaldamento / Set di defaticamento"),
        ({"amount": "tanti"}, "Ripetizioni / Tempo"), ({"amount": "3 parsec"}, "Ripetizioni / Tempo"),
        ({"load": "12,50 stone"}, "Peso / Distanza"), ({"load": "pesante"}, "Peso / Distanza"),
        ({"skipped": "forse"}, "Saltato"), ({"date": "32/01/25"}, "Data"), ({"time": "25:00"}, "Data"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_column(cells: dict[str, str], column: str) -> None:
    reading = read_text(ITALIAN + row(**cells) + row())
    assert [problem.column for problem in reading.problems] == [column]
    assert counts(reading) == {RowKind.SEGMENT: 1, RowKind.UNREADABLE: 1}
