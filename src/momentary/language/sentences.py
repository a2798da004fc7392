"""Sentences with their values put in."""

from __future__ import annotations

from collections.abc import Sequence

from momentary.language.speaking import catalogue


def say(english: str, /, **values: object) -> str:
    """Return a sentence in the language that is spoken.

    Args:
        english: The sentence; `{name}` stands for a value. It is found by reading the code: a literal, never an
            f-string.
        values: What is put in, as it is to be read.
    """
    told = catalogue().gettext(english) if english else ""
    return told.format(**values) if values else told


def say_as(context: str, english: str, /, **values: object) -> str:
    """Return a word that means different things, as it is meant here.

    Args:
        context: What tells the meanings apart, for translators.
        english: The word or sentence, as for `say`.
        values: What is put in.
    """
    told = catalogue().pgettext(context, english)
    return told.format(**values) if values else told


def say_count(count: int, one: str, many: str, /, **values: object) -> str:
    """Return a sentence that tells how many there are; `{count}` stands for that.

    Args:
        count: How many.
        one: The sentence for one of them.
        many: The sentence for more.
        values: What else is put in.
    """
    return catalogue().ngettext(one, many, count).format(**{"count": count, **values})


def mark(english: str, /) -> str:
    """Return a sentence as it is: one that stands in a table, to be said later by `say(table[key])`."""
    return english


def mark_count(one: str, many: str, /) -> tuple[str, str]:
    """Return both forms of a sentence as they are: to be said later by `say_count(count, *table[key])`."""
    return one, many


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: `chest, triceps and lats`."""
    if len(names) < 2:
        return "".join(names)
    return say("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])
