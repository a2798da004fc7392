"""A standing figure from the front and from the back, as the contours of one half: the other half is its mirror.

Coordinates: x grows from the middle line outward, y from the crown (6) to the soles (378); eight heads tall. A contour
is a closed ring of points `x,y`, joined smoothly; `!` after a point makes it a corner. Schematic, for telling muscles
apart: deep muscles stand where they lie nearest to the skin, and nothing is to scale for a surgeon.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from momentary.quantities import Muscle

_TENSION = 1.0 / 6.0

_HEAD_AND_ARM = """
0,6! 7.4,7 12.8,11.4 15.4,19 15.6,25! 17.4,25 17.8,29 16.6,34 15,36! 13.4,42.6 10.8,48 10.9,55 12.6,61 18,66.5 28,70.8
38,74 46,77.4 52.4,83.5 55.8,93 57,104 58.8,114 61.2,125 62.6,134 65,142 67.4,152 68.2,163 68.8,175 70,186 72.2,192
74,199 74.6,206 73.8,213 71.8,219.2 69.2,222.2 66.6,220.4 65,213.6 64,207 63.2,201.6! 62.8,206 61,209.2 59.3,207.4
58.6,200.6 59.6,193.6 60.8,187.5 57.6,177 53,166 49.6,154 48,141 44.8,129 41.4,116 39.8,105 38.9,117 35.6,131 31.4,143
29.2,151 29.3,158 31.6,168 34.6,180 36.6,195 37,212 35.6,232 32.6,252 29.8,268 29,280 30.2,290 32,303 32.2,316 29.8,332
26.4,347 24.6,358
"""
_FRONT_LEG = """
25.4,364 29.6,370.5 31.4,375 28.6,378.4 22,378.6 17,377.4 15.4,371 15.8,364 15.6,356 14,343 11.2,326 10.4,310 11.6,297
12.6,286 11.8,274 9.4,258 5.8,236 3,214 1.6,202 0,196.5!
"""
_BACK_LEG = """
25,365 27.8,371 28.4,375.4 25.4,378.2 20.6,378.8 16,378 14.4,374 15,368 15.8,363 15.6,356 14,343 11.2,326 10.4,310
11.6,297 12.6,286 11.8,274 9.4,258 5.8,236 3.4,222 1.4,215.4 0,213!
"""
_FINGERS = ("67.2,219.4 66.8,210", "69.8,220 69.4,208.6", "72,216.4 71.6,206.8")
_FRONT_REGIONS = """
neck: 9.2,50! 10,55 9,61 6,67.5 2.6,72.2! 2.2,69 4.6,62 7.2,55.5
upper_traps: 11.4,58.5! 13.6,63.6 18.5,67.6 28,71.8 36.5,74.6! 27,75 18,73.2 10,70.8! 11.2,64.5
chest: 1.2,78.4! 8,75.6 17,75.6 26.4,77.8! 32,83.4 37,91.6 40.4,100.4! 37.4,106.4 30.6,112.4 21,115.6 11,115.2 4.4,112
  1.2,106.4!
front_deltoid: 27.8,77.2! 35,76 43.6,78! 47.8,87.6 49.6,100 51.2,113.6! 46.4,107.6 42,99.4 38,90.6 33,82.4
side_deltoid: 45,78.2! 51.4,84 54.8,93.4 55.8,104 52.6,113.8! 51,101 49.2,88.4
biceps: 43.2,104.6! 47.4,110.4 51.8,116.4 55.4,124 56.4,132 54.6,138.6! 50.8,136 46.8,127.6 43.6,116.4
triceps: 56,107.6! 57.8,115 59.8,124 60.9,130.6 59.6,133.8! 57.8,127.6 55.6,120.6 53.6,115.2!
forearms: 57.8,136.6! 61.8,135.4 64.2,143 66.4,153 67.2,164 68,181! 65.8,177.4 62.6,165.4 59.4,152.6 56.6,142 /
  50,143.4! 54.8,142 58.4,154.4 61.8,167 65.2,182.6! 62,182.8 57.8,173.4 53.4,162.6 50.6,152.6
lats: 39.6,106.6! 38.2,117 35,129.6 32.2,138! 33.6,126 35,116.4 36.6,110.4!
abdominals: 1.1,118.4! 7,117.4 12.2,118! 13.4,127.4! 7,129 1.1,128.6! / 1.1,130.8! 7,131 13.4,129.8! 13.4,141.6!
  7,142.8 1.1,142.2! / 1.1,144.4! 7,144.8 13.4,144! 12.8,156.4! 7,157.2 1.1,156.8! / 1.1,159! 7,159.2 12.6,158.8!
  11.8,170 8,182.4 1.1,192.4!
obliques: 15,119.4! 20.6,118.2 25.4,117! 24,123 15.4,129.4! / 15.6,131.6! 24.6,125.2 27.6,116.6 33,112.6! 32.8,122
  30.2,134.4! 22.6,138.2 15.6,142.4! / 15.6,144.8! 22.6,140.6 29.6,137.2! 27.6,150 27.8,158.6 29.2,166! 23.4,169.6
  17.4,175.6 13.6,179.4! 14.8,168 15.4,156
