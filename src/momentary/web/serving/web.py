"""`python -m momentary.web.serving.web HOST PORT`: the web process, Granian around the WSGI application."""

from __future__ import annotations

import logging
import sys

from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from momentary.web.serving.orphan import end_with_parent

# A request occupies its thread as long as its body takes to come: more than a handful of slow lines have room.
_THREADS = 64
_HEADER_WITHIN_MS = 10_000
_STOP_WITHIN_S = 8


def main(host: str, port: int) -> None:
    """Serve until told to stop; one process, as SQLite has one writer."""
    end_with_parent()
    # The threads wait for slow lines, not for processors: Granian's advice on their number would only alarm.
    logging.getLogger("_granian").addFilter(lambda record: "seems quite high" not in record.getMessage())
    Server(
        "momentary.web.serving.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=_THREADS,
        # A thread keeps its connection to the database as long as it lives.
        blocking_threads_idle_timeout=600,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADER_WITHIN_MS),
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        respawn_interval=0.2,
        workers_kill_timeout=_STOP_WITHIN_S,
        process_name=None,
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
