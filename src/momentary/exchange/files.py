"""Reading and writing training logs: the format is found, the outcome says what was decided and what was lost."""

from __future__ import annotations

import errno
import gc
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from momentary.exchange.format import Format, Probe
from momentary.exchange.formats import FORMATS
from momentary.exchange.reading import Decision, Ledger, Reading, UnreadableFileError
from momentary.exchange.source import ReadOptions, Source
from momentary.exchange.tabular import open_table
from momentary.exchange.text import refuse_foreign
from momentary.quantities import Log


class UnknownFormatError(ValueError):
    """A name that no format has; the message lists those there are."""


def find_format(name: str, *, writes: bool = False) -> Format:
    """Return the format called `name`.

    Raises:
        UnknownFormatError: There is none, or momentary does not write it.
    """
    for one in FORMATS:
        if one.name == name:
            if writes and one.write is None:
                raise UnknownFormatError(f"momentary reads {one.title} but does not write it. {_known(writes=True)}")
            return one
    raise UnknownFormatError(f"No format is called '{name}'. {_known(writes=writes)}")


def _known(*, writes: bool) -> str:
    names = ", ".join(one.name for one in FORMATS if (one.write if writes else one.read) is not None)
    return f"It can be one of: {names}."


def recognise(source: Source, options: ReadOptions | None = None) -> tuple[Format, str]:
    """Return the format of a file and why it is taken for it.

    Raises:
        UnreadableFileError: No format fits; the message says what stands in the file.
    """
    probe = Probe(source, options or ReadOptions())
    refuse_foreign(source.head, source.name)
    for one in FORMATS:
        why = one.recognise(probe)
        if why is not None:
            return one, why
    columns = probe.columns
    if columns is None and not probe.is_json:
        open_table(source)
    if columns is None or len(columns) < 2:
        fact = "This is not a training log in a format that momentary knows."
    else:
        named = ", ".join(f'"{name[:30]}"' for name in columns.names[:8]) + (", ..." if len(columns) > 8 else "")
        fact = f"No format has the columns {named}."
    remedy = (
        "Name the format with --format, or the columns:"
        " --column date=NAME --column exercise=NAME --column load=NAME --column repetitions=NAME."
    )
    raise UnreadableFileError(source.name, fact, remedy)


def read(file: Path | str | Source, *, format_name: str | None = None, options: ReadOptions | None = None) -> Reading:
    """Read a training log from a file of any known format.

    Args:
        file: The file, or a source of bytes.
        format_name: Its format; found by looking at the file if not given.
        options: What the lifter says about the file.

    Returns:
        The log with what was decided, and every row that could not be read.

    Raises:
        UnreadableFileError: Nothing can be read; the message names file, fact and next step.
        UnknownFormatError: `format_name` is no format.

    Example:
        >>> reading = read("my_export.csv")
        >>> reading.log.count_sets()
        320
    """
    source = file if isinstance(file, Source) else Source(Path(file))
    options = options or ReadOptions()
    if format_name is None:
        chosen, why = recognise(source, options)
    else:
        chosen, why = find_format(format_name), "you said so"
        refuse_foreign(source.head, source.name)
    if chosen.read is None:
        raise UnknownFormatError(f"momentary writes {chosen.title} but does not read it. {_known(writes=False)}")
    ledger = Ledger(source.name)
    with _no_cycle_collection():
        log = chosen.read(source, ledger, options)
    if not log.sessions and not ledger.rows and not ledger.problems:
        raise UnreadableFileError(source.name, "The file has a header but no rows.", "Export the log again.")
    return ledger.reading(log, chosen.name, first=Decision("format", chosen.title, why))


@contextmanager
def _no_cycle_collection() -> Iterator[None]:
    """Let the collector of cycles rest: a log has none, and looking for them costs a third of the reading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def find_writer(path: Path, format_name: str | None = None) -> Format:
    """Return the format in which a log would be written to `path`, so that a wrong name is told before any reading.

    Raises:
        UnknownFormatError: No format has that name or ending, or momentary does not write it.
    """
    return find_format(format_name, writes=True) if format_name is not None else _by_suffix(path)


def write(log: Log, path: Path, *, format_name: str | None = None) -> tuple[str, ...]:
    """Write a log to a file, whole or not at all.

    Args:
        log: The log.
        path: Where it goes; an existing file is replaced only when the new one is complete.
        format_name: Its format; found by the file's ending if not given.

    Returns:
        What the format cannot hold, in words; empty where nothing is lost.

    Raises:
        UnknownFormatError: No format has that name or ending.
    """
    chosen = find_writer(path, format_name)
    assert chosen.write is not None
    with written_whole(path) as temporary, temporary.open("wb") as stream:
        return chosen.write(log, stream)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Yield a file to write to, which takes the place of `path` when it is complete, and goes when it is not.

    Raises:
        FileNotFoundError: There is no such folder.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "There is no such folder; make it first", str(path.parent))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _by_suffix(path: Path) -> Format:
    """Return the format whose ending fits best; .json alone is momentary's own."""
    name = path.name.casefold()
    fitting = [one for one in FORMATS if one.write is not None and name.endswith(one.suffix)]
    if not fitting:
        fact = f"The ending of '{path.name}' does not say the format."
        raise UnknownFormatError(f"{fact} Name it with --to. {_known(writes=True)}")
    return max(fitting, key=lambda one: len(one.suffix))
