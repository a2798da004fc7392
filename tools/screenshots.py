"""Make pictures of every page of the app: phone and desktop, light and dark.

    python tools/screenshots.py [FOLDER]

Starts a demo on a folder of its own, waits until its invented lifter is learnt from and told, visits every page that
links lead to, and ends it again.
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

from tests.web.browser.conftest import CHROMIUM
from tests.web.browser.visiting import pages
from tests.web.servers import Server

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType

_TOLD_LAST = {"/": ".due", "/lifts/": "main a[href^='/lifts/']", "/plan/": ".day", "/live/": ".picks"}
"""What shows that the worker has come so far, by page."""

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SIZES = {"phone": (390, 844), "desktop": (1280, 900)}


class Demo(Server):
    """A demo on this machine."""

    options = ("--demo",)


def take(chromium: BrowserType, server: Demo, out: Path) -> int:
    """Take the pictures, and return how many there are."""
    made = 0
    browser = chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2, locale="en-GB")
    page = context.new_page()
    page.goto(server.wait_for(r"(http://\S+/demo/\S+)"))
    for path, part in _TOLD_LAST.items():
        page.goto(server.address + path)
        page.wait_for_selector(part, timeout=300_000)
    for path in pages(page, server.address):
        name = _ID.sub("one", path.partition("?")[0]).strip("/").replace("/", "-") or "today"
        for size, (width, height) in _SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            # A screen as high as the page: what stands at the bottom of a screen must not hide what lies under it.
            whole = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": max(height, whole)})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                page.wait_for_timeout(150)
                page.screenshot(path=out / f"{name}_{size}_{scheme}.png")
                made += 1
        print(f"{made:4d}  {path}", flush=True)
        page.set_viewport_size({"width": 390, "height": 844})
    browser.close()
    return made


def main(out: Path) -> None:
    """Make the pictures in a folder."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.web.settings")
    django.setup()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Demo(Path(folder) / "data")
        try:
            made = take(playwright.chromium, server, out)
        finally:
            server.stop()
    print(f"{made} pictures are in {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(".cache/screenshots"))
