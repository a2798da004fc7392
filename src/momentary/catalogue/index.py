"""Which exercise a set of words means: names, aliases, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from momentary.catalogue.exercise import Equipment, Exercise, LoadBasis, Resistance
from momentary.catalogue.words import Lexicon, key_of

_EQUIPMENT_WORDS: Mapping[Equipment, tuple[str, ...]] = {
    Equipment.BARBELL: ("barbell",),
    Equipment.EZ_BAR: ("ezbar",),
    Equipment.TRAP_BAR: ("trapbar",),
    Equipment.SAFETY_BAR: ("ssb",),
    Equipment.LANDMINE: ("landmine",),
    Equipment.DUMBBELL: ("dumbbell",),
    Equipment.KETTLEBELL: ("kettlebell",),
    Equipment.PLATE: ("plate",),
    Equipment.MEDICINE_BALL: ("medball",),
    Equipment.SLED: ("sled",),
    Equipment.CABLE: ("cable",),
    Equipment.MACHINE: ("machine", "plateloaded"),
    Equipment.PLATE_MACHINE: ("plateloaded", "machine"),
    Equipment.STACK_MACHINE: ("machine",),
    Equipment.SMITH_MACHINE: ("smith",),
    Equipment.BAND: ("band",),
    Equipment.BODY: ("bodyweight",),
    Equipment.SUSPENSION: ("suspension", "ring"),
    Equipment.BALL: ("ball", "bosu"),
    Equipment.ROPE: ("rope",),
}
EQUIPMENT_WORDS = frozenset(word for words in _EQUIPMENT_WORDS.values() for word in words)

_ORDINARY = frozenset("flat standing alternating overhand both full".split())
"""Words for the ordinary way of doing an exercise: without them the name means the same, if it is known at all."""
_POSTURES = frozenset({"seated", "lying"})
_NOT_A_NAME = EQUIPMENT_WORDS | _ORDINARY | _POSTURES
"""Words that are no name of an exercise by themselves."""
_WEIGHTS = frozenset({"dumbbell", "kettlebell", "plate", "medball"})


class Index:
    """Sets of words and the exercises that they mean.

    Args:
        exercises: The exercises by slug.
        aliases: Further names and the slugs that they mean.
        lexicon: The words that names are made of.
    """

    def __init__(self, exercises: Mapping[str, Exercise], aliases: Iterable[tuple[str, str]], lexicon: Lexicon) -> None:
        self._exercises = exercises
        self._stated: dict[str, str] = {}
        self.doubles: list[tuple[str, str, str]] = []
        """Names whose words mean two exercises: key, slug that has it, slug that wanted it."""
        sets: dict[str, frozenset[str]] = {}
        for name, slug in [*((exercise.name, slug) for slug, exercise in exercises.items()), *aliases]:
            words = lexicon.words_of(name)
            if words <= _NOT_A_NAME:
                continue
            key = key_of(words)
            sets[key] = words
            if self._stated.setdefault(key, slug) != slug:
                self.doubles.append((key, self._stated[key], slug))
        self.words: frozenset[str] = frozenset().union(*sets.values()) if sets else frozenset()
        """Every word that a name of the catalogue holds."""
        self._implied = self._derive(sets)

    def _derive(self, sets: Mapping[str, frozenset[str]]) -> dict[str, str]:
        """Names with the equipment that goes without saying added, or left out where only one exercise remains."""
        claims: dict[str, set[str]] = {}
        for key, words in sets.items():
            slug = self._stated[key]
            said = words & EQUIPMENT_WORDS
            if said:
                claims.setdefault(key_of(words - said), set()).add(slug)
            else:
                for word in _EQUIPMENT_WORDS.get(self._exercises[slug].equipment, ()):
                    claims.setdefault(key_of(words | {word}), set()).add(slug)
        return {
            key: next(iter(slugs))
            for key, slugs in claims.items()
            if len(slugs) == 1 and " " in key and key not in self._stated
        }

    @property
    def keys(self) -> Mapping[str, str]:
        """The stated names as keys, with their slugs."""
        return self._stated

    def find(self, words: frozenset[str]) -> tuple[str, bool] | None:
        """Return the slug that the words mean, and whether a name says so itself; None where nothing does."""
        key = key_of(words)
        if key in self._stated:
            return self._stated[key], True
        if key in self._implied:
            return self._implied[key], False
        return None

    def find_ordinary(self, words: frozenset[str]) -> str | None:
        """Return the slug that the words mean without those that go without saying."""
        for dropped in self._ordinary(words):
            found = self.find(words - dropped)
            if found is not None and _goes_without_saying(dropped, self._exercises[found[0]]):
                return found[0]
        return None

    @staticmethod
    def _ordinary(words: frozenset[str]) -> list[frozenset[str]]:
        """Sets of words to leave out, in the order to try them."""
        ordinary = words & _ORDINARY
        choices = [frozenset({word}) for word in sorted(ordinary)]
        if len(ordinary) > 1:
            choices.append(ordinary)
        if "single" in words:
            choices += [frozenset({"single"}) | ordinary, frozenset({"single", "leg"}) | ordinary]
        for posture in sorted(words & _POSTURES):
            choices += [frozenset({posture}), frozenset({posture}) | ordinary]
        choices += [frozenset({weight}) for weight in sorted(words & _WEIGHTS)]
        return [choice for choice in choices if choice <= words and choice < words]


def _goes_without_saying(dropped: frozenset[str], exercise: Exercise) -> bool:
    """Whether the words left out say nothing new of the exercise.

    A side goes without saying where each is trained by itself, a posture where the machine sets it, and a
    weight where the exercise is done with the body and takes added load.
    """
    if dropped & _WEIGHTS:
        return exercise.load_basis is LoadBasis.ADDED
    if "single" in dropped and not exercise.one_sided:
        return False
    return not dropped & _POSTURES or exercise.resistance is Resistance.MACHINE
