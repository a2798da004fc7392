"""HTML that cannot be broken by what stands in a log: every text is escaped unless it was built here."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_VOID = frozenset({"br", "hr", "meta", "link", "img", "input"})
# Forbidden in XML and HTML alike, or not encodable: control characters, lone surrogates, non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = str | Iterable["Child"] | None


def text(value: str) -> Markup:
    """Return any text as HTML: markup as it is, everything else escaped."""
    if isinstance(value, Markup):
        return value
    return Markup(html.escape(_UNPRINTABLE.sub("\ufffd", value), quote=True))


def join(*children: Child) -> Markup:
    """Return children one after the other; None is left out, iterables are walked."""
    parts: list[str] = []
    for child in children:
        if child is None:
            continue
        parts.append(text(child) if isinstance(child, str) else join(*child))
    return Markup("".join(parts))


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Markup:
    """Return an element.

    An attribute's trailing underscore falls and others turn into hyphens (`class_`, `aria_label`); None and False
    leave it out, True gives it no value.
    """
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = key.removesuffix("_").replace("_", "-")
        parts.append(f" {attribute}" if value is True else f' {attribute}="{text(str(value))}"')
    parts.append(">")
    if name not in _VOID:
        parts += [join(*children), f"</{name}>"]
    return Markup("".join(parts))


def name_of(typed: str) -> Markup:
    """Return a name from a log: escaped, and kept from turning the direction of the text around it."""
    return tag("bdi", typed)


def table(
    note: Child,
    headings: Iterable[Child],
    rows: Iterable[Iterable[Child]],
    *,
    label: str,
    class_: str = "data",
) -> Markup:
    """Return a table whose first column names its rows, in a box that scrolls by itself, below a note.

    Args:
        note: How to read it, in view; None without.
        headings: Headings of the columns.
        rows: Cells of the rows; the first names the row.
        label: What it shows: its caption, for screen readers.
        class_: Class of the table.
    """
    head = tag("thead", tag("tr", *(_heading(one) for one in headings)))
    body = []
    for row in rows:
        first, *rest = row
        body.append(tag("tr", tag("th", first, scope="row"), *(_cell(one) for one in rest)))
    caption = tag("caption", label, class_="hidden")
    inner = tag("table", caption, head, tag("tbody", *body), class_=class_)
    box = tag("div", inner, class_="scroll", role="region", aria_label=label, tabindex="0")
    return join(tag("p", note, class_="note") if note is not None else None, box)


def section(name: str, heading: str, *children: Child) -> Markup:
    """Return a section with its heading."""
    return tag(
        "section", tag("h2", heading, id=f"{name}-heading"), *children, id=name, aria_labelledby=f"{name}-heading"
    )


def _heading(content: Child) -> Markup:
    """Return the heading of a column; one built already stays as it is."""
    if isinstance(content, Markup) and content.startswith("<th"):
        return content
    return tag("th", content, scope="col")


def _cell(content: Child) -> Markup:
    """Return a cell; one built already stays as it is."""
    if isinstance(content, Markup) and content.startswith("<td"):
        return content
    return tag("td", content)
