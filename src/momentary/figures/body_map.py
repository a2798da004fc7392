"""A body map: which muscles are tired, from the front and from the back, as one SVG that needs nothing else.

Colours are those of the light page; a page with the report's stylesheet turns them to its scheme. Colour never stands
alone: the most tired are labelled with their numbers, every region names itself when pointed at, and `readiness_list`
stands beside the map with all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from momentary.figures.anatomy import BACK, FRONT, View, contour, line, silhouette
from momentary.figures.markup import Child, Markup, tag
from momentary.figures.palette import LIGHT, TIRED_EDGES, tired_step
from momentary.figures.readiness_words import level_words, spoken, state_name, whole
from momentary.figures.wording import capital, counted
from momentary.inference.readiness import Readiness, StateLevel
from momentary.language import say, say_as
from momentary.quantities import Muscle

SVG = "http://www.w3.org/2000/svg"
MOST_LABELLED = 4
"""Muscles with a label on the map, at most; they are the most tired."""

_WIDTH, _HEIGHT = 360, 376
_SCALE = 0.8
_CENTRES = {"front": 117.0, "back": 243.0}
_BELOW = 318.0
_NAME_PX, _NUMBER_PX, _LINE = 11.0, 12.5, 12.0
_NAME_WIDE, _NUMBER_WIDE = 6.4, 8.2
_EDGE = 3.0
_LEGS, _BELOW_HANDS = 166.0, 181.0

# Where a label's line ends: a spot inside the muscle's region, in the view that shows it best.
_SPOTS: Mapping[Muscle, tuple[str, float, float]] = {
    Muscle.CHEST: ("front", -24, 96),
    Muscle.FRONT_DELTOID: ("front", -44, 92),
    Muscle.SIDE_DELTOID: ("front", -52.6, 97),
    Muscle.REAR_DELTOID: ("back", 45, 90),
    Muscle.ROTATOR_CUFF: ("back", 34, 94),
    Muscle.TRICEPS: ("back", 57, 124),
    Muscle.BICEPS: ("front", -50.6, 123),
    Muscle.FOREARMS: ("front", -63, 154),
    Muscle.LATS: ("back", 29, 124),
    Muscle.UPPER_BACK: ("back", 12, 98),
    Muscle.UPPER_TRAPS: ("back", 19, 74),
    Muscle.NECK: ("front", -7.4, 60),
    Muscle.SPINAL_ERECTORS: ("back", 9.6, 154),
    Muscle.ABDOMINALS: ("front", -7, 136),
    Muscle.OBLIQUES: ("front", -22, 154),
    Muscle.HIP_FLEXORS: ("front", -22, 184),
    Muscle.GLUTES: ("back", 21, 198),
    Muscle.QUADRICEPS: ("front", -24, 226),
    Muscle.HAMSTRINGS: ("back", 28, 236),
    Muscle.ADDUCTORS: ("front", -9.6, 211),
    Muscle.ABDUCTORS: ("back", 27, 176),
    Muscle.CALVES: ("back", 27, 304),
    Muscle.SHINS: ("front", -23.4, 314),
}


@dataclass(frozen=True, slots=True)
class _Label:
    """A label: its muscle, its lines, where its own line ends, and where the label begins."""

    state: StateLevel
    lines: tuple[str, ...]
    spot: tuple[float, float]
    top: float

    @property
    def height(self) -> float:
        return _LINE * (len(self.lines) + 1) + 6.0


def body_map(readiness: Readiness, *, name: str = "body") -> Markup:
    """Return the body from the front and the back, each muscle in the colour of its level, as an SVG.

    Args:
        readiness: The states to show. Muscles that it does not hold are hatched.
        name: Unique name in the page: it begins every id of the drawing.
    """
    held = {state.muscle: state for state in readiness.muscles if state.muscle is not None}
    labelled = most_tired(readiness)
    views = [_view(view, held, readiness, name) for view in (FRONT, BACK)]
    labels = [_labels([one for one in labelled if _spot(one)[0] == view.name], view.name) for view in (FRONT, BACK)]
    return tag(
        "svg",
        _hatch(name),
        *views,
        *labels,
        _legend(name, has_unknown=len(held) < len(Muscle)),
        xmlns=SVG,
        class_="chart body",
        id=name,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_label=_label(readiness, labelled),
    )


def most_tired(readiness: Readiness) -> list[StateLevel]:
    """Return the few muscles that the map labels: the most tired of those below the freshest colour."""
    tired = [state for state in readiness.muscles if state.muscle is not None and tired_step(state.level)]
    return sorted(tired, key=lambda state: state.level)[:MOST_LABELLED]


def unknown_muscles(readiness: Readiness) -> list[Muscle]:
    """Return the muscles of which the log says nothing, in the order of the vocabulary."""
    held = {state.muscle for state in readiness.muscles}
    return [muscle for muscle in Muscle if muscle not in held]


def _label(readiness: Readiness, labelled: Sequence[StateLevel]) -> str:
    """Return what the map shows, for those who do not see it."""
    first = say("Body map from the front and the back.")
    if not readiness.muscles:
        return first + " " + say("The log has trained no muscle yet.")
    if not labelled:
        count = counted(len(readiness.muscles), "trained muscle")
        return first + " " + say("All {muscles} at {share} % or more.", muscles=count, share=whole(TIRED_EDGES[0]))
    states = "; ".join(f"{state_name(one)} {level_words(one)}" for one in labelled)
    return first + " " + say("Most tired: {states}.", states=states)


def _view_name(view: View) -> str:
    return say_as("view of the body", "front") if view.name == "front" else say_as("view of the body", "back")


def _view(view: View, held: Mapping[Muscle, StateLevel], readiness: Readiness, name: str) -> Markup:
    """Return one view of the body."""
    prefix = f"{name}-{view.name}"
    contour_colour = LIGHT["contour"]
    skin = tag("path", d=silhouette(view.outline), fill=LIGHT["figure"], stroke=contour_colour, stroke_width="1.1")
    details = [
        tag("path", d=line(one, is_mirrored=side), fill="none", stroke=contour_colour, stroke_width="0.6")
        for one in view.details
        for side in (False, True)
    ]
    regions = [
        _region(muscle, rings, held.get(muscle), readiness, prefix=prefix, hatch=f"{name}-hatch")
        for muscle, rings in view.regions.items()
    ]
    below = tag(
        "text", capital(_view_name(view)), x="0", y=f"{(_BELOW - 2) / _SCALE:.1f}", text_anchor="middle",
        font_size=f"{_NAME_PX / _SCALE:.2f}", fill=LIGHT["quiet"],
    )  # fmt: skip
    move = f"translate({_CENTRES[view.name]:g} 0) scale({_SCALE})"
    return tag("g", skin, *details, *regions, below, id=prefix, transform=move, stroke_linejoin="round")


def _region(
    muscle: Muscle, rings: Sequence[str], state: StateLevel | None, readiness: Readiness, *, prefix: str, hatch: str
) -> Markup:
    """Return a muscle in one view: a path for each side of the body, and its name."""
    slug = muscle.value.replace("_", "-")
    title, fill, kind = say("{muscle}: not in your log", muscle=capital(muscle.label)), f"url(#{hatch})", "unknown"
    if state is not None:
        step = tired_step(state.level)
        title, fill, kind = spoken(state, readiness), LIGHT[f"tired-{step}"], f"tired-{step}"
    sides = [
        tag("path", d="".join(contour(ring, is_mirrored=is_left) for ring in rings), id=f"{prefix}-{slug}-{side}")
        for side, is_left in _sides(prefix)
    ]
    return tag(
        "g", tag("title", title), *sides, id=f"{prefix}-{slug}", class_=f"muscle {slug} {kind}", fill=fill,
        stroke=LIGHT["contour"], stroke_width="0.7",
    )  # fmt: skip


def _sides(prefix: str) -> tuple[tuple[str, bool], tuple[str, bool]]:
    """Return the sides of the body in a view: who faces us has the left on our right."""
    is_front = prefix.endswith("front")
    return (("left", not is_front), ("right", is_front))


def _spot(state: StateLevel) -> tuple[str, float, float]:
    """Return where a label points to: the view, x and y in the drawing."""
    assert state.muscle is not None
    view, x, y = _SPOTS[state.muscle]
    return view, _CENTRES[view] + _SCALE * x, _SCALE * y


def _labels(states: Sequence[StateLevel], view: str) -> Markup:
    """Return the labels of one view in its margin."""
    labels: list[_Label] = []
    for state in sorted(states, key=lambda one: _spot(one)[2]):
        _, x, y = _spot(state)
        lines = tuple(state_name(state).split(" ", 1))
        centred = y - _LINE * (len(lines) + 1) / 2
        labels.append(_Label(state, lines, (x, y), max(centred, _BELOW_HANDS) if y > _LEGS else centred))
    return tag("g", *(_drawn_label(one, is_left=view == "front") for one in _apart(labels)))


def _apart(labels: Sequence[_Label]) -> list[_Label]:
    """Return labels moved as little as it takes for none to cover another: those that would meet form a stack."""
    stacks: list[list[_Label]] = []
    for label in labels:
        stacks.append([label])
        while len(stacks) > 1 and _top(stacks[-2]) + _height(stacks[-2]) > _top(stacks[-1]):
            stacks[-2:] = [stacks[-2] + stacks[-1]]
    placed = []
    for stack in stacks:
        top = _top(stack)
        for label in stack:
            placed.append(replace(label, top=top))
            top += label.height
    return placed


def _height(stack: Sequence[_Label]) -> float:
    """Return the height of labels one below the other."""
    return sum(label.height for label in stack)


def _top(stack: Sequence[_Label]) -> float:
    """Return where a stack begins, so that its labels are on average where they want to be."""
    shifts = [label.top - _height(stack[:place]) for place, label in enumerate(stack)]
    return min(max(sum(shifts) / len(shifts), _EDGE), _BELOW - _height(stack))


def _drawn_label(label: _Label, *, is_left: bool) -> Markup:
    """Return a label with its line to the muscle."""
    x = _EDGE if is_left else _WIDTH - _EDGE
    anchor = "start" if is_left else "end"
    number = f"{whole(label.state.level)} %"
    words: list[Child] = [
        tag("tspan", one, x=f"{x:g}", y=f"{label.top + _LINE * (place + 1) - 2:.1f}")
        for place, one in enumerate(label.lines)
    ]
    base = label.top + _LINE * (len(label.lines) + 1)
    words.append(tag("tspan", number, x=f"{x:g}", y=f"{base:.1f}", font_size=f"{_NUMBER_PX:g}", font_weight="600"))
    end_x, end_y = label.spot
    # A label below its muscle has its line from the name, lest it cross it.
    is_below = end_y < label.top + _LINE
    reach = _NAME_WIDE * len(label.lines[0]) if is_below else _NUMBER_WIDE * len(number)
    start_x = x + (reach + 4.0) * (1.0 if is_left else -1.0)
    start_y = label.top + _LINE - 6.0 if is_below else base - 4.0
    line_to = f"M{start_x:.1f},{start_y:.1f}L{end_x:.1f},{end_y:.1f}"
    return tag(
        "g",
        tag("path", d=line_to, fill="none", stroke=LIGHT["page"], stroke_width="2.6"),
        tag("path", d=line_to, fill="none", stroke=LIGHT["ink"], stroke_width="0.9"),
        tag("circle", cx=f"{end_x:.1f}", cy=f"{end_y:.1f}", r="2.3", fill=LIGHT["ink"], stroke=LIGHT["page"]),
        tag("text", *words, text_anchor=anchor, font_size=f"{_NAME_PX:g}", fill=LIGHT["ink"]),
        class_="label",
    )


def _hatch(name: str) -> Markup:
    """Return the hatching of muscles that the log does not know."""
    lines = tag("path", d="M0,0V4", stroke=LIGHT["contour"], stroke_width="1")
    ground = tag("rect", width="4", height="4", fill=LIGHT["figure"])
    pattern = tag(
        "pattern", ground, lines, id=f"{name}-hatch", width="4", height="4", patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )  # fmt: skip
    return tag("defs", pattern)


def _legend(name: str, *, has_unknown: bool) -> Markup:
    """Return what the colours mean: the scale with its numbers, and the hatching."""
    top, left, block, tall = 344.0, 8.0, 28.0, 11.0
    quiet = {"fill": LIGHT["quiet"], "font_size": "10.5"}
    parts: list[Child] = [tag("text", say("Share of rested strength, %"), x=f"{left:g}", y=f"{top - 6:g}", **quiet)]
    steps = len(TIRED_EDGES) + 1
    for place in range(steps):
        step = steps - 1 - place
        parts.append(
            tag("rect", x=f"{left + block * place:g}", y=f"{top:g}", width=f"{block:g}", height=f"{tall:g}",
                fill=LIGHT[f"tired-{step}"], stroke=LIGHT["contour"], stroke_width="0.7")
        )  # fmt: skip
        if step:
            edge = left + block * (place + 1)
            parts.append(
                tag("text", whole(TIRED_EDGES[step - 1]), x=f"{edge:g}", y=f"{top + tall + 12:g}",
                    text_anchor="middle", **quiet)
            )  # fmt: skip
    if has_unknown:
        start = left + block * steps + 26
        parts.append(
            tag("rect", x=f"{start:g}", y=f"{top:g}", width="18", height=f"{tall:g}", fill=f"url(#{name}-hatch)",
                stroke=LIGHT["contour"], stroke_width="0.7")
        )  # fmt: skip
        parts.append(tag("text", say("not in your log"), x=f"{start + 24:g}", y=f"{top + tall - 1.5:g}", **quiet))
    return tag("g", *parts, class_="legend")
