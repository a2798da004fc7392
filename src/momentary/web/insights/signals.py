"""What others may hear of what was learnt, without the learner knowing them."""

from __future__ import annotations

from django.dispatch import Signal

knowledge_stored = Signal()
"""A log was learnt from: sent with `athlete` at the position that was seen, within the transaction that stores it."""
