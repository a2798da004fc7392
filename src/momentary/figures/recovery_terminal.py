"""What a log says of recovery, as plain text for a terminal of any width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from momentary.evidence import rests_on
from momentary.figures.columns import wrapped
from momentary.figures.readiness_words import NOT_ADVICE, level_words, moment, recovered_words, state_name
from momentary.figures.recovery_report import RecoveryReport
from momentary.figures.recovery_words import (
    BY_STRENGTH_ALONE,
    MUSCLES_SHOWN,
    RESTS_ON,
    cost_sentences,
    failure_heading,
    failure_sentences,
    frequency_heading,
    frequency_sentence,
    no_frequency,
    residual,
)
from momentary.prescription.session.cost import SessionCost

_LEAST_WIDTH = 40
_INDENT = 2
_NOTICED = 0.005


def render_recovery(report: RecoveryReport, *, width: int = 80) -> str:
    """Return what a log says of recovery: what a set costs, why sets fell short, how often, and what a plan costs.

    Args:
        report: What to show.
        width: Columns of the terminal; fewer than 40 count as 40.
    """
    width = max(width, _LEAST_WIDTH)
    blocks: list[Iterable[str]] = [_cost(report, width), [wrapped(report.comparison.sentence, width)]]
    blocks += [_failures(report, width), _frequency(report, width)]
    if report.neural_warning is not None:
        blocks.append([wrapped(f"! {report.neural_warning}", width, hanging=_INDENT)])
    if report.plan is not None:
        blocks.append(_plan(report.plan, width))
    ending = f"Ranges hold 8 times in 10. {NOT_ADVICE}"
    texts = [
        "\n".join(block)
        for block in [*blocks, [wrapped(rests_on(RESTS_ON), width, hanging=_INDENT), wrapped(ending, width)]]
    ]
    return "\n\n".join(text for text in texts if text) + "\n"


def _cost(report: RecoveryReport, width: int) -> list[str]:
    """Return what a set to failure costs."""
    return [wrapped(" ".join(cost_sentences(residual(report))), width)]


def _failures(report: RecoveryReport, width: int) -> Iterator[str]:
    """Yield why the last failed sets fell short, the last first."""
    if report.failures:
        yield wrapped("Why your last sets to failure gave less than you can do rested:", width)
    for one in reversed(report.failures):
        label = report.labels.get(one.exercise, one.exercise)
        yield wrapped(failure_heading(one, label, report.last_session), width, indent=_INDENT, hanging=_INDENT)
        for sentence in failure_sentences(one):
            yield wrapped(sentence, width, indent=2 * _INDENT)


def _frequency(report: RecoveryReport, width: int) -> Iterator[str]:
    """Yield how often failure was done, and how often it is borne."""
    if not report.frequency:
        yield wrapped(no_frequency(report), width)
        return
    yield wrapped(f"{frequency_heading()}:", width)
    for one in report.frequency[:MUSCLES_SHOWN]:
        yield wrapped(frequency_sentence(one), width, indent=_INDENT, hanging=_INDENT)
        if one.warning:
            yield wrapped(f"! {one.warning}", width, indent=2 * _INDENT, hanging=_INDENT)
    left = len(report.frequency) - MUSCLES_SHOWN
    if left > 0:
        yield wrapped(f"and {left} more, which --json lists.", width, indent=_INDENT)
    yield wrapped(BY_STRENGTH_ALONE, width)


def _plan(plan: SessionCost, width: int) -> Iterator[str]:
    """Yield what planned sets would cost."""
    yield wrapped(f"What the planned sets would leave an hour after them, {moment(plan.done.at)}:", width)
    before = {one.muscle: one.level for one in (plan.without.neural, *plan.without.muscles)}
    tired = [
        one for one in (*plan.done.muscles, plan.done.neural) if one.level <= before.get(one.muscle, 1.0) - _NOTICED
    ]
    for one in tired:
        when = recovered_words(one, plan.done)
        yield wrapped(
            f"{state_name(one)}: {level_words(one)}, recovered {when}", width, indent=_INDENT, hanging=_INDENT
        )
    if not tired:
        yield wrapped("Next to nothing: no state would be half a per cent lower.", width, indent=_INDENT)
