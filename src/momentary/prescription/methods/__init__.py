"""The methods of training to failure, a module each: when they fit, what to do, and what they give and cost."""

from __future__ import annotations

from difflib import get_close_matches

from momentary.prescription.methods.advice import SAFETY, Advice, Fit, NotPossibleError, Protocol
from momentary.prescription.methods.assisted import AssistedRepetitions, shares_of_help
from momentary.prescription.methods.cheat import CheatRepetitions
from momentary.prescription.methods.cost import cost_of
from momentary.prescription.methods.drop_set import TIMES, DropSet
from momentary.prescription.methods.machine_switch import MachineSwitch, twin_of
from momentary.prescription.methods.method import Method, propose
from momentary.prescription.methods.negatives import Negatives
from momentary.prescription.methods.partials import PartialRepetitions
from momentary.prescription.methods.proposal import Cost, PlannedSegment, Proposal
from momentary.prescription.methods.rest_pause import MyoRepetitions, RestPause
from momentary.prescription.methods.situation import Situation, Station
from momentary.prescription.methods.supersets import Superset, overlap
from momentary.prescription.muscle_pairs import opposes

METHODS: tuple[Method, ...] = (
    DropSet(1),
    DropSet(2),
    DropSet(3),
    RestPause(),
    MyoRepetitions(),
    PartialRepetitions(),
    CheatRepetitions(),
    MachineSwitch(),
    Negatives(),
    AssistedRepetitions(),
    Superset(is_opposing=True),
    Superset(is_opposing=False),
)
"""All methods, the ones that need least first."""


class UnknownMethodError(LookupError):
    """No method has that name."""


def find_method(name: str) -> Method:
    """Return the method of a name as people write it: `double drop set`, `rest-pause`, `partials`.

    Raises:
        UnknownMethodError: There is none; the message names the nearest.
    """
    wanted = _plain(name)
    known = {_plain(word): one for one in _all() for word in _words(one)}
    if wanted in known:
        return known[wanted]
    begun = {one.protocol.name: one for word, one in known.items() if wanted and word.startswith(wanted)}
    if len(begun) == 1:
        return next(iter(begun.values()))
    near = get_close_matches(wanted, known, n=3, cutoff=0.5) or [one.protocol.name for one in METHODS[:3]]
    names = ", ".join(dict.fromkeys(known[one].protocol.name if one in known else one for one in near))
    raise UnknownMethodError(
        f"No method is called '{_shown(name)}'. Did you mean one of: {names}? `momentary methods` lists them all."
    )


def _all() -> tuple[Method, ...]:
    return (*METHODS, *(DropSet(drops) for drops in range(4, len(TIMES))))


def _words(method: Method) -> tuple[str, ...]:
    protocol = method.protocol
    return (protocol.name, protocol.title, *protocol.also)


def _plain(name: str) -> str:
    plain = "".join(one if one.isalnum() else " " for one in name.casefold())
    return "".join(word.rstrip("s") for word in plain.split())


def _shown(name: str) -> str:
    return "".join(one if one.isprintable() else " " for one in name[:60])


__all__ = [
    "METHODS",
    "SAFETY",
    "Advice",
    "AssistedRepetitions",
    "CheatRepetitions",
    "Cost",
    "DropSet",
    "Fit",
    "MachineSwitch",
    "Method",
    "MyoRepetitions",
    "Negatives",
    "NotPossibleError",
    "PartialRepetitions",
    "PlannedSegment",
    "Proposal",
    "Protocol",
    "RestPause",
    "Situation",
    "Station",
    "Superset",
    "UnknownMethodError",
    "cost_of",
    "find_method",
    "opposes",
    "overlap",
    "propose",
    "shares_of_help",
    "twin_of",
]
