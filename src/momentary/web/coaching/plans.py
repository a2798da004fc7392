"""What a coach asks to be different in a lifter's plan. It holds unless the lifter declines it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from momentary.quantities import KG_PER_LB
from momentary.web.coaching.models import PlanEdit
from momentary.web.training.models import Athlete
from momentary.web.training.preferences import preferences_of

_Status = PlanEdit.Status
_Change = PlanEdit.Change


def decline(edit: PlanEdit) -> bool:
    """Decline an edit for its lifter; False where it no longer stood."""
    return _decide(edit, _Status.DECLINED)


def withdraw(edit: PlanEdit) -> bool:
    """Withdraw an edit for its coach; False where it no longer stood."""
    return _decide(edit, _Status.WITHDRAWN)


def _decide(edit: PlanEdit, status: PlanEdit.Status) -> bool:
    standing = PlanEdit.objects.filter(pk=edit.pk, status=_Status.STANDS)
    return bool(standing.update(status=status, decided_at=timezone.now()))


def edit_text(edit: PlanEdit, *, in_lb: bool) -> str:
    """Return an edit in a sentence, without its reason."""
    names = {"exercise": edit.exercise, "dose": _dose(edit, in_lb=in_lb)}
    told = {
        _Change.ADD: _("add %(exercise)s%(dose)s"),
        _Change.LEAVE_OUT: _("leave out %(exercise)s"),
        _Change.SETS: _("%(exercise)s: do%(dose)s"),
        _Change.TO_FAILURE: _("take the last set of %(exercise)s to failure"),
        _Change.SHORT_OF_FAILURE: _("stop %(exercise)s short of failure"),
        _Change.REST: _("rest"),
    }[_Change(edit.change)]
    return f"{date_format(edit.day, _('D j M'))}: {told % names}"


def edit_lines(edits: Iterable[PlanEdit], athlete: Athlete) -> list[tuple[PlanEdit, str]]:
    """Return edits each with its sentence, in the unit that the lifter prefers."""
    in_lb = preferences_of(athlete).unit == "lb"
    return [(one, edit_text(one, in_lb=in_lb)) for one in edits]


def _dose(edit: PlanEdit, *, in_lb: bool) -> str:
    parts = []
    if edit.sets is not None:
        parts.append(ngettext("%(n)s set", "%(n)s sets", edit.sets) % {"n": edit.sets})
    if edit.repetitions is not None:
        parts.append(ngettext("%(n)s repetition", "%(n)s repetitions", edit.repetitions) % {"n": edit.repetitions})
    if edit.load_kg is not None:
        load = edit.load_kg / KG_PER_LB if in_lb else edit.load_kg
        parts.append(f"{round(load, 2):g} {'lb' if in_lb else 'kg'}")
    return f" {' × '.join(parts)}" if parts else ""