hip_flexors: 30,168.2! 30.6,177 27,185.6 21.4,191.8 13.6,194.6 6,193.4! 12,186.4 20,177.4 25.6,171.6
abductors: 31.8,171! 34.2,181 35.6,194 35.8,207! 33.2,203.4 31.4,194 30.8,184.6 32,177.6
adductors: 4.2,195.6! 10.4,197 17.6,195.6! 15.8,207 13.6,222 11.6,238 9.6,250.6! 6.8,238 4.2,219 2.8,204.6
quadriceps: 25,190.8! 28.8,199 30.2,215 29.2,234 26,253 21.8,268! 18.8,256 17.2,238 17.4,219 20,201.4 / 32.2,202.6!
  35.6,213 34.6,231 31.8,250 28.6,266 26,271.6! 24.8,265.4 28.2,250 30.8,232 31.8,215.4 / 16,225! 16.2,239 17.4,254
  19.8,267.4! 19,273.4 15.8,275.6 12.8,272.4 11.4,264 11.8,252.6 14.2,239
shins: 22.4,290.6! 25.6,295 27,306 26,324 23.4,342 21.6,352.4! 20,338 20,318 20.8,302
calves: 13.4,290! 16.2,299 17.6,312 17.4,330 17,348! 14.6,338 12.4,325 11.4,310 12.2,299 / 28,289.6! 30.8,302.6
  31.2,315 29,330 25.4,346.6! 26.4,330 28.4,315 28.2,301
"""
_BACK_REGIONS = """
neck: 1.1,43! 6,44.2 9.6,48.4! 9.7,54 10.4,58.6! 7.8,55.6 5.8,50.8 3.8,47 1.1,46!
upper_traps: 1.1,48.4! 3.2,49.6 5,54.4 8,59.4 12.4,63.4 18.4,67.8 28,72 38.6,75.4! 32,79 24,81 13,84 1.1,88.6!
upper_back: 1.1,91! 12,86.6 27.6,82.6! 24.6,91.4 19.6,101.4 13.4,114 7.2,126 1.1,137.6!
rotator_cuff: 29.6,83.6! 35.6,81.4 40,85.2! 41.2,93 42.4,99! 36,101.6 28.4,106 19.6,109! 23.4,101 27,91.4
rear_deltoid: 36.4,79.8! 40,77.8 45,78.6! 48.8,88.6 50.8,101 51.8,113.6! 47.4,107.4 43.8,98.4 41.6,88 39.6,82.8
side_deltoid: 46.2,78.8! 51.6,84.2 54.8,93.4 55.8,104 53.2,113.8! 52.2,101 50.2,88.4
triceps: 43.4,101.6! 47.2,109.6 51.2,115.4 52.8,124 53.4,134.6! 49.4,133 45.8,124 42.8,112 / 53.4,116! 56.2,107.6
  58,115 60.2,125.4 61.2,135.4! 58,135.8 55.2,134.6! 54.8,125
forearms: 58.4,138.4! 62.2,137.6 64.6,143.6 66.6,153 67.4,164 68,181! 65.8,177.4 62.4,165.4 59.8,152.6 / 49.8,143.6!
  53,140.4 56.4,140.2! 58.4,152 61.4,166 65.2,182.6! 62,182.8 57.8,173.4 53.4,162.6 50.6,152.6
lats: 18.4,111.6! 28,108.6 37,103.6! 39.4,107.6 38,118 34.6,131 30.4,142.6 25,149.6 20.4,153.4! 14.6,144.4 9.4,129.6!
  13.8,120.6
spinal_erectors: 1.1,142! 4,136.4 8,131.8! 12,142.4 16,150.4 19,155.8! 17.4,163.4 11,171.4 6.4,176 1.1,183.4!
obliques: 29.4,147.4! 28,153 28.2,159.4 29.8,166.4! 25,165.6 20.4,162! 20.8,156.4 25.4,152.4
abductors: 19,164.8! 24.4,167.6 31.2,169.2! 33.8,178.4 35.6,190! 28.6,182.4 20,177.4 11.4,174.4! 15.4,170.4
glutes: 1.1,186.4! 5.4,180.4 10.6,176.6! 20,179.8 28.4,185 35.4,193.6! 36,203 32.4,211 24.4,215 13.4,215.6 5,212.4
  1.1,205!
hamstrings: 20.2,218! 27,217 34.6,212.6! 35,226 32.8,244 29.8,261 28.4,277! 25.6,267 22.2,252 20.4,235 / 9.4,217.6!
  13.6,218.4 18.4,218! 18.8,235 19.6,252 17.8,266 14.2,280! 13,268 11.4,250 10,233
