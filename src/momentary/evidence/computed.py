"""What is worked out from a lifter's own log: no claim and no verdict, but how, how well, and blind to what."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from momentary.evidence.ledger import Claim, UnknownClaimError, claims
from momentary.language import say


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


def told(one: Entry) -> Entry:
    """Return an entry with its texts in the language that is spoken; its key and its figures stay."""
    if isinstance(one, Computation):
        return replace(one, what=say(one.what), how=say(one.how), checked=say(one.checked), blind=say(one.blind))
    return replace(
        one,
        wording=say(one.wording),
        brief=say(one.brief),
        evidence=say(one.evidence),
        meaning=say(one.meaning),
        change=say(one.change),
        effects=tuple(replace(each, what=say(each.what)) for each in one.effects),
        references=tuple(replace(each, says=say(each.says)) for each in one.references),
    )


def ledger_texts() -> tuple[str, ...]:
    """Return every text of the entries that `told` says in another language, each once, in their order."""
    found: dict[str, None] = {}
    for one in entries().values():
        texts: tuple[str, ...]
        if isinstance(one, Computation):
            texts = (one.what, one.how, one.checked, one.blind)
        else:
            says = (*(each.what for each in one.effects), *(each.says for each in one.references))
            texts = (one.wording, one.brief, one.evidence, one.meaning, one.change, *says)
        found |= dict.fromkeys(text for text in texts if text)
    return tuple(found)


@cache
def advising_modules() -> Mapping[str, tuple[str, ...]]:
    """Return by key the modules whose advice rests on an entry, as they were when the package was made.

    The file is written from the code by `tools/evidence_page.py`, and a test compares the two.
    """
    text = files("momentary.evidence").joinpath("advising.toml").read_text(encoding="utf-8")
    return MappingProxyType({key: tuple(modules) for key, modules in tomllib.loads(text).items()})
