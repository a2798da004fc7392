"""From a typed name to an exercise: exact, then normalised, then with repaired words, else the lifter's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from momentary.catalogue.exercise import Exercise
from momentary.catalogue.guess import Hints, own_exercise
from momentary.catalogue.index import Index
from momentary.catalogue.repair import Repairs
from momentary.catalogue.tables import Alias
from momentary.catalogue.words import Lexicon, cut, fold
from momentary.quantities import Muscle


class How(StrEnum):
    """How a typed name found its exercise."""

    EXACT = "exact"
    """The catalogue lists this very name."""
    NORMALISED = "normalised"
    """Its words, translated and in any order, are a name of the catalogue."""
    FUZZY = "fuzzy"
    """It is one once misspelt words are repaired, or words that say nothing of it are left out."""
    OWN = "own"
    """It is the lifter's own exercise: usable, with muscles that are guessed."""


CONFIDENCE = {
    "exact": 0.99,
    "normalised": 0.98,
    "implied": 0.91,
    "decorated": 0.84,
    "ordinary": 0.81,
    "remark": 0.76,
    "family": 0.70,
}
"""Share of names found in this way that mean that exercise; docs/catalogue.md says how it was counted. A repaired
name's is that of the repaired spelling times the likeness of its words."""
UNMATCHED_BELOW = 0.6
"""A name whose best reading is less sure than this stays the lifter's own exercise."""
_LONGEST_NAME = 200
"""A longer text is no name: a note in the wrong column, or a broken file."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a typed name means.

    Args:
        typed: The name as it was typed.
        exercise: The exercise of the catalogue, or the lifter's own.
        how: How it was found.
        confidence: Probability that this exercise of the catalogue is the one that was meant; for the lifter's
            own that of the best reading which was not sure enough, 0 where there was none.
    """

    typed: str
    exercise: Exercise
    how: How
    confidence: float

    @property
    def is_matched(self) -> bool:
        """Whether the catalogue knows the exercise."""
        return self.how is not How.OWN

    @property
    def alternatives(self) -> tuple[Exercise, ...]:
        """The other exercises whose names are nearest, nearest first: for "Did you mean"."""
        from momentary.catalogue.lookup import suggest  # noqa: PLC0415 - the lookup reads names with this module

        return tuple(exercise for exercise in suggest(self.typed, limit=4) if exercise != self.exercise)[:3]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a name."""

    slug: str
    how: How
    confidence: float


class Matcher:
    """The names of exercises and how they are read.

    Args:
        exercises: The exercises by slug.
        aliases: Their names in the apps.
        phrases: Words of names and their meaning in the catalogue's own words.
        rules: Words in any order, and what they become together.
    """

    def __init__(
        self,
        exercises: Mapping[str, Exercise],
        aliases: Iterable[Alias],
        *,
        phrases: Sequence[tuple[str, str]],
        rules: Sequence[tuple[str, str]],
    ) -> None:
        self.exercises = exercises
        self.aliases = tuple(aliases)
        self._phrases = phrases
        self._rules = rules
        names = [(exercise.name, slug) for slug, exercise in exercises.items()]
        self._exact = {name.casefold(): slug for name, slug in names}
        for alias in self.aliases:
            self._exact.setdefault(alias.name.casefold(), alias.slug)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words that names are made of."""
        return Lexicon(self._phrases, self._rules)

    @cached_property
    def index(self) -> Index:
        """Sets of words and the exercises that they mean."""
        stated = [(alias.name, alias.slug) for alias in self.aliases if not (alias.is_exact or alias.is_family)]
        return Index(self.exercises, stated, self.lexicon)

    @cached_property
    def repairs(self) -> Repairs:
        """Misspelt and run-together words."""
        return Repairs(self.lexicon.words, preferred=self.index.words)

    def match(self, name: str, hints: Hints | None = None) -> Match:
        """Return what a typed name means. Never fails: an unknown name is the lifter's own exercise."""
        slug = self._exact.get(" ".join(name.split()).casefold())
        if slug is not None:
            return Match(name, self.exercises[slug], How.EXACT, CONFIDENCE["exact"])
        reading = self._read(name) if len(name) <= _LONGEST_NAME else None
        if reading is not None and reading.confidence >= UNMATCHED_BELOW:
            return Match(name, self.exercises[reading.slug], reading.how, reading.confidence)
        rejected = 0.0 if reading is None else reading.confidence
        words = self.lexicon.words_of(name[:_LONGEST_NAME])
        return Match(name, own_exercise(name[:_LONGEST_NAME], words, hints), How.OWN, rejected)

    def _read(self, name: str) -> _Reading | None:
        raw = cut(name)
        reading = self._normalised(raw)
        return reading if reading is not None else self._fuzzy(raw)

    def _normalised(self, raw: Sequence[str]) -> _Reading | None:
        words = frozenset(self.lexicon.translate(raw))
        if not words:
            return None
        found = self.index.find(words)
        if found is not None:
            slug, stated = found
            return _Reading(slug, How.NORMALISED, CONFIDENCE["normalised" if stated else "implied"])
        ordinary = self.index.find_ordinary(words)
        return None if ordinary is None else _Reading(ordinary, How.NORMALISED, CONFIDENCE["ordinary"])

    def _fuzzy(self, raw: Sequence[str]) -> _Reading | None:
        """Repair the words, then leave out what says least, until the rest is a name."""
        repaired, likeness = self.repairs.repair(raw)
        if likeness < 1.0:
            reading = self._normalised(repaired)
            if reading is not None:
                return _Reading(reading.slug, How.FUZZY, likeness * reading.confidence)
        words = frozenset(self.lexicon.translate(repaired))
        for rest, what in self._without(words, self._last(repaired)):
            slug = self._name_of(rest)
            if slug is not None and _confirmed(words - rest, self.exercises[slug]):
                return _Reading(slug, How.FUZZY, likeness * CONFIDENCE[what])
        slug = self._family(words)
        return None if slug is None else _Reading(slug, How.FUZZY, likeness * CONFIDENCE["family"])

    def _name_of(self, words: frozenset[str]) -> str | None:
        found = self.index.find(words)
        return found[0] if found is not None else self.index.find_ordinary(words)

    def _last(self, raw: Sequence[str]) -> frozenset[str]:
        """Return the unknown words after the last known one: a place, a make, a number of the gym's."""
        end = len(raw)
        while end > 0 and not self.repairs.knows(raw[end - 1]):
            end -= 1
        return frozenset(raw[end:])

    def _without(self, words: frozenset[str], last: frozenset[str]) -> Iterator[tuple[frozenset[str], str]]:
        """The words without a decoration, or without a remark at the end that nobody knows, surest first."""
        remarks = words & last - self.index.words
        decorations = words & (_PLAIN | _MUSCLES.keys())
        if "press" not in words:
            decorations |= words & {"bench"}
        choices = [
            *((frozenset({word}), "decorated") for word in sorted(decorations)),
            (decorations, "decorated"),
        ]
        if remarks and words - self.index.words == remarks:
            choices += [(remarks, "remark"), *((remarks | {word}, "remark") for word in sorted(decorations))]
        for dropped, what in choices:
            rest = words - dropped
            if dropped and (len(rest) > 1 or rest <= _HEADS) and rest:
                yield rest, what

    def _family(self, words: frozenset[str]) -> str | None:
        """Return the exercise that stands for all of its kind, as `stretching` for every stretch."""
        if words & _HEADS:
            return None
        return next((slug for family, slug in self._families if family <= words), None)

    @cached_property
    def _families(self) -> tuple[tuple[frozenset[str], str], ...]:
        return tuple((self.lexicon.words_of(alias.name), alias.slug) for alias in self.aliases if alias.is_family)

    def suggest(self, name: str, *, limit: int = 3) -> tuple[Exercise, ...]:
        """Return the exercises whose names are nearest to a typed one, nearest first."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - costs 20 ms that an exact name need not pay

        repaired, _ = self.repairs.repair(cut(name))
        wanted = " ".join(sorted(self.lexicon.translate(repaired)))
        keys = list(self.index.keys)
        scored = dict.fromkeys(self.exercises, 0.0)
        for found, likeness, _ in process.extract(wanted, keys, scorer=fuzz.token_sort_ratio, limit=10 * limit):
            slug = self.index.keys[found]
            scored[slug] = max(scored[slug], likeness)
        folded = {slug: fold(exercise.name) for slug, exercise in self.exercises.items()}
        for _, likeness, slug in process.extract(fold(name), folded, scorer=fuzz.ratio, limit=10 * limit):
            scored[slug] = max(scored[slug], likeness)
        best = sorted((slug for slug, likeness in scored.items() if likeness > 0.0), key=lambda slug: -scored[slug])
        return tuple(self.exercises[slug] for slug in best[:limit])


_PLAIN = frozenset("arm body muscle".split())
"""Words that say nothing of the exercise once the rest is the name of one."""
_MUSCLES = {
    "chest": (Muscle.CHEST,),
    "shoulder": (Muscle.FRONT_DELTOID, Muscle.SIDE_DELTOID, Muscle.REAR_DELTOID, Muscle.ROTATOR_CUFF),
    "delt": (Muscle.FRONT_DELTOID, Muscle.SIDE_DELTOID, Muscle.REAR_DELTOID),
    "tricep": (Muscle.TRICEPS,),
    "bicep": (Muscle.BICEPS,),
    "forearm": (Muscle.FOREARMS,),
    "lat": (Muscle.LATS,),
    "back": (Muscle.LATS, Muscle.UPPER_BACK, Muscle.SPINAL_ERECTORS),
    "upperback": (Muscle.UPPER_BACK,),
    "trap": (Muscle.UPPER_TRAPS,),
    "ab": (Muscle.ABDOMINALS, Muscle.OBLIQUES),
    "core": (Muscle.ABDOMINALS, Muscle.OBLIQUES, Muscle.SPINAL_ERECTORS),
    "glute": (Muscle.GLUTES,),
    "quad": (Muscle.QUADRICEPS,),
    "hamstring": (Muscle.HAMSTRINGS,),
    "calf": (Muscle.CALVES,),
}
"""Words that often only say what an exercise is for: left out where it does train that muscle."""
_HEADS = frozenset(
    "press row curl squat deadlift raise fly extension pulldown pullup chinup pushup dip lunge thrust bridge crunch "
    "situp shrug pushdown kickback pullover plank carry swing snatch clean jerk jump throw ohp".split()
)
"""Words for strength exercises: a name that holds one is no stretch, and no way to warm up."""


def _confirmed(dropped: frozenset[str], exercise: Exercise) -> bool:
    """Whether the muscles that the words left out name are primary ones of the exercise."""
    primary = set(exercise.primary_muscles)
    return all(primary & set(_MUSCLES[word]) for word in dropped if word in _MUSCLES)
