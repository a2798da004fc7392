"""Numbers, shares, amounts and days as the language that is spoken writes them."""

from __future__ import annotations

from datetime import date

from momentary.language.sentences import mark, say
from momentary.language.speaking import ENGLISH, spoken

_MONTHS = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"), mark("July"),
    mark("August"), mark("September"), mark("October"), mark("November"), mark("December"),
)  # fmt: skip
_WEEKDAYS = (
    mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday"), mark("Friday"), mark("Saturday"),
    mark("Sunday"),
)  # fmt: skip
_GROUP = {ENGLISH: ",", "de": ".", "es": "\N{NO-BREAK SPACE}"}
_PER_CENT = "\N{NO-BREAK SPACE}%"


def decimals(number: float, places: int = 1, *, signed: bool = False) -> str:
    """Return a number with so many decimals: `2.5`, in German `2,5`."""
    return decimals_of(f"{number:+.{places}f}" if signed else f"{number:.{places}f}")


def decimals_of(written: str) -> str:
    """Return a number that is written in English, as the language writes it: its comma and point change."""
    if spoken() == ENGLISH:
        return written
    return written.translate({ord("."): ",", ord(","): _GROUP[spoken()]})


def grouped(number: float) -> str:
    """Return a whole number with its thousands apart: `3,410`."""
    return decimals_of(f"{round(number):,}")


def percent(share: float, places: int = 0, *, signed: bool = False) -> str:
    """Return a share as per cent: `50%`, in German `50 %`."""
    written = f"{share:+.{places}%}" if signed else f"{share:.{places}%}"
    return written if spoken() == ENGLISH else f"{decimals_of(written[:-1])}{_PER_CENT}"


def amount(value: float, unit: str) -> str:
    """Return an amount as it was typed: `82.5 kg`."""
    return f"{decimals_of(f'{value:.10g}')} {unit}"


def date_text(when: date, *, with_year: bool = False) -> str:
    """Return a day in full: `03 March 2024`."""
    month = say(_MONTHS[when.month - 1])
    day = f"{when:%d}" if spoken() == ENGLISH else str(when.day)
    if with_year:
        return say("{day} {month} {year}", day=day, month=month, year=when.year)
    return say("{day} {month}", day=day, month=month)


def weekday(day: int) -> str:
    """Return the name of a weekday, Monday being 0."""
    return say(_WEEKDAYS[day])
