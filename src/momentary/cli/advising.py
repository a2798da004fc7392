"""All that advice for a session looks at, from a log or a saved posterior: for `next` and `today`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.gym import stored_gym
from momentary.cli.logs import read_logs
from momentary.cli.tiredness import kept_posterior

if TYPE_CHECKING:
    from momentary.catalogue import Exercise
    from momentary.inference import LevelPosterior, Summary
    from momentary.inference.readiness import Readiness
    from momentary.prescription.frequency import Frequency
    from momentary.prescription.gym import Gym
    from momentary.prescription.rotation import ComingSession
    from momentary.quantities import Log, Session, Set

_SESSIONS_ASKED = 4
_USUAL_SETS = 3
_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True, eq=False)
class Advising:
    """What is known when a lifter asks for advice.

    Args:
        log: The log; None where a saved posterior was given.
        exercises: What the catalogue makes of every typed name.
        summary: What is known of the lifter.
        session: The session that goes on; None where another one begins.
        at: When the session began or begins; None where a saved posterior's last session goes on.
        readiness: How recovered they were then; None where nobody knows.
        frequencies: How often muscles were taken to failure lately.
        neural_warning: What speaks of heavy work piled up over weeks.
        coming: The session that their rotation brings; None where nobody knows.
        gym: What there is.
        is_gym_told: Whether the lifter has said so.
        posterior: What is believed after the log, but for the session that goes on; None where nobody knows.
    """

    log: Log | None
    exercises: Mapping[str, Exercise]
    summary: Summary
    session: Session | None
    at: datetime | None
    readiness: Readiness | None
    frequencies: tuple[Frequency, ...]
    neural_warning: str | None
    coming: ComingSession | None
    gym: Gym
    is_gym_told: bool
    posterior: LevelPosterior | None = None

    def find_exercise(self, name: str) -> str:
        """Return how the lifter types an exercise named as typed, as in the catalogue, or in any app's spelling.

        Raises:
            click.ClickException: The log has no such exercise; the message names near ones.
        """
        from momentary.catalogue import match

        slug = match(name).exercise.slug
        for key in (name, slug):
            index = self.summary.index_of(key)
            if index is not None:
                names = self.summary.exercises[index].entry.names
                return name if name in names else names[-1]
        typed = [one.entry.names[0] for one in self.summary.exercises if one.entry.names]
        folded = {one.casefold(): one for one in typed}
        near = [folded[one] for one in get_close_matches(name.casefold(), folded, n=_NAMES_SHOWN)]
        names_told = ", ".join(f"'{one}'" for one in near or typed[:_NAMES_SHOWN]) or "none at all"
        raise click.ClickException(f"The log has no '{name}': name one that it has, such as {names_told}.")

    def sets_today(self, exercise: Exercise) -> tuple[Set, ...]:
        """Return the working sets of an exercise in the session that goes on."""
        return () if self.session is None else _working(self.session, exercise.slug, self.exercises)

    def usual_sets(self, exercise: Exercise) -> int:
        """Return how many working sets of an exercise its last sessions had."""
        if self.log is None:
            return _USUAL_SETS
        earlier = [one for one in self.log.sessions if one is not self.session]
        counts = [len(_working(one, exercise.slug, self.exercises)) for one in earlier]
        lately = [count for count in counts if count][-_SESSIONS_ASKED:]
        return max(round(median(lately)), 1) if lately else _USUAL_SETS


def advising(files: Sequence[Path], *, at: datetime | None, gym_path: Path | None, reading: dict[str, Any]) -> Advising:
    """Return what is known of a lifter for a session that begins at `at`, or for the log's last one, which goes on.

    Raises:
        click.ClickException: The log holds no set, `at` lies before its end, or the gym's file is unusable.
    """
    kept = kept_posterior(files)
    gym = stored_gym(gym_path)
    if kept is not None:
        return _of_kept(kept.summary, at, gym)
    log = read_logs(files, **reading).log
    if not log.sessions:
        raise click.ClickException("The log holds no set: there is nothing to learn from. Name another export.")
    return _of_log(log, at, gym)


def _of_kept(summary: Summary, at: datetime | None, gym: Gym | None) -> Advising:
    """Return what a saved posterior knows: neither the sets of today nor the rotation."""
    from momentary.catalogue import match
    from momentary.prescription.gym import usual_gym

    if not summary.position.segments:
        raise click.ClickException("The log holds no set: there is nothing to learn from. Name another export.")
    exercises = {name: match(name).exercise for one in summary.exercises for name in one.entry.names}
    readiness = None if at is None else _readiness(summary, at)
    told = gym or usual_gym()
    return Advising(None, exercises, summary, None, at, readiness, (), None, None, told, gym is not None)


def _of_log(log: Log, at: datetime | None, gym: Gym | None) -> Advising:
    """Return what a log knows; a session that goes on is taken set by set, after what was known at its beginning."""
    from momentary.catalogue import match_log
    from momentary.inference import catalogue_traits, fit_and_summarise, step
    from momentary.prescription.frequency import frequencies, neural_warning
    from momentary.prescription.gym import usual_gym, usual_unit
    from momentary.prescription.rotation import coming_session
    from momentary.quantities import Log

    matches = match_log(log)
    exercises = {name: one.exercise for name, one in matches.items()}
    traits = catalogue_traits(matches, log=log)
    session = log.sessions[-1] if at is None else None
    before = Log(log.sessions[:-1]) if session is not None else log
    posterior, summary = fit_and_summarise(before, traits=traits)
    begins = at if session is None else session.start.wall
    assert begins is not None
    readiness = _readiness(summary, begins, is_told=session is None) if before.sessions else None
    if session is not None:
        for one in session.sets:
            summary = step(summary, one, session=session, number=len(before), traits=traits)
    return Advising(
        log, exercises, summary, session, begins, readiness,
        frequencies(posterior.tiredness) if before.sessions else (),
        neural_warning(posterior.tiredness) if before.sessions else None,
        coming_session(before, exercises, at=begins), gym or usual_gym(usual_unit(log)), gym is not None,
        posterior if before.sessions else None,
    )  # fmt: skip


def _readiness(summary: Summary, at: datetime, *, is_told: bool = True) -> Readiness:
    """Return how recovered a lifter is; a session of the log may begin before the one before is thought to end."""
    from momentary.inference.clock import moment_of
    from momentary.inference.recovering import readiness_of

    when = at if is_told else max(at, moment_of(summary.time))
    try:
        return readiness_of(summary.fatigue, at=when)
    except ValueError as error:
        raise click.ClickException(str(error)) from None


def _working(session: Session, slug: str, exercises: Mapping[str, Exercise]) -> tuple[Set, ...]:
    """Return the working sets of an exercise in a session."""
    return tuple(one for one in session.sets if not one.is_warm_up and exercises[one.exercise].slug == slug)
