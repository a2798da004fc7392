"""How well do I know you: every failure forecast from what came before it, held against what was done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from momentary.figures.markup import Child, Markup, join, name_of, table, tag
from momentary.figures.wording import day
from momentary.parameters import level_prior
from momentary.population.backtests import backtest
from momentary.population.own_log import lifter_of, record_of
from momentary.web.insights.rendering import Known, renders

_RULES = {"model": "momentary", "epley": "Epley's formula", "last_time": "Same as last time"}
_CLOSE = 0.05
_UNBIASED = 0.25
_WORST = 8


@renders("backtest")
def backtested(known: Known) -> str:
    """Return the figures beside those of simple rules, and where the forecasts were wrong."""
    record = record_of(known.log, backtest(lifter_of(known.log, name="own"), prior=level_prior()))
    parts = _too_few(record) if record["figures"] is None else _told(record)
    return join(tag("div", *parts, tag("p", record["disclaimer"], class_="small quiet"), class_="card"))


def _too_few(record: dict[str, Any]) -> Iterator[Child]:
    held = f"{record['forecast']} of the {record['least_sets']} failures"
    yield tag("p", f"Nothing can be said yet of how well the forecasts fit you: your log has {held} that it takes.")
    yield tag(
        "p",
        "What helps: say of a set that you took to failure that it failed, with its load and repetitions, and do the "
        "same exercise again within two months.",
    )


def _told(record: dict[str, Any]) -> Iterator[Child]:
    figures, made = record["figures"], record["forecast"]
    yield tag("p", f"{made:,} sets to failure were forecast, each from what you had logged before it alone.")
    yield tag("p", tag("b", _verdict(figures)))
    yield _table(figures)
    model = figures["model"]
    yield tag(
        "p",
        f"You should end inside its interval 8 times in 10; you did {100 * model['cover80']:.0f} times in 100. It is "
        f"{model['width80']:.1f} repetitions wide on average. {_lean(model['bias'])}",
    )
    if record["exercises"]:
        yield tag("h2", "By exercise, the least sure first")
        rows = [
            [name_of(one["exercise"]), f"{one['mae']:.1f}", f"{one['bias']:+.1f}", f"{one['sets']:,}"]
            for one in record["exercises"]
        ]
        yield table(None, ["Exercise", "Off by", "Too many or few", "Sets"], rows, label="Forecasts by exercise")
    yield tag("h2", "The sets that it got most wrong")
    yield table(None, ["Set", "Load", "Forecast", "Done"], [_set(one) for one in _worst(record)], label="Worst sets")


def _verdict(figures: dict[str, Any]) -> str:
    gaps = {
        title: figures[name]["mae"] - figures[name]["model_mae"]
        for name, title in _RULES.items()
        if name != "model" and figures[name] is not None
    }
    beaten = [title for title, gap in gaps.items() if gap > _CLOSE]
    better = [title for title, gap in gaps.items() if gap < -_CLOSE]
    even = [title for title in gaps if title not in beaten and title not in better]
    said = [
        f"{word} {' and '.join(titles)}"
        for word, titles in (("closer than", beaten), ("as close as", even), ("further off than", better))
        if titles
    ]
    return f"The forecasts were {', '.join(said)}." if said else "No simple rule has a forecast for these sets."


def _table(figures: dict[str, Any]) -> Markup:
    rows: list[list[Child]] = []
    for name, title in _RULES.items():
        one = figures[name]
        cells = ["no forecast", "", ""] if one is None else [
            f"{one['mae']:.1f}", f"{100 * one['within1']:.0f} %", f"{one['targets']:,}"
        ]  # fmt: skip
        rows.append([title, *cells])
    note = "Off by: repetitions that the forecast missed, on average."
    return table(note, ["Forecast by", "Off by", "Within 1", "Sets"], rows, label="Forecasts beside simple rules")


def _lean(bias: float) -> str:
    if abs(bias) < _UNBIASED:
        return "It was too high about as often as too low."
    return f"On average it forecast {abs(bias):.1f} repetitions too {'many' if bias > 0.0 else 'few'}."


def _worst(record: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted(record["sets"], key=lambda one: -abs(one["median"] - one["done"]))[:_WORST]


def _set(one: dict[str, Any]) -> list[Child]:
    load = "" if one["load"] is None else f"{one['load']['value']:g} {one['load']['unit']}"
    span = f"{one['low']} to {one['high']}" if one["low"] < one["high"] else str(one["low"])
    when = day(datetime.fromisoformat(one["at"]).date())
    return [join(name_of(one["exercise"]), tag("span", when, class_="sub")), load, span, str(one["done"])]
