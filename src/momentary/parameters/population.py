"""The population figures of the level model: packaged data with the origin of each."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from math import isfinite
from types import MappingProxyType
from typing import Any

from momentary.athlete import MODEL, CueWeights, DoseLaw, FatiguePrior, Part, PartPrior, Prior
from momentary.parameters.nuzzo2024 import CURVE_BENCH_PRESS, CURVE_LEG_PRESS


class Origin(StrEnum):
    """Where a population figure comes from."""

    LITERATURE = "literature"
    """Taken from a paper unchanged."""
    FITTED = "fitted"
    """Chosen by forecasts on real logs."""
    ASSUMED = "assumed"
    """A judgement; its note says what it rests on."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One population figure with its origin.

    Args:
        value: The figure, or several.
        unit: Its unit.
        origin: Where it comes from.
        source: Key of the citation that it starts from, if any.
        start: Its value before fitting, if it was fitted.
        note: What else should be known.
    """

    value: float | int | list[float]
    unit: str
    origin: Origin
    source: str | None = None
    start: float | list[float] | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class FatigueFigures:
    """Where the figures of one part of fatigue come from.

    Args:
        origin: Where they come from.
        source: Key of the citation that they start from, if any.
        start: How much of it was added to forecasts before fitting, if that was fitted.
        note: What else should be known.
    """

    origin: Origin
    source: str | None = None
    start: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class FittedOn:
    """The real logs on which figures were chosen.

    Args:
        lifters: Number of lifters.
        segments: Number of their segments.
        targets: Number of sets to failure that were forecast.
        how: How the figures were chosen.
    """

    lifters: int
    segments: int
    targets: int
    how: str


@dataclass(frozen=True, slots=True)
class Population:
    """What is known of lifters in general: the prior, each figure with its origin, and what it was learnt on.

    Args:
        prior: The figures as the model takes them.
        figures: The same with unit, origin and note, by name; the weights of the cues are all learnt.
        fitted_on: The logs on which figures were fitted.
        fatigue: Origin and note of the figures of fatigue, by part, and those of the `law` of doses.
    """

    prior: Prior
    figures: Mapping[str, Figure]
    fitted_on: FittedOn
    fatigue: Mapping[str, FatigueFigures]


class PopulationFileError(ValueError):
    """A file of population figures that cannot be used: the message names file, place, fact and next step."""


def level_prior() -> Prior:
    """Return the shipped prior of the level model."""
    return shipped_population().prior


@cache
def shipped_population() -> Population:
    """Return the population figures that the package brings."""
    text = files("momentary.parameters").joinpath("population.toml").read_text(encoding="utf-8")
    return population_from_toml(text, name="population.toml")


def prior_from_toml(text: str, *, name: str) -> Prior:
    """Return the prior in the text of a file of population figures.

    Raises:
        PopulationFileError: The text is no such file, or one of another version; the message names `name`.
    """
    return population_from_toml(text, name=name).prior


def population_from_toml(text: str, *, name: str) -> Population:
    """Return the population figures in the text of a file, as `population_to_toml` writes it.

    Args:
        text: The text.
        name: Name of the file, for errors.

    Raises:
        PopulationFileError: The text is no TOML, of another version, or lacks a figure, or one is not of its kind.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unusable(name, f"This is no TOML ({error}).") from None
    if table.get("model") != MODEL:
        raise _unusable(name, f"The figures are for the model {table.get('model')!r}; this is '{MODEL}'.")
    entries, cues = table.get("figures", {}), table.get("cues", {})
    parts = table.get("fatigue", {})
    tables = {"figures": entries, "cues": cues, "fatigue": parts, "fitted_on": table.get("fitted_on", {})}
    for key, held in tables.items():
        if not isinstance(held, dict):
            raise _unusable(name, f"{key} is {held!r}, not a table.")
    wanted = [one.name for one in fields(Prior) if one.name not in _NOT_FIGURES]
    _require_names(name, "figures", entries, wanted)
    _require_names(name, "cues", cues, [one.name for one in fields(CueWeights)])
    figures = {key: _figure(name, key, entries[key]) for key in wanted}
    weights = {key: _value(name, f"cues.{key}", cues[key], getattr(_EXAMPLE, key)) for key in cues}
    values: dict[str, Any] = {
        key: tuple(figure.value) if isinstance(figure.value, list) else figure.value for key, figure in figures.items()
    }
    _require_possible(name, values)
    try:
        fitted_on = FittedOn(**table["fitted_on"])
    except (KeyError, TypeError):
        raise _unusable(name, "The table [fitted_on] is missing or incomplete.") from None
    if not all(isinstance(one, int) for one in (fitted_on.lifters, fitted_on.segments, fitted_on.targets)):
        raise _unusable(name, "The counts in [fitted_on] are not whole numbers.")
    curves = (("bench_press", CURVE_BENCH_PRESS.value), ("leg_press", CURVE_LEG_PRESS.value))
    fatigue, origins = _fatigue(name, parts)
    prior = Prior(curve_by_exercise=curves, cues=CueWeights(**weights), fatigue=fatigue, **values)
    return Population(prior, MappingProxyType(figures), fitted_on, MappingProxyType(origins))


