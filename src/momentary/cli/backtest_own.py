"""The back-test of one lifter's own log."""

from __future__ import annotations

import json
from pathlib import Path

import click

from momentary.athlete import Prior
from momentary.cli.backtest_words import text_of
from momentary.cli.logs import Logs, progress_bar
from momentary.exchange.files import written_whole
from momentary.population.backtests import backtest, write_forecasts
from momentary.population.own_log import lifter_of, record_of


def backtest_own(logs: Logs, *, out: Path | None, prior: Prior, as_json: bool) -> None:
    """Forecast the failures of a log from what came before each, and say how well that went."""
    if not logs.log.sessions:
        raise click.ClickException("The log holds no set: there is nothing to forecast. Name another export.")
    name = Path(logs.readings[0].file).stem if logs.readings else "lifter"
    with progress_bar() as bar:
        bar.add_task("forecasting every failure from what came before it", total=None)
        tested = backtest(lifter_of(logs.log, name=name), prior=prior)
    if out is not None:
        with written_whole(out) as temporary:
            count = write_forecasts([tested.table()], temporary)
        click.echo(f"{out}: {count:,} forecasts written", err=True)
    record = record_of(logs.log, tested)
    click.echo(json.dumps(record, indent=2, ensure_ascii=False) if as_json else text_of(record))
