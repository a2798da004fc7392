"""A process whose parent was killed ends too: nothing keeps the port or the data folder busy unseen."""

from __future__ import annotations

import os
import signal
import threading
import time

_EVERY_S = 0.5
_GRACE_S = 5.0


def end_with_parent() -> None:
    """Watch the parent from a thread; when it is gone, stop, and insist after some seconds."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_EVERY_S)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE_S)
        os._exit(1)

    threading.Thread(target=watch, name="orphan", daemon=True).start()
