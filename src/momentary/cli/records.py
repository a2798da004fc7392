"""What answers in JSON have in common: loads, repetitions to failure, and sentences of advice with their evidence.

They are made in `prescription.record`, which is imported only when an answer is made: help answers at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from momentary.inference import RepetitionForecast
    from momentary.prescription.methods import Advice
    from momentary.quantities import Load


def load_record(one: Load) -> dict[str, Any]:
    """Return a load as it was typed."""
    from momentary.prescription import record

    return record.load_record(one)


def repetitions_record(found: RepetitionForecast) -> dict[str, Any]:
    """Return forecast repetitions: the median, the ends of the interval that holds 8 times in 10, each probability."""
    from momentary.prescription import record

    return record.repetitions_record(found)


def advice_record(sentences: Sequence[Advice]) -> list[dict[str, Any]]:
    """Return sentences of advice, each with the entries of the ledger that it rests on."""
    from momentary.prescription import record

    return record.advice_record(sentences)
