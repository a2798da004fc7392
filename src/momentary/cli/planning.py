"""From a log, days and wishes to the question of a week, for `plan`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.gym import stored_gym
from momentary.cli.logs import read_logs
from momentary.cli.tiredness import kept_posterior

if TYPE_CHECKING:
    from momentary.catalogue import Exercise
    from momentary.inference import LevelPosterior
    from momentary.prescription.deload.plan import Deload
    from momentary.prescription.gym import Gym
    from momentary.prescription.plateau import PlateauReading
    from momentary.prescription.stimulus.kinds import Stimulus
    from momentary.prescription.training_habits import TrainingHabits, UsualExercise
    from momentary.prescription.week.question import PlanDay, WeekQuestion
    from momentary.quantities import Log

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEK = 7
_MOST_TRIALS = 2


class DaysType(click.ParamType["tuple[int, ...] | int"]):
    """Weekdays, mon,wed,fri, or how many of them."""

    name = "days"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...] | int:  # fmt: skip
        """Return weekdays, Monday being 0, or a number of them."""
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]
        if value.strip().isdecimal():
            count = int(value)
            if not 1 <= count <= _WEEK:
                self.fail(f"A week has 1 to {_WEEK} days, not {count}.", param, ctx)
            return count
        words = [one for one in value.replace(",", " ").split() if one]
        if not words:
            self.fail("No day is named. Write mon,wed,fri, or how many: 3.", param, ctx)
        found: set[int] = set()
        for word in words:
            first, _, last = word.partition("-")
            begin = self._weekday(first, word, param, ctx)
            end = self._weekday(last, word, param, ctx) if last else begin
            found |= {(begin + ahead) % _WEEK for ahead in range((end - begin) % _WEEK + 1)}
        return tuple(sorted(found))

    def _weekday(self, name: str, word: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        folded = name.casefold()
        found = [number for number, day in enumerate(_DAY_NAMES) if folded in (day[:3], day)]
        if not found:
            self.fail(f"'{word}' is no day. Write {', '.join(WEEKDAYS)}, mon-fri, or how many: 3.", param, ctx)
        return found[0]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a lifter wants of a week.

    Args:
        days: Weekdays, Monday being 0, or how many of them.
        minutes: How long a session may take [min].
        partner: Weekdays on which somebody helps; None where the gym says it.
        goal: What they train for.
        only: Exercises to which the week is confined; all of them then have to be in it.
        contains: Exercises that have to be in it besides.
        without: Exercises that stay out.
        fails: Exercises to take to failure.
        keep: Share of every muscle's usual volume that has to stay, in per cent; None where nobody asked.
    """

    days: tuple[int, ...] | int
    minutes: float
    partner: tuple[int, ...] | int | None = None
    goal: str = "size"
    only: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()
    keep: int | None = None


def week_question(
    files: Sequence[Path], wishes: Wishes, *, at: datetime, gym_path: Path | None, reading: Mapping[str, Any]
) -> WeekQuestion:
    """Return what a lifter asks of the week that begins at a moment.

    Raises:
        click.ClickException: The log cannot be planned from, or the wishes name what it has not.
    """
    from momentary.catalogue import match_log
    from momentary.inference import catalogue_traits, fit_and_summarise
    from momentary.prescription.deload.of_log import deload_of_log
    from momentary.prescription.frequency import frequencies, neural_warning
    from momentary.prescription.goals import Goal
    from momentary.prescription.gym import usual_gym, usual_unit
    from momentary.prescription.learnt.segment_reading import learn_habits, learnt_help
    from momentary.prescription.recovery_forecast import recovery_forecast
    from momentary.prescription.training_habits import training_habits
    from momentary.prescription.week.question import WeekQuestion

    if kept_posterior(files) is not None:
        raise click.ClickException("A saved posterior does not hold how you train: give the log.")
    gym = stored_gym(gym_path)
    log = read_logs(files, **reading).log
    if not log.sessions:
        raise click.ClickException("The log holds no set: there is nothing to learn from. Name another export.")
    last = log.sessions[-1].start.wall
    if at < last:
        raise click.ClickException(
            f"{at:%Y-%m-%d %H:%M} lies before the last session ({last:%Y-%m-%d %H:%M}): --at names a later moment."
        )
    matches = match_log(log)
    exercises = {name: one.exercise for name, one in matches.items()}
    habits = training_habits(log, exercises)
    if habits is None:
        raise click.ClickException("The log has no working set of a strength exercise: there is nothing to plan.")
    told = gym or usual_gym(usual_unit(log))
    days = plan_days(wishes, habits, at=at, has_partner=told.has_partner)
    chosen, contains, fails = _chosen(wishes, habits, log, exercises, until=days[-1].at)
    traits = catalogue_traits(matches, log=log)
    posterior, summary = fit_and_summarise(log, traits=traits)
    recovery = recovery_forecast(posterior.tiredness)
    named = {one.name: one.exercise for one in chosen}
    readings = plateau_readings(posterior, named)
    deload = deload_of_log(posterior, named, at=days[0].at, readiness=recovery.readiness(days[0].at), readings=readings)
    stimuli = _stimuli(log, exercises, posterior, told, deload, readings, at=days[0].at, is_gym_told=gym is not None)
    return WeekQuestion(
        summary, posterior, habits, recovery, told, days, chosen, Goal(wishes.goal),
        is_gym_told=gym is not None, contains=contains, fails=fails,
        deload=deload, stimuli=stimuli, keep=None if wishes.keep is None else wishes.keep / 100.0,
        frequencies=frequencies(posterior.tiredness), neural_warning=neural_warning(posterior.tiredness),
        segments=learn_habits(log, exercises), help_shares=learnt_help(log, exercises),
    )  # fmt: skip


