from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from momentary.figures.markup import Markup, join, name_of, table, tag, text
from tests.figures.pages import parsed

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)  # lone surrogates and control characters too


def test_a_script_in_a_name_is_only_text() -> None:
    page = parsed(tag("p", "<script>alert('1')</script>"))
    assert page.all("script") == []
    assert page.text == "<script>alert('1')</script>"


@given(ANY_TEXT)
def test_any_text_comes_back_as_text_and_makes_no_element(value: str) -> None:
    page = parsed(tag("p", value))
    assert [one.name for one in page.walk()] == ["document", "p"]
    expected = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", value)
    assert page.text == expected


@given(ANY_TEXT)
def test_any_text_stays_inside_its_attribute(value: str) -> None:
    element = parsed(tag("p", "x", aria_label=value)).all("p")[0]
    assert list(element.attributes) == ["aria-label"]


@given(ANY_TEXT)
def test_any_text_can_be_written_as_utf_8(value: str) -> None:
    assert name_of(value).encode("utf-8")


def test_markup_is_not_escaped_twice() -> None:
    inner = tag("b", "a & b")
    assert tag("p", inner) == "<p><b>a &amp; b</b></p>"
    assert text(text("<")) == "&lt;"


def test_join_walks_iterables_and_leaves_none_out() -> None:
    assert join("a", None, ["b", Markup("<br>"), ["<"]]) == "ab<br>&lt;"


def test_attributes_that_are_none_or_false_are_left_out() -> None:
    assert tag("details", open=True, id=None, hidden=False, class_="a") == '<details open class="a"></details>'


def test_a_table_names_its_rows_and_columns_and_scrolls_by_itself() -> None:
    rows = [["1", "80"], ["2", tag("td", "75", class_="x")]]
    page = parsed(table("Loads that were typed.", ["Set", "kg"], rows, label="All loads"))
    box = page.all("div")[0]
    assert box.attributes == {"class": "scroll", "role": "region", "aria-label": "All loads", "tabindex": "0"}
    assert [one.attributes.get("scope") for one in page.all("th")] == ["col", "col", "row", "row"]
    assert [one.text for one in page.all("td")] == ["80", "75"]
    assert page.all("caption")[0].text == "All loads"
    assert page.all("p")[0].text == "Loads that were typed."
