"""Write the simulator's pictures of the methods, as parts of the app's page of each method.

    python tools/method_pictures.py

It writes src/momentary/web/templates/insights/methods/*.html: a typical lifter's bench press at 75 % of the 1RM, one
file a method. The simulation takes a while and says the same to everybody, so it is done once, here. A test compares
a picture with what this writes.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from momentary.figures.simulated import SimulatedMethod  # noqa: E402
from momentary.figures.simulation_page import method_section  # noqa: E402
from momentary.muscle import METHODS, press, protocol_of, simulate, trace, typical_lifter  # noqa: E402

FOLDER = ROOT / "src" / "momentary" / "web" / "templates" / "insights" / "methods"
LOAD = 0.75


def picture(name: str) -> str:
    """Return the picture of a method."""
    lifter, way = typical_lifter(press()), METHODS[name]
    protocol = protocol_of(way, load=LOAD, lift=lifter.lift)
    (outcome,) = simulate(lifter, [protocol])
    course = trace(lifter, protocol, steps=outcome.steps)
    one = SimulatedMethod(name=way.name, title=way.title, what=way.what, outcome=outcome, trace=course)
    return method_section(one, max(outcome.seconds, 1.0) * 1.02, number=1) + "\n"


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in METHODS:
        (FOLDER / f"{name}.html").write_text(picture(name), encoding="utf-8")
        print(f"{name}: {(FOLDER / f'{name}.html').stat().st_size:,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
