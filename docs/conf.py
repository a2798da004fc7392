"""Configuration of the documentation. It builds without a network."""

from __future__ import annotations

import importlib
import pkgutil
from enum import Enum
from typing import Any

from sphinx.application import Sphinx
from sphinx.pycode import ModuleAnalyzer

from momentary import __version__

project = "momentary"
author = "The momentary authors"
copyright = "The momentary authors, Apache-2.0"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
suppress_warnings = ["toc.empty_glob"]
nitpicky = False

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3

autodoc_default_options = {
    "members": True,
    "imported-members": True,
    "undoc-members": True,
    "member-order": "groupwise",
}
autodoc_typehints = "signature"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 90

html_theme = "furo"
html_title = f"momentary {__version__}"
html_show_sourcelink = False
html_static_path = ["_static"]
html_css_files = ["style.css"]


def skip_fields(app: Sphinx, what: str, name: str, member: Any, skip: bool, options: dict[str, bool]) -> bool | None:
    """Leave out the fields of dataclasses: the docstring of the class says what each is."""
    is_slot = type(member).__module__.startswith("sphinx.")  # Sphinx stands a marker of its own in for a slot.
    return True if is_slot else None


def enumerations_are_not_called(
    app: Sphinx, what: str, name: str, obj: Any, options: dict[str, bool], signature: str | None, returns: str | None
) -> tuple[str, None] | None:
    """Show an enumeration without the signature that it has from its metaclass."""
    return ("", None) if isinstance(obj, type) and issubclass(obj, Enum) else None


def quote_the_defining_module(
    app: Sphinx, what: str, name: str, obj: Any, options: dict[str, bool], lines: list[str]
) -> None:
    """Give a constant that a layer passes on the words that stand below it in the module that defines it."""
    layer, _, word = name.rpartition(".")
    if what != "data" or layer.count(".") != 1:
        return
    lines.clear()  # What stands here is the docstring of its type.
    for module in pkgutil.iter_modules(importlib.import_module(layer).__path__, f"{layer}."):
        lines += ModuleAnalyzer.for_module(module.name).find_attr_docs().get(("", word), [])


def setup(app: Sphinx) -> None:
    """Connect what Sphinx's own options cannot say."""
    app.connect("autodoc-skip-member", skip_fields)
    app.connect("autodoc-process-docstring", quote_the_defining_module)
    app.connect("autodoc-process-signature", enumerations_are_not_called)