def plateau_readings(posterior: LevelPosterior, named: Mapping[str, Exercise]) -> dict[str, PlateauReading]:
    """Return whether strength still rises, by typed name, where the log tells anything of it."""
    from momentary.inference import UnknownExerciseError
    from momentary.prescription.plateau import read_plateau

    found = {}
    for name in named:
        try:
            found[name] = read_plateau(posterior.session_strengths(name))
        except UnknownExerciseError:
            continue
    return found


def _stimuli(
    log: Log,
    exercises: Mapping[str, Exercise],
    posterior: LevelPosterior,
    gym: Gym,
    deload: Deload,
    readings: Mapping[str, PlateauReading],
    *,
    at: datetime,
    is_gym_told: bool,
) -> dict[str, Stimulus]:
    """Return what to try on a plateau, by slug: few exercises at a time, the most frequent first."""
    from momentary.prescription.plateau import Verdict
    from momentary.prescription.stimulus.proposals import stimuli

    found: dict[str, Stimulus] = {}
    for name, reading in readings.items():
        if reading.verdict is not Verdict.PLATEAU or len(found) >= _MOST_TRIALS:
            continue
        told = stimuli(
            name, reading=reading, log=log, exercises=exercises, posterior=posterior, gym=gym, at=at, deload=deload,
            is_gym_told=is_gym_told,
        )  # fmt: skip
        if told:
            found[exercises[name].slug] = told[0]
    return found


def plan_days(wishes: Wishes, habits: TrainingHabits, *, at: datetime, has_partner: bool) -> tuple[PlanDay, ...]:
    """Return the days of the week that begins at a moment; a day that already had its session is over.

    Raises:
        click.UsageError: A partner comes on a day on which nobody trains.
    """
    from momentary.prescription.week.question import PlanDay

    weekdays = habits.usual_days(wishes.days) if isinstance(wishes.days, int) else wishes.days
    partner = wishes.partner
    if isinstance(partner, int):
        raise click.UsageError("--partner names days: tue,thu.")
    strange = [WEEKDAYS[day] for day in partner or () if day not in weekdays]
    if strange:
        raise click.UsageError(
            f"A partner comes on {', '.join(strange)}, but you train on {', '.join(WEEKDAYS[day] for day in weekdays)}."
        )
    first = 1 if habits.end.date() == at.date() else 0
    if at.year == MAXYEAR:
        raise click.UsageError(f"{at:%Y-%m-%d} is at the end of the calendar: --at names an earlier day.")
    found = []
    for ahead in range(first, first + _WEEK):
        date = at.date() + timedelta(days=ahead)
        if date.weekday() in weekdays:
            begins = max(datetime.combine(date, habits.begins), at)
            helped = has_partner if partner is None else date.weekday() in partner
            found.append(PlanDay(begins, wishes.minutes, helped))
    return tuple(found)


def _chosen(
    wishes: Wishes, habits: TrainingHabits, log: Log, exercises: Mapping[str, Exercise], *, until: datetime
) -> tuple[tuple[UsualExercise, ...], frozenset[str], frozenset[str]]:
    """Return the exercises of a week, the slugs of those that have to be in it, and of those that are to fail."""
    known = {one.exercise.slug: one for one in habits.exercises}
    only, contains, without, fails = (
        [_found(name, exercises) for name in names]
        for names in (wishes.only, wishes.contains, wishes.without, wishes.fails)
    )
    asked = dict.fromkeys([*only, *contains, *fails])
    both = [slug for slug in asked if slug in without]
    if both:
        raise click.UsageError(f"'{both[0]}' is to be in the week and out of it: leave out one of the two.")
    for slug in asked:
        if slug not in known:
            known[slug] = _older(slug, log, exercises)
    due = [slug for slug, one in known.items() if one.due(until)[0] > 0 and slug not in without]
    slugs = dict.fromkeys([*asked] if only else [*due, *asked])
    must = frozenset([*only, *contains])
    return tuple(known[slug] for slug in slugs), must, frozenset(fails)


def _found(name: str, exercises: Mapping[str, Exercise]) -> str:
    """Return the slug of an exercise of the log, named as typed or in any app's spelling.

    Raises:
        click.ClickException: The log has no such strength exercise.
    """
    from difflib import get_close_matches

    from momentary.catalogue import match

    slug = exercises[name].slug if name in exercises else match(name).exercise.slug
    typed = {one.slug: word for word, one in exercises.items() if one.is_strength}
    if slug in typed:
        return slug
    folded = {word.casefold(): word for word in typed.values()}
    near = [folded[one] for one in get_close_matches(name.casefold(), folded, n=3)] or list(typed.values())[:3]
    names = ", ".join(f"'{one}'" for one in near)
    raise click.ClickException(f"The log has no '{name}' to plan: name one that it has, such as {names}.")


def _older(slug: str, log: Log, exercises: Mapping[str, Exercise]) -> UsualExercise:
    """Return how an exercise was done before the last weeks, when it was last in the log."""
    from momentary.prescription.training_habits import training_habits
    from momentary.quantities import Log

    def has(session: Any) -> bool:
        return any(exercises[one.exercise].slug == slug and not one.is_warm_up for one in session.sets)

    places = [number for number, session in enumerate(log.sessions) if has(session)]
    before = training_habits(Log(log.sessions[: places[-1] + 1]), exercises) if places else None
    found = None if before is None else next((one for one in before.exercises if one.exercise.slug == slug), None)
    if found is None:
        raise click.ClickException(f"The log has no working set of '{slug}': log one, then it can be planned.")
    return found
