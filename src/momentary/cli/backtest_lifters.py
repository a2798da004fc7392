"""The back-test of a table of lifters: figures a lifter, and their means beside those of simple rules."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from momentary.athlete import Prior
from momentary.cli.backtest_words import clean
from momentary.cli.logs import progress_bar
from momentary.exchange.files import written_whole
from momentary.inference.scoring import Figures, mean_figures
from momentary.inference.targets import LEAST_TARGETS
from momentary.population import LifterTable
from momentary.population.backtests import Backtest, backtest, backtest_in_folds, folds_of, write_forecasts

_NO_TARGET = (
    "No lifter has a set by which a forecast of failure could be judged: a working set that is marked as failure, or"
    " RPE 9.5 and more, of an exercise that was done in the 60 days before. Name a table with such sets."
)
_RULES = {"epley": "Epley", "last_time": "last time"}
_LEGEND = (
    f"Means over the lifters with at least {LEAST_TARGETS} such sets. CRPS, MAE and bias are in\n"
    "repetitions; +-1: share of sets missed by one repetition or less; in50, in80,\n"
    "in90: share inside the interval of that probability; width: of the 80 %\n"
    "interval. The last two columns are the CRPS of two simple rules: Epley's 1RM of\n"
    "the same set of the last session, at the load of the day; and as many\n"
    "repetitions as in that set."
)


@dataclass(frozen=True, slots=True)
class _Tested:
    """What is kept of the back-test of a lifter: the figures, and the forecasts as a table."""

    name: str
    figures: Mapping[str, Figures]
    is_scored: bool
    forecasts: Any


def backtest_lifters(file: Path, *, out: Path | None, prior: Prior, folds: int | None, as_json: bool) -> None:
    """Forecast the targets of all lifters of a table, print the figures, and write the forecasts if asked to."""
    table = LifterTable(file)
    with progress_bar() as bar:
        task = bar.add_task("forecasting", total=sum(table.rows.values()))
        tested = []
        for one in _in_folds(table, folds, _describe(bar, task)) if folds is not None else _in_turn(table, prior):
            if len(one.lifter.targets):
                tested.append(_Tested(one.lifter.name, one.figures, one.is_scored, one.table()))
            bar.update(task, advance=table.rows[one.lifter.name], description=f"forecasting {one.lifter.name}")
    if not tested:
        raise click.ClickException(f"{file}: {_NO_TARGET}")
    tested.sort(key=lambda one: one.name)
    if out is not None:
        with written_whole(out) as temporary:
            count = write_forecasts([one.forecasts for one in tested], temporary)
        click.echo(f"{out}: {count:,} forecasts written", err=True)
    click.echo(json.dumps(_record(tested, folds), indent=2, ensure_ascii=False) if as_json else _text(tested, folds))


def _in_turn(table: LifterTable, prior: Prior) -> Iterator[Backtest]:
    for lifter in table.lifters():
        yield backtest(lifter, prior=prior)


def _in_folds(table: LifterTable, folds: int, tell: Callable[[str], None]) -> Iterator[Backtest]:
    """Yield the back-tests, each under what was learnt from the lifters of the other folds."""
    from momentary.population.learning import Learner

    tell("reading")
    lifters = list(table.lifters())
    try:
        folds_of(lifters, folds=folds)
    except ValueError as error:
        raise click.UsageError(f"{table.file}: {error}") from None
    learner = Learner(progress=tell)
    yield from backtest_in_folds(lifters, folds=folds, learn=lambda others: learner.learn(others).prior)


def _describe(bar: Any, task: Any) -> Callable[[str], None]:
    return lambda text: bar.update(task, description=text)


def _means(tested: list[_Tested]) -> dict[str, Figures]:
    """Return the means over the scored lifters, of the model and of every rule; empty where none is scored."""
    scored = [one.figures for one in tested if one.is_scored]
    return {name: mean_figures([one[name] for one in scored]) for name in (scored[0] if scored else ())}


def _record(tested: list[_Tested], folds: int | None) -> dict[str, Any]:
    """Return everything that is printed, and the lifters without figures of their own, as JSON."""
    return {
        "format": "momentary-backtest/1",
        "of": "lifters",
        "folds": folds,
        "targets": sum(one.figures["model"].targets for one in tested),
        "not_forecast": sum(one.figures["model"].missing for one in tested),
        "least_targets": LEAST_TARGETS,
        "scored_lifters": sum(one.is_scored for one in tested),
        "mean": {name: asdict(found) for name, found in _means(tested).items()},
        "lifters": {
            one.name: {"is_scored": one.is_scored, **{name: asdict(found) for name, found in one.figures.items()}}
            for one in tested
        },
    }


def _text(tested: list[_Tested], folds: int | None) -> str:
    """Return the figures as a table of 80 columns."""
    titles = ("sets", "CRPS", "MAE", "bias", "+-1", "in50", "in80", "in90", "width", "Epley", "last")
    lines = [f"{'lifter':13s}" + "".join(f"{title:>6s}" for title in titles)]
    for one in tested:
        if one.is_scored:
            rules = "".join(f"{one.figures[name].crps:6.2f}" for name in _RULES)
            lines.append(
                f"{clean(one.name)[:12]:13s}{one.figures['model'].targets:6d}{_row(one.figures['model'])}{rules}"
            )
    means = _means(tested)
    for name, found in means.items():
        title = {"model": "mean"}.get(name) or f"  {_RULES[name]}"
        lines.append(f"{title:19s}{_row(found, is_rule=name != 'model')}")
    targets = sum(one.figures["model"].targets for one in tested)
    missing = sum(one.figures["model"].missing for one in tested)
    counts = f"{targets:,} sets to failure of {len(tested)} lifters; {missing:,} without a forecast count as 8 each."
    if folds is not None:
        counts += f"\nThe population figures for each lifter were learnt from others, in {folds} folds."
    if not means:
        return f"No lifter has {LEAST_TARGETS} sets to failure, the least for figures.\n{counts}"
    return "\n".join(lines) + f"\n\n{counts}\n\n{_LEGEND}"


def _row(found: Figures, *, is_rule: bool = False) -> str:
    """Return the figures of one line; a rule of one number has no intervals."""
    shown = f"{found.crps:6.2f}{found.mae:6.2f}{found.bias:6.2f}{found.within1:6.2f}"
    if is_rule:
        return shown + "     -" * 4
    return f"{shown}{found.cover50:6.2f}{found.cover80:6.2f}{found.cover90:6.2f}{found.width80:6.2f}"