adductors: 4.2,216.8! 7.8,217.6 8.6,231 9.4,246! 7.5,236 5.6,226
calves: 20.4,285.4! 15,287.6 12.6,297 11.4,310 13,323.4 17.4,330! 20.2,322 21,305 / 22,285.4! 27.6,288 30.6,300
  31.2,313 29.4,322.6 25.6,327.4! 22.6,319 22.4,303 / 13.6,328! 17.4,333 21.2,326! 25.4,330.4 28.6,326.6! 26.2,338
  23.6,348 22.4,358! 20.4,359 18.6,358! 17.2,348 15.4,338
"""


@dataclass(frozen=True, slots=True)
class View:
    """One view of the figure.

    Args:
        name: `front` or `back`.
        outline: The outer contour of the half, open on the middle line.
        regions: The contours of every muscle that is seen from there.
        details: Lines that belong to no muscle, for orientation.
    """

    name: str
    outline: str
    regions: Mapping[Muscle, tuple[str, ...]]
    details: tuple[str, ...]


def _regions(text: str) -> dict[Muscle, tuple[str, ...]]:
    """Return the contours of each muscle of a text: its name and a colon, then its rings, parted by slashes."""
    found: dict[Muscle, list[list[str]]] = {}
    rings: list[list[str]] = []
    for word in text.split():
        if word.endswith(":"):
            rings = found.setdefault(Muscle(word.removesuffix(":")), [[]])
        elif word == "/":
            rings.append([])
        else:
            rings[-1].append(word)
    return {muscle: tuple(" ".join(ring) for ring in rings) for muscle, rings in found.items()}


FRONT = View(
    "front",
    _HEAD_AND_ARM + _FRONT_LEG,
    _regions(_FRONT_REGIONS),
    (
        *_FINGERS,
        "17.4,283.4 17,279.8 19,276.8 22.4,276.2 25.2,278.6 25.2,282.6",
        "18.6,286 21.2,287.6 24,286",
        "9.8,48.4 7,51.8 3.2,53.7 0,54!",
    ),
)
"""The figure from the front."""

BACK = View("back", _HEAD_AND_ARM + _BACK_LEG, _regions(_BACK_REGIONS), (*_FINGERS, "17,282.4 21,284 25.4,282.4"))
"""The figure from the back."""


def contour(points: str, *, is_mirrored: bool = False) -> str:
    """Return a closed contour as the `d` of an SVG path: cubic Bezier curves through its points.

    Args:
        points: The contour's points as text.
        is_mirrored: Whether it is wanted on the figure's other side.
    """
    ring, corners = _read(points)
    if is_mirrored:
        ring = [(-x, y) for x, y in ring]
    return _curves(ring, corners, is_closed=True)


def silhouette(points: str) -> str:
    """Return a half's outline and its mirror as one closed SVG path.

    Args:
        points: The half's outer contour, from the middle line to the middle line.
    """
    half, corners = _read(points)
    ring = half + [(-x, y) for x, y in half[-2:0:-1]]
    return _curves(ring, corners + corners[-2:0:-1], is_closed=True)


def line(points: str, *, is_mirrored: bool = False) -> str:
    """Return points as an open SVG path.

    Args:
        points: The line's points as text.
        is_mirrored: Whether it is wanted on the figure's other side.
    """
    ring, corners = _read(points)
    if is_mirrored:
        ring = [(-x, y) for x, y in ring]
    return _curves(ring, corners, is_closed=False)


def _read(points: str) -> tuple[list[tuple[float, float]], list[bool]]:
    """Return the points of a text and which of them are corners."""
    ring, corners = [], []
    for word in points.split():
        x, y = word.removesuffix("!").split(",")
        ring.append((float(x), float(y)))
        corners.append(word.endswith("!"))
    return ring, corners


def _curves(ring: list[tuple[float, float]], corners: list[bool], *, is_closed: bool) -> str:
    """Return a Catmull-Rom spline through the points, as Bezier curves; at a corner its handles vanish."""
    number = len(ring)
    parts = [f"M{ring[0][0]:.1f},{ring[0][1]:.1f}"]
    for place in range(number if is_closed else number - 1):
        start, end = ring[place], ring[(place + 1) % number]
        leaving = _handle(ring, corners, place, is_closed=is_closed)
        arriving = _handle(ring, corners, (place + 1) % number, is_closed=is_closed)
        parts.append(
            f"C{start[0] + leaving[0]:.1f},{start[1] + leaving[1]:.1f} {end[0] - arriving[0]:.1f},"
            f"{end[1] - arriving[1]:.1f} {end[0]:.1f},{end[1]:.1f}"
        )
    return "".join(parts) + ("Z" if is_closed else "")


def _handle(
    ring: list[tuple[float, float]], corners: list[bool], place: int, *, is_closed: bool
) -> tuple[float, float]:
    """Return the way from a point to its Bezier handle; none at a corner or an open end."""
    if corners[place] or (not is_closed and place in (0, len(ring) - 1)):
        return 0.0, 0.0
    before, after = ring[place - 1], ring[(place + 1) % len(ring)]
    return (after[0] - before[0]) * _TENSION, (after[1] - before[1]) * _TENSION
