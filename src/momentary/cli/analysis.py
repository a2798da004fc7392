"""From a log to everything that can be said about it: the catalogue's matches, the posterior, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from math import isfinite
from typing import TYPE_CHECKING

import click

from momentary.catalogue import Match, match, match_log
from momentary.cli.tiredness import require_date
from momentary.inference import (
    LevelPosterior,
    Summary,
    UnknownExerciseError,
    catalogue_traits,
    fit,
    fit_and_summarise,
)
from momentary.quantities import Log

if TYPE_CHECKING:
    from momentary.inference.readiness import Readiness

_USUAL_GAP = timedelta(days=3)
_SOON = timedelta(hours=1)
_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Analysis:
    """A log with what is known about it.

    Args:
        log: The log.
        matches: What the catalogue makes of every typed name.
        posterior: What is believed after the log.
        at: The time for which forecasts are made.
        summary: What the next set needs of the log; None where it was not asked for.
    """

    log: Log
    matches: Mapping[str, Match]
    posterior: LevelPosterior
    at: datetime
    summary: Summary | None = None

    def readiness(self) -> Readiness | None:
        """Return how recovered the lifter is an hour after the last set, with the days to come; None without any set.

        After a usual gap nearly everybody is recovered: what the days before that look like says more.
        """
        from momentary.inference.clock import moment_of
        from momentary.inference.recovering import readiness_of

        fatigue = self.posterior.fatigue
        if not isfinite(fatigue.state.time):
            return None
        return readiness_of(fatigue, at=moment_of(fatigue.state.time) + _SOON)

    def find_exercise(self, name: str) -> str:
        """Return the posterior's key for an exercise named as typed, as in the catalogue, or in any app's spelling.

        Raises:
            click.ClickException: The log has no such exercise; the message names near ones.
        """
        for key in (name, match(name).exercise.slug):
            if self.is_known(key):
                return key
        typed = [self.label(key) for key in self.posterior.exercises]
        folded = {one.casefold(): one for one in typed}
        near = [folded[one] for one in get_close_matches(name.casefold(), folded, n=_NAMES_SHOWN)]
        names = ", ".join(f"'{one}'" for one in near or typed[:_NAMES_SHOWN]) or "none at all"
        fact = f"The log tells nothing of how many repetitions '{name}' allows. It has {len(typed)} exercises"
        raise click.ClickException(f"{fact}: name one, such as {names}.")

    def is_known(self, key: str) -> bool:
        """Whether the log tells how many repetitions an exercise allows, by key or typed name."""
        try:
            self.posterior.evidence(key)
        except UnknownExerciseError:
            return False
        return True

    def label(self, key: str) -> str:
        """Return the name that the lifter uses for an exercise."""
        return self.posterior.evidence(key).names[0]


def analyse(log: Log, *, at: datetime | None = None, is_summarised: bool = False) -> Analysis:
    """Return the analysis of a log, for the next session after a usual gap unless `at` is given.

    Args:
        log: The log.
        at: The time for which forecasts are made.
        is_summarised: Whether advice is to be given too: it asks a summary.

    Raises:
        click.ClickException: The log holds no set, or `at` lies before its last session.
    """
    if not log.sessions:
        raise click.ClickException("The log holds no set: there is nothing to learn from. Name another export.")
    last = log.sessions[-1].start.wall
    require_date(last)
    if at is not None and at < last:
        raise click.ClickException(f"{at:%Y-%m-%d %H:%M} lies before the last session ({last:%Y-%m-%d %H:%M}).")
    matches = match_log(log)
    traits = catalogue_traits(matches, log=log)
    begins = at or last + _USUAL_GAP
    if is_summarised:
        posterior, summary = fit_and_summarise(log, traits=traits)
        return Analysis(log, matches, posterior, begins, summary)
    return Analysis(log, matches, fit(log, traits=traits), begins)
