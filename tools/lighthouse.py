"""Ask Lighthouse what it thinks of the pages that a lifter stands before in the gym, as a phone on a slow line.

    python tools/lighthouse.py

Needs npm: Lighthouse is put into .cache/lighthouse. Starts a server on a folder of its own with a scripted lifter.
Ends with 1 where a page has less than 95 points in performance, accessibility or best practices.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django
from playwright.sync_api import sync_playwright

from tests.web.browser.conftest import CHROMIUM, SteadyServer, phone, sign_up
from tests.web.browser.visiting import learnt_log
from tests.web.servers import owner

_VERSION = "12.8.2"
_ROOM = Path(".cache/lighthouse")
_PAGES = ("/", "/live/")
_CATEGORIES = ("performance", "accessibility", "best-practices")
_LEAST = 95


def points(address: str, profile: Path, out: Path) -> dict[str, float]:
    """Return the points of a page by category, from 0 to 100, as a phone that is signed in sees it."""
    program = str(_ROOM / "node_modules" / ".bin" / "lighthouse")
    flags = f"--headless=new --no-sandbox --disable-background-networking --user-data-dir={profile}"
    command = [
        program, address, "--quiet", "--output=json", f"--output-path={out}", f"--chrome-flags={flags}",
        f"--only-categories={','.join(_CATEGORIES)}",
    ]  # fmt: skip
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": str(CHROMIUM)})
    told = json.loads(out.read_text(encoding="utf-8"))
    for audit in told["audits"].values():
        if audit.get("score") is not None and audit["score"] < 0.9 and audit.get("scoreDisplayMode") != "informative":
            print(f"   {audit['score']:.2f} {audit['id']} {audit.get('displayValue', '')}")
        if audit["id"] == "errors-in-console" and audit["score"] == 0:
            print("  ", [one.get("description") for one in audit["details"]["items"]])
    return {name: 100.0 * told["categories"][name]["score"] for name in _CATEGORIES}


def main() -> int:
    """Ask for every page."""
    subprocess.run(
        [
            "npm",
            "install",
            "--silent",
            "--no-save",
            "--no-fund",
            "--no-audit",
            "--prefix",
            str(_ROOM),
            f"lighthouse@{_VERSION}",
        ],
        check=True,
    )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.web.settings")
    django.setup()
    too_few = False
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        server = SteadyServer(room / "data")
        try:
            owner(server)
            with sync_playwright() as playwright:
                # The lifter stays signed in: a header alone would be lost with the first cookie that the page gets.
                browser = phone(playwright.chromium, room / "phone")
                page = browser.pages[0]
                sign_up(page, server.address, "lighthouse")
                learnt_log(page, server.address, room)
                browser.close()
            for path in _PAGES:
                found = points(server.address + path, room / "phone", room / "told.json")
                print(path, ", ".join(f"{name} {value:.0f}" for name, value in found.items()), flush=True)
                too_few |= min(found.values()) < _LEAST
        finally:
            server.stop()
    return int(too_few)


if __name__ == "__main__":
    sys.exit(main())
