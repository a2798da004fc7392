"""From a chart's grammar to an inline SVG that follows the page: its colours, its font, its width."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

import vl_convert

from momentary.figures.markup import Markup, text
from momentary.language import spoken

WIDTH = 340
"""Width at which charts are drawn: a phone's page [px]."""

_SVG = "http://www.w3.org/2000/svg"
_LINK = re.compile(r"url\(#([^)]+)\)")
_DROPPED = ("role", "aria-", "pointer-events", "font-family", "{http://www.w3.org/1999/xlink}")


_LOCALES: dict[str, Any] = {"de": "de-DE", "es": "es-ES"}
"""How a chart writes its numbers and months; as in English where nothing is named."""


def drawn(chart: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], *, name: str, label: str) -> Markup:
    """Return a chart of `rows` as an SVG element for a page.

    Args:
        chart: The chart in Vega-Lite, without its data.
        rows: Its data.
        name: Unique name in the page, for the drawing's own references.
        label: What the chart shows, for those who do not see it.
    """
    told = {**chart, "data": {"values": list(rows)}}
    written = _LOCALES.get(spoken())
    svg = vl_convert.vegalite_to_svg(told, format_locale=written, time_format_locale=written)
    return inline(svg, name=name, label=label)


def inline(svg: str, *, name: str, label: str) -> Markup:
    """Return an SVG made ready for a page: unique ids, scaling, one name, nothing that the page decides."""
    root = ET.fromstring(svg)
    size = {side: root.attrib.pop(side, "") for side in ("width", "height")}
    root.attrib.setdefault("viewBox", f"0 0 {size['width']} {size['height']}")
    root.attrib.pop("version", None)
    for element in root.iter():
        for key in [key for key in element.attrib if key.startswith(_DROPPED)]:
            del element.attrib[key]
        if "id" in element.attrib:
            element.attrib["id"] = f"{name}-{element.attrib['id']}"
        for key, value in element.attrib.items():
            if "url(#" in value:
                element.attrib[key] = _LINK.sub(rf"url(#{name}-\1)", value)
    _prune(root)
    root.attrib.update({"class": "chart", "role": "img", "aria-label": text_of(label), "id": name})
    # Prefixes are the whole process's: another library may have given this one away.
    ET.register_namespace("", _SVG)
    return Markup(ET.tostring(root, encoding="unicode"))


def sparkline(
    values: Sequence[tuple[float, float, float]], *, label: str, width: int = 120, height: int = 28
) -> Markup:
    """Return a small line with its band, without axes: for exercises that get no full chart.

    Args:
        values: Lower end, middle and upper end of each point.
        label: What it shows, for those who do not see it.
        width: Width of the drawing [px].
        height: Height of the drawing [px].
    """
    lowest, highest = min(low for low, _, _ in values), max(high for _, _, high in values)
    span = max(highest - lowest, 1e-9)

    def point(index: int, value: float) -> str:
        x = 1 + (width - 2) * (index / (len(values) - 1) if len(values) > 1 else 0.5)
        return f"{x:.1f},{1 + (height - 2) * (highest - value) / span:.1f}"

    upper = [point(index, high) for index, (_, _, high) in enumerate(values)]
    lower = [point(index, low) for index, (low, _, _) in enumerate(values)]
    middle = " ".join(point(index, value) for index, (_, value, _) in enumerate(values))
    return Markup(
        f'<svg class="spark" viewBox="0 0 {width} {height}" role="img" aria-label="{text(label)}">'
        f'<polygon class="spark-band" points="{" ".join(upper + lower[::-1])}"/>'
        f'<polyline class="spark-line" points="{middle}"/></svg>'
    )


def text_of(label: str) -> str:
    """Return a label without what XML cannot hold; the writer escapes the rest."""
    return "".join(character for character in label if character.isprintable())


def _prune(element: ET.Element) -> None:
    """Take out groups and paths that draw nothing: the half of a drawing that only editors need."""
    for child in list(element):
        _prune(child)
        name = child.tag.rpartition("}")[2]
        is_empty_group = name == "g" and len(child) == 0 and not (child.text or "").strip()
        is_invisible = child.get("display") == "none" or (
            name == "path" and child.get("d", "M0,0h0v0h0Z") == "M0,0h0v0h0Z"
        )
        if is_empty_group or is_invisible:
            element.remove(child)
