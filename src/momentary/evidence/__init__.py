"""Citations, sourced numbers, the ledger of claims and of what is worked out from a log. Standard library only."""

from momentary.evidence.citations import Citation, citation, citations
from momentary.evidence.computed import Computation, Entry, advising_modules, computations, entries, entry, told
from momentary.evidence.finding import find_entries
from momentary.evidence.ledger import (
    Claim,
    Effect,
    Reference,
    Topic,
    UnknownClaimError,
    Verdict,
    claim,
    claims,
)
from momentary.evidence.safety import SAFETY, rests_on
from momentary.evidence.sourced import Sourced, Trust

__all__ = [
    "SAFETY",
    "Citation",
    "Claim",
    "Computation",
    "Effect",
    "Entry",
    "Reference",
    "Sourced",
    "Topic",
    "Trust",
    "UnknownClaimError",
    "Verdict",
    "advising_modules",
    "citation",
    "citations",
    "claim",
    "claims",
    "computations",
    "entries",
    "entry",
    "find_entries",
    "rests_on",
    "told",
]