def population_to_toml(population: Population) -> str:
    """Return population figures as the text of a file."""
    lines = [*_HEAD, f'model = "{MODEL}"', ""]
    lines += ["[fitted_on]", *(f"{key} = {_written(value)}" for key, value in asdict(population.fitted_on).items()), ""]
    lines += ["[cues]", *(f"{key} = {_written(value)}" for key, value in asdict(population.prior.cues).items())]
    for name, origin in population.fatigue.items():
        told = {key: value for key, value in asdict(origin).items() if value is not None}
        held = _numbers_of(population.prior.fatigue, name) | told
        lines += ["", f"[fatigue.{name}]", *(f"{key} = {_written(value)}" for key, value in held.items())]
    for name, figure in population.figures.items():
        held = {key: value for key, value in asdict(figure).items() if value is not None}
        lines += ["", f"[figures.{name}]", *(f"{key} = {_written(value)}" for key, value in held.items())]
    return "\n".join(lines) + "\n"


def with_prior(
    population: Population, prior: Prior, *, started_from: Mapping[str, object], fitted_on: FittedOn
) -> Population:
    """Return a population with another prior.

    Args:
        population: The population before.
        prior: The prior that was learnt.
        started_from: Value of each fitted figure before learning, by name.
        fitted_on: What it was learnt on.
    """
    figures = dict(population.figures)
    for name, start in started_from.items():
        before, after = (list(one) if isinstance(one, tuple) else one for one in (start, getattr(prior, name)))
        figures[name] = replace(figures[name], value=after, origin=Origin.FITTED, start=before)  # type: ignore[arg-type]
    origins = dict(population.fatigue)
    for name, origin in origins.items():
        before, after = (_numbers_of(one.fatigue, name).get("shown") for one in (population.prior, prior))
        if before != after:
            start = before if origin.start is None else origin.start
            origins[name] = replace(origin, origin=Origin.FITTED, start=start)
    return Population(prior, MappingProxyType(figures), fitted_on, MappingProxyType(origins))


_HEAD = (
    "# Population figures of momentary: what is known of lifters in general.",
    "#",
    "# origin   literature: the value of the named source, unchanged",
    "#          fitted:     learnt from the logs that [fitted_on] counts",
    "#          assumed:    a judgement; the note says what it rests on",
    "# start    the value before fitting, where one was fitted",
)
_ABOVE_ZERO = ("curve_", "noise_rep", "choice_", "body_mass_", "first_sd", "day_sd")
_TINY = 1e-12
_NOT_FIGURES = frozenset({"curve_by_exercise", "cues", "fatigue"})
_LAW = "law"
_TOLD = frozenset({"origin", "source", "start", "note"})
_EXAMPLE = CueWeights(0.0, (0.0,) * 3, (0.0,) * 4, (0.0,) * 4, (0.0,) * 5, 0.1, 3.5)


def _require_possible(name: str, values: Mapping[str, Any]) -> None:
    """Refuse figures of the wrong kind, and such as no lifter can have."""
    for field in fields(Prior):
        if field.name in _NOT_FIGURES:
            continue
        value, is_row = values[field.name], str(field.type).startswith("tuple")
        place = f"figures.{field.name}"
        if isinstance(value, tuple) != is_row:
            raise _unusable(name, f"{place} is {value!r}: not {'a row of numbers' if is_row else 'a number'}.")
        if field.type == "int" and not isinstance(value, int):
            raise _unusable(name, f"{place} is {value!r}: not a whole number.")
        row = value if is_row else (value,)
        least = 0.0 if is_row or not field.name.startswith(_ABOVE_ZERO) else _TINY
        if min(row) < least or (field.name.endswith(("_share", "_shares")) and max(row) > 1.0):
            raise _unusable(name, f"{place} is {value!r}: out of range.")
    if len(values["habits"]) != len(values["habit_shares"]):
        raise _unusable(name, "figures.habits and figures.habit_shares have not the same length.")


