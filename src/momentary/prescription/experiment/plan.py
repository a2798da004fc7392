"""Experiments on oneself: failure against some repetitions in reserve, dealt out by chance and fixed in advance.

What is dealt out are units: an exercise on one side, or an exercise. By side, chance says for each exercise which side
goes to failure, for the whole time. By muscle, the exercises of half of the muscles (by chance) begin with failure, and
all change over at every block. By week, all exercises change together; of every two blocks chance says which comes
first.

A plan carries the seed, the schedule that followed from it, and a digest of everything: what is changed afterwards is
noticed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from momentary.quantities import Side

Floats = NDArray[np.float64]

FORMAT = "momentary-experiment/1"
SEPARATOR = "|"
"""Between the names of the left and the right side, where a log has two names."""

_WEEK_DAYS = 7


class AlteredPlanError(ValueError):
    """A plan that is not what was fixed in advance, or no plan at all."""


class By(StrEnum):
    """What is dealt out."""

    SIDE = "side"
    WEEK = "week"
    MUSCLE = "muscle"


class Arm(StrEnum):
    """How a unit is trained in a block."""

    FAILURE = "failure"
    RESERVE = "reserve"

    @property
    def other(self) -> Arm:
        """The other arm."""
        return Arm.RESERVE if self is Arm.FAILURE else Arm.FAILURE

    @property
    def sign(self) -> float:
        """One half for failure, minus one half for the reserve: between them lies one."""
        return 0.5 if self is Arm.FAILURE else -0.5


@dataclass(frozen=True, slots=True)
class Unit:
    """What is trained one way or the other in a block.

    Args:
        exercise: The exercise, as the lifter names it.
        side: The side, where sides are compared.
        group: What chance spoke about: the side, the muscle, or all weeks.
        arms: How it is trained, block after block.
        typed: Name under which this side is logged, where each side has its own name.
    """

    exercise: str
    side: Side | None
    group: str
    arms: tuple[Arm, ...]
    typed: str | None = None

    @property
    def label(self) -> str:
        """The unit as a lifter would call it."""
        return self.exercise if self.side is None else f"{self.exercise}, {self.side.value}"


@dataclass(frozen=True, slots=True)
class Plan:
    """An experiment as fixed in advance.

    Args:
        by: What is dealt out.
        start: First day.
        weeks: How long it lasts at most.
        block_weeks: Weeks until arms may change.
        reserve: Repetitions to leave in the arm that does not go to failure [rep].
        sessions: Sessions a week in which each unit is trained.
        seed: What chance was drawn from.
        units: The units with their schedule.
    """

    by: By
    start: date
    weeks: int
    block_weeks: int
    reserve: int
    sessions: float
    seed: int
    units: tuple[Unit, ...]

    @property
    def end(self) -> date:
        """The first day after the experiment."""
        return self.start + timedelta(days=_WEEK_DAYS * self.weeks)

    @property
    def switches(self) -> bool:
        """Whether any unit changes its arm on the way."""
        return any(len(set(unit.arms)) > 1 for unit in self.units)

    def arm(self, unit: Unit, week: float) -> Arm:
        """Return how a unit is trained, so many weeks after the start."""
        return unit.arms[min(max(int(week // self.block_weeks), 0), len(unit.arms) - 1)]

    def exposure(self, unit: Unit, week: Floats) -> Floats:
        """Return by how many weeks failure is ahead of the reserve, halved, at some weeks after the start."""
        signs = np.array([arm.sign for arm in unit.arms])
        edges = self.block_weeks * np.arange(len(signs) + 1, dtype=np.float64)
        edges[-1] = max(edges[-1], float(self.weeks))
        return np.asarray(np.interp(week, edges, np.r_[0.0, np.cumsum(signs * np.diff(edges))]))


def draw_plan(
    exercises: Sequence[str],
    *,
    by: By,
    start: date,
    weeks: int,
    seed: int,
    sessions: float = 2.0,
    reserve: int = 2,
    block_weeks: int | None = None,
    muscles: Mapping[str, str] | None = None,
) -> Plan:
    """Return an experiment dealt out by chance: the same seed gives the same plan.

    Args:
        exercises: Names of the exercises; by side, `LEFT | RIGHT` where the log has a name for each side.
        by: What is dealt out.
        start: First day.
        weeks: How long it lasts at most.
        seed: What chance is drawn from.
        sessions: Sessions a week in which each unit will be trained.
        reserve: Repetitions to leave where it is not to failure [rep].
        block_weeks: Weeks until arms may change; if not given, the whole time by side, half of it by muscle, a
            quarter by week.
        muscles: Muscle of each exercise; needed by muscle.

    Raises:
        ValueError: The exercises, weeks or blocks do not make an experiment; the message says which.
    """
    names = tuple(dict.fromkeys(name.strip() for name in exercises))
    if not names or not all(names):
        raise ValueError("No exercise is named: name at least one that you will train all the while.")
    by_week = weeks // 4 if weeks % 4 == 0 else weeks // 2
    usual = {By.SIDE: weeks, By.MUSCLE: max(weeks // 2, 1), By.WEEK: max(by_week, 1)}[by]
    block = usual if block_weeks is None else block_weeks
    if by is By.SIDE and block != weeks:
        raise ValueError("By side each side keeps its arm for the whole time: leave the length of blocks out.")
    if by is not By.SIDE and (block < 1 or weeks % (2 * block)):
        raise ValueError(f"{weeks} weeks are not an even number of blocks of {block}: both arms need as many.")
    rng = np.random.default_rng(seed)
    if by is By.SIDE:
        units = tuple(unit for name in names for unit in _sides(name, rng))
    elif by is By.WEEK:
        arms = tuple(arm for _ in range(weeks // (2 * block)) for arm in _pair(rng))
        units = tuple(Unit(name, None, "all", arms) for name in names)
    else:
        units = _by_muscle(names, muscles or {}, blocks=weeks // block, rng=rng)
    return Plan(by, start, weeks, block, reserve, sessions, seed, units)


def _pair(rng: Generator) -> tuple[Arm, Arm]:
    """Return both arms in an order by chance."""
    first = Arm.FAILURE if rng.integers(2) else Arm.RESERVE
    return first, first.other


def _sides(name: str, rng: Generator) -> tuple[Unit, Unit]:
    """Return both sides of an exercise, one to failure by chance."""
    left, mark, right = (part.strip() for part in name.partition(SEPARATOR))
    if mark and not (left and right):
        raise ValueError(f"'{name}' names one side only: write LEFT | RIGHT, or the one name that both sides have.")
    first, second = _pair(rng)
    title = left if mark else name
    return (
        Unit(title, Side.LEFT, "left", (first,), left if mark else None),
        Unit(title, Side.RIGHT, "right", (second,), right if mark else None),
    )


def _by_muscle(names: Sequence[str], muscles: Mapping[str, str], *, blocks: int, rng: Generator) -> tuple[Unit, ...]:
    """Return exercises whose muscles begin with one arm or the other, half of the muscles each."""
    missing = [name for name in names if name not in muscles]
    if missing:
        raise ValueError(f"The muscle of '{missing[0]}' is not known: choose an exercise of the catalogue.")
    groups = list(dict.fromkeys(muscles[name] for name in names))
    if len(groups) < 2:
        raise ValueError(f"All exercises train the {groups[0]}: name exercises of two muscles at least.")
    order = [groups[at] for at in rng.permutation(len(groups))]
    first = Arm.FAILURE if rng.integers(2) else Arm.RESERVE
    begins = {group: first if at % 2 == 0 else first.other for at, group in enumerate(order)}
    return tuple(
        Unit(name, None, muscles[name], tuple(_turn(begins[muscles[name]], block) for block in range(blocks)))
        for name in names
    )


def _turn(first: Arm, block: int) -> Arm:
    """Return the arm of a block where arms alternate."""
    return first if block % 2 == 0 else first.other


def plan_record(plan: Plan) -> dict[str, Any]:
    """Return a plan as JSON, with the digest that seals it."""
    record: dict[str, Any] = {
        "format": FORMAT,
        "by": str(plan.by),
        "start": plan.start.isoformat(),
        "weeks": plan.weeks,
        "block_weeks": plan.block_weeks,
        "reserve": plan.reserve,
        "sessions_a_week": plan.sessions,
        "seed": plan.seed,
        "units": [
            {
                "exercise": unit.exercise,
                "side": None if unit.side is None else unit.side.value,
                "group": unit.group,
                "typed": unit.typed,
                "arms": [str(arm) for arm in unit.arms],
            }
            for unit in plan.units
        ],
    }
    return record | {"digest": _digest(record)}


def plan_of(record: Mapping[str, Any], *, name: str = "The plan") -> Plan:
    """Return a plan from its JSON.

    Args:
        record: What `plan_record` made.
        name: What the message calls it.

    Raises:
        AlteredPlanError: It is no plan, or was changed after it had been fixed.
    """
    if record.get("format") != FORMAT:
        raise AlteredPlanError(f"{name} is no plan of an experiment: make one with `momentary experiment plan`.")
    if record.get("digest") != _digest({key: value for key, value in record.items() if key != "digest"}):
        raise AlteredPlanError(
            f"{name} was changed after it had been fixed (its digest does not fit). An experiment counts only as it "
            "was planned: restore the file, or plan a new one."
        )
    units = tuple(
        Unit(
            one["exercise"],
            None if one["side"] is None else Side(one["side"]),
            one["group"],
            tuple(Arm(arm) for arm in one["arms"]),
            one["typed"],
        )
        for one in record["units"]
    )
    return Plan(
        By(record["by"]), date.fromisoformat(record["start"]), record["weeks"], record["block_weeks"],
        record["reserve"], record["sessions_a_week"], record["seed"], units,
    )  # fmt: skip


def _digest(record: Mapping[str, Any]) -> str:
    """Return the digest of a plan: SHA-256 of its JSON in one fixed form."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
