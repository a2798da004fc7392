from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.exchange.cells import (
    distance_unit,
    duration_s,
    is_rounding_artefact,
    load,
    load_or_help,
    load_unit,
    moment,
    number,
    rir,
    rpe,
    whole,
)
from momentary.exchange.month_names import month_of
from momentary.exchange.reading import CellError
from momentary.quantities import Clock, EffortScale, Load, LoadUnit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8", 8.0), (" 8.0 ", 8.0), ("82,5", 82.5), ("82.5", 82.5), ("-20", -20.0), ("1,250.5", 1250.5),
        ("1.250,5", 1250.5), ("1e2", 100.0), ("0", 0.0), ("0,125", 0.125), ("", None), ("  ", None),
    ],
)  # fmt: skip
def test_a_number_has_a_point_or_a_comma_as_decimal_mark(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["82,5.0", "abc", "1,234", "-", "8 reps", "1e999", "9" * 5000, "nan", "inf", "٣", "²"])
def test_what_is_no_number_or_two_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        number(text)


@given(st.floats(min_value=0, max_value=1000, allow_nan=False).map(lambda value: round(value, 2)))
def test_a_number_is_the_same_with_either_decimal_mark(value: float) -> None:
    text = f"{value:.2f}"
    assert number(text) == number(text.replace(".", ",")) == value


@pytest.mark.parametrize("text", ["8.5", "-1", "a", "1e400"])
def test_repetitions_are_whole_and_not_below_zero(text: str) -> None:
    with pytest.raises(CellError):
        whole(text)


def test_zero_repetitions_are_data_and_an_empty_cell_is_none() -> None:
    assert whole("0") == 0
    assert whole("8.0") == 8
    assert whole("") is None


def test_an_artefact_of_conversion_is_put_right_and_a_typed_load_is_kept() -> None:
    assert load("74.99999999999999", LoadUnit.LB) == Load(75, LoadUnit.LB)
    assert load("185.00000000000003", LoadUnit.LB) == Load(185, LoadUnit.LB)
    assert load("61.23492", LoadUnit.KG) == Load(61.23492, LoadUnit.KG)
    assert is_rounding_artefact("74.99999999999999")
    assert not is_rounding_artefact("61.23492")


def test_a_load_below_zero_is_help() -> None:
    assert load_or_help("-20", LoadUnit.KG) == (None, Load(20, LoadUnit.KG))
    assert load_or_help("20", LoadUnit.KG) == (Load(20, LoadUnit.KG), None)
    assert load_or_help("", LoadUnit.KG) == (None, None)
    with pytest.raises(CellError):
        load("-20", LoadUnit.KG)


def test_units_are_known_by_their_usual_spellings() -> None:
    assert load_unit("LBS") is LoadUnit.LB
    assert load_unit("kgs") is LoadUnit.KG
    assert load_unit("") is None
    assert str(distance_unit("mi.")) == "mi"
    for read in (load_unit, distance_unit):
        with pytest.raises(CellError):
            read("stone")


def test_zero_rir_is_an_effort_and_zero_rpe_is_none() -> None:
    reserve = rir("0")
    assert reserve is not None
    assert (reserve.value, reserve.scale) == (0.0, EffortScale.RIR)
    assert rpe("0") is None
    assert rpe("") is None
    felt = rpe("8,5")
    assert felt is not None
    assert felt.value == 8.5
    for read, text in ((rpe, "11"), (rpe, "0.5"), (rir, "-1"), (rir, "99")):
        with pytest.raises(CellError):
            read(text)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("55s", 55), ("31m", 31 * 60), ("2h 18m", 8280), ("38min", 2280), ("1 h 46 min", 6360), ("1小时13分钟", 4380),
        ("1小時13分鐘", 4380), ("1時間13分", 4380), ("1시간 13분", 4380), ("2 Std. 5 Min.", 7500), ("1 sa 5 dk", 3900),
        ("1 godz. 5 min", 3900), ("1 ч 5 мин", 3900), ("1:02:03", 3723), ("12:30", 750), ("0:00:00", None),
        ("3789", 3789), ("45.5", 45.5), ("0", None), ("", None),
    ],
)  # fmt: skip
def test_a_duration_is_read_in_every_language_of_the_apps(text: str, seconds: float | None) -> None:
    assert duration_s(text) == seconds


