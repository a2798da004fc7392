"""The report's colours: one set for light, one for dark, told apart by the colour-blind too (blue and orange)."""

from __future__ import annotations

LIGHT = {
    "page": "#fbfaf8",
    "card": "#ffffff",
    "ink": "#1c2329",
    "quiet": "#56616b",
    "line": "#dcd9d2",
    "grid": "#e8e5df",
    "level": "#1b5e8c",
    "band-outer": "#cfe1ee",
    "band-inner": "#9cc3de",
    "failure": "#b3420f",
    "near": "#eeb48a",
    "done": "#3f464d",
}
"""Colour of each role on a light page."""

DARK = {
    "page": "#13171b",
    "card": "#1a2026",
    "ink": "#e7e9ea",
    "quiet": "#a3adb6",
    "line": "#353d45",
    "grid": "#2a3138",
    "level": "#86c1ec",
    "band-outer": "#20394b",
    "band-inner": "#33607f",
    "failure": "#f58b54",
    "near": "#7d4a2c",
    "done": "#d5d9dc",
}
"""Colour of each role on a dark page."""


def stylesheet() -> str:
    """Return the colours as CSS variables for both schemes, and the rules that put them into charts.

    Charts are drawn in the light colours; a rule for each maps it to its variable, so one drawing serves both.
    """
    light = "".join(f"--{role}:{colour};" for role, colour in LIGHT.items())
    dark = "".join(f"--{role}:{colour};" for role, colour in DARK.items())
    charts = "".join(
        f'.chart [fill="{colour}"]{{fill:var(--{role})}}.chart [stroke="{colour}"]{{stroke:var(--{role})}}'
        for role, colour in LIGHT.items()
    )
    return (
        f":root{{color-scheme:light dark;{light}}}"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        f"@media print{{:root{{color-scheme:light;{light}}}}}"
        f"{charts}"
    )
