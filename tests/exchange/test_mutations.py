"""Damaged files end in a clear error or in a reading whose accounts add up: no traceback, no hang, no silent loss.

`make fuzz` reads 2,000 of them (MOMENTARY_MUTATIONS says how many), real exports among them where there are any.
"""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType

import pytest

from momentary.exchange import FORMATS, Reading, RowKind, Source, UnreadableFileError, read
from tests.conftest import ROOT
from tests.exchange.bases import NOT_TEXT, bases
from tests.exchange.mutations import FOR_BYTES, MUTATIONS

SECONDS_A_FILE = 10.0
MOST_MEMORY_GROWTH_KB = 1_500_000
SLOW_MUTATIONS = int(os.environ.get("MOMENTARY_MUTATIONS", "2000"))
LARGEST_TO_DAMAGE_AGAIN = 2_000_000
A_ROW_A_SEGMENT = frozenset(("momentary", "openweight", "strong", "hevy", "parquet", "fitbod", "fitnotes", "liftlog"))
A_LINE_A_ROW = frozenset(("strong", "hevy", "fitbod", "fitnotes", "liftosaur", "repcount", "liftlog", "gymbook"))


class HangError(BaseException):
    """A reader took too long; no `except Exception` may hide it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise HangError(f"longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def outcome(content: bytes, name: str) -> Reading | UnreadableFileError:
    """Read a file within the limits; any other exception than the reader's own goes up."""
    try:
        with time_limit(SECONDS_A_FILE):
            return read(Source(content=content, name=name))
    except UnreadableFileError as error:
        return error


def check(found: Reading | UnreadableFileError, content: bytes) -> None:
    if isinstance(found, UnreadableFileError):
        assert found.problem.fact
        assert found.problem.remedy
        assert len(str(found)) < 1500
        return
    rows = found.rows
    assert min(rows.values(), default=0) >= 0
    assert len(found.unreadable) <= rows[RowKind.UNREADABLE]
    assert bool(found.unreadable) == bool(rows[RowKind.UNREADABLE])
    assert found.log.count_sets() <= found.log.count_segments()
    if found.format in A_ROW_A_SEGMENT:
        assert rows[RowKind.SEGMENT] == found.log.count_segments()
    assert sum(rows.values()) > 0
    naive = count_lines(found, content)
    if naive is not None:
        assert sum(rows.values()) == naive
    for problem in found.problems:
        assert problem.fact
        assert len(str(problem)) < 1500


def count_lines(found: Reading, content: bytes) -> int | None:
    """Count the rows of a table naively, where that is well defined: plain lines without quotes."""
    if found.format not in A_LINE_A_ROW or b'"' in content or any(d.what == "encoding" for d in found.decisions):
        return None
    lines = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    has_header = not any(one.what == "header" and one.choice == "none" for one in found.decisions)
    return sum(bool(line.strip()) for line in lines) - has_header


def run(number: int, files: list[tuple[str, bytes]]) -> None:
    rng = Random(number)
    name, content = files[number % len(files)]
    is_text = name.split(",")[0] not in NOT_TEXT
    kinds = MUTATIONS if is_text else FOR_BYTES
    chosen = [kinds[number // len(files) % len(kinds)]]
    if rng.random() < 0.3:
        chosen.append(rng.choice(kinds))
    damaged = content
    for mutation in chosen:
        if len(damaged) <= LARGEST_TO_DAMAGE_AGAIN:
            damaged = mutation(damaged, rng)
    label = f"mutation {number} of {name}: {', '.join(one.__name__ for one in chosen)}"
    began = time.monotonic()
    try:
        found = outcome(damaged, "damaged.csv")
        check(found, damaged)
    except (Exception, HangError) as error:
        raise AssertionError(f"{label}: {type(error).__name__}: {error}") from error
    assert time.monotonic() - began < SECONDS_A_FILE, label


def peak_kb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_every_base_file_is_read_whole() -> None:
    known = {one.name for one in FORMATS if one.read is not None}
    for name, content in bases().items():
        found = outcome(content, "base.csv")
        assert isinstance(found, Reading), f"{name}: {found}"
        assert found.unreadable == (), name
        assert found.format == name.split(",")[0]
        known.discard(found.format)
        check(found, content)
    assert not known, f"no base file for {known}"


@pytest.mark.parametrize("part", range(15))
def test_a_damaged_file_ends_in_a_clear_error_or_in_accounts_that_add_up(part: int) -> None:
    files = list(bases().items())
    before = peak_kb()
    for number in range(part * 10, part * 10 + 10):
        run(number * 37 + part, files)
    assert peak_kb() - before < MOST_MEMORY_GROWTH_KB


@pytest.mark.slow
@pytest.mark.parametrize("part", range(20))
def test_thousands_of_damaged_files_end_so(part: int) -> None:
    files = list(bases().items())
    folder = ROOT.parent / "shared" / "data" / "exports"
    files += [(f"{path.parent.name}, {path.name}", path.read_bytes()[:200_000]) for path in folder.glob("*/*.csv")]
    before = peak_kb()
    for number in range(part, SLOW_MUTATIONS, 20):
        run(number, files)
    assert peak_kb() - before < MOST_MEMORY_GROWTH_KB


def test_a_damaged_file_on_disk_ends_like_one_in_memory(tmp_path: Path) -> None:
    for number, (name, content) in enumerate(bases().items()):
        file = tmp_path / f"{number}.bin"
        file.write_bytes(content[: len(content) * 2 // 3])
        in_memory = outcome(file.read_bytes(), file.name)
        try:
            on_disk: Reading | UnreadableFileError = read(file)
        except UnreadableFileError as error:
            on_disk = error
        assert type(on_disk) is type(in_memory), name
        if isinstance(on_disk, Reading) and isinstance(in_memory, Reading):
            assert on_disk.log == in_memory.log
