"""A process whose parent was killed ends too: nothing keeps the port or the data folder busy unseen."""

from __future__ import annotations

import os
import signal
import threading
import time

PARENT = "MOMENTARY_PARENT"
_EVERY_S = 0.5
_GRACE_S = 5.0


def end_with_parent() -> None:
    """Watch the parent that MOMENTARY_PARENT names from a thread; when it is gone, stop, and insist after some seconds.

    The parent may be gone before this begins: only who started a process knows whose child it is. Does nothing where
    the variable is not set. The children of this process are told that it is their parent.
    """
    said = os.environ.get(PARENT)
    if said is None:
        return
    parent = int(said)
    os.environ[PARENT] = str(os.getpid())

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_EVERY_S)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE_S)
        os._exit(1)

    threading.Thread(target=watch, name="orphan", daemon=True).start()
