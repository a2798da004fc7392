"""All formats, in the order in which a file is tried against them: the most particular first."""

from __future__ import annotations

from momentary.exchange import (
    alpha_progression,
    fitbod,
    fitnotes,
    fitnotes_backup,
    generic,
    gymbook,
    hevy,
    liftlog,
    liftosaur,
    momentary_json,
    openweight,
    parquet,
    repcount,
    rweightlifting,
    strong,
    stronglifts,
)
from momentary.exchange.format import Format

FORMATS: tuple[Format, ...] = (
    momentary_json.FORMAT,
    openweight.FORMAT,
    parquet.FORMAT,
    fitnotes_backup.FORMAT,
    strong.FORMAT,
    hevy.FORMAT,
    gymbook.FORMAT,
    liftosaur.FORMAT,
    fitbod.FORMAT,
    fitnotes.FORMAT,
    repcount.FORMAT,
    liftlog.FORMAT,
    stronglifts.FORMAT,
    rweightlifting.FORMAT,
    alpha_progression.FORMAT,
    # Last: it takes whatever has a date, an exercise and repetitions.
    generic.FORMAT,
)
