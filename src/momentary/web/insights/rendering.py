"""Fragments of pages that the worker renders from what is known: a registry that modules of `renderers` fill.

A module in `momentary.web.insights.renderers` registers functions; the worker imports all of them, a web process none:

    @renders("body")
    def body(known: Known) -> str: ...

    @renders_each("lifts")
    def lifts(known: Known) -> Iterator[tuple[str, str]]: ...  # pairs of key and fragment, stored as `lifts/<key>`
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from momentary.catalogue import Exercise, Match
    from momentary.inference import LevelPosterior, Summary
    from momentary.inference.log_tiredness import LogTiredness
    from momentary.inference.readiness import Readiness
    from momentary.prescription.gym import Gym
    from momentary.quantities import Log, Session
    from momentary.web.training.models import Athlete

_RENDERERS = "momentary.web.insights.renderers"


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Everything that is known of an athlete at a moment. The log holds at least one set.

    Args:
        athlete: Who it is.
        position: The position of the log.
        log: The log.
        matches: What the catalogue makes of every typed name.
        posterior: What is believed after the log.
        summary: What the next set needs of it.
        at: Now, as the clock on the lifter's wall shows it; never before the log's end.
        readiness: How recovered they are then, with the days to come; None where no set tells.
        gym: What there is to load.
        is_gym_told: Whether the lifter has said so.
        session: The session that goes on; None where the last one is over.
        readiness_before: How recovered they were when it began, or are now where none goes on.
    """

    athlete: Athlete
    position: int
    log: Log
    matches: Mapping[str, Match]
    posterior: LevelPosterior
    summary: Summary
    at: datetime
    readiness: Readiness | None
    gym: Gym
    is_gym_told: bool
    session: Session | None = None
    readiness_before: Readiness | None = None

    @property
    def exercises(self) -> dict[str, Exercise]:
        """Every typed name with its exercise in the catalogue."""
        return {name: one.exercise for name, one in self.matches.items()}

    @property
    def tiredness(self) -> LogTiredness:
        """What the whole log tells of fatigue."""
        return self.posterior.tiredness


Renderer = Callable[[Known], str]
ManyRenderer = Callable[[Known], Iterator[tuple[str, str]]]

_single: dict[str, Renderer] = {}
_many: dict[str, ManyRenderer] = {}


def renders(name: str) -> Callable[[Renderer], Renderer]:
    """Register what renders the fragment of a name."""

    def register(renderer: Renderer) -> Renderer:
        _require_free(name)
        _single[name] = renderer
        return renderer

    return register


def renders_each(name: str) -> Callable[[ManyRenderer], ManyRenderer]:
    """Register what renders a fragment for each of some keys, stored as `name/key`; a key that is gone is deleted.

    Between two of them the worker may go and learn.
    """

    def register(renderer: ManyRenderer) -> ManyRenderer:
        _require_free(name)
        _many[name] = renderer
        return renderer

    return register


def renderers() -> Iterator[tuple[str, ManyRenderer]]:
    """Yield every renderer as one that returns fragments by their full names, by name, all modules imported."""
    package = import_module(_RENDERERS)
    for module in iter_modules(package.__path__):
        import_module(f"{_RENDERERS}.{module.name}")
    for name in sorted({*_single, *_many}):
        yield name, _fragments(name)


def _fragments(name: str) -> ManyRenderer:
    def each(known: Known) -> Iterator[tuple[str, str]]:
        if name in _single:
            yield name, _single[name](known)
            return
        for key, html in _many[name](known):
            yield f"{name}/{key}", html

    return each


def _require_free(name: str) -> None:
    if name in _single or name in _many:
        raise ValueError(f"Two renderers are called '{name}': give the later one another name.")
