"""The fatigue of a log or of a saved posterior, and what the lifter says of it: for `readiness` and `recovery`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.quantities import Muscle

if TYPE_CHECKING:
    from momentary.inference.check_ins import CheckInWeights
    from momentary.inference.fatigue import FatigueMemory
    from momentary.inference.saved import SavedPosterior
    from momentary.inference.summary import Summary

FEELINGS = {"fine": 1.0, "tired": 0.95, "spent": 0.85}
"""What a lifter may say of a muscle, as a share of rested strength."""

_SAVED = b'{"format": "momentary-posterior/'
_WHOLE_BODY = "neural"
_LAST_YEAR = 9999


@dataclass(frozen=True, slots=True, eq=False)
class Tired:
    """What a log has told of fatigue, wherever it was kept.

    Args:
        summary: What is known of the lifter at the end of the log.
        last: When the last set ended.
    """

    summary: Summary
    last: datetime

    @property
    def fatigue(self) -> FatigueMemory:
        """What the log has told of fatigue."""
        return self.summary.fatigue

    @property
    def not_counted(self) -> tuple[str, ...]:
        """The exercises of repetitions whose muscles are not known: they tire none here."""
        entries = (one.entry for one in self.summary.exercises)
        return tuple(one.names[0] for one in entries if one.traits.is_modelled and not one.traits.shares)

    def when(self, at: datetime | None) -> datetime:
        """Return the moment that is asked for; an hour after the last set if none is."""
        return self.last + timedelta(hours=1) if at is None else at


class FeelingType(click.ParamType[tuple[Muscle | None, float]]):
    """A muscle, or the neural state, and how it feels: chest=fine, neural=tired, quadriceps=90."""

    name = "muscle=feeling"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the muscle, None for the neural state, and the level that is felt."""
        if isinstance(value, tuple):
            return value
        name, _, feeling = (part.strip().casefold() for part in str(value).partition("="))
        names = {muscle.value: muscle for muscle in Muscle} | {muscle.label: muscle for muscle in Muscle}
        if name != _WHOLE_BODY and name not in names:
            near = get_close_matches(name, [*names, _WHOLE_BODY], n=2) or ["chest", _WHOLE_BODY]
            self.fail(f"'{name}' is no muscle that momentary knows. Write one such as {' or '.join(near)}.", param, ctx)
        level = FEELINGS.get(feeling)
        if level is None:
            digits = feeling.rstrip("% ")
            level = float(digits) / 100.0 if digits.isdecimal() else -1.0
        if not 0.0 < level <= 1.0:
            words = ", ".join(FEELINGS)
            self.fail(f"'{value}' tells no feeling. Write {name}={words}, or per cent such as {name}=95.", param, ctx)
        return None if name == _WHOLE_BODY else names[name], level


def tired_of(files: Sequence[Path], *, save: Path | None, reading: dict[str, Any]) -> Tired:
    """Return the fatigue of a log, or of a posterior that was saved.

    Args:
        files: The log's files, or one saved posterior.
        save: Where to keep the posterior; nowhere if not given.
        reading: How the files are to be read.

    Raises:
        click.ClickException: The log holds no set, or the saved posterior cannot be used.
    """
    from momentary.inference.clock import moment_of

    saved = kept_posterior(files) or _made(files, reading)
    if save is not None:
        save.write_bytes(saved.to_bytes())
        click.echo(f"{save}: the posterior, for the next time. Give it instead of the log.", err=True)
    if not saved.summary.position.segments:
        raise click.ClickException("The log holds no set: there is nothing to recover from. Name another export.")
    # The sessions of a log may overlap: its last row need not be what was done last.
    last = moment_of(max(saved.summary.time, saved.summary.fatigue.state.time))
    require_date(last)
    return Tired(saved.summary, last)


def require_date(last: datetime) -> None:
    """Refuse a log whose last session is dated at the end of the calendar: some exports write that for no date.

    Raises:
        click.ClickException: It is.
    """
    if last.year >= _LAST_YEAR:
        fact = f"The last session is dated {last:%Y-%m-%d}: that is no training day."
        raise click.ClickException(f"{fact} Fix the date in the file, or leave the session out.")


def kept_posterior(files: Sequence[Path]) -> SavedPosterior | None:
    """Return a saved posterior, where the only file is one."""
    if len(files) != 1 or not files[0].is_file():
        return None
    with files[0].open("rb") as stream:
        if stream.read(len(_SAVED)) != _SAVED:
            return None
    from momentary.inference.saved import SavedPosterior
    from momentary.inference.summary import UnusableSummaryError

    try:
        return SavedPosterior.from_bytes(files[0].read_bytes())
    except UnusableSummaryError as error:
        raise click.ClickException(f"{files[0]}: {error}") from None


def _made(files: Sequence[Path], reading: dict[str, Any]) -> SavedPosterior:
    """Return the posterior of a log."""
    from momentary.catalogue import match_log
    from momentary.cli.logs import read_logs
    from momentary.inference import catalogue_traits, posterior_to_save

    log = read_logs(files, **reading).log
    return posterior_to_save(log, traits=catalogue_traits(match_log(log), log=log))


def check_in_weights(files: Sequence[Path], check_ins: Path, *, reading: dict[str, Any]) -> CheckInWeights:
    """Return what the lifter's check-ins are worth, by their own log.

    Raises:
        click.ClickException: A saved posterior was given: it does not hold what check-ins are weighed against.
    """
    from momentary.cli.analysis import analyse
    from momentary.cli.logs import read_logs
    from momentary.exchange.check_ins import read_check_ins
    from momentary.inference.check_ins import weigh_check_ins

    if kept_posterior(files) is not None:
        raise click.ClickException("Check-ins are weighed against a log: give the log, not the saved posterior.")
    told = read_check_ins(check_ins)
    return weigh_check_ins(told, analyse(read_logs(files, **reading).log).posterior.tiredness)
