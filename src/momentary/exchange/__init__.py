"""Files in and out, a module a format. Nothing is silently dropped; what was decided is said."""

from momentary.exchange.files import UnknownFormatError, find_format, find_writer, read, recognise, write
from momentary.exchange.format import Format
from momentary.exchange.formats import FORMATS
from momentary.exchange.merge import Merged, merge
from momentary.exchange.reading import Decision, Gravity, Problem, Reading, RowKind, UnreadableFileError
from momentary.exchange.source import ReadOptions, Source

__all__ = [
    "FORMATS",
    "Decision",
    "Format",
    "Gravity",
    "Merged",
    "Problem",
    "ReadOptions",
    "Reading",
    "RowKind",
    "Source",
    "UnknownFormatError",
    "UnreadableFileError",
    "find_format",
    "find_writer",
    "merge",
    "read",
    "recognise",
    "write",
]
