"""Every page that a lifter can reach, and every screen of the live page: no barrier that axe finds in light or dark,
no sideways scrolling, no tiny target, and keys are enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.browser.conftest import SteadyServer, open_live, phone, sign_up
from tests.web.browser.visiting import learnt_log, pages, screens

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType, Page

pytestmark = pytest.mark.xdist_group("browser")

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('button, a.button, input:not([type=hidden]), select, nav a, summary')]
    .filter(one => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .map(one => [one, (one.closest('label') ?? one).getBoundingClientRect()])
    .filter(([one, box]) => box.width > 1 && box.height > 1 && Math.min(box.width, box.height) < 24)
    .map(([one]) => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core, as a wheel carries it."""
    pytest.importorskip("axe_playwright_python", reason="axe is missing: `make venv` brings it.")
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def lifter(chromium: BrowserType, server: SteadyServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The phone of somebody whose log was imported and learnt from."""
    room = tmp_path_factory.mktemp("everyone")
    context = phone(chromium, room / "phone")
    page = context.new_page()
    sign_up(page, server.address, "everyone")
    learnt_log(page, server.address, room)
    yield page
    context.close()


def faults(page: Page, axe: str) -> list[str]:
    """Return what axe finds on an open page, each with its rule and its place."""
    page.evaluate(axe)
    # Colours that still change from light to dark are nobody's colours.
    page.evaluate("() => Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => null)")
    found: dict[str, Any] = page.evaluate("() => axe.run()")
    return [
        f"{one['id']}: {place['html'][:160]} {place['failureSummary'][:240]}"
        for one in found["violations"]
        for place in one["nodes"]
    ]


def barriers(page: Page, axe: str) -> list[str]:
    """Return what stands in somebody's way on an open page: what axe finds, sideways scrolling, tiny targets."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"({scheme}) {fault}" for fault in faults(page, axe)]
    if (wide := page.evaluate(SIDEWAYS)) > 0:
        found.append(f"scrolls sideways by {wide} px")
    return found + [f"too small a target: {one}" for one in page.evaluate(SMALL)]


def test_no_screen_of_the_live_page_has_a_barrier(lifter: Page, server: SteadyServer, axe: str) -> None:
    open_live(lifter, server.address)
    # On the first visit: later ones find that nothing is new.
    lifter.wait_for_selector("body[data-advised]")
    found = {screen: barriers(lifter, axe) for screen in screens(lifter)}
    assert len(found) == 17
    assert {screen: faults for screen, faults in found.items() if faults} == {}


def test_no_page_has_a_barrier_or_scrolls_sideways_in_light_or_dark(
    lifter: Page, server: SteadyServer, axe: str
) -> None:
    found = {path: barriers(lifter, axe) for path in pages(lifter, server.address)}
    assert len(found) >= 20, found.keys()
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_a_session_is_begun_by_keyboard_alone(lifter: Page, server: SteadyServer) -> None:
    lifter.goto(f"{server.address}/live/")
    lifter.wait_for_selector("body[data-ready]")
    before = lifter.evaluate("document.body.innerText")
    reached = set()
    for _ in range(80):
        lifter.keyboard.press("Tab")
        told: str = lifter.evaluate(
            "(document.activeElement?.innerText || document.activeElement?.getAttribute('aria-label') || '').trim()"
        )
        reached.add(told)
        outline: str = lifter.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none" or told == "", f"nothing shows that {told!r} has the focus"
        if re.match(r"start|begin", told, re.IGNORECASE):
            lifter.keyboard.press("Enter")
            break
    else:
        pytest.fail(f"no key led to the start of a session: {sorted(reached)}")
    lifter.wait_for_function("before => document.body.innerText !== before", arg=before)
