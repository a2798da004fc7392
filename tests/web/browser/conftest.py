"""A real server and a real browser, at a phone's size. Without Chromium or Playwright these tests say so and are left out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.servers import Server, owner

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, BrowserType, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def chromium() -> Iterator[BrowserType]:
    """Debian's Chromium, driven by Playwright; stopped with the module, since Django minds a running event loop."""
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is missing: `make venv` brings it.")
    if CHROMIUM is None:
        pytest.skip("Chromium is missing: `apt install chromium` brings it.")
    with api.sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own with the owner's account."""
    running = Server(tmp_path_factory.mktemp("browser") / "data")
    running.owner = owner(running)  # type: ignore[attr-defined]
    yield running
    running.stop()


def phone(chromium: BrowserType, storage: Path, *, dark: bool = False) -> BrowserContext:
    """Open a phone whose storage is a folder: the same folder again is the same phone after it was switched off."""
    return chromium.launch_persistent_context(
        storage,
        executable_path=CHROMIUM,
        args=["--no-sandbox"],
        viewport={"width": 390, "height": 844},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        color_scheme="dark" if dark else "light",
        locale="en-GB",
        timezone_id="Europe/Berlin",
    )


def sign_in(page: Page, address: str, email: str, password: str) -> None:
    """Sign in by the form."""
    page.goto(f"{address}/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.click("main form button[type=submit]")
    page.wait_for_url(f"{address}/**")


@pytest.fixture
def phones(chromium: BrowserType) -> Iterator[Callable[[Path], BrowserContext]]:
    """Open phones that are closed after the test."""
    opened: list[BrowserContext] = []

    def open_one(storage: Path, *, dark: bool = False) -> BrowserContext:
        opened.append(phone(chromium, storage, dark=dark))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
