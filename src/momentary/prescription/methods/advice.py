"""Sentences of advice with their evidence, and how a method is done, whoever does it."""

from __future__ import annotations

from dataclasses import dataclass

from momentary.evidence import SAFETY

__all__ = ["SAFETY", "Advice", "Fit", "NotPossibleError", "Protocol"]


class NotPossibleError(ValueError):
    """A method that cannot be done here: the message says why, and what else to do."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence of advice and the entries of the ledger that it rests on.

    Args:
        text: The sentence.
        claims: Keys of `momentary.evidence.entries()`: claims, and what is worked out from the log.

    Raises:
        ValueError: It rests on nothing.
    """

    text: str
    claims: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse advice without evidence."""
        if not self.claims:
            raise ValueError(f"The advice {self.text!r} rests on nothing: name an entry of the ledger.")


@dataclass(frozen=True, slots=True)
class Fit:
    """What speaks for and against a method.

    Args:
        reasons: What speaks for it.
        doubts: What speaks against it; the lifter may overrule it.
        hindrances: What makes it impossible or unsafe here.
    """

    reasons: tuple[Advice, ...] = ()
    doubts: tuple[Advice, ...] = ()
    hindrances: tuple[Advice, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Whether nothing forbids it."""
        return not self.hindrances

    def __add__(self, other: Fit) -> Fit:
        """Put two together, each sentence once."""
        return Fit(
            tuple(dict.fromkeys(self.reasons + other.reasons)),
            tuple(dict.fromkeys(self.doubts + other.doubts)),
            tuple(dict.fromkeys(self.hindrances + other.hindrances)),
        )


@dataclass(frozen=True, slots=True)
class Protocol:
    """How a method is done, whoever does it.

    Args:
        name: How commands call it: `drop-set`.
        title: How people call it.
        also: Other names.
        summary: What it is, in a sentence.
        when: When it fits.
        steps: What the lifter does, in order.
        partner_steps: What the partner does.
        ends: What ends the set.
        cost: What it costs in recovery.
        log_as: How to log it.
        why: What the evidence says.
    """

    name: str
    title: str
    summary: Advice
    when: tuple[Advice, ...]
    steps: tuple[Advice, ...]
    ends: tuple[Advice, ...]
    cost: tuple[Advice, ...]
    log_as: tuple[Advice, ...]
    why: tuple[Advice, ...]
    also: tuple[str, ...] = ()
    partner_steps: tuple[Advice, ...] = ()

    def sentences(self) -> tuple[Advice, ...]:
        """Return every sentence of it."""
        parts = (self.when, self.steps, self.partner_steps, self.ends, self.cost, self.log_as, self.why)
        return (self.summary, *(one for part in parts for one in part))