@pytest.mark.parametrize("text", ["soon", "1x", "-5", ":", "h", "9" * 5000 + "h"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        duration_s(text)


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("2021-02-10 16:46:13", datetime(2021, 2, 10, 16, 46, 13)),
        ("2020-10-10 10:41:22 AM", datetime(2020, 10, 10, 10, 41, 22)),
        ("2020-10-10 12:41:22 AM", datetime(2020, 10, 10, 0, 41, 22)),
        ("2020-10-10 01:41:22 PM", datetime(2020, 10, 10, 13, 41, 22)),
        ("13/09/2021 10:41", datetime(2021, 9, 13, 10, 41)),
        ("25-02-2023 22:08", datetime(2023, 2, 25, 22, 8)),
        ("2018/8/31 5:49", datetime(2018, 8, 31, 5, 49)),
        ("5 Dec 2025, 11:37", datetime(2025, 12, 5, 11, 37)),
        ("Jun 11, 2026, 1:01 PM", datetime(2026, 6, 11, 13, 1)),
        ("Jun 11, 2026, 1:01\N{NARROW NO-BREAK SPACE}PM", datetime(2026, 6, 11, 13, 1)),
        ("5 Mai 2026, 07:34", datetime(2026, 5, 5, 7, 34)),
        ("25 dic 2022, 12:00", datetime(2022, 12, 25, 12)),
        ("11 Nis 2026, 13:05", datetime(2026, 4, 11, 13, 5)),
        ("28 Şub 2022, 13:05", datetime(2022, 2, 28, 13, 5)),
        ("15 de mar. de 2024, 19:00", datetime(2024, 3, 15, 19)),
        ("5 août 2024, 09:00", datetime(2024, 8, 5, 9)),
        ("12. Dez. 2023, 20:15", datetime(2023, 12, 12, 20, 15)),
        ("3 paź 2024, 18:00", datetime(2024, 10, 3, 18)),
        ("10 gen 2024, 07:00", datetime(2024, 1, 10, 7)),
        ("7 mrt 2024, 10:00", datetime(2024, 3, 7, 10)),
        ("1 мая 2024 г., 10:00", datetime(2024, 5, 1, 10)),
        ("5 12月 2025, 11:37", datetime(2025, 12, 5, 11, 37)),
        ("2025年12月5日 11:37", datetime(2025, 12, 5, 11, 37)),
        ("2021-02-10T16:46:13.250", datetime(2021, 2, 10, 16, 46, 13, 250000)),
    ],
)
def test_a_wall_time_is_read_as_the_apps_write_it(text: str, wall: datetime) -> None:
    found = moment(text)
    assert (found.wall, found.clock) == (wall, Clock.LOCAL)


def test_an_instant_keeps_its_offset() -> None:
    found = moment("2021-01-17 22:14:35 +0000")
    assert (found.clock, found.utc_offset) == (Clock.INSTANT, timedelta(0))
    assert moment("2021-01-17T22:14:35.123Z").utc_offset == timedelta(0)
    assert moment("2021-01-17T22:14:35-03:30").utc_offset == -timedelta(hours=3, minutes=30)


def test_a_date_without_time_is_a_date_only() -> None:
    assert moment("2021-01-17").is_date_only
    assert moment("17 janv. 2021").date == date(2021, 1, 17)


def test_day_and_month_are_swapped_where_the_lifter_writes_the_month_first() -> None:
    assert moment("03/04/2021").date == date(2021, 4, 3)
    assert moment("03/04/2021", day_first=False).date == date(2021, 3, 4)
    assert moment("09/01/25").date == date(2025, 1, 9)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2021-13-01", "2021-02-30", "1021-02-03", "2021-02-03 25:00", "3 jui 2024", "3 xyz 2024, 10:00",
     "31 Feb 2024", "2021-01-01T00:00:00+99:00", "5 May 2024, 13:75", "0 May 2024"],
)  # fmt: skip
def test_what_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        moment(text)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    for convert in (number, whole, duration_s, moment, rpe, rir, load_unit, distance_unit):
        with suppress(CellError):
            convert(text)


@given(st.integers(1, 12), st.integers(1, 28), st.integers(1990, 2100))
def test_a_month_is_the_same_by_name_and_by_number(month: int, day: int, year: int) -> None:
    english = datetime(year, month, day).strftime("%b")
    assert moment(f"{day} {english} {year}, 07:05").date == date(year, month, day)


@pytest.mark.parametrize(
    "names",
    [
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "ene feb mar abr may jun jul ago sep oct nov dic",
        "jan fev mar abr mai jun jul ago set out nov dez",
        "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
        "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "sty lut mar kwi maj cze lip sie wrz paź lis gru",
        "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.",
        "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.",
        "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.",
        "led úno bře dub kvě čvn čvc srp zář říj lis pro",
        "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
        "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월",
    ],
)
def test_short_names_of_months_are_told_apart_in_each_language(names: str) -> None:
    assert [month_of(name) for name in names.split()] == list(range(1, 13))


@pytest.mark.parametrize(
    "text",
    [
        "10/02/2021 4:46:13 p. m.",
        "10/02/2021 4:46:13 p.\u00a0m.",
        "10/02/2021 4:46:13\u202fPM",
        "2021-02-10 4:46:13 p.m.",
    ],
)
def test_the_half_of_the_day_is_known_as_spreadsheets_write_it(text: str) -> None:
    assert moment(text).wall == datetime(2021, 2, 10, 16, 46, 13)


@pytest.mark.parametrize("text", ["10-Feb-21", "10-feb.-21", "10-Feb-2021"])
def test_a_month_in_short_between_dashes_is_a_date_of_a_spreadsheet(text: str) -> None:
    assert moment(text).date == date(2021, 2, 10)
