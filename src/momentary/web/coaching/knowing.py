"""What is known of a lifter's body, for their coach. Whoever knows it lies above this app and registers itself here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from momentary.web.training.models import Athlete, FoldedSession


@dataclass(frozen=True, slots=True)
class MuscleLevel:
    """How recovered a muscle is.

    Args:
        muscle: Its name, or that of the neural state.
        level: Share of rested strength that is back [1].
        low: Lower end of the 80 % interval.
        high: Upper end of it.
    """

    muscle: str
    level: float
    low: float
    high: float

    @property
    def level_text(self) -> str:
        """The level in percent."""
        return f"{self.level:.0%}"

    @property
    def range_text(self) -> str:
        """The interval in percent."""
        return f"{self.low:.0%} – {self.high:.0%}"


@dataclass(frozen=True, slots=True)
class Known:
    """What the worker knows of a lifter.

    Args:
        as_of: When it was worked out.
        is_behind: Whether the log has something newer, which is being learnt.
        readiness: Muscles, the least recovered first.
        stuck: Exercises whose strength no longer rises.
        falling: Exercises whose strength falls.
    """

    as_of: datetime
    is_behind: bool
    readiness: tuple[MuscleLevel, ...] = ()
    stuck: tuple[str, ...] = ()
    falling: tuple[str, ...] = ()


Source = Callable[[Sequence[Athlete]], Mapping[UUID, Known]]
Teller = Callable[[FoldedSession], Any]


@dataclass(slots=True)
class _Sources:
    known: Source | None = None
    card: Teller | None = None


_sources = _Sources()


def tell_from(*, known: Source, card: Teller) -> None:
    """Register what knows of athletes, and what tells a session as a page shows it."""
    _sources.known, _sources.card = known, card


def known_of(athletes: Sequence[Athlete]) -> Mapping[UUID, Known]:
    """Return what is known of each; who is not in it is not known yet."""
    return {} if _sources.known is None else _sources.known(athletes)


def card_of(session: FoldedSession) -> Any:
    """Return a session as a page shows it."""
    assert _sources.card is not None, "nobody registered what tells a session"
    return _sources.card(session)
