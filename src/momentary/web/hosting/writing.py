"""Who may write among the data: anybody, or a restore alone.

Two lock files, so that writers who come one after another never keep a restore waiting: a restore shuts the door
first, and then waits until those who are inside have finished.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OWNER_ONLY = 0o600
_ASK_EVERY_S = 0.02


class RestoringError(RuntimeError):
    """A restore changes the data; whoever wants to write waits and asks again."""


class StillWritingError(RuntimeError):
    """Somebody who writes did not finish in time."""


@contextmanager
def writing(folder: Path, *, waits: bool = False) -> Iterator[None]:
    """Keep a restore from the data of `folder` as long as the block runs.

    Args:
        folder: The data folder.
        waits: Wait while a restore runs, instead of being refused.

    Raises:
        RestoringError: A restore runs, and nobody waits.
    """
    with _opened(folder / "door.lock") as door:
        try:
            fcntl.flock(door, fcntl.LOCK_SH | (0 if waits else fcntl.LOCK_NB))
        except OSError:
            raise RestoringError("A backup is being restored. Try again in a few seconds.") from None
        inside = os.open(folder / "room.lock", os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
        try:
            fcntl.flock(inside, fcntl.LOCK_SH)
            fcntl.flock(door, fcntl.LOCK_UN)
            yield
        finally:
            os.close(inside)


@contextmanager
def alone(folder: Path, *, within_s: float) -> Iterator[None]:
    """Keep everybody else from writing to the data of `folder` as long as the block runs.

    Args:
        folder: The data folder.
        within_s: How long to wait for those who write already.

    Raises:
        StillWritingError: They did not finish in time.
    """
    deadline = time.monotonic() + within_s
    with _opened(folder / "door.lock") as door, _opened(folder / "room.lock") as room:
        for handle in (door, room):
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except OSError:
                    if time.monotonic() > deadline:
                        raise StillWritingError(f"The data of {folder} were written to all the while.") from None
                    time.sleep(_ASK_EVERY_S)
        yield


@contextmanager
def _opened(file: Path) -> Iterator[int]:
    handle = os.open(file, os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
    try:
        yield handle
    finally:
        os.close(handle)
