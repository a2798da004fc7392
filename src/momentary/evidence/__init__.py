"""What a citation and a sourced number are. Standard library only."""

from momentary.evidence.citations import Citation, citation, citations
from momentary.evidence.sourced import Sourced, Trust

__all__ = ["Citation", "Sourced", "Trust", "citation", "citations"]
