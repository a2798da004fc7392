"""Files in and out, a module a format. Nothing is silently dropped; what was decided is said."""

from momentary.exchange.files import UnknownFormatError, find_format, find_writer, read, recognise, write
from momentary.exchange.format import Format
from momentary.exchange.formats import FORMATS
from momentary.exchange.merge import Merged, merge
from momentary.exchange.momentary_json import session_to_object, set_to_object
from momentary.exchange.momentary_json_parts import (
    UnreadablePartError,
    session_from_object,
    set_from_object,
)
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
    "UnreadablePartError",
    "find_format",
    "find_writer",
    "merge",
    "read",
    "recognise",
    "session_from_object",
    "session_to_object",
    "set_from_object",
    "set_to_object",
    "write",
]
