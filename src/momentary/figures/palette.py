"""The report's colours: one set for light, one for dark, told apart by the colour-blind too (blue and orange)."""

from __future__ import annotations

from collections.abc import Mapping

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
    "figure": "#efece6",
    "contour": "#7d8790",
    "tired-0": "#c3dbe9",
    "tired-1": "#f0d3b4",
    "tired-2": "#e5ad7c",
    "tired-3": "#cf7d42",
    "tired-4": "#b05a1e",
    "tired-5": "#863505",
    "tired-6": "#541a00",
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
    "figure": "#262e35",
    "contour": "#7b8791",
    "tired-0": "#2f5670",
    "tired-1": "#5a4334",
    "tired-2": "#84583a",
    "tired-3": "#b07243",
    "tired-4": "#d98f55",
    "tired-5": "#f6b684",
    "tired-6": "#ffe3cb",
}
"""Colour of each role on a dark page."""

TIRED_EDGES = (0.97, 0.94, 0.91, 0.88, 0.85, 0.75)
"""Shares of rested strength that part the steps `tired-0` (97 % and more) to `tired-6` (under 75 %)."""

HEAT_STEPS = 20
"""Steps of a heat map's colour, from none to the most."""


def tired_step(level: float) -> int:
    """Return the step of the colour scale for a share of rested strength: 0 fresh, 6 spent.

    It goes by whole per cent, as the share is told: two muscles told the same have the same colour.
    """
    return sum(round(100.0 * level) < round(100.0 * edge) for edge in TIRED_EDGES)


def stylesheet(*, given: frozenset[str] = frozenset()) -> str:
    """Return the colours as CSS variables for both schemes, and the rules that put them into charts and keys.

    Charts are drawn in the light colours; a rule for each maps it to its variable, so one drawing serves both. Keys
    and heat maps say their colour by an attribute: a page that allows no inline style shows them, too.

    Args:
        given: Roles that the page has variables of its own for.
    """
    light = _variables(LIGHT, given)
    dark = _variables(DARK, given)
    charts = "".join(
        f'.chart [fill="{colour}"]{{fill:var(--{role})}}.chart [stroke="{colour}"]{{stroke:var(--{role})}}'
        for role, colour in LIGHT.items()
    )
    keys = "".join(f"[data-swatch={role}]{{--swatch:var(--{role})}}" for role in LIGHT)
    heat = "".join(f'[data-heat="{step}"]{{--heat:{step / HEAT_STEPS:g}}}' for step in range(HEAT_STEPS + 1))
    return (
        f":root{{color-scheme:light dark;{light}}}"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        f"@media print{{:root{{color-scheme:light;{light}}}}}"
        f"{charts}{keys}{heat}"
    )


def _variables(colours: Mapping[str, str], given: frozenset[str]) -> str:
    return "".join(f"--{role}:{colour};" for role, colour in colours.items() if role not in given)
