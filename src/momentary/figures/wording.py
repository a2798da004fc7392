"""Plain words for numbers: no finer than what is known, loads in the lifter's own unit."""

from __future__ import annotations

from datetime import date

from momentary.figures.report import CountRange, ExerciseReport, Quantiles
from momentary.language import decimals, decimals_of, grouped, mark, mark_count, say, say_as, say_count
from momentary.quantities import KG_PER_LB, Load, LoadUnit

_STEPS = {LoadUnit.KG: (0.5, 1.0, 2.5, 5.0, 10.0), LoadUnit.LB: (1.0, 2.5, 5.0, 10.0, 25.0)}
_MONTHS = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"), mark("Jul"), mark("Aug"), mark("Sep"),
    mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip
_COUNTED = {
    "set": mark_count("{count} set", "{count} sets"),
    "working set": mark_count("{count} working set", "{count} working sets"),
    "first set": mark_count("{count} first set", "{count} first sets"),
    "failure": mark_count("{count} failure", "{count} failures"),
    "session": mark_count("{count} session", "{count} sessions"),
    "day": mark_count("{count} day", "{count} days"),
    "week": mark_count("{count} week", "{count} weeks"),
    "rep": mark_count("{count} rep", "{count} reps"),
    "return": mark_count("{count} return", "{count} returns"),
    "report": mark_count("{count} report", "{count} reports"),
    "exercise": mark_count("{count} exercise", "{count} exercises"),
    "trained muscle": mark_count("{count} trained muscle", "{count} trained muscles"),
    "more muscle": mark_count("{count} more muscle", "{count} more muscles"),
}
"""What pages count, in every language; other things are counted in English."""

_VAGUE = 3
"""A range whose upper end is more than so many times its lower end is told without a middle."""
_LIKELY = (
    (0.05, mark("almost certainly not")),
    (0.2, mark("very unlikely")),
    (0.4, mark("unlikely")),
    (0.6, mark("as likely as not")),
    (0.8, mark("likely")),
    (0.95, mark("very likely")),
)


def count(number: float) -> str:
    """Return a whole number with its thousands apart: `3,410`."""
    return grouped(number)


def counted(number: int, thing: str, things: str | None = None) -> str:
    """Return a number with its thing: `1 set`, `3,410 sets`."""
    one, many = _COUNTED.get(thing, (f"{{count}} {thing}", f"{{count}} {things or thing + 's'}"))
    return say_count(number, one, many, count=count(number))


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def tenths(number: float) -> str:
    """Return a fractional count of sets with one decimal only where it has one: `3`, `2.5`."""
    rounded = round(number, 1)
    return f"{rounded:.0f}" if rounded == round(rounded) else decimals(rounded)


def per_cent(share: float) -> str:
    """Return a share as whole per cent; a little or nearly all is not rounded to none or all."""
    whole = round(100.0 * share)
    if whole == 0 and share > 0.0:
        return say("under {share} %", share=1)
    if whole == 100 and share < 1.0:
        return say("over {share} %", share=99)
    return f"{whole} %"


def likely(probability: float) -> str:
    """Return a probability in words."""
    return say(next((words for below, words in _LIKELY if probability < below), mark("almost certain")))


def day(when: date) -> str:
    """Return a date: `3 Mar 2024`."""
    return say_as("short date", "{day} {month} {year}", day=when.day, month=_month(when), year=when.year)


def short_day(when: date) -> str:
    """Return a date without its year: `3 Mar`."""
    return say_as("short date", "{day} {month}", day=when.day, month=_month(when))


def month(when: date) -> str:
    """Return a month: `Mar 2024`."""
    return f"{_month(when)} {when.year}"


def _month(when: date) -> str:
    return say(_MONTHS[when.month - 1])


def in_unit(load_kg: float, unit: LoadUnit) -> float:
    """Return a load in the lifter's unit [kg or lb]."""
    return load_kg if unit is LoadUnit.KG else load_kg / KG_PER_LB


def step_of(width_kg: float, unit: LoadUnit) -> float:
    """Return the step to which loads are rounded: a fifth of the interval's width or the next finer one."""
    fifth = in_unit(max(width_kg, 0.0), unit) / 5.0
    return max((step for step in _STEPS[unit] if step <= fifth), default=_STEPS[unit][0])


def number(load: float) -> str:
    """Return a load's number without needless zeros: `82.5`, `100`."""
    written = f"{load:.1f}".removesuffix(".0")
    return decimals_of(written.replace("-0", "0") if load == 0 else written)


def rounded(load_kg: float, step: float, unit: LoadUnit) -> str:
    """Return a load in the lifter's unit, rounded to a step, without the unit."""
    return number(round(in_unit(load_kg, unit) / step) * step)


def typed_load(load: Load | None, basis: str) -> str:
    """Return a load as typed, with what it means where it isn't simply on the bar."""
    if basis == "added to the body" and (load is None or load.value == 0.0):
        return say("body mass")
    if load is None:
        return say("no load")
    shown = f"{decimals_of(f'{load.value:,.2f}'.rstrip('0').rstrip('.'))} {load.unit}"
    if basis == "added to the body":
        return say("body mass + {load}", load=shown)
    return say("{load} of help", load=shown) if basis == "assistance" else shown


def load_interval(kg: Quantiles, unit: LoadUnit) -> tuple[str, str, str]:
    """Return the middle and the 80 % interval of a load, rounded as finely as it is known, without the unit."""
    step = step_of(kg.p90 - kg.p10, unit)
    return rounded(kg.p50, step, unit), rounded(kg.p10, step, unit), rounded(kg.p90, step, unit)


def one_rm(kg: Quantiles, unit: LoadUnit) -> str:
    """Return a 1RM with its 80 % interval: `100 kg (95 to 107)`."""
    middle, low, high = load_interval(kg, unit)
    return say("{middle} ({low} to {high})", middle=f"{middle} {unit}", low=low, high=high)


def sign_of(exercise: ExerciseReport) -> str:
    """Return the sign of a load that is added to the body."""
    kg = exercise.one_rm_kg
    return "+" if exercise.basis == "added to the body" and kg is not None and kg.p50 >= 0.0 else ""


def estimated(number: float) -> str:
    """Return a count that nobody logged, no finer than it can be known: two leading digits from a hundred on."""
    if number < 10.0:
        return tenths(number)
    if number < 100.0:
        return count(number)
    step = 10 ** (len(str(int(number))) - 2)
    return count(round(number / step) * step)


def range_of(found: CountRange) -> str:
    """Return a count that nobody logged, with its range: `12 (8 to 20)`; the range alone where wide: `3 to 25`."""
    low, high = (estimated(round(end)) for end in (found.low, found.high))
    if low == high:
        return estimated(found.expected)
    if is_vague(found):
        return say("{low} to {high}", low=low, high=high)
    return say("{middle} ({low} to {high})", middle=estimated(found.expected), low=low, high=high)


def is_vague(found: CountRange) -> bool:
    """Return whether a range is so wide that a number inside it would claim too much."""
    return round(found.high) > _VAGUE * round(found.low)
