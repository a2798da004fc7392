"""Bytes to lines to rows: nothing is swallowed, and what cannot be read is told with its line."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.exchange import ReadOptions, RowKind, Source, UnreadableFileError
from momentary.exchange.reading import Ledger
from momentary.exchange.table import Columns, Rows, find_delimiter, split
from momentary.exchange.text import find_encoding, lines
from tests.exchange.readings import counts, decision, only, read_text, segments, sets

HEADER = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes\n"
SQUAT = "2021-02-10 16:46:13,Legs,Squat,1,100,5,0,0,,\n"
BENCH = "2021-02-12 16:46:13,Push,Bench Press,1,60,8,0,0,,\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ((HEADER + SQUAT).encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + (HEADER + SQUAT).encode("utf-16-be"), "utf-16"),
        ((HEADER + SQUAT.replace("Squat", "Élévation")).encode("cp1252"), "cp1252"),
    ],
)
def test_an_encoding_other_than_utf_8_is_found_and_told(content: bytes, encoding: str) -> None:
    reading = read_text(content)
    assert decision(reading, "encoding") == encoding
    assert only(reading).repetitions == 5


def test_a_byte_order_mark_is_no_part_of_the_first_column() -> None:
    assert only(read_text(b"\xef\xbb\xbf" + (HEADER + SQUAT).encode())).exercise == "Squat"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_system_ends_them(end: str) -> None:
    reading = read_text((HEADER + SQUAT + BENCH).replace("\n", end))
    assert [one.exercise for one in segments(reading)] == ["Squat", "Bench Press"]


def test_the_last_line_needs_no_end() -> None:
    assert len(segments(read_text((HEADER + SQUAT + BENCH).rstrip("\n")))) == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_delimiter_is_found_by_the_header(delimiter: str) -> None:
    assert only(read_text((HEADER + SQUAT).replace(",", delimiter))).exercise == "Squat"


def test_a_quote_left_open_swallows_no_row() -> None:
    reading = read_text(HEADER + '2021-02-09 10:00:00,Legs,"Deadlift,1,100,5,0,0,,\n' + SQUAT + BENCH)
    assert [one.exercise for one in segments(reading)] == ["Squat", "Bench Press"]
    assert counts(reading) == {RowKind.SEGMENT: 2, RowKind.UNREADABLE: 1}
    assert (reading.problems[0].line, "never closes" in reading.problems[0].fact) == (2, True)


def test_a_note_may_run_over_lines() -> None:
    row = '2021-02-10 16:46:13,Legs,Squat,1,100,5,0,0,"deep,\n\nslow ""and"" cold",\n'
    reading = read_text(HEADER + row + BENCH)
    assert sets(reading)[0].note == 'deep,\n\nslow "and" cold'
    assert [one.source.line for one in segments(reading) if one.source is not None] == [2, 5]


def test_an_inch_mark_in_a_cell_is_text() -> None:
    assert only(read_text(HEADER + SQUAT.replace("Squat", 'Box Jump (24")'))).exercise == 'Box Jump (24")'


def test_a_file_with_every_line_in_quotes_is_unwrapped() -> None:
    wrapped = "".join(f'"{line}"\n' for line in (HEADER + SQUAT).splitlines())
    assert only(read_text(wrapped)).exercise == "Squat"


def test_a_line_longer_than_any_row_is_told_and_the_rest_is_read() -> None:
    for middle in ("x" * 10_000_000, '"' + "x" * 10_000_000, '2021-02-10,"' + "y" * 150_000 + '",1'):
        reading = read_text(HEADER + SQUAT + middle + "\n" + BENCH)
        assert counts(reading) == {RowKind.SEGMENT: 2, RowKind.UNREADABLE: 1}
        assert reading.problems[0].line == 3


def test_zero_bytes_in_a_line_cost_only_that_line() -> None:
    reading = read_text(HEADER + SQUAT + SQUAT.replace("Legs", "Le\x00gs") + BENCH)
    assert counts(reading) == {RowKind.SEGMENT: 2, RowKind.UNREADABLE: 1}


def test_a_row_of_another_width_is_told_with_its_line() -> None:
    reading = read_text(HEADER + SQUAT + "2021-02-10 16:46:13,Legs\n" + BENCH.rstrip("\n") + ",,,\n")
    assert counts(reading) == {RowKind.SEGMENT: 2, RowKind.UNREADABLE: 1}
    assert "2 cells, the table 10 columns" in str(reading.problems[0])


def test_a_header_that_comes_again_is_no_row() -> None:
    assert counts(read_text(HEADER + SQUAT + HEADER + BENCH)) == {RowKind.SEGMENT: 2, RowKind.BLANK: 1}


def test_a_session_that_the_file_holds_twice_is_counted_once() -> None:
    reading = read_text(HEADER + SQUAT + BENCH + SQUAT + BENCH)
    assert counts(reading) == {RowKind.SEGMENT: 2, RowKind.REPEATED: 2}
    assert decision(reading, "repeated sessions") == "2 counted once"


def test_a_session_written_twice_in_a_row_is_kept_and_doubted() -> None:
    row = "2021-02-10 16:46:13,Legs,{},1,100,{},0,0,,\n"
    half = "".join(row.format(name, count) for name in ("Squat", "Curl") for count in (5, 4, 3))
    reading = read_text(HEADER + half + half)
    assert len(segments(reading)) == 12
    assert "the same 6 sets twice" in reading.problems[0].fact
    assert not read_text(HEADER + half).problems


@pytest.mark.parametrize(
    ("content", "fact"),
    [
        (b"", "empty"), (b"\xef\xbb\xbf \r\n", "empty"), (b"PK\x03\x04abc", "zip"), (b"%PDF-1.7", "PDF"),
        (b"\x00\x01" * 5000, "binary"), (HEADER.encode(), "no rows"), (b"hello", "not a training log"),
    ],
)  # fmt: skip
def test_a_file_of_which_nothing_can_be_read_says_so(content: bytes, fact: str) -> None:
    with pytest.raises(UnreadableFileError, match=fact):
        read_text(content)


def test_slashed_dates_are_told_by_impossible_months_by_order_or_by_the_lifter() -> None:
    def on(*dates: str, options: ReadOptions | None = None) -> list[str]:
        reading = read_text(
            HEADER + "".join(SQUAT.replace("2021-02-10 16:46:13", one) for one in dates), options=options
        )
        return [session.start.date.isoformat() for session in reading.log.sessions]

    assert on("03/04/2021 10:00", "13/04/2021 10:00") == ["2021-04-03", "2021-04-13"]
    assert on("03/04/2021 10:00", "04/13/2021 10:00") == ["2021-03-04", "2021-04-13"]
    assert on("03.04.2021 10:00", "05.04.2021 10:00") == ["2021-04-03", "2021-04-05"]
    in_order = ("03/09/2021 10:00", "03/11/2021 10:00", "04/01/2021 10:00", "04/03/2021 10:00")
    assert on(*in_order) == ["2021-03-09", "2021-03-11", "2021-04-01", "2021-04-03"]
    assert on("03/04/2021 10:00", options=ReadOptions(day_first=False)) == ["2021-03-04"]


def test_quotes_that_never_close_take_no_time() -> None:
    bad = "".join(f'2021-02-10 16:46:13,Legs,"Squat {n} "" x\n' for n in range(3000))
    begun = time.monotonic()
    reading = read_text(HEADER + bad + SQUAT)
    assert time.monotonic() - begun < 5
    assert only(reading).exercise == "Squat"


cells = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\x00\u2028\u2029\x85\x0b\x0c"), max_size=12)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_rows_are_split_as_a_csv_writer_joined_them(table: list[list[str]], delimiter: str) -> None:
    rows = [[f"a{row[0]}", *row[1:]] for row in table]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    content = io.BytesIO(stream.getvalue().encode())
    ledger = Ledger("log.csv")
    found = Rows(lines(content, find_encoding(content, "log.csv"), ledger), delimiter, 99, ledger)
    assert [row.cells for row in found] == rows
    assert not ledger.problems


@given(st.text(max_size=200))
def test_any_text_splits_or_waits_for_its_quote(text: str) -> None:
    found = split(text.replace("\n", " "), find_delimiter(text.replace("\n", " ")))
    assert found is None or "".join(found) is not None


def test_columns_are_found_whatever_their_case_and_marks() -> None:
    columns = Columns(["\ufeffDate", " Exercise_Name ", "Reps."])
    assert (columns.find("date"), columns.find("Exercise Name"), columns.find("reps")) == (0, 1, 2)
    assert columns.find("Weight") is None


def test_a_source_is_read_from_its_beginning_each_time() -> None:
    source = Source(content=b"abc", name="x")
    assert [source.open().read() for _ in range(2)] == [b"abc", b"abc"]
    assert (source.head, source.size) == (b"abc", 3)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00[Content_Types].xml\x00\x00", "Excel workbook, .*Save it as CSV"),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00strong.csv\x00\x00", "zip archive, .*Unpack it"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html><body>Error 404</body></html>", "web page"),
    ],
)
def test_what_was_saved_under_a_wrong_name_is_named(content: bytes, kind: str) -> None:
    with pytest.raises(UnreadableFileError, match=kind):
        read_text(content)
