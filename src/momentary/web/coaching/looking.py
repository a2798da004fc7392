"""The coach's table: who is how, and who needs a look and why.

The thresholds are judgements, not findings: they say where a coach may want to look, never what is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from momentary.quantities import Ending, EndingKind, Role
from momentary.web.accounts.models import User
from momentary.web.coaching.knowing import Known, MuscleLevel, known_of
from momentary.web.coaching.models import Consent, PlanEdit
from momentary.web.training.folding import SessionState
from momentary.web.training.models import FoldedSession

RECENT = timedelta(days=14)
WEEK = timedelta(days=7)
LONG_AWAY = timedelta(days=10)
MANY_FAILURES = 6
MANY_SHARE = 0.5
BACK = 0.95
"""Share of rested strength from which a muscle is not worth a line here [1]."""

_NOT_WORKING = frozenset({Role.WARM_UP, Role.COOL_DOWN})


@dataclass(slots=True)
class Doings:
    """What a lifter did lately.

    Attributes:
        last: Start of the last session, wall clock; None where there is none.
        sessions: Sessions of two weeks.
        working: Working sets of the last seven days.
        failed: Those of them that ended in failure.
        pains: Exercise and day of sets of two weeks that pain ended.
    """

    last: datetime | None = None
    sessions: int = 0
    working: int = 0
    failed: int = 0
    pains: list[tuple[str, datetime]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a coach may want to look. The more pressing, the greater `weight`."""

    text: str
    weight: int


@dataclass(frozen=True, slots=True)
class LifterRow:
    """A lifter as the table has them."""

    consent: Consent
    doings: Doings
    known: Known | None
    reasons: tuple[Reason, ...]

    @property
    def least_recovered(self) -> str:
        """The least recovered muscles, in a few words; empty where nothing is known, or all are back."""
        return ", ".join(f"{one.muscle} {one.level:.0%}" for one in self.tired[:2])

    @property
    def tired(self) -> tuple[MuscleLevel, ...]:
        """The muscles that are not back yet, the least recovered first."""
        return () if self.known is None else tuple(one for one in self.known.readiness if one.level < BACK)

    @property
    def rested(self) -> int:
        """How many muscles are back."""
        return 0 if self.known is None else len(self.known.readiness) - len(self.tired)


def rows_for(coach: User, *, now: datetime, only: Consent | None = None) -> list[LifterRow]:
    """Return the lifters who consented, those first who need a look.

    Args:
        coach: Who looks.
        now: The wall clock.
        only: The consent of the one lifter who is looked at; None for all.
    """
    consents = list(visible_consents(coach)) if only is None else [only]
    athletes = [one.athlete for one in consents]
    known, doings = known_of(athletes), _doings([one.pk for one in athletes], now=now)
    declined = _declined(coach, now=now)
    rows = []
    for one in consents:
        mine, about = doings[one.athlete_id], known.get(one.athlete_id)
        reasons = sorted(_reasons(mine, about, declined[one.athlete_id], now=now), key=lambda found: -found.weight)
        rows.append(LifterRow(one, mine, about, tuple(reasons)))
    return sorted(rows, key=lambda row: (-sum(one.weight for one in row.reasons), row.consent.shown_as.casefold()))


def visible_consents(coach: User) -> QuerySet[Consent]:
    """Return the consents by which a coach sees somebody now, each with its athlete."""
    return Consent.objects.coached_by(coach).filter(coach=coach).select_related("athlete")


def _reasons(doings: Doings, known: Known | None, declined: Sequence[PlanEdit], *, now: datetime) -> Iterator[Reason]:
    for exercise, day in doings.pains[:2]:
        told = {"exercise": exercise, "day": date_format(day, _("j M"))}
        yield Reason(_("Pain ended a set of %(exercise)s on %(day)s.") % told, 8)
    if known is not None and known.falling:
        yield Reason(_("Strength falls: %(exercises)s.") % {"exercises": ", ".join(known.falling[:3])}, 4)
    if doings.failed >= MANY_FAILURES and doings.failed > MANY_SHARE * doings.working:
        counts = {"failed": doings.failed, "working": doings.working}
        yield Reason(_("%(failed)s of %(working)s working sets to failure in seven days.") % counts, 3)
    if known is not None and known.stuck:
        yield Reason(_("No longer rising: %(exercises)s.") % {"exercises": ", ".join(known.stuck[:3])}, 2)
    if doings.last is not None and now - doings.last >= LONG_AWAY:
        days = (now - doings.last).days
        yield Reason(
            ngettext("%(days)s day without a session.", "%(days)s days without a session.", days) % {"days": days}, 2
        )
    for edit in declined[:1]:
        yield Reason(_("Declined what you asked for %(day)s.") % {"day": date_format(edit.day, _("D j M"))}, 1)


def _doings(athletes: Sequence[UUID], *, now: datetime) -> dict[UUID, Doings]:
    found: dict[UUID, Doings] = defaultdict(Doings)
    shown = FoldedSession.objects.filter(athlete_id__in=athletes, is_shown=True)
    for athlete, start in shown.values_list("athlete_id").annotate(Max("start")):
        found[athlete].last = datetime.fromisoformat(start)
    late = shown.filter(start__gte=(now - RECENT).isoformat()).order_by("-start")
    for athlete, start, state in late.values_list("athlete_id", "start", "state"):
        _add(found[athlete], datetime.fromisoformat(start), state, now=now)
    return found


def _add(doings: Doings, start: datetime, state: dict[str, Any], *, now: datetime) -> None:
    doings.sessions += 1
    for one in SessionState.of(state).living:
        value = one.value
        endings = [Ending(EndingKind(each["ending"]["kind"])) for each in value["segments"] if each.get("ending")]
        if any(each.kind is EndingKind.PAIN for each in endings):
            doings.pains.append((value["segments"][0]["exercise"], start))
        if now - start <= WEEK and value.get("role") not in _NOT_WORKING:
            doings.working += 1
            doings.failed += any(each.is_failure for each in endings)


def _declined(coach: User, *, now: datetime) -> dict[UUID, list[PlanEdit]]:
    found: dict[UUID, list[PlanEdit]] = defaultdict(list)
    since = (now - WEEK).date()
    edits = PlanEdit.objects.filter(coach=coach, status=PlanEdit.Status.DECLINED, decided_at__date__gte=since)
    for edit in edits.order_by("-decided_at"):
        found[edit.athlete_id].append(edit)
    return found
