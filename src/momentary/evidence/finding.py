"""From what a lifter types to the entries that are meant: by key, then by words, with slips of spelling repaired."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches

from momentary.evidence.computed import Computation, Entry, entries, told
from momentary.evidence.ledger import UnknownClaimError
from momentary.language import ENGLISH, spoken

_LIKENESS = 0.78
"""Words less alike than this are different words."""
_FILLERS = frozenset("a an and are as at be can do does for from how in is it more of on or so the to was what".split())
_ENDINGS = re.compile(r"(?<=[a-z]{3})(?:ies|es|s|ing|ed|y)\Z")


def find_entries(words: str) -> tuple[Entry, ...]:
    """Return what a few words mean, claims first, in the order of the ledger: one where they are its key.

    Words are looked for in the keys and popular wordings first, then in the evidence, in English and in the language
    that is spoken. Where nothing has them all, a misspelt word counts as the nearest one that the ledger knows.

    >>> [one.key for one in find_entries("lactic acid")]
    ['acid-stops-the-muscle']

    Raises:
        UnknownClaimError: Nothing is meant; the message names the nearest.
    """
    key = "-".join(_words(words))
    if key in entries():
        return (entries()[key],)
    wanted = [_stem(word) for word in _words(words) if word not in _FILLERS]
    for is_repaired in (False, True):
        for text in (_name, _all):
            found = _with_words(wanted, text, is_repaired=is_repaired)
            if found:
                return found
    near = ", ".join(f"'{one}'" for one in _nearest(key, wanted))
    meant = f" Did you mean one of {near}?" if near else ""
    said = " ".join("".join(one if one.isprintable() else " " for one in words[:60]).split())
    raise UnknownClaimError(f"No claim is about '{said}'.{meant} `momentary evidence` lists them all.")


def _with_words(wanted: list[str], text: Callable[[Entry], str], *, is_repaired: bool) -> tuple[Entry, ...]:
    """Return the entries whose text has all the words, or none."""
    stems = {one.key: {_stem(word) for word in _words(text(one))} for one in entries().values()}
    if is_repaired:
        known = sorted(set().union(*stems.values()))
        wanted = [next(iter(get_close_matches(word, known, n=1, cutoff=_LIKENESS)), word) for word in wanted]
    return tuple(entries()[key] for key, words in stems.items() if wanted and words.issuperset(wanted))


def _name(one: Entry) -> str:
    return _name_of(one) if spoken() == ENGLISH else f"{_name_of(one)} {_name_of(told(one))}"


def _name_of(one: Entry) -> str:
    return " ".join((one.key, one.what if isinstance(one, Computation) else one.wording, *one.also))


def _all(one: Entry) -> str:
    return _all_of(one) if spoken() == ENGLISH else f"{_all_of(one)} {_all_of(told(one))}"


def _all_of(one: Entry) -> str:
    if isinstance(one, Computation):
        return f"{_name_of(one)} {one.how} {one.checked} {one.blind}"
    says = " ".join(f"{paper.key} {paper.citation.authors} {paper.says}" for paper in one.references)
    return f"{_name_of(one)} {one.topic} {one.brief} {one.evidence} {one.meaning} {says}"


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+" if spoken() == ENGLISH else r"[^\W_]+", text.lower())


def _stem(word: str) -> str:
    stem = _ENDINGS.sub("", word)
    return "repetition" if stem == "rep" else stem


def _nearest(key: str, wanted: list[str]) -> list[str]:
    """Return up to three keys: those that share the most words, or else are spelt most alike."""
    shared = {one.key: len(set(wanted) & {_stem(word) for word in _words(_all(one))}) for one in entries().values()}
    best = sorted((one for one in shared if shared[one]), key=lambda one: -shared[one])[:3]
    return best or get_close_matches(key, list(entries()), n=3, cutoff=0.4)
