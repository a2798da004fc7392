"""What a log has taught of a method, in words and as JSON: for `methods`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan
from typing import TYPE_CHECKING, Any

from momentary.cli.wrapping import wrapped

if TYPE_CHECKING:
    from momentary.inference.segment_costs import CameBack
    from momentary.prescription.learnt.method_costs import Estimate
    from momentary.prescription.learnt.method_record import MethodRecord
    from momentary.prescription.learnt.method_yield import MethodYield
    from momentary.prescription.methods import Cost, Method, Situation

_DAY_H = 24.0
_SHOWN_AS_HOURS = 72.0
_FURTHEST_H = 311.0
_MOSTLY = 0.5
_LEAST_SHOWN = 0.05
_AFTER = {
    "drop": "drops",
    "machine": "switches to a machine",
    "rest_pause": "rest-pauses",
    "partial": "partial repetitions",
    "cheat": "cheat repetitions",
    "negative": "negatives",
    "assisted": "assisted repetitions",
    "superset_opposing": "supersets of opposing muscles",
    "superset_same": "supersets of the same muscles",
}


def record_lines(situation: Situation, chosen: Sequence[Method], width: int) -> Iterator[str]:
    """Yield how often methods were done, what they gave, and how the muscles came back."""
    for method in chosen:
        name = method.protocol.name
        record = situation.records.of(name)
        of = f", {method.protocol.title}" if len(chosen) > 1 else ""
        if record.method != name:
            yield from wrapped(f"A log does not tell {method.protocol.title} from {record.method}.", width, hanging=2)
        for text in _record_texts(record, of):
            yield from wrapped(text, width, hanging=2)


def _record_texts(record: MethodRecord, of: str) -> Iterator[str]:
    """Yield what a log has taught of one method."""
    if record.last is None:
        yield f"Your log{of}: never done."
        return
    times = "once" if record.times == 1 else f"{record.times} times"
    gave = f" {_gave(record.gave, is_pair=record.method.startswith('superset'))}" if record.gave is not None else ""
    yield f"Your log{of}: done {times}, last on {record.last:%Y-%m-%d}.{gave}"
    if not isnan(record.came_back.mean):
        yield _came_back(record.came_back, _AFTER[str(record.continuation)])


def _gave(gave: MethodYield, *, is_pair: bool) -> str:
    """Return what a method gave."""
    share, (count, low, high) = gave.share, _counted(gave.repetitions)
    beside = f"{share.middle:.0%} of the straight set's ({share.low * 100:.0f} to {share.high:.0%})"
    if is_pair:
        return f"Its second set gave {count} repetitions ({low} to {high}), {beside}."
    links = [f"{one.middle:.0f}" for one in gave.links]
    parts = f"; by segment {', '.join(links[:-1])} and {links[-1]}" if len(links) > 1 else ""
    return f"It gave {count} more repetitions ({low} to {high}), {beside}{parts}."


def _counted(repetitions: Estimate) -> tuple[str, str, str]:
    """Return repetitions with their interval, in tenths where whole ones would hide it."""
    is_narrow = round(repetitions.low) == round(repetitions.high)
    middle, low, high = (f"{one:.{1 if is_narrow else 0}f}" for one in repetitions)
    return middle, low, high


def _came_back(back: CameBack, what: str) -> str:
    """Return how first sets came back."""
    if abs(back.mean) < _LEAST_SHOWN:
        how = "as"
    else:
        how = f"{abs(back.mean):.1f} repetitions {'lower' if back.mean < 0.0 else 'higher'} than"
    return (
        f"After {what}: {back.count} first sets of the same muscles within three days came back {how} straight sets "
        f"would have left them ({back.low:+.1f} to {back.high:+.1f})."
    )


def cost_lines(cost: Cost, width: int) -> Iterator[str]:
    """Yield what a proposal costs, and how much of that the log has taught."""
    harm = ", and lowering damages more besides" if cost.is_lowering else ""
    ratio = f"about {cost.ratio:.1f} times a straight set to failure ({cost.ratio_low:.1f} to {cost.ratio_high:.1f})"
    yield from wrapped(f"Recovery: {ratio}{harm}. {_learnt(cost.learnt, is_learnt=cost.is_learnt)}", width, hanging=2)
    if cost.later_h is not None:
        ends = f"{_time(cost.later_h.low)} to {_time(cost.later_h.high)}"
        text = f"As fresh as a day after a straight set: {_time(cost.later_h.middle)} later ({ends})."
        yield from wrapped(text, width, hanging=2)


def _learnt(share: float, *, is_learnt: bool) -> str:
    """Return how much of a cost the log has taught."""
    if not is_learnt:
        return "Your log cannot tell yet: this is by the model's doses."
    return "By your log." if share >= _MOSTLY else "Partly by your log."


def _time(hours: float) -> str:
    """Return a time as one says it."""
    if hours >= _FURTHEST_H:
        return "two weeks or more"
    return f"{hours:.0f} h" if hours < _SHOWN_AS_HOURS else f"{hours / _DAY_H:.0f} days"


def method_record(record: MethodRecord) -> dict[str, Any]:
    """Return what a log has taught of a method as JSON."""
    gave, back = record.gave, record.came_back
    return {
        "method": record.method,
        "times": record.times,
        "last": None if record.last is None else record.last.isoformat(),
        "gave": None
        if gave is None
        else {
            "told": gave.told,
            "repetitions": _estimate(gave.repetitions),
            "share_of_straight": _estimate(gave.share),
            "segments": [_estimate(one) for one in gave.links],
            "beside_usual": _estimate(gave.beside_usual),
        },
        "cost": {
            "is_learnt": record.is_cost_learnt,
            "learnt": round(record.learnt, 4),
            "beside_doses": _estimate(record.factor),
            "ratio": _estimate(record.ratio),
            "later_h": _estimate(record.later_h),
            "lost_a_day_after": _estimate(record.day_after),
        },
        "first_sets_after": {"count": back.count, "repetitions": _back(back)},
    }


def cost_record(cost: Cost) -> dict[str, Any]:
    """Return what a proposal costs as JSON."""
    return {
        "muscular": cost.muscular,
        "neural": cost.neural,
        "straight_set": cost.straight,
        "ratio": cost.ratio,
        "ratio_low": cost.ratio_low,
        "ratio_high": cost.ratio_high,
        "is_lowering": cost.is_lowering,
        "is_learnt": cost.is_learnt,
        "learnt": round(cost.learnt, 4),
        "later_h": _estimate(cost.later_h),
    }


def _estimate(one: Estimate | None) -> dict[str, float] | None:
    """Return a number with its interval."""
    return None if one is None else {name: round(value, 4) for name, value in one._asdict().items()}


def _back(back: CameBack) -> dict[str, float] | None:
    """Return how first sets came back; None where too few told."""
    if isnan(back.mean):
        return None
    return {"middle": round(back.mean, 4), "low": round(back.low, 4), "high": round(back.high, 4)}
