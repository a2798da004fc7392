"""What `/next` looks at beside the summary: no page, but made with them."""

from __future__ import annotations

import json
from datetime import timedelta
from statistics import median

from momentary.prescription.deload.arrivals import arrivals
from momentary.prescription.frequency import frequencies, neural_warning
from momentary.prescription.plateau import PlateauReading, read_plateaus
from momentary.prescription.rotation import coming_session
from momentary.web.insights.models import Page
from momentary.web.insights.next_context import NAME, Context, Contexts, from_json, to_json
from momentary.web.insights.rendering import Known, renders
from momentary.web.insights.texts import json_text

_RECENT = timedelta(days=56)
_SESSIONS_ASKED = 4


@renders(NAME)
def next_context(known: Known) -> str:
    """Return the contexts as JSON."""
    now = _context(known)
    return json_text(to_json(Contexts(now, _before(known, now))))


def _before(known: Known, now: Context) -> Context | None:
    """Return what was known before the log's last session, from what was rendered last."""
    text = Page.objects.filter(athlete=known.athlete, name=NAME).values_list("html", flat=True).first()
    kept = from_json(json.loads(text)) if text else None
    if kept is None:
        return None
    return kept.now if kept.now.last < now.last else kept.before


def _context(known: Known) -> Context:
    tiredness = known.tiredness
    coming = coming_session(known.log, known.exercises, at=known.at)
    return Context(
        last=known.log.sessions[-1].start.wall,
        frequencies=frequencies(tiredness),
        neural_warning=neural_warning(tiredness),
        arrivals=arrivals(tiredness),
        readings=_readings(known),
        coming=None if coming is None else tuple((one.name, one.sets) for one in coming.exercises),
        usual_sets=_usual_sets(known),
        fatigue=known.summary.fatigue,
        unit=known.gym.unit,
    )


def _readings(known: Known) -> dict[str, PlateauReading]:
    """Return whether strength still rises in the exercises of the last weeks."""
    late = [one for one in known.log.sessions if known.at - one.start.wall <= _RECENT]
    return read_plateaus(known.posterior, dict.fromkeys(one.exercise for session in late for one in session.sets))


def _usual_sets(known: Known) -> dict[str, int]:
    """Return how many working sets of an exercise its last sessions had."""
    exercises, counts = known.exercises, dict[str, list[int]]()
    for session in known.log.sessions:
        done: dict[str, int] = {}
        for one in session.sets:
            if not one.is_warm_up:
                slug = exercises[one.exercise].slug
                done[slug] = done.get(slug, 0) + 1
        for slug, count in done.items():
            counts.setdefault(slug, []).append(count)
    return {slug: max(round(median(found[-_SESSIONS_ASKED:])), 1) for slug, found in counts.items()}
