"""The part of a page on what its advice rests on: every entry of the ledger that it names, with the verdict."""

from __future__ import annotations

from collections.abc import Iterable

from momentary.evidence import SAFETY, Computation, entry
from momentary.figures.markup import Markup, join, section, tag
from momentary.figures.readiness_words import RESTS_ON as READINESS_RESTS_ON

PAGE_RESTS_ON = (
    "own-forecast", "lifters-know-their-reserve", "one-formula-fits-all", "own-log", "failure-is-lost-form",
    *READINESS_RESTS_ON, "helpers-count-half",
)  # fmt: skip
"""What the figures of a report rest on, whatever advice is in it."""


def evidence_links(keys: Iterable[str]) -> Markup:
    """Return the entries that a sentence rests on, each leading to what the evidence says of it."""
    linked = [tag("a", key, href=f"#on-{key}") for key in dict.fromkeys(keys)]
    parted = [part for place, one in enumerate(linked) for part in ((", ", one) if place else (one,))]
    return tag("span", *parted, class_="keys")


def evidence_section(keys: Iterable[str]) -> Markup:
    """Return what each entry says, in a line, with its verdict.

    Args:
        keys: The entries, in the order in which they are to be told.
    """
    told = list(dict.fromkeys(keys))
    items = [tag("div", *_item(key), id=f"on-{key}") for key in told]
    intro = (
        "Every sentence of advice above names what it rests on: claims, with what the evidence makes of them, or "
        "figures that are worked out from your log. One with its sources: "
    )
    listed = tag(
        "details", tag("summary", f"All {len(told)} of them"), tag("dl", *items, class_="ledger"), class_="more"
    )
    return section(
        "evidence",
        "What the advice rests on",
        tag("p", intro, tag("code", "momentary evidence NAME"), ".", class_="quiet"),
        listed,
        tag("p", SAFETY, class_="small"),
    )


def _item(key: str) -> tuple[Markup, ...]:
    """Return an entry: its name, its verdict, and a line."""
    one = entry(key)
    if isinstance(one, Computation):
        return tag("dt", key), tag("dd", tag("b", "Worked out from your log: "), one.what)
    verdict = tag("b", f"{one.verdict.capitalize()}: ")
    said = tag("span", f"“{one.wording.rstrip('.')}”", class_="sub")
    return tag("dt", key), tag("dd", join(said, verdict, one.brief))
