"""Which language is spoken, and its catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

ENGLISH = "en"
"""The language that the sentences stand in the code in."""
LANGUAGES = (ENGLISH, "de", "es")
"""The languages that there are."""

_spoken: ContextVar[str] = ContextVar("momentary_language", default=ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Have all sentences made meanwhile in a language: `de`, `de-at`; English where there is no catalogue of it."""
    short = language.partition("-")[0].casefold()
    token = _spoken.set(short if short in LANGUAGES else ENGLISH)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> str:
    """Return the language that is spoken now."""
    return _spoken.get()


def catalogue() -> NullTranslations:
    """Return the catalogue of the language that is spoken now; that of English holds nothing."""
    return _read(_spoken.get())


@cache
def _read(language: str) -> NullTranslations:
    if language == ENGLISH:
        return NullTranslations()
    place = files("momentary.language").joinpath("locale", language, "LC_MESSAGES", "words.mo")
    with place.open("rb") as file:
        return GNUTranslations(file)
