from __future__ import annotations

from dataclasses import replace

from momentary.evidence import SAFETY, entries
from momentary.figures import ReportData, render_html, render_terminal
from momentary.figures.due_section import due_section
from momentary.prescription.session.advice import SessionAdvice
from tests.figures.coming import coming_advice
from tests.figures.pages import Element, parsed


def section_of(advice: SessionAdvice) -> Element:
    return parsed(due_section(advice)).all("section")[0]


def items(section: Element) -> list[Element]:
    return [one for one in section.all("ol")[0].children if isinstance(one, Element)]


def test_every_exercise_that_is_due_has_its_first_set_with_the_interval() -> None:
    advice = coming_advice()
    rows = items(section_of(advice))
    assert len(rows) == len(advice.exercises) >= 4
    for row, one in zip(rows, advice.exercises, strict=True):
        assert one.first is not None
        assert one.first.interval is not None
        assert one.first.possible is not None
        assert one.due.name in row.text
        low, high = one.first.interval
        assert f"× {one.first.repetitions} to failure {one.first.possible.median} ({low} to {high})" in row.text


def test_failure_is_placed_with_its_weightiest_reason_and_a_method_only_where_it_fits() -> None:
    advice = coming_advice()
    for row, one in zip(items(section_of(advice)), advice.exercises, strict=True):
        said = one.placement.sentences()[0].text
        assert f"Failure on the last: {str(one.placement.verdict).capitalize()}. {said}" in row.text
        assert ("More, if you want:" in row.text) == (one.method is not None)
        assert one.method is None or one.fits_failure
    assert any(one.method is not None for one in advice.exercises)


def test_every_sentence_shows_what_it_rests_on_and_every_link_leads_to_an_entry(page: Element) -> None:
    advice = coming_advice()
    links = {one.attributes["href"] for one in section_of(advice).all("a")}
    keys = {key for each in advice.exercises for one in each.sentences() for key in one.claims}
    assert links == {f"#on-{key}" for key in keys}
    told = {one.attributes["id"] for one in page.walk() if (one.attributes.get("id") or "").startswith("on-")}
    assert links <= {f"#{one}" for one in told}
    assert {one.removeprefix("on-") for one in told if one is not None} <= set(entries())


def test_a_tired_lifter_is_told_who_is_not_recovered_and_that_failure_fits_nowhere() -> None:
    tired = section_of(coming_advice(tired=1.0)).text
    assert "Failure fits nowhere this time." in tired
    assert "Recovered by then, the nerves among them: 1 of" in tired
    assert "More, if you want" not in tired


def test_the_section_ends_with_the_note_on_safety() -> None:
    assert SAFETY in section_of(coming_advice()).text


def test_without_a_rotation_it_says_so_and_lists_nothing() -> None:
    nothing = section_of(replace(coming_advice(), coming=None, exercises=()))
    assert "nothing is due" in nothing.text
    assert nothing.all("ol") == []
    assert SAFETY in nothing.text


def test_the_next_session_stands_beside_the_answer_and_the_forecasts_below(page: Element, data: ReportData) -> None:
    lead = next(one for one in page.all("div") if one.has_class("lead"))
    assert [one.attributes["id"] for one in lead.all("section")] == ["answer", "due", "where"]
    assert [one.attributes["href"] for one in page.all("nav")[0].all("a")][:2] == ["#due", "#next"]
    without = parsed(render_html(replace(data, coming=None)))
    lead = next(one for one in without.all("div") if one.has_class("lead"))
    assert [one.attributes["id"] for one in lead.all("section")] == ["answer", "next", "where"]


def test_the_terminal_says_what_is_due_and_where_failure_fits(data: ReportData) -> None:
    text = " ".join(render_terminal(data, width=60).split())
    advice = coming_advice()
    assert advice.due[0].text in text
    assert advice.digest.text in text
    assert SAFETY in text
