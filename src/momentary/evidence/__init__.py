"""What a citation, a sourced number and a graded claim are; the claims ledger. Standard library only."""

from momentary.evidence.citations import Citation, citation, citations
from momentary.evidence.finding import find_claims
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
from momentary.evidence.sourced import Sourced, Trust

__all__ = [
    "Citation",
    "Claim",
    "Effect",
    "Reference",
    "Sourced",
    "Topic",
    "Trust",
    "UnknownClaimError",
    "Verdict",
    "citation",
    "citations",
    "claim",
    "claims",
    "find_claims",
]
