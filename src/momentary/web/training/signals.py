"""What others may hear of a log, without the log knowing them."""

from __future__ import annotations

from django.dispatch import Signal

log_changed = Signal()
"""Operations were appended: sent with `athlete`, within the transaction that appends them, so both or neither."""
