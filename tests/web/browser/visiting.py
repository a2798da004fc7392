"""Going through the app's pages as a lifter with a log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.urls import resolve

from tests.docs.sample import write_export

if TYPE_CHECKING:
    from playwright.sync_api import Page

_LEARNT_WITHIN_S = 120
_LEADS_OUT = ("/accounts/logout/", "/static/", "/api/v1/")


def learnt_log(page: Page, address: str, room: Path) -> None:
    """Import a scripted lifter's log by the pages, and wait until it is learnt from."""
    write_export(room / "my_export.csv")
    page.goto(f"{address}/imports/")
    page.set_input_files("input[type=file]", room / "my_export.csv")
    page.click("main form button[type=submit]")
    page.click("form[action$=take] button", timeout=60_000)
    page.wait_for_selector("form[action$=undo] button", timeout=60_000)
    page.goto(f"{address}/")
    page.wait_for_selector(".due", timeout=1000 * _LEARNT_WITHIN_S)


def pages(page: Page, address: str) -> Iterator[str]:
    """Open one page of every kind that links lead to, beginning with Today, and yield its path while it is open."""
    waiting, kinds = ["/"], set[str]()
    while waiting:
        path = waiting.pop(0)
        kind = resolve(urlsplit(path).path).view_name
        if kind in kinds:
            continue
        kinds.add(kind)
        answer = page.goto(address + path)
        assert answer is not None
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        assert answer.ok, f"{path}: {answer.status}"
        page.wait_for_load_state("networkidle")
        if path.startswith("/live/"):
            page.wait_for_selector("body[data-ready]")
        yield path
        for link in page.evaluate("() => [...document.querySelectorAll('a[href]')].map(one => one.href)"):
            if link.startswith(address):
                found = link.removeprefix(address).partition("#")[0]
                if not found.startswith(_LEADS_OUT):
                    waiting.append(found)


def screens(page: Page) -> Iterator[str]:
    """Go through a session on the open live page, and yield the name of every screen while it is open."""
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
    _log(page, "6", 2)
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
    _log(page, "3", 5)
    page.wait_for_selector("#end-session")
    yield "pain stop"
    page.click("#end-session")
    yield "finish"
    page.click("#finish-now")
    page.wait_for_selector("#start")
    yield "finished"


def _log(page: Page, repetitions: str, ending: int) -> None:
    page.fill("#repetitions", repetitions)
    page.click(f"#ending-{ending}")
    page.click("#log")
