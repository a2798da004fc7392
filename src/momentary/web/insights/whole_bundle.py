"""The bundle as a phone gets it: what the worker kept for the lifter, the newest summary, and the catalogue."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import Any

import momentary
from momentary.athlete import MODEL
from momentary.catalogue import exercises
from momentary.prescription.gym import usual_gym
from momentary.quantities import LoadUnit
from momentary.web.insights.bundle import FORMAT, exercise_record, gym_record
from momentary.web.insights.models import Knowledge
from momentary.web.insights.texts import json_text
from momentary.web.training.models import Athlete, Preferences
from momentary.web.training.preferences import gym_told, phone_preferences, preferences_of


def bundle_tag(athlete: Athlete) -> str:
    """Return the entity tag of an athlete's bundle: it changes with whatever is in it."""
    seen = Knowledge.objects.filter(athlete=athlete).values_list("position", "made_at", "advised_at").first()
    preferences = preferences_of(athlete)
    parts = [momentary.__version__, MODEL, athlete.pk, athlete.epoch, seen, phone_preferences(preferences)]
    return f'"{sha256(repr([*parts, preferences.gym]).encode()).hexdigest()[:32]}"'


def whole_bundle(athlete: Athlete) -> str:
    """Return the bundle as JSON text; before anything is learnt it has no summary and nothing is due."""
    preferences = preferences_of(athlete)
    row = (
        Knowledge.objects.filter(athlete=athlete)
        .values_list("position", "made_at", "model", "summary", "today", "advised_at")
        .first()
    )
    position, made_at, model, summary, today, advised_at = row or (0, None, MODEL, None, None, None)
    own: dict[str, Any] = today or _nothing(preferences)
    parts = {
        "format": json_text(FORMAT),
        "athlete": json_text(str(athlete.pk)),
        "position": str(position),
        "made_at": json_text(None if made_at is None else made_at.isoformat(timespec="seconds")),
        "advised_at": json_text(None if advised_at is None else advised_at.isoformat(timespec="seconds")),
        "model": json_text(model),
        "preferences": json_text(phone_preferences(preferences)),
        **{key: json_text(value) for key, value in own.items() if key != "exercises"},
        "exercises": _exercises(own["exercises"]),
        "summary": summary or "null",
    }
    return "{" + ",".join(f'"{key}":{text}' for key, text in parts.items()) + "}"


def _nothing(preferences: Preferences) -> dict[str, Any]:
    """Return the lifter's own part before anything is known of them."""
    told = gym_told(preferences.gym)
    unit = LoadUnit(preferences.unit or LoadUnit.KG)
    gym = usual_gym(unit) if told is None else told
    return {
        "advice_position": 0,
        "at": None,
        "session": None,
        "unit": str(gym.unit),
        "goal": preferences.goal,
        "gym": gym_record(gym, is_told=told is not None),
        "exercises": {},
        "due": [],
        "recent": [],
        "readiness": [],
        "neural": None,
        "recovered_level": None,
        "notes": [],
        "segment_habits": {},
        "deload": [],
    }


def _exercises(own: dict[str, Any]) -> str:
    """Return all exercises by slug, the lifter's own names before those of the catalogue."""
    texts = {**_catalogue(), **{slug: json_text(record) for slug, record in own.items()}}
    return "{" + ",".join(f"{json_text(slug)}:{text}" for slug, text in texts.items()) + "}"


@cache
def _catalogue() -> dict[str, str]:
    """Return every exercise of the catalogue as JSON text, by slug; what is not so or not there is left out."""
    records = {one.slug: exercise_record(one) for one in exercises()}
    return {slug: json_text(_said(record)) for slug, record in records.items()}


def _said(record: dict[str, Any]) -> dict[str, Any]:
    title = record["title"]
    return {key: value for key, value in record.items() if value and (key != "title" or title != record["name"])}
