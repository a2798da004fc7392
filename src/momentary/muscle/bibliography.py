"""Which papers a run rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from momentary.evidence import Citation, Sourced, Trust, citation


def numbers_of(*laws: object) -> tuple[Sourced, ...]:
    """Return every sourced number that the laws of a run were filled with, once each, in their order.

    Args:
        laws: Pools, muscles, or single laws; the laws inside them are looked into.
    """
    return tuple(dict.fromkeys(number for law in laws for number in _numbers(law)))


def references(*laws: object) -> tuple[Citation, ...]:
    """Return the papers that the laws of a run rest on, once each, in their order.

    Args:
        laws: Pools, muscles, or single laws.

    Example:
        >>> from momentary.muscle import joint
        >>> [paper.key for paper in references(joint("elbow"))]
        ['xia2008', 'freylaw2012']
    """
    keys = [*(key for law in laws for key in getattr(law, "papers", ())), *(n.source for n in numbers_of(*laws))]
    return tuple(citation(key) for key in dict.fromkeys(keys))


def reference_lines(*laws: object) -> tuple[str, ...]:
    """Return the references of a run as lines to print, each with what was departed from or assumed."""
    lines = []
    numbers = numbers_of(*laws)
    for paper in references(*laws):
        doi = f" doi:{paper.doi}" if paper.doi is not None else ""
        lines.append(f"{paper.authors} {paper.year}. {paper.title}. {paper.venue}.{doi}")
        for number in numbers:
            if number.source == paper.key and number.because is not None:
                lines.append(f"  departs: {number.locator}, {number.value:g} {number.unit}: {number.because}")
            elif number.source == paper.key and number.trust is Trust.UNCONFIRMED:
                lines.append(f"  unconfirmed: {number.value:g} {number.unit}, {number.locator}")
    return tuple(lines)


def _numbers(law: object) -> Iterator[Sourced]:
    found = getattr(law, "sources", ())
    yield from (number for number in found if isinstance(number, Sourced))
    if is_dataclass(law) and not isinstance(law, type):
        for part in fields(law):
            inner = getattr(law, part.name)
            if is_dataclass(inner) and not isinstance(inner, Sourced):
                yield from _numbers(inner)
