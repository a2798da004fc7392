"""What a recovery study did and saw: the protocol as data, and what was left of performance after it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from momentary.evidence import Sourced, Trust


class Measure(StrEnum):
    """What was measured."""

    VELOCITY = "bar velocity at a fixed load"
    VELOCITY_OVER_SETS = "bar velocity, last set against the first"
    STRENGTH = "maximal force or torque"
    REPETITIONS = "repetitions at a fixed load"
    WORK = "total work, or volume load of a session"
    JUMP = "height of a countermovement jump"
    ACTIVATION = "voluntary activation"
    TWITCH = "force of a stimulated twitch"
    RATING = "fatigue as the lifters rate it"


class Verdict(StrEnum):
    """What a study says of a time without a number."""

    LOWERED = "still lower than before"
    RECOVERED = "not different from before"
    ALIKE = "no difference between the protocols"


@dataclass(frozen=True, slots=True)
class Protocol:
    """What the lifters did.

    Args:
        name: What it is called here.
        exercises: Names of the catalogue, each done for `sets`; empty where the source names none that is in it.
        sets: Sets of each exercise; None where the source as read does not say.
        repetitions: Repetitions of a set; None where they follow from how the sets end, or are not said.
        share: Load as a share of the 1RM; None where it is not said.
        rir: Repetitions in reserve at the end of each set; 0 with `to_failure`. None where it is not said.
        to_failure: Whether sets ended in momentary failure; None where it is not said.
        rest_s: Rest between sets [s]; None where it is not said.
        note: What else the sets had: forced repetitions, lowering only.
    """

    name: str
    exercises: tuple[str, ...] = ()
    sets: int | None = None
    repetitions: int | None = None
    share: float | None = None
    rir: float | None = None
    to_failure: bool | None = None
    rest_s: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen at a time after a protocol: a change, or a verdict in words, with its source.

    Args:
        protocol: What was done before.
        measure: What was measured.
        hours: Time since the last set [h].
        source: Key of the citation.
        locator: Where in the source it stands.
        trust: How it reached momentary.
        change: Mean of the lifters against before, -0.25 for a quarter less; None where only a verdict is known.
        unit: Unit of the change: "1" for a share of the value before, "rep" for repetitions.
        sd: Standard deviation of the change between lifters, in the same unit; None where it is not told.
        verdict: What the source says without a number.
        lifters: How many were measured; None where it is not told.
        test_share: Load of a velocity test as a share of the rested 1RM; None where it is not told.

    Raises:
        ValueError: There is neither change nor verdict, the time is negative, or the source is incomplete.
    """

    protocol: Protocol
    measure: Measure
    hours: float
    source: str
    locator: str
    trust: Trust
    change: float | None = None
    unit: str = "1"
    sd: float | None = None
    verdict: Verdict | None = None
    lifters: int | None = None
    test_share: float | None = None

    def __post_init__(self) -> None:
        """Refuse what says nothing, or cannot be checked."""
        if self.change is None and self.verdict is None:
            raise ValueError(f"{self.source}, {self.protocol.name}, {self.hours} h: give a change or a verdict.")
        if not (math.isfinite(self.hours) and self.hours >= 0.0):
            raise ValueError(f"{self.source}, {self.protocol.name}: {self.hours} h is no time after the last set.")
        if not (self.source.strip() and self.locator.strip()):
            raise ValueError(
                f"{self.protocol.name}, {self.hours} h: say which source this is from, and where it stands."
            )
        if self.change is not None:
            self.sourced()

    def sourced(self) -> Sourced:
        """Return the change as a sourced value.

        Raises:
            ValueError: Only a verdict is known.
        """
        if self.change is None:
            raise ValueError(f"{self.source}, {self.protocol.name}, {self.hours} h: only '{self.verdict}' is known.")
        return Sourced(self.change, self.unit, self.source, self.locator, self.trust)
