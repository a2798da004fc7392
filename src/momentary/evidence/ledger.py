"""The claims that circulate about training to failure, graded by what the papers say, as packaged data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from momentary.evidence.citations import Citation, citation
from momentary.evidence.sourced import Sourced, Trust
from momentary.language import mark, say


class Verdict(StrEnum):
    """What the evidence makes of a claim."""

    SUPPORTED = "supported"
    """Most of the evidence agrees with it."""
    MIXED = "mixed"
    """A part of it holds, or studies disagree."""
    CONTRADICTED = "contradicted"
    """Most of the evidence disagrees with it."""
    UNKNOWN = "unknown"
    """It has not been tested, as far as we know."""

    @property
    def label(self) -> str:
        """The same in the language that is spoken."""
        return say(_VERDICTS[self])


_VERDICTS = {
    Verdict.SUPPORTED: mark("supported"),
    Verdict.MIXED: mark("mixed"),
    Verdict.CONTRADICTED: mark("contradicted"),
    Verdict.UNKNOWN: mark("unknown"),
}


class Topic(StrEnum):
    """What a claim is about; claims are listed in this order."""

    FAILURE = "failure"
    """What failure is and what it brings."""
    FATIGUE = "fatigue"
    """Where fatigue comes from."""
    RECOVERY = "recovery"
    """How long it lasts."""
    METHODS = "methods"
    """Ways to go beyond failure, or around it."""
    SESSIONS = "sessions"
    """Sets, loads, rests and order of a session and a week."""
    FREQUENCY = "frequency"
    """How often to fail."""
    SAFETY = "safety"
    """What must not be risked."""

    @property
    def label(self) -> str:
        """What stands above its claims."""
        return say(_TITLES[self])


_TITLES = {
    Topic.FAILURE: mark("What failure is and what it brings"),
    Topic.FATIGUE: mark("Where fatigue comes from"),
    Topic.RECOVERY: mark("How long fatigue lasts"),
    Topic.METHODS: mark("Methods at failure and beyond"),
    Topic.SESSIONS: mark("Sessions and weeks: sets, loads, rests, order"),
    Topic.FREQUENCY: mark("How often to fail"),
    Topic.SAFETY: mark("What must not be risked"),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """How large something was in a study, with its interval or spread where the source gives one.

    Args:
        what: What was measured or compared, in words.
        size: The figure with its source.
        low: Lower end of the interval [unit of the size].
        high: Upper end of the interval [unit of the size].
        interval: What interval it is, `95 % CI`.
        sd: Standard deviation between persons or sets [unit of the size].

    Raises:
        ValueError: One end of the interval is missing, it does not hold the size, or it is not said what it is.
    """

    what: str
    size: Sourced
    low: float | None = None
    high: float | None = None
    interval: str | None = None
    sd: float | None = None

    def __post_init__(self) -> None:
        """Refuse half an interval."""
        given = [one is not None for one in (self.low, self.high, self.interval)]
        if any(given) and not all(given):
            raise ValueError(f"The interval of {self.what!r} is incomplete: give both ends and what it is.")
        if self.low is not None and self.high is not None and not self.low <= self.size.value <= self.high:
            raise ValueError(f"{self.what!r}: {self.size.value} lies outside {self.low} to {self.high}.")


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper that speaks to a claim.

    Args:
        key: Key of the citation.
        trust: How what it says reached momentary.
        says: What it says on the claim, in words.
    """

    key: str
    trust: Trust
    says: str

    @property
    def citation(self) -> Citation:
        """The paper."""
        return citation(self.key)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that lifters hear, and how it stands with the evidence.

    Args:
        key: Its name, `failure-brings-strength`.
        topic: What it is about.
        wording: The popular claim, in our own words.
        verdict: What the evidence makes of it.
        brief: The evidence in one line.
        evidence: The evidence in a few sentences.
        meaning: What follows for a lifter.
        change: What would change the verdict.
        effects: How large things were, where sources say so.
        references: The papers, the weightiest first.
        acts: Modules of momentary in which the evidence acts, and how; empty where none does yet.
        also: Other words under which lifters look for it.
    """

    key: str
    topic: Topic
    wording: str
    verdict: Verdict
    brief: str
    evidence: str
    meaning: str
    change: str
    effects: tuple[Effect, ...]
    references: tuple[Reference, ...]
    acts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    also: tuple[str, ...] = ()


class UnknownClaimError(LookupError):
    """No claim of the ledger has that name."""


@cache
def claims() -> Mapping[str, Claim]:
    """Return all claims by key, topic by topic.

    >>> claims()["neural-fatigue-lasts-months"].verdict.value
    'contradicted'
    """
    found: dict[str, Claim] = {}
    for topic in Topic:
        text = files("momentary.evidence").joinpath("claims", f"{topic}.toml").read_text(encoding="utf-8")
        for key, entry in tomllib.loads(text).items():
            if key in found:
                raise ValueError(f"Two claims are called {key!r}: rename the one in claims/{topic}.toml.")
            found[key] = _claim(key, topic, entry)
    return MappingProxyType(found)


def claim(key: str) -> Claim:
    """Return the claim of exactly that key.

    Raises:
        UnknownClaimError: There is none.
    """
    try:
        return claims()[key]
    except KeyError:
        raise UnknownClaimError(f"No claim is called {key!r}: `claims()` holds them all.") from None


def _claim(key: str, topic: Topic, entry: Mapping[str, Any]) -> Claim:
    texts = {name: " ".join(entry[name].split()) for name in ("wording", "brief", "evidence", "meaning", "change")}
    return Claim(
        key=key,
        topic=topic,
        verdict=Verdict(entry["verdict"]),
        effects=tuple(_effect(one) for one in entry.get("effects", ())),
        references=tuple(Reference(one["key"], Trust(one["trust"]), one["says"]) for one in entry["sources"]),
        acts=MappingProxyType(dict(entry.get("acts", {}))),
        also=tuple(entry.get("also", ())),
        **texts,
    )


def _effect(entry: Mapping[str, Any]) -> Effect:
    size = Sourced(
        float(entry["value"]), entry["unit"], source=entry["source"], locator=entry["locator"], trust=entry["trust"]
    )
    return Effect(
        entry["what"], size, entry.get("low"), entry.get("high"), interval=entry.get("interval"), sd=entry.get("sd")
    )
