"""What every page is: one file that may load nothing, and how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from momentary.figures.markup import Markup, tag
from momentary.figures.palette import DARK, LIGHT, stylesheet

_CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def document(title: str, body: Markup, *, sheets: Sequence[str]) -> str:
    """Return a page.

    Args:
        title: What the page is called.
        body: Its body.
        sheets: Style sheets beside this module, in their order.
    """
    return "<!doctype html>\n" + tag("html", _head(title, sheets), body, lang="en") + "\n"


def _head(title: str, sheets: Sequence[str]) -> Markup:
    folder = files("momentary.figures")
    css = "".join(folder.joinpath(one).read_text(encoding="utf-8") for one in sheets)
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_CSP),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="theme-color", media="(prefers-color-scheme: light)", content=LIGHT["page"]),
        tag("meta", name="theme-color", media="(prefers-color-scheme: dark)", content=DARK["page"]),
        tag("title", title),
        tag("style", Markup(stylesheet() + css)),
    )
