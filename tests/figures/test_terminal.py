from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.figures import ReportData, render_terminal, report_data
from momentary.figures.wording import load_interval
from momentary.quantities import Log
from tests.figures.lifter import NAMED, PlainPosterior, lifter_log, session, straight


def columns(line: str) -> int:
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line
    )


@pytest.mark.parametrize("width", [20, 40, 60, 72, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal(data: ReportData, width: int) -> None:
    lines = render_terminal(data, width=width).splitlines()
    assert max(columns(line) for line in lines) <= max(width, 40)


def test_the_summary_fits_a_terminal_of_forty_lines(data: ReportData) -> None:
    assert len(render_terminal(data, width=80, page="report.html").splitlines()) <= 40


def test_a_log_of_many_exercises_fits_a_terminal_of_forty_lines_too() -> None:
    names = [f"Exercise number {number} with quite a long name" for number in range(40)]
    log = lifter_log(3, exercises=names)
    data = report_data(log, PlainPosterior(log), named={})
    text = render_terminal(data, width=80, page="report.html")
    assert len(text.splitlines()) <= 40
    assert "and 32 more exercises" in text


def test_readiness_is_a_sentence_with_the_most_tired_muscles_first(data: ReportData) -> None:
    text = " ".join(render_terminal(data, width=80).split())
    assert "Readiness, Sun 22 Nov, 20:24: quadriceps 79 % (not within 14 days), glutes 84 %" in text
    log = lifter_log(2)
    assert "Readiness" not in render_terminal(report_data(log, PlainPosterior(log), named=NAMED))


def test_the_numbers_are_those_of_the_report(data: ReportData) -> None:
    text = render_terminal(data, width=100)
    for exercise in data.exercises:
        assert exercise.one_rm_kg is not None
        assert exercise.next_session is not None
        middle, low, high = load_interval(exercise.one_rm_kg, exercise.unit)
        assert f"{middle} kg ({low} to {high})" in text
        first = exercise.next_session.sets[0]
        assert f": {first.low}-{first.high}" in text
    (failures,) = {line.split()[2] for line in text.splitlines() if line.startswith("all ")}
    last = data.weeks[-1].monday
    assert failures == str(sum(week.failures for week in data.weeks if (last - week.monday).days < 28))


def test_the_page_and_the_warnings_are_named(data: ReportData) -> None:
    text = " ".join(render_terminal(data, page="out/report.html").split())
    assert text.endswith("Page: out/report.html")
    assert "Never fail alone under a load" in text
    assert "strong.csv, line 7: no date." in text


def test_a_name_cannot_steer_the_terminal() -> None:
    name = "\x1b[2J\x1b]0;owned\x07Curl\u202e\r\n[red]x[/red]"
    log = Log.of([session(date(2024, 1, 1), straight(name, 20, 8))])
    text = render_terminal(report_data(log, PlainPosterior(log), named={}), page="\x1b[31mr.html")
    assert all(character == "\n" or character.isprintable() for character in text)


@given(st.text(min_size=1).filter(lambda name: name.strip() != ""), st.integers(0, 120))
def test_any_name_fits_any_terminal(name: str, width: int) -> None:
    log = Log.of([session(date(2024, 1, 1), straight(name, 20, 8))])
    text = render_terminal(report_data(log, PlainPosterior(log), named=NAMED), width=width)
    assert max(columns(line) for line in text.splitlines()) <= max(width, 40)


def test_an_empty_log_is_said_to_be_empty() -> None:
    assert "no sets yet" in render_terminal(report_data(Log.of([]), None, named={}))
