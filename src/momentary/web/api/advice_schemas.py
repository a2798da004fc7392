"""What advice looks like over the wire, with units and how sure it is."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from momentary.web.api.schemas import Free, LogSet

GOALS = Literal["size", "strength", "endurance"]


class LoadOut(Schema):
    """A load as there is in the gym."""

    value: float = Field(description="In its unit.")
    unit: Literal["kg", "lb"]


class Sentence(Schema):
    """A sentence of advice and what it rests on."""

    text: str
    claims: list[str] = Field(description="Keys of the evidence ledger, or `own-...`: worked out from the log.")


class Possible(Schema):
    """Repetitions to momentary failure at that load."""

    median: int = Field(description="As likely more as fewer [rep].")
    low: int = Field(description="Lower end of the interval that holds 8 times in 10 [rep].")
    high: int = Field(description="Upper end of it [rep].")
    pmf: list[float] = Field(description="Probability of 0, 1, 2, ... repetitions.")


class FailureOut(Schema):
    """What the guard says of taking the set to failure."""

    verdict: Literal["fits", "rather not", "not today"]
    is_allowed: bool
    may_be_overruled: bool = Field(description="Whether `overrule` changes it: nothing unsafe stands against it.")
    for_: list[Sentence] = Field(alias="for")
    against: list[Sentence]
    hindrances: list[Sentence]
    overruling: Free | None


class NextOut(Schema):
    """What to do in the next set, or to stop."""

    format: Literal["momentary-next/1"]
    exercise: str = Field(description="As the lifter types it.")
    goal: str | None = Field(description="What the set is for; null for another lifter, unless you named it.")
    decision: Literal["lift", "to failure", "stop"]
    set: int = Field(description="Number of the set in the session, from 1.")
    planned: int = Field(description="Working sets of the exercise in all; fewer than usual where recovery asks it.")
    load: LoadOut | None = Field(description="null at a stop.")
    repetitions: int | None = Field(description="To do, or to expect at failure; null at a stop [rep].")
    reserve: int | None = Field(description="Repetitions probably left after it; null at a stop [rep].")
    interval: float = Field(description="How often `low` to `high` hold: 0.8.")
    possible: Possible | None = Field(description="null at a stop.")
    rest_s: float | None = Field(description="Rest before it; null before the first and at a stop [s].")
    reasons: list[Sentence] = Field(description="The weightiest first; that of the rest last.")
    failure: FailureOut | None = Field(description="null where the exercise is over.")
    method: Free | None = Field(description="Always null here: /today brings methods.")
    disclaimer: str
    position: int = Field(description="The log position that was looked at.")
    is_behind: bool = Field(description="Whether the past changed, and the worker has not learnt of it yet.")
    session: UUID | None = Field(description="The session that goes on; null where another one begins.")
    at: str = Field(description="When the session began or begins, by the lifter's wall: ISO 8601 without a zone.")


class LoadIn(Schema):
    """A load."""

    value: float = Field(ge=0, le=2000, description="In its unit; help of a machine as a positive number.")
    unit: Literal["kg", "lb"] = "kg"


class NextAsked(Schema):
    """A question for the next set."""

    exercise: str = Field(min_length=1, max_length=200, description="In any app's spelling, or the catalogue's.")
    goal: GOALS | None = Field(None, description="What you train for; as you prefer if null.")
    reserve: int | None = Field(None, ge=0, le=10, description="Repetitions to leave; as the goal asks if null [rep].")
    sets: int | None = Field(None, ge=1, le=20, description="Working sets of it in all; as usual if null.")
    to_failure: bool | None = Field(None, description="Whether you wish for failure; null leaves it to the advice.")
    partner: bool | None = Field(None, description="Whether somebody helps; as your gym says if null.")
    is_last_exercise: bool = Field(False, description="No other exercise comes after it today.")


class NextIn(NextAsked):
    """The same with more to say."""

    overrule: str | None = Field(None, min_length=1, max_length=300, description="Why you go to failure all the same.")
    load: LoadIn | None = Field(None, description="A load to start from, where the log has none.")
    at: datetime | None = Field(
        None, description="Begin a session then, by the wall; if null the one that goes on, or now."
    )
    done: list[LogSet] = Field(
        default_factory=list, max_length=60, description="Sets of this session that the log does not have yet."
    )


class StateOut(Schema):
    """A muscle, or the neural state of the whole body."""

    state: str = Field(description="The muscle, or `neural`.")
    level: float = Field(description="Share of rested strength that it has: 1 is fresh, 0 is spent; median.")
    low: float = Field(description="Lower end of the interval that holds 8 times in 10.")
    high: float = Field(description="Upper end of it.")
    recovered_at: str | None = Field(
        description="When it is recovered, by the wall: ISO 8601 without a zone; null: beyond 14 days."
    )
    learnt: float = Field(description="How much of a typical lifter's doubt the own log has taken away, 0 to 1.")


class ReadinessOut(Schema):
    """How recovered a lifter is."""

    at: str = Field(description="The moment, by the lifter's wall: ISO 8601 without a zone.")
    recovered_level: float = Field(description="The level that counts as recovered.")
    probability: float = Field(description="How sure it must be that it is reached.")
    interval: float = Field(description="How often `low` to `high` hold: 0.8.")
    neural: StateOut
    muscles: list[StateOut] = Field(description="The most tired first.")
    position: int = Field(description="The log position that was looked at.")
    is_behind: bool = Field(description="Whether the past changed, and the worker has not learnt of it yet.")
