"""A real server and a real browser, at a phone's size.

Without Chromium or Playwright these tests say so and are left out.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.servers import Server, owner

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, BrowserType, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PASSWORD = "a heavy password"
# A strict policy forbids Playwright's own polling of functions; a promise of the page's is no evaluation.
_CONTROLLED = """async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
}"""


class SteadyServer(Server):
    """A server that keeps its port when it is started again, as a phone's home screen expects."""

    def start(self) -> None:
        super().start()
        self.port = int(self.address.rsplit(":", 1)[1])


@pytest.fixture(scope="module")
def chromium() -> Iterator[BrowserType]:
    """Debian's Chromium, driven by Playwright; stopped with the module, since Django minds a running event loop."""
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is missing: `make venv` brings it.")
    if CHROMIUM is None:
        pytest.skip("Chromium is missing: `apt install chromium` brings it.")
    with api.sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SteadyServer]:
    """A server that has its owner; every test signs up lifters of its own."""
    running = SteadyServer(tmp_path_factory.mktemp("browser") / "data")
    owner(running)
    yield running
    running.stop()


def phone(
    chromium: BrowserType, storage: Path, *, dark: bool = False, locale: str = "en-GB", **options: Any
) -> BrowserContext:
    """Open a phone whose storage is a folder: the same folder again is the same phone after it was switched off."""
    return chromium.launch_persistent_context(
        storage,
        executable_path=CHROMIUM,
        args=["--no-sandbox", f"--accept-lang={locale}"],
        viewport={"width": 390, "height": 844},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        color_scheme="dark" if dark else "light",
        locale=locale,
        timezone_id="Europe/Berlin",
        **options,
    )


def sign_up(page: Page, address: str, name: str) -> None:
    """Make an account by the form."""
    page.goto(f"{address}/accounts/signup/")
    page.fill("input[name=email]", f"{name}@gym.example")
    page.fill("input[name=password1]", PASSWORD)
    page.fill("input[name=password2]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "signup" not in url)


def sign_in(page: Page, name: str) -> None:
    """Sign in by the form that is on the screen."""
    page.fill("input[name=login]", f"{name}@gym.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "login" not in url)


def open_live(page: Page, address: str) -> None:
    """Open the live page, and wait until it is drawn and kept by the service worker."""
    page.goto(f"{address}/live/")
    page.wait_for_selector("body[data-ready]")
    page.evaluate(_CONTROLLED)


def wait_until_sent(page: Page) -> None:
    """Wait until the phone says that nothing is unsent."""
    page.wait_for_selector('#unsent[data-count="0"]', timeout=60_000)


def whole_log(page: Page) -> list[dict[str, Any]]:
    """Pull everything that the server has, in the page's name."""
    found: list[dict[str, Any]] = page.evaluate(
        """async () => {
            const found = [];
            for (let since = 0, more = true; more; ) {
                const page = await (await fetch(`/sync/pull?since=${since}`)).json();
                found.push(...page.operations);
                ({ position: since, more } = page);
            }
            return found;
        }"""
    )
    return found


@pytest.fixture
def phones(chromium: BrowserType) -> Iterator[Callable[..., BrowserContext]]:
    """Open phones that are closed after the test."""
    opened: list[BrowserContext] = []

    def open_one(storage: Path, **options: Any) -> BrowserContext:
        opened.append(phone(chromium, storage, **options))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def live(server: SteadyServer, phones: Callable[..., BrowserContext], tmp_path: Path) -> Callable[..., Page]:
    """Open the live page on the phone of a lifter who has just signed up."""

    def open_one(name: str, **options: Any) -> Page:
        page = phones(tmp_path / name, **options).pages[0]
        sign_up(page, server.address, name)
        open_live(page, server.address)
        return page

    return open_one
