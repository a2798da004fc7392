from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.figures.body_map import MOST_LABELLED, body_map, most_tired, unknown_muscles
from momentary.figures.palette import DARK, LIGHT, TIRED_EDGES, tired_step
from momentary.figures.readiness_words import whole
from momentary.inference.readiness import Readiness
from momentary.quantities import Muscle
from tests.figures.readiness import LEG_DAY, any_readiness, leg_day, readiness_of, state_of
from tests.figures.test_page import contrast, luminance

SVG = "{http://www.w3.org/2000/svg}"
STEPS = [f"tired-{step}" for step in range(len(TIRED_EDGES) + 1)]

# How people without one kind of cone see linear RGB (Machado, Oliveira & Fernandes 2009, severity 1).
SEEN = {
    "all cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no long": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no middle": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no short": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def regions(root: ET.Element) -> dict[str, list[ET.Element]]:
    """Return the groups of each muscle, over both views."""
    found: dict[str, list[ET.Element]] = {}
    for group in root.iter(f"{SVG}g"):
        classes = (group.get("class") or "").split()
        if classes[:1] == ["muscle"]:
            found.setdefault(classes[1], []).append(group)
    return found


def slug(muscle: Muscle) -> str:
    return muscle.value.replace("_", "-")


def texts(root: ET.Element) -> str:
    return " ".join(" ".join(one.itertext()) for one in root.iter(f"{SVG}text"))


def oklab(colour: str, seen: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """Return a colour as an eye sees it, in a space where distances are differences seen (Ottosson 2020)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    r, g, b = (max(sum(k * part for k, part in zip(row, linear, strict=True)), 0.0) for row in seen)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def test_every_muscle_has_a_region_with_its_name_on_both_sides_of_the_body() -> None:
    root = ET.fromstring(body_map(leg_day()))
    found = regions(root)
    assert set(found) == {slug(muscle) for muscle in Muscle}
    for muscle in Muscle:
        for group in found[slug(muscle)]:
            (title,) = group.findall(f"{SVG}title")
            assert (title.text or "").lower().startswith(f"{muscle.label}:")
            assert {(one.get("id") or "").rpartition("-")[2] for one in group.findall(f"{SVG}path")} == {
                "left",
                "right",
            }


def test_who_faces_us_has_the_left_on_our_right() -> None:
    root = ET.fromstring(body_map(leg_day(), name="m"))
    ids = {one.get("id"): one.get("d") or "" for one in root.iter(f"{SVG}path")}

    def is_on_our_right(name: str) -> bool:
        return not ids[name].startswith("M-")

    assert is_on_our_right("m-front-chest-left")
    assert not is_on_our_right("m-front-chest-right")
    assert is_on_our_right("m-back-glutes-right")
    assert not is_on_our_right("m-back-glutes-left")


def test_a_region_names_level_interval_and_recovery() -> None:
    found = regions(ET.fromstring(body_map(leg_day())))
    (title,) = {one.findtext(f"{SVG}title") for one in found["glutes"]}
    assert title == (
        "Glutes: 84 % (79 to 89 %). Recovered (97 %) with 80 % probability on Wed ~18:00. Partly learnt from your log."
    )
    assert {one.findtext(f"{SVG}title") for one in found["neck"]} == {"Neck: not in your log"}


def test_muscles_that_the_log_does_not_know_are_hatched_and_coloured_as_nothing_known() -> None:
    root = ET.fromstring(body_map(leg_day(), name="m"))
    fills = {name: {one.get("fill") for one in groups} for name, groups in regions(root).items()}
    colours = {LIGHT[step] for step in STEPS}
    for muscle in Muscle:
        if muscle in LEG_DAY:
            assert fills[slug(muscle)] == {LIGHT[f"tired-{tired_step(LEG_DAY[muscle])}"]} <= colours
        else:
            assert fills[slug(muscle)] == {"url(#m-hatch)"}
    assert "m-hatch" in {one.get("id") for one in root.iter(f"{SVG}pattern")}


def test_only_the_most_tired_few_are_labelled_with_name_and_number() -> None:
    words = texts(ET.fromstring(body_map(leg_day())))
    for said in ("Quadriceps 79 %", "Glutes 84 %", "Hamstrings 87 %", "Spinal erectors 90 %"):
        assert said in words
    assert "Calves" not in words


def test_nobody_is_labelled_when_nobody_is_tired() -> None:
    fresh = readiness_of(state_of(Muscle.CHEST, 0.98), state_of(Muscle.LATS, 1.0))
    svg = body_map(fresh)
    assert most_tired(fresh) == []
    assert "All 2 trained muscles at 97 % or more" in svg
    assert 'class="label"' not in svg


def test_an_empty_log_gives_a_hatched_body() -> None:
    root = ET.fromstring(body_map(readiness_of()))
    assert all("unknown" in (one.get("class") or "") for groups in regions(root).values() for one in groups)
    assert "no muscle yet" in (root.get("aria-label") or "")


@given(any_readiness())
def test_any_readiness_gives_well_formed_xml_in_its_frame(readiness: Readiness) -> None:
    root = ET.fromstring(body_map(readiness, name="any"))
    ids = Counter(one.get("id") for one in root.iter() if one.get("id") is not None)
    assert set(ids.values()) == {1}
    assert all((name or "").startswith("any") for name in ids)
    assert root.get("role") == "img"
    width, height = (float(one) for one in (root.get("viewBox") or "").split()[2:])
    for one in root.iter(f"{SVG}tspan"):
        assert 0 <= float(one.get("x") or -1) <= width
        assert 0 < float(one.get("y") or -1) <= height
    assert len(most_tired(readiness)) <= MOST_LABELLED
    assert len(unknown_muscles(readiness)) + len(readiness.muscles) == len(Muscle)
    assert set(re.findall(r"url\(#([^)]+)\)", body_map(readiness, name="any"))) <= {"any-hatch"}


@given(any_readiness())
def test_labels_never_cover_each_other(readiness: Readiness) -> None:
    root = ET.fromstring(body_map(readiness))
    for view in ("start", "end"):
        lines = sorted(
            float(one.get("y") or 0)
            for text in root.iter(f"{SVG}text")
            if text.get("text-anchor") == view
            for one in text.findall(f"{SVG}tspan")
        )
        assert all(below - above >= 11.0 for above, below in pairwise(lines))


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["page", "card"])
def test_contours_and_clear_tiredness_stand_out_from_both_grounds(palette: dict[str, str], ground: str) -> None:
    assert contrast(palette["contour"], palette[ground]) >= 3.0
    assert contrast(palette["contour"], palette["figure"]) >= 3.0
    for step in STEPS[3:]:
        assert contrast(palette[step], palette[ground]) >= 3.0, step


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_more_tired_the_further_from_the_ground(palette: dict[str, str]) -> None:
    ratios = [contrast(palette[step], palette["page"]) for step in STEPS[1:]]
    assert ratios == sorted(ratios)
    brightness = [luminance(palette[step]) for step in STEPS[1:]]
    assert brightness in (sorted(brightness), sorted(brightness, reverse=True))


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("eye", SEEN)
def test_neighbouring_steps_look_different_to_every_kind_of_eye(palette: dict[str, str], eye: str) -> None:
    seen = [oklab(palette[step], SEEN[eye]) for step in STEPS]
    for one, other in pairwise(seen):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 >= 0.07


def test_between_85_and_100_per_cent_there_are_five_colours() -> None:
    assert len({tired_step(level / 1000) for level in range(850, 1001)}) == 5
    assert [tired_step(level) for level in (1.0, 0.97, 0.964, 0.85, 0.844, 0.0)] == [0, 0, 1, 4, 5, 6]


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_two_muscles_told_the_same_number_have_the_same_colour(one: float, other: float) -> None:
    if whole(one) == whole(other):
        assert tired_step(one) == tired_step(other)
    assert (tired_step(one) >= tired_step(other)) or one > other
