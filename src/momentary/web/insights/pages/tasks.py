"""What the worker does at once for somebody who looks at a page and waits. It may run twice, and does nothing twice."""

from __future__ import annotations

from django_tasks import task


@task(priority=5)
def plan_anew(athlete_id: str) -> None:
    """Plan an athlete's week by what they wish of it now."""
    from momentary.web.insights import planning  # noqa: PLC0415  # the model is for the worker alone

    planning.plan_anew(athlete_id)
