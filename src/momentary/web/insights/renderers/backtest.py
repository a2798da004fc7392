"""How well do I know you: every failure forecast from what came before it, held against what was done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from momentary.figures.markup import Child, Markup, join, name_of, table, tag
from momentary.figures.wording import day
from momentary.language import amount, decimals, grouped, listed, mark, say
from momentary.parameters import level_prior
from momentary.population.backtests import backtest
from momentary.population.own_log import lifter_of, record_of
from momentary.web.insights.rendering import Known, renders

_RULES = {"model": mark("momentary"), "epley": mark("Epley's formula"), "last_time": mark("Same as last time")}
_CLOSE = 0.05
_UNBIASED = 0.25
_WORST = 8


@renders("backtest")
def backtested(known: Known) -> str:
    """Return the figures beside those of simple rules, and where the forecasts were wrong."""
    record = record_of(known.log, backtest(lifter_of(known.log, name="own"), prior=level_prior()))
    parts = _too_few(record) if record["figures"] is None else _told(record)
    return join(tag("div", *parts, tag("p", say(record["disclaimer"]), class_="small quiet"), class_="card"))


def _too_few(record: dict[str, Any]) -> Iterator[Child]:
    held = say(
        "Nothing can be said yet of how well the forecasts fit you: your log has {count} of the {least} failures that "
        "it takes.",
        count=record["forecast"],
        least=record["least_sets"],
    )
    yield tag("p", held)
    yield tag(
        "p",
        say(
            "What helps: say of a set that you took to failure that it failed, with its load and repetitions, and do "
            "the same exercise again within two months."
        ),
    )


def _told(record: dict[str, Any]) -> Iterator[Child]:
    figures, made = record["figures"], record["forecast"]
    yield tag(
        "p",
        say("{made} sets to failure were forecast, each from what you had logged before it alone.", made=grouped(made)),
    )
    yield tag("p", tag("b", _verdict(figures)))
    yield _table(figures)
    model = figures["model"]
    yield tag(
        "p",
        say(
            "You should end inside its interval 8 times in 10; you did {count} times in 100. It is {width} repetitions "
            "wide on average.",
            count=f"{100 * model['cover80']:.0f}",
            width=decimals(model["width80"]),
        ),
        " ",
        _lean(model["bias"]),
    )
    if record["exercises"]:
        yield tag("h2", say("By exercise, the least sure first"))
        rows = [
            [name_of(one["exercise"]), decimals(one["mae"]), decimals(one["bias"], signed=True), grouped(one["sets"])]
            for one in record["exercises"]
        ]
        yield table(
            None,
            [say("Exercise"), say("Off by"), say("Too many or few"), say("Sets")],
            rows,
            label=say("Forecasts by exercise"),
        )
    yield tag("h2", say("The sets that it got most wrong"))
    yield table(
        None,
        [say("Set"), say("Load"), say("Forecast"), say("Done")],
        [_set(one) for one in _worst(record)],
        label=say("Worst sets"),
        class_="tight",
    )


def _verdict(figures: dict[str, Any]) -> str:
    gaps = {
        say(title): figures[name]["mae"] - figures[name]["model_mae"]
        for name, title in _RULES.items()
        if name != "model" and figures[name] is not None
    }
    beaten = [title for title, gap in gaps.items() if gap > _CLOSE]
    better = [title for title, gap in gaps.items() if gap < -_CLOSE]
    even = [title for title in gaps if title not in beaten and title not in better]
    said = []
    if beaten:
        said.append(say("closer than {rules}", rules=listed(beaten)))
    if even:
        said.append(say("as close as {rules}", rules=listed(even)))
    if better:
        said.append(say("further off than {rules}", rules=listed(better)))
    if not said:
        return say("No simple rule has a forecast for these sets.")
    return say("The forecasts were {what}.", what=", ".join(said))


def _table(figures: dict[str, Any]) -> Markup:
    rows: list[list[Child]] = []
    for name, title in _RULES.items():
        one = figures[name]
        cells = [say("no forecast"), "", ""] if one is None else [
            decimals(one["mae"]), f"{100 * one['within1']:.0f} %", grouped(one["targets"])
        ]  # fmt: skip
        rows.append([say(title), *cells])
    note = say("Off by: repetitions that the forecast missed, on average.")
    return table(
        note,
        [say("Forecast by"), say("Off by"), say("Within 1"), say("Sets")],
        rows,
        label=say("Forecasts beside simple rules"),
    )


def _lean(bias: float) -> str:
    if abs(bias) < _UNBIASED:
        return say("It was too high about as often as too low.")
    if bias > 0.0:
        return say("On average it forecast {count} repetitions too many.", count=decimals(bias))
    return say("On average it forecast {count} repetitions too few.", count=decimals(-bias))


def _worst(record: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted(record["sets"], key=lambda one: -abs(one["median"] - one["done"]))[:_WORST]


def _set(one: dict[str, Any]) -> list[Child]:
    load = "" if one["load"] is None else amount(one["load"]["value"], one["load"]["unit"])
    span = say("{low} to {high}", low=one["low"], high=one["high"]) if one["low"] < one["high"] else str(one["low"])
    when = day(datetime.fromisoformat(one["at"]).date())
    return [join(name_of(one["exercise"]), tag("span", when, class_="sub")), load, span, str(one["done"])]
