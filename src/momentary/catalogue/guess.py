"""What a lifter's own exercise probably trains, from its name and from what the app says of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from momentary.catalogue.exercise import Equipment, Exercise, Kind, LoadBasis, WayOut
from momentary.catalogue.tables import PRIMARY_SHARE, SYNERGIST_SHARE, rows
from momentary.catalogue.words import cut, fold
from momentary.quantities import Muscle


@dataclass(frozen=True, slots=True)
class Hints:
    """What an app says of an exercise beside its name.

    Args:
        category: The app's category, "Chest" or "Cardio" (FitNotes, Strong re-saves, RepCount).
        primary: Muscles that the app calls primary or target, in its own words (GymBook, Liftosaur).
        secondary: Muscles that the app calls secondary or synergists, in its own words.
    """

    category: str | None = None
    primary: tuple[str, ...] = ()
    secondary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Clue:
    """Words that together tell of muscles or of a kind."""

    words: frozenset[str]
    muscles: tuple[Muscle, ...]
    kind: Kind | None


@cache
def _clues() -> tuple[_Clue, ...]:
    """Words of names and what they tell, those of more words first."""
    found = [
        _Clue(frozenset(cut(words)), tuple(map(Muscle, muscles.split())), Kind(kind) if kind else None)
        for words, muscles, kind in rows("clues.csv")
    ]
    return tuple(sorted(found, key=lambda clue: -len(clue.words)))


@cache
def _hinted() -> dict[str, tuple[tuple[Muscle, ...], Kind | None]]:
    """The apps' own words for muscles and categories."""
    return {
        fold(words): (tuple(map(Muscle, muscles.split())), Kind(kind) if kind else None)
        for words, muscles, kind, _ in rows("hints.csv")
    }


_EQUIPMENT = {
    "barbell": Equipment.BARBELL,
    "ezbar": Equipment.EZ_BAR,
    "trapbar": Equipment.TRAP_BAR,
    "ssb": Equipment.SAFETY_BAR,
    "landmine": Equipment.LANDMINE,
    "dumbbell": Equipment.DUMBBELL,
    "kettlebell": Equipment.KETTLEBELL,
    "plate": Equipment.PLATE,
    "medball": Equipment.MEDICINE_BALL,
    "sled": Equipment.SLED,
    "cable": Equipment.CABLE,
    "plateloaded": Equipment.PLATE_MACHINE,
    "machine": Equipment.MACHINE,
    "smith": Equipment.SMITH_MACHINE,
    "band": Equipment.BAND,
    "suspension": Equipment.SUSPENSION,
    "ring": Equipment.SUSPENSION,
    "ball": Equipment.BALL,
    "bosu": Equipment.BALL,
    "bodyweight": Equipment.BODY,
}
_LOADS = {
    Equipment.DUMBBELL: LoadBasis.PER_HAND,
    Equipment.KETTLEBELL: LoadBasis.PER_HAND,
    Equipment.SUSPENSION: LoadBasis.ADDED,
    Equipment.BALL: LoadBasis.ADDED,
    Equipment.BODY: LoadBasis.ADDED,
}
_UNLOADED = (Kind.CARDIO, Kind.MOBILITY)
_LET_GO = (
    Equipment.CABLE,
    Equipment.MACHINE,
    Equipment.PLATE_MACHINE,
    Equipment.BAND,
    Equipment.BODY,
)


def own_exercise(name: str, words: frozenset[str], hints: Hints | None) -> Exercise:
    """Return a lifter's own exercise with what can be guessed of it.

    Hints come first, then the words of the name. What nothing tells stays open: no muscles, and no
    way out but to stop short.

    Args:
        name: The name as typed.
        words: Its words in the catalogue's own.
        hints: What the app says of it.
    """
    primary, secondary, kind = _from_hints(hints)
    named, named_kind = _from_words(words)
    if not primary:
        primary = named
    kind = kind or named_kind or (Kind.ISOLATION if len(primary) == 1 else Kind.COMPOUND)
    equipment = next((_EQUIPMENT[word] for word in _EQUIPMENT if word in words), Equipment.ANY)
    shares = dict.fromkeys(secondary, SYNERGIST_SHARE.value) | dict.fromkeys(primary, PRIMARY_SHARE.value)
    label = " ".join(name.split()) or "unnamed"
    return Exercise(
        slug="own:" + " ".join(fold(label).split()),
        name=label,
        kind=kind,
        equipment=Equipment.NONE if kind in _UNLOADED else equipment,
        shares=tuple(sorted(shares.items(), key=lambda item: -item[1])),
        one_sided="single" in words,
        way_out=WayOut.JUST_STOP if kind in _UNLOADED or equipment in _LET_GO else WayOut.STOP_SHORT,
        load_basis=LoadBasis.NONE if kind in _UNLOADED else _LOADS.get(equipment, LoadBasis.TOTAL),
        is_guess=True,
    )


def _from_hints(hints: Hints | None) -> tuple[tuple[Muscle, ...], tuple[Muscle, ...], Kind | None]:
    if hints is None:
        return (), (), None
    primary, kinds = _read(hints.primary)
    secondary, _ = _read(hints.secondary)
    if hints.category is not None and (not primary or not kinds):
        of_category, more = _read((hints.category,))
        primary, kinds = primary or of_category, kinds or more
    return primary, secondary, kinds[0] if kinds else None


def _read(texts: Iterable[str]) -> tuple[tuple[Muscle, ...], tuple[Kind, ...]]:
    """The muscles and kinds that an app's words name, each once, in order."""
    muscles: dict[Muscle, None] = {}
    kinds: list[Kind] = []
    for text in texts:
        for part in text.split(","):
            of_part, kind = _hinted().get(" ".join(fold(part).split()), ((), None))
            muscles.update(dict.fromkeys(of_part))
            if kind is not None:
                kinds.append(kind)
    return tuple(muscles), tuple(kinds)


def _from_words(words: frozenset[str]) -> tuple[tuple[Muscle, ...], Kind | None]:
    """The muscles and the kind that the words of a name tell: the most telling clue for each."""
    muscles: tuple[Muscle, ...] = ()
    kind: Kind | None = None
    for clue in _clues():
        if clue.words <= words:
            muscles = muscles or clue.muscles
            kind = kind or clue.kind
    return muscles, kind
