"""What the worker does for `insights`. Each task may run twice, after a crash, and then does nothing twice."""

from __future__ import annotations

from django_tasks import task

LEARNING = "learning"
"""The queue of what must not wait for a page that is being drawn, or a file that is being read."""


@task(priority=10, queue_name=LEARNING)
def learn(athlete_id: str) -> None:
    """Learn from an athlete's log: the summary that the next set needs."""
    from momentary.web.insights import learning  # noqa: PLC0415  # the model is for the worker alone

    learning.learn(athlete_id)


@task(priority=-10)
def tell(athlete_id: str) -> None:
    """Say what was learnt: the bundle for the phone and the fragments of the pages."""
    from momentary.web.insights import telling  # noqa: PLC0415  # the model is for the worker alone

    telling.tell(athlete_id)
