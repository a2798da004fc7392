"""From a log, days and wishes to the question of a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, datetime, timedelta
from difflib import get_close_matches
from typing import Any

from momentary.catalogue import Exercise, Match, match
from momentary.inference import LevelPosterior, Summary
from momentary.language import say
from momentary.prescription.deload.of_log import deload_of_log
from momentary.prescription.deload.plan import Deload
from momentary.prescription.frequency import frequencies, neural_warning
from momentary.prescription.goals import Goal
from momentary.prescription.gym import Gym
from momentary.prescription.learnt.segment_reading import learn_habits, learnt_help
from momentary.prescription.plateau import PlateauReading, Verdict, read_plateaus
from momentary.prescription.recovery_forecast import recovery_forecast
from momentary.prescription.stimulus.kinds import Stimulus
from momentary.prescription.stimulus.proposals import stimuli
from momentary.prescription.training_habits import TrainingHabits, UsualExercise, training_habits
from momentary.prescription.week.question import PlanDay, WeekQuestion
from momentary.quantities import Log

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEK = 7
_MOST_TRIALS = 2


class UnplannableError(ValueError):
    """A log from which no week can be planned, or a wish that names what the log has not."""


class WishesClashError(UnplannableError):
    """Wishes of which one takes back the other."""


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
    partner: tuple[int, ...] | None = None
    goal: str = "size"
    only: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()
    keep: int | None = None


def week_of_log(
    log: Log,
    wishes: Wishes,
    *,
    at: datetime,
    matches: Mapping[str, Match],
    known: tuple[LevelPosterior, Summary],
    gym: Gym,
    is_gym_told: bool,
) -> WeekQuestion:
    """Return what a lifter asks of the week that begins at a moment.

    Args:
        log: The log.
        wishes: What they want of the week.
        at: When it begins; not before the log's last session.
        matches: What the catalogue makes of every typed name.
        known: What is believed after the log, and its summary.
        gym: What there is to load.
        is_gym_told: Whether they have said so.

    Raises:
        UnplannableError: The log cannot be planned from, or the wishes name what it has not.
    """
    exercises = {name: one.exercise for name, one in matches.items()}
    habits = training_habits(log, exercises)
    if habits is None:
        raise UnplannableError(say("The log has no working set of a strength exercise: there is nothing to plan."))
    days = _plan_days(wishes, habits, at=at, has_partner=gym.has_partner)
    chosen, contains, fails = _chosen(wishes, habits, log, exercises, until=days[-1].at)
    posterior, summary = known
    recovery = recovery_forecast(posterior.tiredness)
    named = {one.name: one.exercise for one in chosen}
    readings = read_plateaus(posterior, named)
    deload = deload_of_log(posterior, named, at=days[0].at, readiness=recovery.readiness(days[0].at), readings=readings)
    trials = _stimuli(log, exercises, posterior, gym, deload, readings, at=days[0].at, is_gym_told=is_gym_told)
    return WeekQuestion(
        summary, posterior, habits, recovery, gym, days, chosen, Goal(wishes.goal),
        is_gym_told=is_gym_told, contains=contains, fails=fails,
        deload=deload, stimuli=trials, keep=None if wishes.keep is None else wishes.keep / 100.0,
        frequencies=frequencies(posterior.tiredness), neural_warning=neural_warning(posterior.tiredness),
        segments=learn_habits(log, exercises), help_shares=learnt_help(log, exercises),
    )  # fmt: skip


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


def _plan_days(wishes: Wishes, habits: TrainingHabits, *, at: datetime, has_partner: bool) -> tuple[PlanDay, ...]:
    """Return the days of the week that begins at a moment; a day that already had its session is over.

    Raises:
        WishesClashError: A partner comes on a day on which nobody trains.
    """
    weekdays = habits.usual_days(wishes.days) if isinstance(wishes.days, int) else wishes.days
    partner = wishes.partner
    strange = [_WEEKDAYS[day] for day in partner or () if day not in weekdays]
    if strange:
        trained = ", ".join(_WEEKDAYS[day] for day in weekdays)
        raise WishesClashError(f"A partner comes on {', '.join(strange)}, but you train on {trained}.")
    first = 1 if habits.end.date() == at.date() else 0
    if at.year == MAXYEAR:
        raise WishesClashError(f"{at:%Y-%m-%d} is at the end of the calendar: begin on an earlier day.")
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
        text = say("'{exercise}' is to be in the week and out of it: leave out one of the two.", exercise=both[0])
        raise WishesClashError(text)
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
        UnplannableError: The log has no such strength exercise.
    """
    slug = exercises[name].slug if name in exercises else match(name).exercise.slug
    typed = {one.slug: word for word, one in exercises.items() if one.is_strength}
    if slug in typed:
        return slug
    folded = {word.casefold(): word for word in typed.values()}
    near = [folded[one] for one in get_close_matches(name.casefold(), folded, n=3)] or list(typed.values())[:3]
    names = ", ".join(f"'{one}'" for one in near)
    text = say(
        "The log has no '{exercise}' to plan: name one that it has, such as {names}.", exercise=name, names=names
    )
    raise UnplannableError(text)


def _older(slug: str, log: Log, exercises: Mapping[str, Exercise]) -> UsualExercise:
    """Return how an exercise was done before the last weeks, when it was last in the log."""

    def has(session: Any) -> bool:
        return any(exercises[one.exercise].slug == slug and not one.is_warm_up for one in session.sets)

    places = [number for number, session in enumerate(log.sessions) if has(session)]
    before = training_habits(Log(log.sessions[: places[-1] + 1]), exercises) if places else None
    found = None if before is None else next((one for one in before.exercises if one.exercise.slug == slug), None)
    if found is None:
        text = say("The log has no working set of '{exercise}': log one, then it can be planned.", exercise=slug)
        raise UnplannableError(text)
    return found
