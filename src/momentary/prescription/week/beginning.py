"""A good week to begin the search with: what gives most of the due volume for its time, on the lifter's own days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from momentary.prescription.placement import shared_muscles
from momentary.prescription.week.problem import Demand, Task, WeekProblem, Wish
from momentary.quantities import Muscle

HALF_SET = 60
"""What half a set of due volume is worth beside all else that counts."""


@dataclass(slots=True)
class _Beginning:
    """A week that grows.

    Args:
        problem: What it obeys.
        seconds: What is left of each day [s].
        volume: What each muscle has so far, in halves of a set.
        sets: Sets by number of the exercise and of the day.
        fails: Day on which an exercise is to go to failure, by its number.
    """

    problem: WeekProblem
    seconds: list[int]
    volume: dict[Muscle, int] = field(default_factory=dict)
    sets: dict[tuple[int, int], int] = field(default_factory=dict)
    fails: dict[int, int] = field(default_factory=dict)

    def room(self, place: int, day: int) -> int:
        """Return how many sets of an exercise still fit on a day; none where too few do."""
        task = self.problem.tasks[place]
        done = [self.sets[place, other] for other in range(len(self.seconds)) if (place, other) in self.sets]
        if (place, day) in self.sets or len(done) >= task.sessions or not task.is_there:
            return 0
        before = [other for other, failing in self.fails.items() if failing == day and other < place]
        if any(shared_muscles(self.problem.tasks[other].exercise, task.exercise) for other in before):
            return 0
        count = min(task.sets, task.due - sum(done), task.on_day[day])
        count = min(count, (self.seconds[day] - task.setting_up_s) // task.set_s)
        for muscle, credit in task.credit.items():
            if credit:
                left = self.problem.most.get(muscle, 0) - self.volume.get(muscle, 0)
                count = min(count, left // credit)
        return count if count >= max(min(task.least_sets, task.due), 1) else 0

    def gain(self, task: Task, count: int) -> int:
        """Return what so many sets add to the volume that counts."""
        found = 0
        for muscle, credit in task.credit.items():
            before, due = self.volume.get(muscle, 0), self.problem.due.get(muscle, 0)
            after = before + credit * count
            found += min(after, due) - min(before, due) + min(after, due // 2) - min(before, due // 2)
        return found

    def add(self, place: int, day: int, count: int) -> None:
        """Put sets on a day."""
        task = self.problem.tasks[place]
        self.sets[place, day] = count
        self.seconds[day] -= task.setting_up_s + task.set_s * count
        for muscle, credit in task.credit.items():
            self.volume[muscle] = self.volume.get(muscle, 0) + credit * count


def counted(problem: WeekProblem, volume: Mapping[Muscle, int]) -> int:
    """Return the volume that counts: what is due of every muscle, its first half twice, in halves of a set."""
    return sum(
        min(volume.get(muscle, 0), due) + min(volume.get(muscle, 0), due // 2) for muscle, due in problem.due.items()
    )


def beginning(problem: WeekProblem) -> tuple[dict[tuple[int, int], int], dict[int, int]]:
    """Return sets by number of the exercise and of the day, what is wished for first, then the best one by one.

    Beside them the day on which an exercise goes to failure, by its number, where that is wished for.
    """
    week = _Beginning(problem, list(problem.seconds))
    for kind in (Wish.FAILS, Wish.CONTAINS):
        for place, task in enumerate(problem.tasks):
            is_done = any(other == place for other, _ in week.sets)
            if Demand(kind, task.slug) not in problem.demands or is_done:
                continue
            days = [day for day in range(len(problem.days)) if kind is Wish.CONTAINS or task.may_fail[day]]
            found = max(((week.room(place, day), week.seconds[day], -day) for day in days), default=(0, 0, 0))
            if found[0]:
                week.add(place, -found[2], found[0])
                week.fails |= {place: -found[2]} if kind is Wish.FAILS else {}
    while True:
        best = _best(week)
        if best is None:
            return week.sets, week.fails
        week.add(*best)


def _best(week: _Beginning) -> tuple[int, int, int] | None:
    """Return what gains most for its time: number of the exercise, of the day, and sets; None where nothing does."""
    found: list[tuple[tuple[float, int, int, int, int], int]] = []
    for place, task in enumerate(week.problem.tasks):
        regard = 0 if any(other == place for other, _ in week.sets) else task.regard
        for day in range(len(week.problem.days)):
            count = week.room(place, day)
            gain = HALF_SET * week.gain(task, count) if count else 0
            if gain > 0:
                worth = round((gain + regard) / (task.setting_up_s + task.set_s * count), 6)
                found.append(((worth, task.liking[day], week.seconds[day], -place, -day), count))
    if not found:
        return None
    (_, _, _, place, day), count = max(found)
    return -place, -day, count
