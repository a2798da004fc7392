"""What a report says first: nothing that the log does not bear, and how to fail safely."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from momentary.catalogue import match
from momentary.figures import ReportData, render_html
from momentary.figures.headline import headline, warnings
from momentary.figures.naming import named_exercise
from momentary.figures.report import CountRange
from tests.figures.pages import parsed


def _said(data: ReportData, near: CountRange) -> str:
    return " ".join(headline(data.reading, data.endings, near, data.places, data.exercises))


def test_near_failures_that_may_be_few_or_many_get_no_number_of_their_own(data: ReportData) -> None:
    vague = _said(data, CountRange(30.0, 5700.0, 9200.0))
    assert "Anything from 30 to 9,200" in vague
    assert "5,700" not in vague
    assert "Anything from none to 9,200" in _said(data, CountRange(0.0, 5700.0, 9200.0))


def test_near_failures_that_are_fairly_known_are_numbered_with_their_range(data: ReportData) -> None:
    assert "Probably 50 (between 40 and 70)" in _said(data, CountRange(40.0, 50.0, 70.0))


def test_a_label_in_the_log_is_not_called_a_certain_failure(data: ReportData) -> None:
    assert f"Your log marks {data.endings.failures} of" in data.headline[0]


def test_stops_are_asked_for_where_a_machine_can_pin_the_lifter_and_nothing_where_it_cannot(data: ReportData) -> None:
    press, row = named_exercise(match("Leg Press")), named_exercise(match("Seated Row (Machine)"))
    assert row.alone is None
    trained = [replace(data.exercises[0], label="Leg Press", alone=press.alone)]
    (said,) = warnings(replace(data.endings, pain=0), trained, last=date(2024, 3, 7), made_on=date(2024, 3, 12))
    assert said.text == "Set the machine's stops before a set to failure (here: Leg Press)."


def test_no_forecast_is_shown_where_the_log_contradicts_the_model(data: ReportData) -> None:
    first = next(one for one in data.exercises if one.next_session is not None)
    doubted = replace(data, exercises=(replace(first, doubt="The model is wrong here."), *data.exercises[1:]))
    table = next(one for one in parsed(render_html(doubted)).all("table") if one.has_class("next"))
    rows = [one.text for one in table.all("tbody")[0].all("tr")]
    assert "no forecast" in rows[0]
    assert not any("no forecast" in one for one in rows[1:])


def test_a_1rm_that_no_failure_and_no_report_anchors_is_not_called_well_known(data: ReportData) -> None:
    untold = [replace(one, failures=0, reports=0, doubt=None) for one in data.exercises]
    said = " ".join(headline(data.reading, data.endings, data.near, data.places, untold))
    assert "rests on how lifters usually stop" in said
    assert "well known" not in said
