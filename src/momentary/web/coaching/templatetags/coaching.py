"""What a coach asked of the coming days, for the pages that tell a lifter what to do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import template
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from momentary.web.coaching.models import PlanEdit
from momentary.web.coaching.plans import edit_lines

register = template.Library()
_AHEAD = timedelta(days=7)


@register.inclusion_tag("coaching/asked.html")
def asked_of_plan(user: AbstractBaseUser) -> dict[str, Any]:
    """Show the changes that stand for the coming week; nothing where nobody asked."""
    today = timezone.localdate()
    mine = PlanEdit.objects.visible_to(user).filter(status=PlanEdit.Status.STANDS, day__range=(today, today + _AHEAD))
    edits = list(mine.select_related("athlete"))
    return {"edits": edit_lines(edits, edits[0].athlete) if edits else []}
