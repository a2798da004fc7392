"""What is worked out from a lifter's own log: no claim and no verdict, but how, how well, and blind to what."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from momentary.evidence.ledger import Claim, UnknownClaimError, claims


@dataclass(frozen=True, slots=True)
class Computation:
    """A kind of figure that advice tells and nobody claims: it is worked out from the log.

    Args:
        key: Its name, `own-forecast`.
        what: What is worked out.
        how: From what and how, in a few sentences.
        checked: How well it does, and where that is told.
        blind: What it cannot know.
        module: The module of momentary that works it out.
        rests_on: Claims of the ledger that its way rests on.
        also: Other words under which lifters look for it.
    """

    key: str
    what: str
    how: str
    checked: str
    blind: str
    module: str
    rests_on: tuple[str, ...]
    also: tuple[str, ...] = ()


Entry = Claim | Computation
"""What a sentence of advice may rest on."""


@cache
def computations() -> Mapping[str, Computation]:
    """Return the kinds of figures that are worked out, by key.

    >>> computations()["own-loads"].module
    'momentary.prescription.gym'
    """
    text = files("momentary.evidence").joinpath("computed.toml").read_text(encoding="utf-8")
    found = {}
    for key, entry in tomllib.loads(text).items():
        if key in claims():
            raise ValueError(f"A claim and a computation are called {key!r}: rename the one in computed.toml.")
        texts = {name: " ".join(entry[name].split()) for name in ("what", "how", "checked", "blind")}
        rests_on, also = tuple(entry["rests_on"]), tuple(entry.get("also", ()))
        found[key] = Computation(key=key, module=entry["module"], rests_on=rests_on, also=also, **texts)
    return MappingProxyType(found)


@cache
def entries() -> Mapping[str, Entry]:
    """Return all that advice may rest on, by key: the claims, then the computations."""
    return MappingProxyType({**claims(), **computations()})


def entry(key: str) -> Entry:
    """Return the claim or the computation of exactly that key.

    Raises:
        UnknownClaimError: There is none.
    """
    try:
        return entries()[key]
    except KeyError:
        raise UnknownClaimError(f"Nothing is called {key!r}: `entries()` holds all that advice may rest on.") from None


@cache
def advising_modules() -> Mapping[str, tuple[str, ...]]:
    """Return by key the modules whose advice rests on an entry, as they were when the package was made.

    The file is written from the code by `tools/evidence_page.py`, and a test compares the two.
    """
    text = files("momentary.evidence").joinpath("advising.toml").read_text(encoding="utf-8")
    return MappingProxyType({key: tuple(modules) for key, modules in tomllib.loads(text).items()})
