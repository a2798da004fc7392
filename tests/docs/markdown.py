"""The pages of the documentation, and the code blocks in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(
    r"^(?P<indent> *)```(?:\{code-block\} )?(?P<language>\w+)\n(?P<text>.*?)^(?P=indent)```$",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Block:
    """A fenced block: what it is written in, its text without indentation, and where it stands."""

    language: str
    text: str
    line: int


def pages(checkout: Path) -> list[Path]:
    """Return README, CONTRIBUTING and every page under docs."""
    written = [page for page in (checkout / "docs").rglob("*.md") if "_build" not in page.parts]
    return [checkout / "README.md", checkout / "CONTRIBUTING.md", *sorted(written)]


def blocks(page: Path) -> list[Block]:
    """Return the fenced code blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            language=match["language"],
            text=re.sub(f"^{match['indent']}", "", match["text"], flags=re.MULTILINE),
            line=text.count("\n", 0, match.start()) + 1,
        )
        for match in _FENCE.finditer(text)
    ]


def section(page: Path, heading: str) -> str:
    """Return the text under a second-level heading, up to the next one; empty where there is none."""
    text = page.read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    return found[1] if found else ""
