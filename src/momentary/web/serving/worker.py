"""`python -m momentary.web.serving.worker`: the process that works off tasks, one after another.

A thread of its own learns from logs: a phone's forecast waits neither for a page nor for a file.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import django

from momentary.web.hosting.writing import writing
from momentary.web.serving.orphan import end_with_parent

HEARTBEAT_S = 3.0
_ASK_EVERY_S = 0.5
_NICE = 10
_LEARN_EVERY_S = 0.2
_LEARNT_WITHIN_S = 8.0
# A judgement: long enough for a host to read why something failed.
_FAILED_KEPT = timedelta(days=30)
_logger = logging.getLogger(__name__)


def main() -> None:
    """Work until told to stop; what a killed worker left unfinished is done again first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "momentary.web.config.settings")
    end_with_parent()
    # Whoever logs a set waits for the web process; nobody stands waiting for this one.
    os.nice(_NICE)
    django.setup()
    from django.conf import settings
    from django.db.backends.signals import connection_created
    from django_tasks import TaskResultStatus
    from django_tasks_db.management.commands.db_worker import Worker
    from django_tasks_db.models import DBTaskResult

    from momentary.web.config.database import as_worker
    from momentary.web.insights.tasks import LEARNING

    class WaitingWorker(Worker):
        """A worker whose tasks are over before a restore, or begin after it."""

        def __init__(self, *, queues: list[str], without: list[str], interval_s: float) -> None:
            super().__init__(
                queue_names=queues,
                interval=interval_s,
                batch=False,
                backend_name="default",
                startup_delay=False,
                max_tasks=None,
                worker_id=f"worker-{os.getpid()}",
                excluded_queue_names=without,
            )

        def run_task(self, db_task_result: DBTaskResult[..., object]) -> None:
            with writing(settings.FOLDER.path, waits=True):
                # A restore that came first has taken the task away.
                mine = DBTaskResult.objects.filter(pk=db_task_result.pk)
                if mine.exists():
                    super().run_task(db_task_result)
                    # A record comes with every set; nobody asks for that of a task that is done.
                    mine.filter(status=TaskResultStatus.SUCCESSFUL).delete()

    class LeadingWorker(WaitingWorker):
        """The worker that hears signals: the learner stops with it."""

        def shutdown(self, signum: int, frame: FrameType | None) -> None:
            learner.running = False
            super().shutdown(signum, frame)

    connection_created.connect(as_worker, dispatch_uid="momentary.worker")
    _take_up_again()
    threading.Thread(target=_beat, args=[settings.FOLDER.heartbeat], name="heartbeat", daemon=True).start()
    learner = WaitingWorker(queues=[LEARNING], without=[], interval_s=_LEARN_EVERY_S)
    learning = threading.Thread(target=_learn, args=[learner], name="learner", daemon=True)
    learning.start()
    worker = LeadingWorker(queues=["*"], without=[LEARNING], interval_s=_ASK_EVERY_S)
    worker.configure_signals()
    try:
        worker.run()
    finally:
        learner.running = False
        learning.join(_LEARNT_WITHIN_S)


def _learn(learner: Any) -> None:
    """Run the learner; a process in which nobody learns ends, and is started again."""
    try:
        learner.run()
    except BaseException:
        _logger.exception("The learner ended")
        os._exit(1)


def _take_up_again() -> None:
    """Hand the tasks of a worker that is no more to this one, forget old ones, and ask for what nobody has learnt."""
    from django.db.models import Q
    from django.utils import timezone
    from django_tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    from momentary.web.insights.catching_up import ask_for_all

    unfinished = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    unfinished.update(status=TaskResultStatus.READY, started_at=None)
    old = Q(status=TaskResultStatus.FAILED, finished_at__lt=timezone.now() - _FAILED_KEPT)
    DBTaskResult.objects.filter(old | Q(status=TaskResultStatus.SUCCESSFUL)).delete()
    ask_for_all()


def _beat(file: Path) -> None:
    while True:
        file.touch(mode=0o600)
        time.sleep(HEARTBEAT_S)


if __name__ == "__main__":
    main()
