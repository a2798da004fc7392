"""Write the documentation's page on the claims ledger, docs/evidence.md.

    python tools/evidence_page.py docs/evidence.md

A test compares the page with what this writes, so that ledger and page never drift apart.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from momentary.evidence import Claim, Effect, Reference, Topic, Trust, claims

_HEAD = """# Evidence: what is said, and what is known

What lifters hear about training to failure, each sentence with a verdict, the evidence in plain words, how large things
were, the sources, and what would change the verdict. Where the evidence disagrees with the popular claim, momentary
follows the evidence. `momentary evidence` shows the same in the terminal; `momentary evidence "drop sets"` finds what
you mean.

::::{admonition} Not medical advice
:class: warning

This page informs; it is no medical advice. Pain ends a set, without argument. Fail only where you can fail safely, and
ask a physician where you are in doubt.
::::

## How to read it

| verdict | meaning |
|---|---|
| supported | most of the evidence agrees with the claim |
| mixed | a part of it holds, or studies disagree |
| contradicted | most of the evidence disagrees with it |
| unknown | it has not been tested, as far as we know |

A verdict is a judgement on what we could see, and **of most papers we could see the abstract at best**. Each source
therefore carries a code that says how it reached us, and how far it can be trusted:

"""
_FOOT = """
"Standardised" effects are differences over the spread between persons: 0.2 is small, 0.5 is plain to see. "SD" is a
standard deviation between persons or sets. A p value stands where no interval was seen.

"""


def page() -> str:
    """Return the page as MyST Markdown."""
    codes = ["| trust code | meaning |", "|---|---|", *(f"| {code} | {code.meaning} |" for code in Trust)]
    return _HEAD + "\n".join(codes) + "\n" + _FOOT + "\n".join((*_table(), *_claims())) + "\n"


def _table() -> Iterator[str]:
    yield from ("## The verdicts", "", "| claim | verdict | in a line |", "|---|---|---|")
    yield from (f"| [{one.wording}](#{one.key}) | {one.verdict} | {one.brief} |" for one in claims().values())


def _claims() -> Iterator[str]:
    for topic in Topic:
        yield from ("", f"## {topic.label}")
        for one in claims().values():
            if one.topic is topic:
                yield from ("", *_claim(one))


def _claim(one: Claim) -> Iterator[str]:
    yield from (f"({one.key})=", f'### "{one.wording.rstrip(".")}"', "")
    yield from (f"**{one.verdict.capitalize()}.** {one.evidence}", "")
    yield from (f"*What follows:* {one.meaning}", "")
    if one.effects:
        yield from ("| how large | | interval or spread | source |", "|---|---|---|---|")
        yield from (_effect(effect) for effect in one.effects)
        yield ""
    yield from (_source(reference) for reference in one.references)
    acts = "; ".join(f"`{module}` {how}" for module, how in one.acts.items()) or "not yet."
    yield from ("", f"*Acts in momentary:* {acts}", "", f"*What would change this verdict:* {one.change}")


def _effect(effect: Effect) -> str:
    size = effect.size
    unit = "" if size.unit == "1" else f" {size.unit}"
    spread = "" if effect.sd is None else f"SD {effect.sd:g}"
    if effect.low is not None and effect.high is not None:
        spread = f"{effect.interval} {effect.low:g} to {effect.high:g}"
    where = f"{size.source}, {size.locator}; {size.trust}"
    return f"| {effect.what} | {size.value:g}{unit} | {spread} | {where} |"


def _source(reference: Reference) -> str:
    paper = reference.citation
    year = "undated" if paper.year is None else str(paper.year)
    doi = "" if paper.doi is None else f", doi [{paper.doi}](https://doi.org/{paper.doi})"
    read = f"{reference.key}, {reference.trust}; read of it: {paper.read}"
    return f"- {paper.authors} ({year}), {paper.venue}{doi} ({read}): {reference.says}."


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
