"""From an export of another app to a set beyond failure with a partner beside: as a lifter does it, on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.browser.conftest import CHROMIUM, SteadyServer, open_live, sign_up, wait_until_sent, whole_log
from tests.web.browser.test_session_offline import part, sets_of
from tests.web.browser.visiting import learnt_log

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, BrowserType

pytestmark = pytest.mark.xdist_group("browser")
BENCH = "Bench Press (Barbell)"


def test_an_imported_log_forecasts_the_set_and_a_partner_sees_how_to_help_beyond_failure(
    server: SteadyServer, phones: Callable[..., BrowserContext], chromium: BrowserType, tmp_path: Path
) -> None:
    page = phones(tmp_path / "phone").pages[0]
    sign_up(page, server.address, "rosa")
    learnt_log(page, server.address, tmp_path)
    open_live(page, server.address)
    page.wait_for_selector("body[data-advised]")
    page.click("#start")
    page.click("#other")
    page.fill("#search", "bench press")
    page.click(f"#found button:has-text('{BENCH}')")

    # The forecast follows the load on the bar: more of it, fewer repetitions.
    at = page.locator("#forecast .number b")
    page.fill("#load", "60")
    page.wait_for_selector("#forecast .at:has-text('60 kg')")
    light = int(at.inner_text())
    page.fill("#load", "72.5")
    page.wait_for_selector("#forecast .at:has-text('72.5 kg')")
    heavy = int(at.inner_text())
    assert 0 < heavy < light
    assert re.fullmatch(r"\d+–\d+ likely", page.locator("#forecast .number span").inner_text())
    assert "25 + 1.25" in page.locator("#plates").inner_text()

    # The partner opens the link on a phone of their own, without an account.
    page.click("#partner")
    page.click("#make-link")
    link = str(page.locator("#partner-link").get_attribute("href"))
    page.click("#back")
    other = chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    beside = other.new_page()
    beside.goto(server.address + link)
    beside.wait_for_selector("[data-now]:has-text('72.5 kg')", timeout=20_000)

    page.fill("#repetitions", "6")
    page.click("#ending-2")
    page.click("#log")
    part(page, "double-drop-set", "6", "5")
    part(page, "machine", "8")
    page.click("#extend")
    page.click("#way-negatives")
    beside.wait_for_selector("[data-now]:has-text('negatives')", timeout=20_000)
    assert "all the way up" in beside.locator("main").inner_text()
    page.fill("#repetitions", "3")
    page.click("#log-part")
    assert BENCH not in beside.title()
    page.click("#finish")
    page.click("#finish-now")
    wait_until_sent(page)
    beside.wait_for_selector("[data-over]:not([hidden])", timeout=20_000)
    other.close()

    (value,) = list(sets_of([one for one in whole_log(page) if one["kind"].startswith("set.")]).values())
    assert [one.get("technique", "straight") for one in value["segments"]] == [
        "straight", "drop", "drop", "drop", "negative"
    ]  # fmt: skip
    assert value["segments"][-1]["tempo"]["lowering_s"] >= 3
    assert value["segments"][-1]["ending"] == {"kind": "eccentric_failure", "judge": "partner"}
    assert len({one["exercise"] for one in value["segments"]}) == 2
