"""The live page speaks the browser's language, or the one that was chosen, with and without reception."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.browser.conftest import SteadyServer, open_live, sign_up

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.xdist_group("browser")


def first_texts(page: Page, address: str) -> list[str]:
    """Open the live page, and return all that its first button ever showed."""
    page.add_init_script(
        """globalThis.shown = [];
        new MutationObserver(() => {
            const text = document.getElementById("start")?.textContent;
            if (text) globalThis.shown.push(text);
        }).observe(document, { childList: true, subtree: true });"""
    )
    open_live(page, address)
    page.wait_for_selector("#start, [id^=resume]")
    return list(page.evaluate("globalThis.shown"))


def test_a_german_phone_logs_in_german_from_the_first_paint_and_without_reception(
    server: SteadyServer, phones: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    context = phones(tmp_path / "phone", locale="de-DE")
    page = context.pages[0]
    sign_up(page, server.address, "greta")
    assert set(first_texts(page, server.address)) == {"Einheit beginnen"}
    context.set_offline(True)
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert page.evaluate("document.documentElement.lang") == "de"
    page.click("#start")
    page.fill("#search", "Rudern im Sitzen")
    page.click("#use-own")
    page.fill("#load", "72,5")
    page.fill("#repetitions", "8")
    page.click("#ending-0")
    page.click("#log")
    page.wait_for_selector("#set-list button:has-text('72,5 kg × 8')")
    assert page.input_value("#load") == "72,5"
    page.click("#load + button")
    assert page.input_value("#load") == "75"


def in_spanish(page: Page, address: str) -> None:
    """Choose Spanish, as the settings do, whatever the browser's language is."""
    page.context.add_cookies([{"name": "django_language", "value": "es", "url": address}])


def test_a_chosen_language_goes_before_the_browsers_also_in_what_is_kept(
    server: SteadyServer, phones: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    page = phones(tmp_path / "phone").pages[0]
    sign_up(page, server.address, "sofia")
    in_spanish(page, server.address)
    open_live(page, server.address)
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert page.evaluate("document.documentElement.lang") == "es"
    assert page.inner_text("#start") == "Empezar sesión"


def test_a_phone_that_kept_another_language_is_offered_the_one_that_was_chosen_later(
    server: SteadyServer, live: Callable[..., Page]
) -> None:
    page = live("ines")
    in_spanish(page, server.address)
    page.reload()
    page.click("#newer button")
    page.wait_for_selector("html[lang=es] #start:has-text('Empezar')")
