"""The flat Parquet table as a format. Polars takes a tenth of a second to load, so it waits until it is needed."""

from __future__ import annotations

from importlib import import_module
from typing import BinaryIO

from momentary.exchange.format import Format, Probe
from momentary.exchange.reading import Ledger
from momentary.exchange.source import ReadOptions, Source
from momentary.quantities import Log

MAGIC = b"PAR1"


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log of one lifter in a flat table; `parquet_reader` does it."""
    log: Log = import_module("momentary.exchange.parquet_reader").read(source, ledger, options)
    return log


def write(log: Log, stream: BinaryIO) -> tuple[str, ...]:
    """Write a log as a flat table; `parquet_writer` does it. Nothing is lost."""
    losses: tuple[str, ...] = import_module("momentary.exchange.parquet_writer").write(log, stream)
    return losses


def _recognise(probe: Probe) -> str | None:
    return "it begins as a Parquet file" if probe.head.startswith(MAGIC) else None


FORMAT = Format(
    name="parquet",
    title="Parquet (a flat table, a row a segment)",
    suffix=".parquet",
    recognise=_recognise,
    read=read,
    write=write,
)
