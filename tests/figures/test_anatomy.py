from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import combinations

import pytest

from momentary.figures import body_map
from momentary.figures.anatomy import BACK, FRONT, View, contour, silhouette
from momentary.quantities import Muscle

Point = tuple[float, float]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def flattened(d: str, steps: int = 8) -> list[list[Point]]:
    """Return the rings of a path of Bezier curves as polygons."""
    rings = []
    for part in d.split("M")[1:]:
        numbers = [float(one) for one in NUMBER.findall(part)]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        ring = [points[0]]
        for place in range(1, len(points), 3):
            a, b, c, e = ring[-1], *points[place : place + 3]
            for step in range(1, steps + 1):
                t = step / steps
                u = 1 - t
                ring.append(
                    (
                        u**3 * a[0] + 3 * u * u * t * b[0] + 3 * u * t * t * c[0] + t**3 * e[0],
                        u**3 * a[1] + 3 * u * u * t * b[1] + 3 * u * t * t * c[1] + t**3 * e[1],
                    )
                )
        rings.append(ring)
    return rings


def is_inside(point: Point, ring: Sequence[Point]) -> bool:
    """Return whether a polygon holds a point, by the crossings of a ray."""
    x, y = point
    is_in = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            is_in = not is_in
    return is_in


def spots_in(ring: Sequence[Point]) -> set[Point]:
    """Return the spots of a fine grid that a polygon holds."""
    left, right = (int(end(x for x, _ in ring)) for end in (min, max))
    top, bottom = (int(end(y for _, y in ring)) for end in (min, max))
    spots = ((x + 0.03, y + 0.03) for x in range(left, right + 1) for y in range(top, bottom + 1))
    return {spot for spot in spots if is_inside(spot, ring)}


def area(ring: Sequence[Point]) -> float:
    """Return the area of a polygon."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def near(point: Point, ring: Sequence[Point]) -> float:
    """Return how far a point is from a polygon's corners."""
    return min(math.dist(point, corner) for corner in ring)


def test_every_muscle_is_seen_from_the_front_or_the_back() -> None:
    assert set(FRONT.regions) | set(BACK.regions) == set(Muscle)


@pytest.mark.parametrize("view", [FRONT, BACK], ids=lambda view: view.name)
def test_every_muscle_lies_within_the_body(view: View) -> None:
    (body,) = flattened(silhouette(view.outline), steps=24)
    for muscle, rings in view.regions.items():
        for ring in rings:
            for side in (False, True):
                (region,) = flattened(contour(ring, is_mirrored=side))
                assert area(region) > 15, muscle
                outside = [point for point in region if not is_inside(point, body) and near(point, body) > 0.5]
                assert outside == [], muscle


@pytest.mark.parametrize("view", [FRONT, BACK], ids=lambda view: view.name)
def test_no_two_muscles_cover_each_other(view: View) -> None:
    regions = {muscle: [flattened(contour(ring))[0] for ring in rings] for muscle, rings in view.regions.items()}
    covers = {muscle: set().union(*map(spots_in, rings)) for muscle, rings in regions.items()}
    for one, other in combinations(regions, 2):
        assert covers[one].isdisjoint(covers[other]), (one, other)


@pytest.mark.parametrize("view", [FRONT, BACK], ids=lambda view: view.name)
def test_the_body_is_its_own_mirror_image(view: View) -> None:
    (body,) = flattened(silhouette(view.outline))
    mirrored = {(round(-x, 2) + 0.0, round(y, 2)) for x, y in body}
    assert all(min(abs(x - u) + abs(y - v) for u, v in mirrored) < 0.25 for x, y in body)
    for rings in view.regions.values():
        for ring in rings:
            right, left = flattened(contour(ring))[0], flattened(contour(ring, is_mirrored=True))[0]
            assert all(u == pytest.approx(-x) and v == y for (u, v), (x, y) in zip(left, right, strict=True))
            assert min(x for x, _ in right) >= 0.0


@pytest.mark.parametrize("muscle", Muscle)
def test_a_label_points_into_its_muscle(muscle: Muscle) -> None:
    name, x, y = body_map._SPOTS[muscle]
    view = {"front": FRONT, "back": BACK}[name]
    rings = [flattened(contour(ring))[0] for ring in view.regions[muscle]]
    assert any(is_inside((abs(x), y), ring) for ring in rings)
    assert (x < 0) == (name == "front")
