"""What a lifter prefers, for whoever asks: pages, the worker and the phone."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from momentary.web.training.models import Athlete, Preferences

if TYPE_CHECKING:
    from momentary.prescription.gym import Gym


def preferences_of(athlete: Athlete) -> Preferences:
    """Return what a lifter prefers; what is usual, not yet stored, where they have not said."""
    found = Preferences.objects.filter(athlete=athlete).first()
    return found if found is not None else Preferences(athlete=athlete)


def language_of(athlete: Athlete) -> str:
    """Return the language in which a lifter is advised: as chosen, or else as their browser said when they came."""
    found = preferences_of(athlete)
    return found.language or found.heard or settings.LANGUAGE_CODE


def hear(athlete: Athlete, language: str) -> bool:
    """Keep the language of a lifter's browser where none is chosen or kept; return whether advice now speaks another.

    The first other than English stays: two devices that differ would have all advice made anew at every look.
    """
    if language == settings.LANGUAGE_CODE:
        return False
    found = preferences_of(athlete)
    if found.language or found.heard:
        return False
    Preferences.objects.update_or_create(athlete=athlete, defaults={"heard": language})
    return True


@lru_cache(maxsize=256)
def gym_told(text: str) -> Gym | None:
    """Return the gym that stored preferences tell of; None where one has to be assumed."""
    from momentary.prescription.gym_text import UnreadableGymError, gym_from_toml  # noqa: PLC0415 (half a second)

    if not text:
        return None
    try:
        return gym_from_toml(text, name="the stored gym")
    except UnreadableGymError:
        # Only an older server that reads what a newer one wrote comes here: assumed is better than no answer.
        return None


def phone_preferences(found: Preferences) -> dict[str, Any]:
    """Return what the phone's screens need of them, as JSON knows it."""
    return {
        "unit": found.unit or None,
        "goal": found.goal,
        "left_handed": found.is_left_handed,
        "rest_timer": found.has_rest_timer,
        "rest_s": found.rest_s,
        "sound": found.has_sound,
        "lowering_s": found.lowering_s,
        "partner_days": found.partner_days,
    }
