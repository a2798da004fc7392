"""Every page that a lifter can reach: no barrier that axe finds in light or dark, no sideways scrolling, keys alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.browser.conftest import SteadyServer, phone, sign_up
from tests.web.browser.visiting import learnt_log, pages

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


def test_no_page_has_a_barrier_or_scrolls_sideways_in_light_or_dark(
    lifter: Page, server: SteadyServer, axe: str
) -> None:
    seen, found = [], []
    for path in pages(lifter, server.address):
        seen.append(path)
        for scheme in ("light", "dark"):
            lifter.emulate_media(color_scheme=scheme)
            found += [f"{path} ({scheme}) {fault}" for fault in faults(lifter, axe)]
        if (wide := lifter.evaluate(SIDEWAYS)) > 0:
            found.append(f"{path} scrolls sideways by {wide} px")
        found += [f"{path} has too small a target: {one}" for one in lifter.evaluate(SMALL)]
    assert len(seen) >= 20, seen
    assert not found, "\n".join(found)


def test_a_set_is_logged_by_keyboard_alone(lifter: Page, server: SteadyServer) -> None:
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
