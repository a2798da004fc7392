"""Lifts: the 1RM of every exercise, the reserve of past sets, how repetitions fall, failures, and what stalls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from momentary.evidence import SAFETY
from momentary.figures import NamedExercise, named_exercise, report_data
from momentary.figures.cards import card_inside, one_rm_of, thinned
from momentary.figures.drawing import sparkline
from momentary.figures.evidence_section import evidence_links
from momentary.figures.failure_sections import muscles, where_failure_sat
from momentary.figures.markup import Child, Markup, join, name_of, section, tag
from momentary.figures.plateau_words import gain_words, plateau_words
from momentary.figures.recovery_report import RecoveryReport
from momentary.figures.recovery_words import (
    BY_STRENGTH_ALONE,
    NO_FAILURE,
    RESTS_ON,
    cost_sentences,
    failure_heading,
    failure_sentences,
    frequency_heading,
    frequency_sentence,
    no_frequency,
    residual,
)
from momentary.figures.report import ExerciseReport, ReportData
from momentary.figures.sections import what_calls_are_worth
from momentary.figures.wording import counted, day
from momentary.language import grouped, say
from momentary.prescription.deload.of_log import deload_of_log
from momentary.prescription.frequency import frequencies, neural_warning
from momentary.prescription.method_choice import LoggedMethods
from momentary.prescription.plateau import PlateauReading, Verdict, read_plateaus
from momentary.prescription.stimulus.kinds import Stimulus
from momentary.prescription.stimulus.proposals import stimuli
from momentary.web.insights.lift_keys import lift_key
from momentary.web.insights.rendering import Known, renders_each

CHARTED = 24
"""Exercises with charts: those trained most of late. Every other one has its numbers."""

_FAILURES_TOLD = 8
_STALLED = 4
_SPARK_POINTS = 40
_PLATEAU_RESTS_ON = ("own-trend", "one-bad-session-is-a-plateau", "lifters-know-their-reserve")


@dataclass(frozen=True, slots=True, eq=False)
class _Lift:
    """An exercise with what is said of its trend, and what to try where it stalls."""

    report: ExerciseReport
    plateau: PlateauReading | None
    proposals: tuple[Stimulus, ...]


@renders_each("lifts")
def lifts(known: Known) -> Iterator[tuple[str, str]]:
    """Yield the list, the page of failures, and a page for each exercise."""
    data = report_data(known.log, known.posterior, named=named_of(known), readiness=None, coming=None)
    found = tuple(_lifts(known, data))
    yield "list", _list(found)
    yield "failures", _failures(known, data)
    for place, one in enumerate(found):
        yield f"of/{lift_key(one.report.key)}", _lift(one, place)


def named_of(known: Known) -> dict[str, NamedExercise]:
    """Return what figures need to know of every typed name."""
    return {name: named_exercise(found) for name, found in known.matches.items()}


def _lifts(known: Known, data: ReportData) -> Iterator[_Lift]:
    readings = read_plateaus(known.posterior, [one.key for one in data.exercises])
    stalled = {
        one.label: readings[one.key]
        for one in data.exercises
        if one.key in readings and readings[one.key].is_alarm and one.label in known.exercises
    }
    proposals = _proposals(known, dict(list(stalled.items())[:_STALLED]))
    for one in data.exercises:
        yield _Lift(one, readings.get(one.key), proposals.get(one.label, ()))


def _proposals(known: Known, stalled: Mapping[str, PlateauReading]) -> dict[str, tuple[Stimulus, ...]]:
    """Return what to try for exercises that stall, by the name under which they were logged."""
    if not stalled:
        return {}
    exercises = known.exercises
    named = {name: exercises[name] for name in stalled}
    deload = deload_of_log(known.posterior, named, at=known.at, readiness=known.readiness, readings=stalled)
    methods = LoggedMethods(known.log, known.posterior, exercises, known.gym, known.is_gym_told)
    return {
        name: stimuli(
            name, reading=reading, log=known.log, exercises=exercises, posterior=known.posterior, gym=known.gym,
            at=known.at, deload=deload, is_gym_told=known.is_gym_told, methods=methods,
        )
        for name, reading in stalled.items()
    }  # fmt: skip


def _list(found: Sequence[_Lift]) -> Markup:
    """Return every exercise in a row."""
    return tag("ul", *(tag("li", _row(one)) for one in found), class_="rows card")


def _row(one: _Lift) -> Markup:
    report = one.report
    told = [
        counted(report.sets, "working set"),
        counted(report.failures, "failure"),
        say("last {day}", day=day(report.last)),
    ]
    verdict: Child = None
    if one.plateau is not None and one.plateau.verdict is not Verdict.CANNOT_TELL:
        verdict = join(" ", tag("span", one.plateau.verdict.label, class_=f"verdict {one.plateau.verdict}"))
    value = say("1RM not known") if report.one_rm_kg is None else one_rm_of(report.one_rm_kg, report)
    return tag(
        "a",
        tag("span", name_of(report.label), class_="name"),
        _spark(report),
        tag("span", tag("b", value), " · ", " · ".join(told), verdict, class_="sub"),
        href=reverse("lift", args=[lift_key(report.key)]),
        class_="row",
    )


def _spark(report: ExerciseReport) -> Markup | None:
    points = thinned(report.history, _SPARK_POINTS)
    if len(points) < 2:
        return None
    return sparkline(
        [(one.kg.p10, one.kg.p50, one.kg.p90) for one in points],
        label=say("1RM of {exercise} over time", exercise=report.label),
    )


def _lift(one: _Lift, place: int) -> Markup:
    """Return everything about one exercise."""
    report = one.report
    head = tag(
        "dl",
        _fact(say("1RM now"), say("not known") if report.one_rm_kg is None else one_rm_of(report.one_rm_kg, report)),
        _fact(say("Working sets"), grouped(report.sets)),
        _fact(say("To failure"), grouped(report.failures)),
        _fact(say("Ending not told"), grouped(report.untold)),
        class_="facts",
    )
    charts = card_inside(report, number=place + 1) if place < CHARTED else tag("p", f"{report.certainty}")
    return join(
        tag("h1", name_of(report.label)), tag("div", head, charts, class_="card is-wide"), _trend(one), _tries(one)
    )


def _fact(name: str, value: str) -> Markup:
    return tag("div", tag("dt", name), tag("dd", value))


def _trend(one: _Lift) -> Markup | None:
    """Return whether strength in it still rises."""
    if one.plateau is None:
        return None
    gain = gain_words(one.plateau)
    words = plateau_words(one.plateau)
    told = f"{words[0].upper()}{words[1:]}."
    more = tag("p", say("Gain a week and its 80 % range: {gain}.", gain=gain)) if gain else None
    rests = tag("p", evidence_links(_PLATEAU_RESTS_ON), class_="small")
    body = section("trend", say("Is strength still rising?"), tag("p", told), more, rests)
    return tag("div", body, class_="card")


def _tries(one: _Lift) -> Markup | None:
    """Return what to try where it stalls, the likeliest first."""
    if not one.proposals:
        return None
    parts = []
    for each in one.proposals:
        steps = tag("ol", *(tag("li", step.text) for step in each.steps), class_="steps-list")
        told = (*each.reasons, *each.doubts, *each.cost, *each.success)
        why = tag("ul", *(tag("li", said.text, " ", evidence_links(said.claims)) for said in told), class_="plain")
        fold = tag("details", tag("summary", say("Why, its cost, and when to look")), why, class_="more")
        parts.append(tag("li", tag("b", f"{each.title[0].upper()}{each.title[1:]}"), steps, fold))
    intro = tag("p", say("One change at a time, the first of these rather than the last."), class_="quiet")
    safety = tag("p", say(SAFETY), class_="small")
    body = section("try", say("What to try"), intro, tag("ol", *parts, class_="steps-list"), safety)
    return tag("div", body, class_="card")


def _failures(known: Known, data: ReportData) -> Markup:
    """Return where failures sat, why the last ones fell short, what failure costs and how often it is borne."""
    tiredness = known.tiredness
    told = tiredness.attributions(last=_FAILURES_TOLD)
    labels = {one.key: one.label for one in data.exercises}
    report = RecoveryReport(
        tiredness.costs(), tiredness.comparison(), told, labels, frequencies(tiredness), neural_warning(tiredness),
        None, known.posterior.last_session, known.posterior.model,
    )  # fmt: skip
    parts = (where_failure_sat(data), _fell_short(report), _costs(report), muscles(data), what_calls_are_worth(data))
    return join(*(tag("div", part, class_="card") for part in parts if part is not None))


def _fell_short(report: RecoveryReport) -> Markup:
    """Return why the last failed sets fell short."""
    if not report.failures:
        return section("why", say("Why sets fell short"), tag("p", say(NO_FAILURE)))
    items = [
        tag(
            "div",
            tag("dt", failure_heading(one, report.labels.get(one.exercise, one.exercise), report.last_session)),
            *(tag("dd", said) for said in failure_sentences(one)),
        )
        for one in reversed(report.failures)
    ]
    note = tag("p", report.comparison.sentence, class_="quiet")
    return section("why", say("Why the last failed sets fell short"), note, tag("dl", *items, class_="ledger"))


def _costs(report: RecoveryReport) -> Markup:
    """Return what failure costs, and how often muscles were and could be taken there."""
    cost = tag("p", " ".join(cost_sentences(residual(report))))
    warning = tag("p", report.neural_warning, class_="warning") if report.neural_warning is not None else None
    often: Child = tag("p", no_frequency(report))
    if report.frequency:
        rows = [tag("li", frequency_sentence(one)) for one in report.frequency]
        often = join(tag("h3", frequency_heading()), tag("ul", *rows, class_="plain"),
                     tag("p", say(BY_STRENGTH_ALONE), class_="small quiet"))  # fmt: skip
    rests = tag("p", say(SAFETY), " ", evidence_links(RESTS_ON), class_="small quiet")
    return section("costs", say("What failure costs you, and how often you bear it"), cost, warning, often, rests)
