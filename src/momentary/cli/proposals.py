"""What to take back and what to try, in words and as JSON: for `plateau` and `today`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from momentary.cli.records import advice_record, load_record
from momentary.cli.wrapping import wrapped

if TYPE_CHECKING:
    from momentary.prescription.deload.plan import Deload, ExerciseDeload
    from momentary.prescription.methods import Advice
    from momentary.prescription.stimulus.kinds import Stimulus

_SHOWN = 3


def deload_record(deload: Deload) -> dict[str, Any]:
    """Return a deload as JSON."""
    return {
        "is_any": deload.is_any,
        "is_known": deload.is_known,
        "summary": advice_record(deload.summary),
        "exercises": [
            {
                "exercise": one.name,
                "ease": one.ease.name.lower(),
                "sets_kept": round(deload.share_of(one.name), 4),
                "load_kept": deload.load_share_of(one.name),
                "failure": deload.allows_failure(one.name),
                "until": None if one.until is None else one.until.isoformat(timespec="minutes"),
                "ends": None if one.ends is None else one.ends.isoformat(timespec="minutes"),
                "reasons": advice_record(one.reasons if one.stays is None else (one.stays,)),
                "looks": [
                    {"at": look.at.isoformat(timespec="minutes"), "success": advice_record((look.success,))[0]}
                    for look in one.looks
                ],
            }
            for one in deload.exercises
        ],
    }


def deload_lines(deload: Deload, width: int, *, is_whole: bool) -> Iterator[str]:
    """Yield a deload for the gym floor: what is taken back alike and for the same reasons stands together."""
    for one in deload.summary if is_whole else deload.summary[:1]:
        yield from wrapped(one.text, width)
    groups: dict[object, list[ExerciseDeload]] = {}
    for found in deload.eased:
        groups.setdefault((found.ease, found.until, found.reasons), []).append(found)
    for alike in groups.values():
        first = alike[0]
        until = "" if first.until is None else f", until {first.until:%a %d %B}"
        names = "; ".join(one.name for one in alike)
        yield from wrapped(f"{names}: {first.ease.label}{until}", width, indent=2, hanging=2)
        for why in first.reasons if is_whole else first.reasons[:1]:
            yield from wrapped(why.text, width, indent=4, hanging=2)
        for look in first.looks if is_whole else first.looks[:1]:
            yield from wrapped(f"{look.at:%d %B}: {look.success.text}", width, indent=4, hanging=2)


def deload_told(deload: Deload, *, is_whole: bool) -> tuple[Advice, ...]:
    """Return the sentences of a deload that `deload_lines` shows."""
    if is_whole:
        return deload.sentences()
    told = [*deload.summary[:1]]
    for one in deload.eased:
        told += [*one.reasons[:1], *(look.success for look in one.looks[:1])]
    return tuple(dict.fromkeys(told))


def stimulus_record(one: Stimulus) -> dict[str, Any]:
    """Return a proposal as JSON."""
    trial = one.trial
    return {
        "change": str(one.change),
        "title": one.title,
        "method": None if one.method is None else one.method.protocol.name,
        "variation": one.variation,
        "load": None if one.load is None else load_record(one.load),
        "not_before": None if one.not_before is None else one.not_before.isoformat(timespec="minutes"),
        "cost_ratio": None if one.ratio is None else round(one.ratio, 3),
        "steps": advice_record(one.steps),
        "reasons": advice_record(one.reasons),
        "doubts": advice_record(one.doubts),
        "cost": advice_record(one.cost),
        "success": advice_record(one.success),
        "trial": None
        if trial is None
        else {
            "weeks": trial.weeks,
            "look_on": trial.look_on.date().isoformat(),
            "gain_per_week": trial.gain,
            "growth": trial.growth,
            "told_if_it_brings_half_a_percent": trial.seen,
            "told_if_nothing_changes": trial.false,
        },
    }


def stimulus_lines(found: Sequence[Stimulus], width: int, *, is_whole: bool) -> Iterator[str]:
    """Yield proposals for a terminal: the first ones in full, or all that fits in a few lines."""
    if not found:
        yield from wrapped("  nothing here that it has not had: no other exercise or method fits", width, hanging=2)
        return
    success: tuple[Advice, ...] | None = None
    said: set[Advice] = set()
    for number, one in enumerate(found[:_SHOWN], start=1):
        yield from wrapped(f"{number}. {one.title}{_begins(one)}", width, indent=2, hanging=3)
        for mark, sentence in _sentences(one, is_whole=is_whole):
            if sentence in said and sentence not in one.steps:
                continue
            said.add(sentence)
            yield from wrapped(f"{mark}{sentence.text}", width, indent=5, hanging=2)
        # The test is the same whatever is tried; of an easier stretch it is another.
        if one.trial is not None or one.change != "deload":
            success = success or one.success
        elif is_whole:
            for sentence in one.success:
                yield from wrapped(sentence.text, width, indent=5, hanging=2)
    if len(found) > _SHOWN:
        others = "; ".join(one.title for one in found[_SHOWN:])
        yield from wrapped(f"Or: {others}", width, indent=2, hanging=2)
    for sentence in (success or ()) if is_whole else ():
        yield from wrapped(sentence.text, width, indent=2, hanging=2)


def _sentences(one: Stimulus, *, is_whole: bool) -> Iterator[tuple[str, Advice]]:
    """Yield the sentences to show of a proposal."""
    if not is_whole:
        yield ("", one.reasons[0])
        return
    for mark, part in (("", one.steps), ("why: ", one.reasons), ("against: ", one.doubts), ("cost: ", one.cost)):
        for sentence in part:
            yield (mark, sentence)


def _begins(one: Stimulus) -> str:
    """Return when a proposal may begin, where that is not at once."""
    is_later = one.not_before is not None and one.change != "deload"
    return f" (not before {one.not_before:%d %B})" if is_later else ""
