"""The papers that momentary's numbers come from, as packaged data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Citation:
    """A paper or other source.

    Args:
        key: Name and year, `nuzzo2024`.
        authors: Authors as the source names them.
        title: What it is, in words; a paper's title only where it was read.
        venue: Journal, volume and pages as far as they are known.
        doi: Digital object identifier, where it is known.
        year: Year of publication, where it is known.
        read: What of it was read: abstract, quotation, code, nothing.
    """

    key: str
    authors: str
    title: str
    venue: str
    read: str
    doi: str | None = None
    year: int | None = None


@cache
def citations() -> Mapping[str, Citation]:
    """Return all citations by key."""
    text = files("momentary.evidence").joinpath("citations.toml").read_text(encoding="utf-8")
    return MappingProxyType({key: Citation(key=key, **entry) for key, entry in tomllib.loads(text).items()})


def citation(key: str) -> Citation:
    """Return the citation of `key`.

    Raises:
        KeyError: There is none; the message names the near ones.
    """
    try:
        return citations()[key]
    except KeyError:
        near = ", ".join(name for name in citations() if name[:4] == key[:4]) or "none is near"
        raise KeyError(f"No citation is called {key!r} ({near}): add it to evidence/citations.toml.") from None
