"""The part of a page on the next session: what is due, the first sets, where failure fits and how, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from momentary.catalogue import Exercise, LoadBasis
from momentary.evidence import SAFETY
from momentary.figures.evidence_section import evidence_links
from momentary.figures.markup import Child, Markup, join, name_of, section, tag
from momentary.figures.readiness_section import readiness_list
from momentary.figures.readiness_words import (
    interval,
    moment,
    recovered_words,
    state_name,
    what_the_log_taught,
    whole,
)
from momentary.figures.wording import counted, typed_load
from momentary.inference.readiness import Readiness, StateLevel
from momentary.prescription.methods import Advice, Proposal
from momentary.prescription.next_set import NextSet
from momentary.prescription.session.advice import DueAdvice, SessionAdvice
from momentary.prescription.session.in_short import later_segments_in_short
from momentary.quantities import Load

_BASES = {LoadBasis.ADDED: "added to the body", LoadBasis.ASSISTANCE: "assistance"}
_HOW_SURE = (
    "Repetitions in brackets hold 8 times in 10. They are forecast from your log for this session; what you feel on "
    "the day counts for more."
)


def due_section(advice: SessionAdvice) -> Markup:
    """Return the section on the next session.

    Args:
        advice: The advice for it.
    """
    rows = [_exercise(one, advice) for one in advice.exercises]
    return section(
        "due",
        "Next session",
        tag("p", tag("b", moment(advice.at)), ". ", _told(advice.due), class_="quiet"),
        tag("p", advice.digest.text, class_="digest") if rows else None,
        _deload(advice),
        _readiness(advice),
        tag("ol", *rows, class_="due") if rows else None,
        tag("p", _HOW_SURE, class_="small quiet") if rows else None,
        tag("p", _told(advice.closing), class_="small quiet") if rows else None,
        tag("p", SAFETY, class_="small"),
    )


def _told(sentences: Sequence[Advice]) -> str:
    return " ".join(one.text for one in sentences)


def _deload(advice: SessionAdvice) -> Markup | None:
    """Return what is taken back because it is tired; nothing where nothing is."""
    if advice.deload is None or not advice.deload.is_any:
        return None
    told = [tag("p", one.text, " ", evidence_links(one.claims), class_="small") for one in advice.deload.summary]
    return tag("div", *told, class_="warning")


def _readiness(advice: SessionAdvice) -> Markup | None:
    """Return how recovered the muscles of the session and the nerves will be, the least recovered in view."""
    readiness = _of_session(advice)
    if readiness is None:
        return None
    states = (readiness.neural, *readiness.muscles)
    waiting = [one for one in states if one.recovered_at is None or one.recovered_at > readiness.at]
    recovered = len(states) - len(waiting)
    summary = f"Recovered by then, the nerves among them: {'all' if not waiting else f'{recovered} of'} {len(states)}"
    if waiting:
        least = min(waiting, key=lambda one: one.level)
        summary = f"{summary}; least {_state(least, readiness)}"
    told = tag("p", what_the_log_taught(readiness), class_="small quiet")
    return tag("details", tag("summary", summary), readiness_list(readiness), told, class_="more readied")


def _of_session(advice: SessionAdvice) -> Readiness | None:
    """Return the readiness of the muscles that are due alone; None where nobody knows."""
    if advice.readiness is None or not advice.exercises:
        return None
    wanted = {muscle for one in advice.exercises for muscle in one.due.exercise.primary_muscles}
    return replace(advice.readiness, muscles=tuple(one for one in advice.readiness.muscles if one.muscle in wanted))


def _state(one: StateLevel, readiness: Readiness) -> str:
    """Return a state in a few words: `the chest at 92 % (86 to 97 %), recovered Tue ~18:00`."""
    when = recovered_words(one, readiness)
    back = when if one.recovered_at is None else f"recovered {when}"
    return f"{state_name(one).lower()} at {whole(one.level)} % ({interval(one)}), {back}"


def _exercise(one: DueAdvice, advice: SessionAdvice) -> Markup:
    """Return an exercise: its first set, failure on its last, and why."""
    usual = counted(one.due.sets, "set")
    sets = usual if one.sets == one.due.sets else f"{one.sets} of the usual {usual}"
    head = tag("h3", name_of(one.due.name), tag("span", sets, class_="sub"))
    found = None if advice.deload is None else advice.deload.of(one.due.name)
    less = () if found is None else tuple(found.reasons)
    return tag("li", head, _first(one.due.exercise, one.first), _failure(one), _why(one, less))


def _first(exercise: Exercise, first: NextSet | None) -> Markup:
    """Return the first set with the repetitions that would go."""
    if first is None:
        return tag("p", "No load is known yet.", class_="quiet")
    if first.load is None or first.possible is None or first.interval is None:
        return tag("p", first.reasons[0].text)
    low, high = first.interval
    sub = f"to failure {first.possible.median} ({low} to {high})"
    return tag(
        "p", tag("b", f"{_load(first.load, exercise)} × {first.repetitions}", class_="big"), " ",
        tag("span", sub, class_="quiet"), class_="first",
    )  # fmt: skip


def _failure(one: DueAdvice) -> Markup:
    """Return what the guard says of failure on the last set, and how the set may go on there."""
    verdict = one.placement.verdict
    said = one.placement.sentences()
    word = tag("b", str(verdict).capitalize(), class_="yes" if one.fits_failure else "no")
    more: Child = None
    if one.method is not None:
        more = tag("p", "More, if you want: ", _method(one.method), class_="small")
    weightiest = f" {said[0].text}" if said else ""
    return join(tag("p", "Failure on the last: ", word, ".", weightiest, class_="small"), more)


def _method(method: Proposal) -> str:
    """Return how the last set goes on after failure."""
    later = later_segments_in_short(method, between=", ", load=_load)
    return f"{method.title}: {later}. About {method.cost.ratio:.1f} times the recovery."


def _why(one: DueAdvice, less: Sequence[Advice]) -> Markup | None:
    """Return every reason with what it rests on, folded.

    Args:
        one: The exercise.
        less: Why less of it is advised than usual.
    """
    first = () if one.first is None else one.first.reasons
    method = () if one.why_method is None else (one.why_method,)
    groups = (
        ("Taken back", less), ("First set", first), ("Against failure", one.placement.against),
        ("For failure", one.placement.reasons), ("That method", method),
    )  # fmt: skip
    items = [
        tag("li", tag("b", f"{title}: "), said.text, " ", evidence_links(said.claims))
        for title, sentences in groups
        for said in sentences
    ]
    if not items:
        return None
    return tag("details", tag("summary", "Why"), tag("ul", *items, class_="plain"), class_="more")


def _load(load: Load, exercise: Exercise) -> str:
    """Return a load with what it means."""
    return typed_load(load, _BASES.get(exercise.load_basis, "typed"))
