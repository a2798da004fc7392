"""Whole files in every format that momentary reads, made here: what mutations damage."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from functools import cache

from momentary.athlete.synthetic import demo_log
from momentary.exchange import find_format
from momentary.quantities import Log
from tests.exchange.logs import hand_written
from tests.exchange.test_fitbod import HEADER as FITBOD
from tests.exchange.test_fitnotes import BESIDE as FITNOTES
from tests.exchange.test_fitnotes_backup import backup, insert
from tests.exchange.test_gymbook import ITALIAN as GYMBOOK
from tests.exchange.test_liftosaur import HEADER as LIFTOSAUR
from tests.exchange.test_smaller_apps import ALPHA, LIFTLOG, REPCOUNT, STRONGLIFTS, WIDE

ROWS = 150
NAMES = ("Bench Press (Barbell)", "Squat", "Lat Pulldown, wide", "Übung № 3", "卧推", 'Band 5" Row', "Run")
WRITTEN = ("momentary", "openweight", "strong", "hevy", "parquet")
NOT_TEXT = frozenset(("parquet", "fitnotes-backup"))


def written(log: Log, name: str) -> bytes:
    """Return a log in one of the formats that momentary writes."""
    form, stream = find_format(name, writes=True), io.BytesIO()
    assert form.write is not None
    form.write(log, stream)
    return stream.getvalue()


def _rows(header: str, row: str) -> bytes:
    """Return a table: `row` is filled with the row's number, day, time, exercise, load and repetitions."""
    lines = [header]
    for number in range(ROWS):
        at = datetime(2021, 2, 1, 18, number % 50) + timedelta(days=number // 12)
        name = NAMES[number // 3 % len(NAMES)].replace('"', "")
        lines.append(
            row.format(
                n=number, day=f"{at:%Y-%m-%d}", slashed=f"{at:%d/%m/%y}", at=f"{at:%Y-%m-%d %H:%M:%S}",
                iso=f"{at:%Y-%m-%dT%H:%M:%S}", time=f"{at:%H:%M}", name=f'"{name}"', load=20 + number % 17 * 2.5,
                reps=number % 13,
            )
            + "\n"
        )  # fmt: skip
    return "".join(lines).encode()


@cache
def bases() -> dict[str, bytes]:
    """Return a file in every format, by the format's name or what is particular about it."""
    demo = Log(demo_log(7).sessions[:12])
    found = {name: written(demo, name) for name in WRITTEN}
    found |= {f"{name}, by hand": written(hand_written(), name) for name in WRITTEN}
    strong = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
    numbered = '"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";"Weight (kg)";"Reps";'
    numbered += '"RPE";"Distance (meters)";"Seconds";"Notes";"Workout Notes"\n'
    start = "{day} 18:00:00"
    found |= {
        "strong, old": _rows(strong, start + ",Legs,1h 5m,{name},{n},{load},{reps},0,0,,,"),
        "strong, numbered": _rows(
            numbered, '"{n}";"' + start + '";"A";"90";{name};"W";"{load}";"{reps}";"";"";"";"";""'
        ),
        "strong, no header": _rows("", start + ";Legs;{name};{n};{load};kg;{reps};8;;;;;"),
        "fitbod": _rows(FITBOD, "{at} +0000,{name}, {reps},{load},0.0,0.0,0.0,0.0,false,,1.0"),
        "fitnotes": _rows(FITNOTES, "{day},{name},Legs,{load},kgs,{reps},,,,slow"),
        "gymbook": _rows(GYMBOOK, '{slashed},A,{time},{name},X,Y,"Z, W",Set,{reps} ripetizioni,"{n},50 kg",,No'),
        "liftosaur": _rows(LIFTOSAUR, "{day}T18:00:00Z,P,D,{name},0,5,{reps},0,8,,0,90,kg,{load},kg,0,{iso}Z,Quads,,"),
        "repcount": _rows(REPCOUNT, "{day} 18:00,{day} 19:00,{name},{load},{reps},,,,,Chest,Push,80"),
        "liftlog": _rows(LIFTLOG, "{day},{iso},{name},{load},kg,{reps},8,"),
        "stronglifts": _rows(
            STRONGLIFTS, "{day},A,A,P,80,{name},3×5,,5×100,120,15,1500,1500,1,18:00,19:00,,5,100,5,100,4,100"
        ),
        "rweightlifting": _rows(WIDE, "{day},{name},barbell,,{load},{reps},{load},{reps},,"),
        "generic": _rows("Date;Exercise;Weight (kg);Reps;RIR;Notes\n", "{day};{name};{load};{reps};2;fine"),
        "alpha-progression": ALPHA.encode() * 5,
        "fitnotes-backup": backup(*(insert(1 + n % 4, n, n % 9, f"2021-02-{1 + n % 27:02d}") for n in range(ROWS))),
    }
    return found
