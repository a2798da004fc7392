"""A simulation in sentences, and as a summary for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from momentary.figures.columns import clean, wrapped
from momentary.figures.simulated import SimulatedMethod, Simulation
from momentary.figures.wording import capital, counted, per_cent

if TYPE_CHECKING:
    from momentary.muscle import SegmentOutcome

MODEL_NOT_YOU = (
    "A simulation of a muscle by a published model with stated departures: it explains, it does not measure you, and "
    "it is not medical advice."
)
"""What every page and summary ends with."""

_LEAST_WIDTH = 40
_COLUMNS = (("repetitions", 14), ("time", 11), ("near failure", 12), ("force left", 10), ("neural loss", 11))


def repetitions(one: SimulatedMethod) -> str:
    """Return the repetitions of a method's segments: 12 + 6."""
    return " + ".join(str(segment.repetitions) for segment in one.outcome.segments)


def minutes(seconds: float) -> str:
    """Return a time as people say it: 52 s, 3 min 20 s."""
    whole = round(seconds)
    if whole >= 24 * 3600:
        days = round(whole / (24 * 3600))
        return f"{days} day" if days == 1 else f"{days} days"
    if whole >= 3600:
        return f"{whole / 3600:.1f} h".replace(".0 h", " h")
    if whole < 100:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60:02d} s".removesuffix(" 00 s")


def story(found: Simulation) -> list[str]:
    """Return what came out, in a few sentences."""
    first = found.methods[0]
    told = [_first(first)]
    later = [one for one in first.outcome.segments[1:] if one.repetitions and one.planned.muscle == 0]
    if later:
        told.append(_later(first, later))
    told.append(_causes(first))
    helped = [one for one in first.outcome.segments if one.help_peak is not None]
    if helped:
        shares = " and then ".join(per_cent(one.help_peak or 0.0) for one in helped)
        told.append(f"The partner has to lift {shares} of the load at the hardest place, and much less elsewhere.")
    told += [_against(one) for one in found.methods[1:]]
    return told


def _first(one: SimulatedMethod) -> str:
    begin = one.outcome.segments[0]
    done = counted(begin.repetitions, "repetition")
    if not begin.has_failed:
        return f"{done} were done as planned, in {minutes(begin.seconds)}."
    where = "" if begin.part is None else f" at {per_cent(begin.part)} of the way up"
    return (
        f"{done}, then failure: the next one stalls{where}. "
        f"The muscle still has {per_cent(begin.reachable)} of its rested force; where the load is hardest, it asks "
        "for more."
    )


def _later(first: SimulatedMethod, later: Sequence[SegmentOutcome]) -> str:
    more = sum(one.repetitions for one in later)
    new = max(one.newly_recruited for one in later)
    units = (
        "They recruit no motor unit that the failed set had not recruited: at failure all of them work already. "
        "What is new is more work for all of them"
        if new < 0.005
        else f"They recruit {per_cent(new)} of the motor units for the first time"
    )
    lost = later[-1].muscular_loss - first.outcome.segments[0].muscular_loss
    change = f", and the force falls by {per_cent(lost)} more" if lost >= 0.01 else ""
    return f"After that {'comes' if more == 1 else 'come'} {counted(more, 'more repetition')}. {units}{change}."


def _causes(one: SimulatedMethod) -> str:
    weakest = one.outcome.weakest
    rested = one.outcome.afterwards
    back = next((then for then in rested if then.seconds >= 179.0), rested[-1])
    return (
        f"At the weakest moment {per_cent(weakest.muscular_loss)} of the force is lost inside the muscle and "
        f"{per_cent(weakest.neural_loss)} for want of drive. {capital(minutes(back.seconds))} after the end "
        f"{per_cent(back.reachable)} of the force is there again."
    )


def _against(other: SimulatedMethod) -> str:
    outcome = other.outcome
    return (
        f"{capital(other.title)} beside it: {repetitions(other)} repetitions in {minutes(outcome.seconds)}, "
        f"{minutes(outcome.near_failure_s)} of it near failure; "
        f"{per_cent(outcome.weakest.reachable)} of the force is left at the least."
    )


def render_simulation_terminal(found: Simulation, *, width: int = 80, page: str | None = None) -> str:
    """Return the summary for the terminal: a table where it fits, else a few lines for each method.

    Args:
        found: The simulation.
        width: Columns of the terminal; fewer than 40 count as 40.
        page: Where the page was written, if it was.
    """
    width = max(width, _LEAST_WIDTH)
    heading = f"{found.exercise}, {found.load_told}. {capital(found.lifter_told)}. {capital(found.basis)}."
    told = [*story(found), *found.notes]
    parts = [wrapped(heading, width), _table(found, width), "\n".join(wrapped(one, width) for one in told)]
    parts.append(wrapped(MODEL_NOT_YOU, width) + (f"\nThe page: {clean(page)}" if page is not None else ""))
    return "\n\n".join(parts)


def _table(found: Simulation, width: int) -> str:
    """Return the methods below each other."""
    name = max(len(one.title) for one in found.methods)
    rows = [(one.title, _cells(one)) for one in found.methods]
    if name + sum(2 + wide for _, wide in _COLUMNS) > width:
        return "\n".join(
            line
            for title, cells in rows
            for line in (title, *(f"  {head:14s}{cell}" for (head, _), cell in zip(_COLUMNS, cells, strict=True)))
        )
    lines = [("", tuple(head for head, _ in _COLUMNS)), *rows]
    return "\n".join(
        f"{title:{name}s}" + "".join(f"  {cell:>{wide}s}" for (_, wide), cell in zip(_COLUMNS, cells, strict=True))
        for title, cells in lines
    )


def _cells(one: SimulatedMethod) -> tuple[str, ...]:
    outcome = one.outcome
    return (
        repetitions(one),
        minutes(outcome.seconds),
        minutes(outcome.near_failure_s),
        per_cent(outcome.weakest.reachable),
        per_cent(outcome.weakest.neural_loss),
    )
