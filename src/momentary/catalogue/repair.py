"""Misspelt and run-together words of exercise names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_SHORTEST = 3
"""Shorter words are as near to many others as to the one that was meant."""
_SHORT = 4
_LIKENESS = 80.0
"""Least likeness (0 to 100) of a misspelt word to the one that was meant."""
_LIKENESS_OF_SHORT = 85.0
"""The same for words of four letters or fewer."""
_LONGEST_PART_COUNT = 3


class Repairs:
    """The words that exercise names are made of, and what is near them.

    Args:
        words: The known words.
        preferred: Those of them that win where two are equally near.
    """

    def __init__(self, words: Iterable[str], *, preferred: Iterable[str]) -> None:
        first = frozenset(preferred)
        self._known = frozenset(words) | first
        long_enough = (word for word in self._known if len(word) >= _SHORTEST and word.isascii())
        self._targets = sorted(long_enough, key=lambda word: (word not in first, word))
        self._parts = frozenset(word for word in self._known if len(word) >= 3 and word.isalpha())

    def knows(self, word: str) -> bool:
        """Whether it is a known word."""
        return word in self._known

    def repair(self, words: Sequence[str]) -> tuple[list[str], float]:
        """Return the words with unknown ones repaired or taken apart, and how like the old ones the new are, 0 to 1."""
        repaired: list[str] = []
        likeness = 1.0
        for word in words:
            better, like = self._better(word)
            repaired += better
            likeness = min(likeness, like)
        return repaired, likeness

    def _better(self, word: str) -> tuple[list[str], float]:
        if word in self._known or len(word) < _SHORTEST or not word.isalpha():
            return [word], 1.0
        parts = self._taken_apart(word, _LONGEST_PART_COUNT)
        if parts is not None:
            return parts, 0.99
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - costs 20 ms that a known name need not pay

        least = _LIKENESS_OF_SHORT if len(word) <= _SHORT else _LIKENESS
        best = process.extractOne(word, self._targets, scorer=fuzz.ratio, score_cutoff=least)
        if best is None or best[0][0] != word[0]:
            return [word], 1.0
        return [best[0]], best[1] / 100.0

    def _taken_apart(self, word: str, most: int) -> list[str] | None:
        """Return known words that run together make the word, longest first; None where there are none."""
        if word in self._parts:
            return [word]
        if most == 1:
            return None
        for end in range(len(word) - 3, 2, -1):
            if word[:end] in self._parts:
                rest = self._taken_apart(word[end:], most - 1)
                if rest is None and word[end] in "sn":
                    rest = self._taken_apart(word[end + 1 :], most - 1)
                if rest is not None:
                    return [word[:end], *rest]
        return None
