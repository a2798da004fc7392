"""From a name as an app spells it to the words that say which exercise it is.

A name is folded (case, accents, apostrophes), cut into words (every ideograph and kana is one), freed of plurals,
and translated: the longest known run of words becomes the catalogue's own words, in `words.csv`. Then `rules.csv`
rewrites combinations in any order. What is left is a set: order and repetition carry no meaning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_ELISION = re.compile(r"\b(?:d|l|qu)['’´`](?=\w)")
_APOSTROPHE = re.compile(r"['’´`]")
_WORD = re.compile(r"[a-z0-9]+|[⺀-鿿豈-﫿ぁ-ヿ]|[^\W_a-z0-9⺀-鿿豈-﫿ぁ-ヿ]+")
_NUMBER = re.compile(r"\d+(?:[a-z]{1,3})?$")
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "º": " ", "°": " "})
_SIMPLIFIED = str.maketrans(
    "臥槓鈴啞繩纜機彈帶負輔單雙側舉鳥彎頭後撐壓羅馬亞體聳臉顱橋髖內開過頂頸軍騎車壺熱農橢圓寬對轉輪諾滾飛鋼傳教統門",
    "卧杠铃哑绳缆机弹带负辅单双侧举鸟弯头后撑压罗马亚体耸脸颅桥髋内开过顶颈军骑车壶热农椭圆宽对转轮诺滚飞钢传教统门",
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_KANA_MARKS = ("\u3099", "\u309a")
_SAFE_ENDINGS = ("ss", "us", "is")
_ES_ENDINGS = ("ches", "shes", "sses", "xes")


def fold(text: str) -> str:
    """Return the text without case, accents and apostrophes, width variants made one."""
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    if not lowered.isascii():
        decomposed = unicodedata.normalize("NFKD", lowered)
        kept = (mark for mark in decomposed if mark in _KANA_MARKS or not unicodedata.combining(mark))
        lowered = unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS).translate(_SIMPLIFIED)
    return _APOSTROPHE.sub("", _ELISION.sub("", lowered))


def singular(word: str) -> str:
    """Return the word without its plural ending, as English and Spanish form it."""
    if len(word) <= 2 or not word.endswith("s") or word.endswith(_SAFE_ENDINGS) or word[0].isdigit():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(_ES_ENDINGS):
        return word[:-2]
    return word[:-1]


def cut(text: str) -> list[str]:
    """Return the words of a text: folded, singular, every ideograph and kana by itself."""
    return [singular(word) for word in _WORD.findall(fold(text))]


def spellings(text: str) -> set[tuple[str, ...]]:
    """Return the words of a phrase, also with its umlauts written out (`ae` for `ä`)."""
    found = {tuple(cut(text))}
    if not text.isascii():
        found.add(tuple(cut(text.casefold().translate(_UMLAUTS))))
    return {words for words in found if words}


@dataclass(slots=True)
class _Node:
    """A word of a phrase; `meaning` where a phrase may end."""

    below: dict[str, _Node] = field(default_factory=dict)
    meaning: tuple[str, ...] | None = None


class Lexicon:
    """The words of exercise names in the apps' languages, and what they mean in the catalogue's own.

    Args:
        phrases: Phrase and meaning; an empty meaning drops the phrase.
        rules: Words in any order, and what they become together.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]], rules: Iterable[tuple[str, str]]) -> None:
        self._root = _Node()
        self.words: set[str] = set()
        """Every word that a phrase or a meaning holds."""
        for phrase, meaning in phrases:
            for words in spellings(phrase):
                self._add(words, tuple(cut(meaning)))
        self._rules = tuple((frozenset(cut(words)), frozenset(cut(meaning))) for words, meaning in rules)
        for before, after in self._rules:
            self.words |= before | after

    def _add(self, words: Sequence[str], meaning: tuple[str, ...]) -> None:
        node = self._root
        for word in words:
            node = node.below.setdefault(word, _Node())
        if node.meaning is None:
            node.meaning = meaning
        self.words.update(words, meaning)

    def translate(self, words: Sequence[str]) -> set[str]:
        """Return the catalogue's words for the words of a name; numbers that mean nothing are dropped."""
        found: set[str] = set()
        position = 0
        while position < len(words):
            length, meaning = self._longest(words, position)
            if meaning is not None:
                found.update(meaning)
            elif not _NUMBER.match(words[position]):
                found.add(words[position])
            position += length
        return self._ruled(found)

    def _longest(self, words: Sequence[str], start: int) -> tuple[int, tuple[str, ...] | None]:
        node: _Node | None = self._root
        best: tuple[int, tuple[str, ...] | None] = (1, None)
        for position in range(start, len(words)):
            node = node.below.get(words[position]) if node is not None else None
            if node is None:
                break
            if node.meaning is not None:
                best = (position - start + 1, node.meaning)
        return best

    def _ruled(self, words: set[str]) -> set[str]:
        for before, after in self._rules:
            if before <= words:
                words = (words - before) | after
        return words

    def words_of(self, name: str) -> frozenset[str]:
        """Return the catalogue's words for a name."""
        return frozenset(self.translate(cut(name)))


def key_of(words: Iterable[str]) -> str:
    """Return one text for a set of words, whatever their order."""
    return " ".join(sorted(words))


def conflicts(phrases: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    """Return phrases that are given more than one meaning, for the tests of the data."""
    meanings: dict[str, set[str]] = {}
    for phrase, meaning in phrases:
        meanings.setdefault(" ".join(cut(phrase)), set()).add(" ".join(cut(meaning)))
    return {phrase: found for phrase, found in meanings.items() if len(found) > 1}