def _numbers_of(fatigue: FatiguePrior, name: str) -> dict[str, Any]:
    """Return the numbers of a part of fatigue, or of its law."""
    if name == _LAW:
        return {"session_log_sd": fatigue.session_log_sd} | asdict(fatigue.doses)
    return asdict(fatigue.of(Part[name.upper()]))


def _fatigue(name: str, parts: Mapping[str, Any]) -> tuple[FatiguePrior, dict[str, FatigueFigures]]:
    """Return the figures of fatigue, checked, and where each part's come from."""
    law = ["session_log_sd", *(one.name for one in fields(DoseLaw))]
    wanted = {part.name.lower(): [one.name for one in fields(PartPrior)] for part in Part} | {_LAW: law}
    _require_names(name, "fatigue", parts, wanted)
    values: dict[str, dict[str, float]] = {}
    origins: dict[str, FatigueFigures] = {}
    for part, names in wanted.items():
        entry = parts[part]
        if not isinstance(entry, dict):
            raise _unusable(name, f"fatigue.{part} is {entry!r}, not a table.")
        numbers = {key: value for key, value in entry.items() if key not in _TOLD}
        _require_names(name, f"fatigue.{part}", numbers, names)
        values[part] = {key: _value(name, f"fatigue.{part}.{key}", numbers[key], 0.0) for key in names}
        least = {key: 0.0 if key == "shown" else _TINY for key in names}
        if low := next((key for key, value in values[part].items() if value < least[key]), None):
            raise _unusable(name, f"fatigue.{part}.{low} is {values[part][low]!r}: it must be above zero.")
        told = {key: value for key, value in entry.items() if key in _TOLD}
        try:
            origins[part] = FatigueFigures(**{**told, "origin": Origin(told["origin"])})
        except (KeyError, TypeError, ValueError):
            raise _unusable(name, f"The table [fatigue.{part}] has no usable origin.") from None
    session_log_sd = values[_LAW].pop("session_log_sd")
    priors = {part: PartPrior(**values[part]) for part in wanted if part != _LAW}
    return FatiguePrior(**priors, session_log_sd=session_log_sd, doses=DoseLaw(**values[_LAW])), origins


def _figure(name: str, key: str, entry: Any) -> Figure:
    """Return one figure, checked."""
    try:
        figure = Figure(**{**entry, "origin": Origin(entry["origin"])})
    except (KeyError, TypeError, ValueError):
        raise _unusable(name, f"The table [figures.{key}] is not a value with unit and origin.") from None
    _value(name, f"figures.{key}", figure.value, (0.0,) if isinstance(figure.value, list) else 0.0)
    return figure


def _value(name: str, place: str, value: Any, example: object) -> Any:
    """Return a number or a row of numbers, checked against an example of its kind."""
    row = value if isinstance(value, list) else [value]
    are_numbers = all(isinstance(one, int | float) and not isinstance(one, bool) and isfinite(one) for one in row)
    is_row = isinstance(example, tuple)
    if not are_numbers or not row or isinstance(value, list) != is_row:
        raise _unusable(name, f"{place} is {value!r}: not {'a row of numbers' if is_row else 'a number'}.")
    if isinstance(example, tuple) and len(example) not in (1, len(row)):
        raise _unusable(name, f"{place} has {len(row)} numbers, not {len(example)}.")
    return tuple(row) if is_row else value


def _require_names(name: str, table: str, held: Mapping[str, Any], wanted: Iterable[str]) -> None:
    """Refuse a table that lacks something or has something that the model does not know."""
    missing, strange = sorted(set(wanted) - set(held)), sorted(set(held) - set(wanted))
    if missing or strange:
        what = f"lacks '{missing[0]}'" if missing else f"has '{strange[0]}', which the model does not know"
        raise _unusable(name, f"The table [{table}] {what}.")


def _unusable(name: str, fact: str) -> PopulationFileError:
    """Return the error."""
    return PopulationFileError(f"{name}: {fact} `momentary population learn` writes such a file.")


def _written(value: object) -> str:
    """Return a value as TOML: JSON's strings, numbers and lists are TOML's too."""
    return json.dumps(value, ensure_ascii=False)
