from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from momentary.figures.drawing import inline, sparkline
from tests.figures.pages import parsed

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" width="340" '
    'height="180" viewBox="0 0 340 180"><defs><clipPath id="clip0"><rect width="9" height="9"/></clipPath></defs>'
    '<g role="graphics-object" aria-label="group"><g clip-path="url(#clip0)"><path d="M0,0L9,9" stroke="#1b5e8c"/></g>'
    '<path d="" display="none"/><g/><text font-family="sans-serif" fill="#56616b">100</text></g></svg>'
)


def test_two_drawings_in_a_page_share_no_id_and_keep_their_own_references() -> None:
    both = inline(SVG, name="one", label="first") + inline(SVG, name="two", label="second")
    ids = re.findall(r'id="([^"]+)"', both)
    assert sorted(ids) == ["one", "one-clip0", "two", "two-clip0"]
    assert re.findall(r"url\(#([^)]+)\)", both) == ["one-clip0", "two-clip0"]


def test_a_drawing_is_plain_whatever_prefix_others_have_given_its_names() -> None:
    ET.register_namespace("svg", "http://www.w3.org/2000/svg")
    assert inline(SVG, name="one", label="first").startswith("<svg ")


def test_a_drawing_scales_has_one_name_and_leaves_the_font_to_the_page() -> None:
    root = parsed(inline(SVG, name="one", label="A <label> & more")).all("svg")[0]
    assert root.attributes["role"] == "img"
    assert root.attributes["aria-label"] == "A <label> & more"
    assert root.attributes["viewbox"] == "0 0 340 180"
    assert "width" not in root.attributes
    named = [one for one in root.walk() if "aria-label" in one.attributes or "font-family" in one.attributes]
    assert named == [root]
    assert root.text == "100"


@given(
    st.lists(
        st.tuples(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6)).map(lambda three: tuple(sorted(three))),
        min_size=1,
        max_size=40,
    ),
    st.text(max_size=30),
)
def test_a_sparkline_stays_in_its_frame(values: list[tuple[float, float, float]], label: str) -> None:
    (svg,) = parsed(sparkline(values, label=label)).all("svg")
    for shape in (one for one in svg.walk() if "points" in one.attributes):
        for point in (shape.attributes["points"] or "").split():
            x, y = (float(part) for part in point.split(","))
            assert 0 <= x <= 120
            assert 0 <= y <= 28
