"""Sentences in the reader's language: English as they stand in the code, German and Spanish from catalogues.

Whoever speaks writes `say("{load} is too heavy", load=...)`: the English sentence is the key. It stays as it is until
somebody opens `speaking("de")`; numbers, shares and days have functions of their own, since they too are written
differently.
"""

from momentary.language.sentences import listed, mark, mark_count, say, say_as, say_count
from momentary.language.speaking import ENGLISH, LANGUAGES, speaking, spoken
from momentary.language.written import amount, date_text, decimals, decimals_of, grouped, percent, weekday

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "amount",
    "date_text",
    "decimals",
    "decimals_of",
    "grouped",
    "listed",
    "mark",
    "mark_count",
    "percent",
    "say",
    "say_as",
    "say_count",
    "speaking",
    "spoken",
    "weekday",
]
