"""What answers in JSON have in common: loads, repetitions to failure, and sentences of advice with their claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from momentary.inference import RepetitionForecast
    from momentary.prescription.methods import Advice
    from momentary.quantities import Load


def load_record(one: Load) -> dict[str, Any]:
    """Return a load as it was typed."""
    return {"value": one.value, "unit": str(one.unit)}


def repetitions_record(found: RepetitionForecast) -> dict[str, Any]:
    """Return forecast repetitions: the median, the ends of the interval that holds 8 times in 10, each probability."""
    low, high = found.interval(0.8)
    pmf = [round(float(mass), 6) for mass in found.pmf]
    return {"median": int(found.median), "low": int(low), "high": int(high), "pmf": pmf}


def advice_record(sentences: Sequence[Advice]) -> list[dict[str, Any]]:
    """Return sentences of advice, each with the claims of the ledger that it rests on."""
    return [{"text": one.text, "claims": list(one.claims)} for one in sentences]
