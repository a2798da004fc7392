"""Every screen of the live page: no barrier that axe finds in light or dark, no sideways scrolling, no tiny target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.web.browser.conftest import SteadyServer, open_live
from tests.web.browser.test_for_everyone import SIDEWAYS, SMALL, axe, faults, lifter

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["axe", "lifter"]
pytestmark = pytest.mark.xdist_group("browser")


def log(page: Page, repetitions: str, ending: int) -> None:
    page.fill("#repetitions", repetitions)
    page.click(f"#ending-{ending}")
    page.click("#log")


def screens(page: Page) -> Iterator[str]:
    """Go through a session, and yield the name of every screen while it is open."""
    page.click(".live details summary")
    yield "options"
    page.click("#start")
    yield "a session without a set"
    page.click("#other")
    yield "picking: due and recent"
    page.fill("#search", "press")
    page.wait_for_selector("#found-0")
    yield "picking: found"
    page.fill("#search", "Bench Press (Barbell)")
    page.click("#found-0")
    page.wait_for_selector("#forecast .number")
    yield "a set with its forecast"
    page.click("#ending-0")
    page.click(".rarely summary")
    page.wait_for_selector("#note")
    yield "a set with all that is rarely told"
    log(page, "6", 2)
    page.wait_for_selector("#extend")
    yield "the rest after a set"
    page.click("#edit-last")
    yield "a set to change"
    page.click("#back")
    page.click("#extend")
    yield "ways to go on"
    page.click("#way-negatives")
    page.wait_for_selector("#metronome")
    yield "a part with a partner"
    page.click("#set-done")
    page.click("#tie")
    yield "picking for a superset"
    page.click("#back")
    page.click("#partner")
    yield "partner"
    page.click("#make-link")
    page.wait_for_selector("#partner-link")
    yield "partner with a link"
    page.click("#back")
    page.click("#unsent")
    yield "unsent"
    page.click("#back")
    log(page, "3", 5)
    page.wait_for_selector("#end-session")
    yield "pain stop"
    page.click("#end-session")
    yield "finish"
    page.click("#finish-now")
    page.wait_for_selector("#start")
    yield "finished"


def test_no_screen_of_the_live_page_has_a_barrier(lifter: Page, server: SteadyServer, axe: str) -> None:
    open_live(lifter, server.address)
    lifter.wait_for_selector("body[data-advised]")
    seen, found = [], []
    for screen in screens(lifter):
        seen.append(screen)
        for scheme in ("light", "dark"):
            lifter.emulate_media(color_scheme=scheme)
            found += [f"{screen} ({scheme}) {fault}" for fault in faults(lifter, axe)]
        if (wide := lifter.evaluate(SIDEWAYS)) > 0:
            found.append(f"{screen} scrolls sideways by {wide} px")
        found += [f"{screen} has too small a target: {one}" for one in lifter.evaluate(SMALL)]
    assert len(seen) == len(set(seen)) == 17
    assert not found, "\n".join(found)
