"""Make pictures of every page of the app and every screen of the live page: phone and desktop, light and dark.

    python tools/screenshots.py [FOLDER]

Starts a demo on a folder of its own, waits until its invented lifter is learnt from and told, visits every page that
links lead to, goes through a session, and ends it again. What only coaches and owners see is not among them.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django
from playwright.sync_api import sync_playwright

from tests.web.browser.conftest import CHROMIUM, open_live
from tests.web.browser.visiting import pages, screens
from tests.web.servers import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserType, Page, ViewportSize

_TOLD_LAST = {"/": ".due", "/lifts/": "main a[href^='/lifts/']", "/plan/": ".day", "/live/": ".picks"}
"""What shows that the worker has come so far, by page."""

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_BEFORE = ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/")
"""What somebody sees who is not signed in."""

_PHONE: ViewportSize = {"width": 390, "height": 844}
_SIZES = {"phone": (390, 844), "desktop": (1280, 900)}


class Demo(Server):
    """A demo on this machine."""

    options = ("--demo",)


def take(chromium: BrowserType, server: Demo, out: Path) -> Iterator[str]:
    """Take the pictures, and yield the name of each page or screen that is done."""
    browser = chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    context = browser.new_context(viewport=_PHONE, device_scale_factor=2, locale="en-GB")
    link, page = server.wait_for(r"(http://\S+/demo/\S+)"), context.new_page()
    for path in _BEFORE:
        page.goto(server.address + path)
        yield shot(page, out, _name_of(path))
    page.goto(link)
    for path, part in _TOLD_LAST.items():
        page.goto(server.address + path)
        page.wait_for_selector(part, timeout=300_000)
    for path in pages(page, server.address):
        yield shot(page, out, _name_of(path))
    open_live(page, server.address)
    for screen in screens(page):
        yield shot(page, out, "live-" + re.sub(r"\W+", "-", screen))
        if address := page.evaluate("document.querySelector('#partner-link')?.href"):
            partner = context.new_page()
            partner.goto(address)
            yield shot(partner, out, "partner")
            partner.close()
    browser.close()


def shot(page: Page, out: Path, name: str) -> str:
    """Take the four pictures of an open page, and return its name."""
    for size, (width, height) in _SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        # A screen as high as the page: what stands at the bottom of a screen must not hide what lies under it.
        whole = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": max(height, whole)})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.wait_for_timeout(250)
            page.screenshot(path=out / f"{name}_{size}_{scheme}.png")
    page.set_viewport_size(_PHONE)
    return name


def _name_of(path: str) -> str:
    return _ID.sub("one", path.partition("?")[0]).strip("/").replace("/", "-") or "today"


def main(out: Path) -> None:
    """Make the pictures in a folder."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.web.settings")
    django.setup()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Demo(Path(folder) / "data")
        try:
            for made, name in enumerate(take(playwright.chromium, server, out), start=1):
                print(f"{made:4d}  {name}", flush=True)
        finally:
            server.stop()
    print(f"Each page in four pictures: {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(".cache/screenshots"))
