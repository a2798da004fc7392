"""Write what follows from ledger and code: where each entry acts, and the documentation's page on the evidence.

    python tools/evidence_page.py

It writes src/momentary/evidence/advising.toml and docs/evidence.md. Tests compare both with what this writes, so that
ledger, code and page never drift apart.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from momentary.evidence import (  # noqa: E402
    SAFETY,
    Claim,
    Computation,
    Effect,
    Reference,
    Topic,
    Trust,
    claims,
    computations,
)
from tools.advice_in_code import advising  # noqa: E402

_HEAD = """# Evidence: what is said, and what is known

What lifters hear about training to failure, each sentence with a verdict, the evidence in plain words, how large things
were, the sources, and what would change the verdict. Where the evidence disagrees with the popular claim, momentary
follows the evidence. `momentary evidence` shows the same in the terminal; `momentary evidence "drop sets"` finds what
you mean.

Every sentence of advice names the entries that it rests on. Most are such claims. What is only worked out from your
log, a forecast or a load that the gym has, is no claim and gets no verdict: it stands under
[What is worked out from your log](#worked-out), with how, how well, and what it cannot know.

::::{admonition} Not medical advice
:class: warning

__SAFETY__ Fail only where you can fail safely, and
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


_WORKED_OUT = """
(worked-out)=
## What is worked out from your log

Nobody claims these figures: they are computed from what you logged. Each entry says how, how well that was checked,
what it cannot know, and on which claims its way rests.
"""


def page(acting: Mapping[str, Sequence[str]]) -> str:
    """Return the page as MyST Markdown.

    Args:
        acting: By entry, the modules whose advice rests on it.
    """
    codes = ["| trust code | meaning |", "|---|---|", *(f"| {code} | {code.meaning} |" for code in Trust)]
    head = _HEAD.replace("__SAFETY__", SAFETY) + "\n".join(codes) + "\n" + _FOOT
    return head + "\n".join((*_table(), *_claims(acting), _WORKED_OUT, *_computations(acting))) + "\n"


def acting_file(acting: Mapping[str, Sequence[str]]) -> str:
    """Return the packaged record of where each entry acts."""
    lines = [f"{key} = [{', '.join(f'{name!r}' for name in names)}]" for key, names in acting.items()]
    return "# By entry, the modules whose advice rests on it. Written by tools/evidence_page.py, not by hand.\n" + (
        "\n".join(lines).replace("'", '"') + "\n"
    )


def _table() -> Iterator[str]:
    yield from ("## The verdicts", "", "| claim | verdict | in a line |", "|---|---|---|")
    yield from (f"| [{one.wording}](#{one.key}) | {one.verdict} | {one.brief} |" for one in claims().values())


def _claims(acting: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for topic in Topic:
        yield from ("", f"## {topic.label}")
        for one in claims().values():
            if one.topic is topic:
                yield from ("", *_claim(one, acting[one.key]))


def _computations(acting: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for one in computations().values():
        yield from ("", *_computation(one, acting[one.key]))


def _computation(one: Computation, acting: Sequence[str]) -> Iterator[str]:
    yield from (f"({one.key})=", f"### {one.key}: {one.what.rstrip('.')}", "")
    yield from (f"*How:* {one.how}", "", f"*Checked:* {one.checked}", "", f"*It cannot know:* {one.blind}", "")
    rests = ", ".join(f"[{claims()[key].wording.rstrip('.')}](#{key})" for key in one.rests_on)
    yield f"*Rests on what is known of:* {rests}. *Worked out in:* `{one.module}`. {_advises(acting)}".rstrip()


def _advises(acting: Sequence[str]) -> str:
    return f"*Advice that rests on it:* {', '.join(f'`{name}`' for name in acting)}." if acting else ""


def _claim(one: Claim, acting: Sequence[str]) -> Iterator[str]:
    yield from (f"({one.key})=", f'### "{one.wording.rstrip(".")}"', "")
    yield from (f"**{one.verdict.capitalize()}.** {one.evidence}", "")
    yield from (f"*What follows:* {one.meaning}", "")
    if one.effects:
        yield from ("| how large | | interval or spread | source |", "|---|---|---|---|")
        yield from (_effect(effect) for effect in one.effects)
        yield ""
    yield from (_source(reference) for reference in one.references)
    acts = "; ".join(f"`{module}` {how}" for module, how in one.acts.items())
    told = " ".join(part for part in (f"{acts}." if acts else "", _advises(acting)) if part) or "not yet."
    yield from ("", f"*Acts in momentary:* {told}", "", f"*What would change this verdict:* {one.change}")


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


def main() -> None:
    """Write both files."""
    package = ROOT / "src" / "momentary"
    acting = advising(package)
    (package / "evidence" / "advising.toml").write_text(acting_file(acting), encoding="utf-8")
    (ROOT / "docs" / "evidence.md").write_text(page(acting), encoding="utf-8")


if __name__ == "__main__":
    main()
