"""From a log, days and wishes to the question of a week, for `plan`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.gym import stored_gym
from momentary.cli.logs import read_logs
from momentary.cli.tiredness import kept_posterior

if TYPE_CHECKING:
    from momentary.prescription.week.of_log import Wishes
    from momentary.prescription.week.question import WeekQuestion

_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEK = 7


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
            days = ", ".join(day[:3] for day in _DAY_NAMES)
            self.fail(f"'{word}' is no day. Write {days}, mon-fri, or how many: 3.", param, ctx)
        return found[0]


def week_question(
    files: Sequence[Path], wishes: Wishes, *, at: datetime, gym_path: Path | None, reading: Mapping[str, Any]
) -> WeekQuestion:
    """Return what a lifter asks of the week that begins at a moment.

    Raises:
        click.ClickException: The log cannot be planned from, or the wishes name what it has not.
    """
    from momentary.catalogue import match_log
    from momentary.inference import catalogue_traits, fit_and_summarise
    from momentary.prescription.gym import usual_gym, usual_unit
    from momentary.prescription.week.of_log import UnplannableError, WishesClashError, week_of_log

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
    known = fit_and_summarise(log, traits=catalogue_traits(matches, log=log))
    told = gym or usual_gym(usual_unit(log))
    try:
        return week_of_log(log, wishes, at=at, matches=matches, known=known, gym=told, is_gym_told=gym is not None)
    except WishesClashError as error:
        raise click.UsageError(str(error)) from None
    except UnplannableError as error:
        raise click.ClickException(str(error)) from None
