"""`momentary evidence`: the ledger of claims, and what is worked out from a log."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from momentary.evidence import Citation, Claim, Computation, Effect, Entry, Reference

_LEAST_WIDTH, _MOST_WIDTH = 40, 100
_WIDE = 64
_VERDICT_WIDTH = 14
_TIED = "\N{NO-BREAK SPACE}%"


@click.command()
@click.argument("claim", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def evidence(claim: str | None, *, as_json: bool) -> None:
    """List what is said of training to failure with what the evidence makes of it, or show one CLAIM.

    CLAIM is a name from the list, or a few words of it. Names that begin with own- are no claims: they are worked out
    from your log, and the answer says how.

    \b
    Examples:
      momentary evidence
      momentary evidence neural-fatigue-lasts-months
      momentary evidence "lactic acid"
      momentary evidence own-forecast
    """  # noqa: D301
    from momentary.evidence import UnknownClaimError, entries, find_entries

    try:
        found = tuple(entries().values()) if claim is None else find_entries(claim)
    except UnknownClaimError as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        click.echo(json.dumps(_answer(found), indent=2, ensure_ascii=False))
        return
    width = max(_LEAST_WIDTH, min(shutil.get_terminal_size().columns, _MOST_WIDTH))
    for line in _one(found[0], width) if len(found) == 1 else _list(found, width, is_all=claim is None):
        click.echo(line)


def _list(found: Sequence[Entry], width: int, *, is_all: bool) -> Iterator[str]:
    """Yield each entry with its verdict and a line, under the heading of its topic."""
    from momentary.evidence import SAFETY

    heading = None
    for one in found:
        title, word, brief = _row(one)
        if title != heading:
            yield from () if heading is None else ("",)
            yield from _wrapped(title, width)
            heading = title
        if width >= _WIDE:
            yield f"  {word:<{_VERDICT_WIDTH}}{one.key}"
            yield from _wrapped(brief, width, indent=2 + _VERDICT_WIDTH)
        else:
            yield from _wrapped(one.key, width, indent=2)
            yield from _wrapped(f"{word}: {brief}", width, indent=4)
    yield ""
    first = f"{len(found)} entries" if is_all else f"{len(found)} entries have these words"
    yield from _wrapped(f"{first}. `momentary evidence {found[0].key}` shows one with its sources.", width)
    yield from _wrapped(SAFETY, width)


def _row(one: Entry) -> tuple[str, str, str]:
    """Return the heading, the verdict and the line of an entry in the list."""
    from momentary.evidence import Computation

    if isinstance(one, Computation):
        return "What is worked out from your log", "computed", one.what
    return one.topic.label, str(one.verdict), one.brief


def _one(one: Entry, width: int) -> Iterator[str]:
    """Yield everything that is known of an entry."""
    from momentary.evidence import SAFETY, Computation

    yield from _computation(one, width) if isinstance(one, Computation) else _claim(one, width)
    yield from ("", *_wrapped(SAFETY, width))


def _computation(one: Computation, width: int) -> Iterator[str]:
    """Yield how something is worked out."""
    yield from _wrapped(f"{one.key}: worked out from your log", width)
    for title, text in (
        ("What", one.what), ("How", one.how), ("Checked", one.checked), ("It cannot know", one.blind),
        ("Worked out in", one.module), ("Rests on", ", ".join(one.rests_on)),
    ):  # fmt: skip
        yield from ("", *_wrapped(f"{title}: {text}", width, hanging=2))
    yield from ("", *_wrapped(f"Advice that rests on it: {_advice(one.key) or 'none yet.'}", width, hanging=2))


def _claim(one: Claim, width: int) -> Iterator[str]:
    """Yield everything that is known of a claim."""
    yield from _wrapped(f"{one.key}: {one.verdict}", width)
    yield from ("", *_wrapped(f"It is said: {one.wording}", width))
    yield from ("", *_wrapped(f"The evidence: {one.evidence}", width))
    yield from ("", *_wrapped(f"What follows: {one.meaning}", width))
    if one.effects:
        yield from ("", "How large:")
        for effect in one.effects:
            yield from _wrapped(_effect(effect), width, indent=2, hanging=2)
    yield from ("", "Sources:")
    for reference in one.references:
        yield from _wrapped(f"{reference.key} ({reference.trust}): {reference.says}", width, indent=2, hanging=2)
        yield from _wrapped(_paper(reference.citation), width, indent=4)
    yield ""
    for code in dict.fromkeys([one.trust for one in one.references] + [one.size.trust for one in one.effects]):
        yield from _wrapped(f"{code}: {code.meaning}", width, hanging=2)
    yield ""
    yield from _wrapped(f"Acts in momentary: {_acts(one)}", width)
    yield from _wrapped(f"What would change this verdict: {one.change}", width)


def _effect(effect: Effect) -> str:
    size = effect.size
    unit = "" if size.unit == "1" else f" {size.unit}"
    said = f"{size.value:g}{unit}"
    if effect.low is not None and effect.high is not None:
        said += f" ({effect.interval} {effect.low:g} to {effect.high:g})"
    if effect.sd is not None:
        said += f" (SD {effect.sd:g})"
    return f"{effect.what}: {said}; {size.source}, {size.trust}"


def _paper(paper: Citation) -> str:
    year = "undated" if paper.year is None else str(paper.year)
    where = paper.venue if paper.doi is None else f"{paper.venue}, doi {paper.doi}"
    return f"{paper.authors} ({year}), {where}"


def _acts(one: Claim) -> str:
    """Return where a claim acts: in the models as the ledger says, in advice as the code does."""
    models = "; ".join(f"{module} {how}" for module, how in one.acts.items())
    advice = _advice(one.key)
    return (
        ". ".join(part for part in (models, f"Advice rests on it in {advice}" if advice else "") if part) or "not yet."
    )


def _advice(key: str) -> str:
    from momentary.evidence import advising_modules

    return ", ".join(advising_modules()[key])


def _wrapped(text: str, width: int, *, indent: int = 0, hanging: int = 0) -> list[str]:
    lines = textwrap.wrap(
        text.replace(" %", _TIED),
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_TIED, " %") for line in lines]


def _answer(found: Iterable[Entry]) -> dict[str, Any]:
    from momentary.evidence import SAFETY, Computation, Trust

    shown = list(found)
    return {
        "format": "momentary-evidence/1",
        "claims": [_record(one) for one in shown if not isinstance(one, Computation)],
        "computed": [_computed_record(one) for one in shown if isinstance(one, Computation)],
        "trust": {str(code): code.meaning for code in Trust},
        "disclaimer": SAFETY,
    }


def _computed_record(one: Computation) -> dict[str, Any]:
    from momentary.evidence import advising_modules

    return {
        "key": one.key,
        "what": one.what,
        "how": one.how,
        "checked": one.checked,
        "blind": one.blind,
        "module": one.module,
        "rests_on": list(one.rests_on),
        "advice": list(advising_modules()[one.key]),
    }


def _record(one: Claim) -> dict[str, Any]:
    from momentary.evidence import advising_modules

    return {
        "key": one.key,
        "topic": one.topic,
        "claim": one.wording,
        "verdict": one.verdict,
        "brief": one.brief,
        "evidence": one.evidence,
        "meaning": one.meaning,
        "change": one.change,
        "acts": dict(one.acts),
        "advice": list(advising_modules()[one.key]),
        "effects": [_effect_record(effect) for effect in one.effects],
        "sources": [_reference(reference) for reference in one.references],
    }


def _effect_record(effect: Effect) -> dict[str, Any]:
    return {
        "what": effect.what,
        "value": effect.size.value,
        "unit": effect.size.unit,
        "low": effect.low,
        "high": effect.high,
        "interval": effect.interval,
        "sd": effect.sd,
        "source": effect.size.source,
        "locator": effect.size.locator,
        "trust": effect.size.trust,
    }


def _reference(reference: Reference) -> dict[str, Any]:
    paper = reference.citation
    return {
        "key": reference.key,
        "trust": reference.trust,
        "says": reference.says,
        "authors": paper.authors,
        "year": paper.year,
        "title": paper.title,
        "venue": paper.venue,
        "doi": paper.doi,
        "read": paper.read,
    }
