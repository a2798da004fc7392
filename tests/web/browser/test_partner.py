"""The partner's page in a real browser: it follows the lifter's phone by itself, and ends with the link."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from tests.web.browser.conftest import SteadyServer, phone
from tests.web.servers import Browser, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType

pytestmark = pytest.mark.xdist_group("browser")
STEP = {
    "state": "lifting",
    "exercise": "Leg Press",
    "now": "Lower 4 s",
    "help": "Carry 20 kg",
    "steps": ["A", "B"],
    "at": 1,
}


def post(lifter: Browser, path: str, content: object) -> Any:
    headers = {"Content-Type": "application/json", "X-CSRFToken": lifter.token()}
    request = urllib.request.Request(lifter.address + path, json.dumps(content).encode(), headers)
    with lifter.opener.open(request, timeout=30) as answer:
        return json.loads(answer.read())


def test_a_partner_follows_the_steps_without_an_account(
    server: SteadyServer, chromium: BrowserType, tmp_path: Path
) -> None:
    lifter = sign_in(server)
    link = post(lifter, "/phone/partner", {"session": str(uuid4())})
    with phone(chromium, tmp_path / "partner") as partner:
        page = partner.pages[0]
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(link["url"])
        assert page.get_by_text("As soon as the lifter begins").is_visible()
        post(lifter, f"/phone/partner/{link['token']}/step", {"step": STEP})
        page.get_by_text("Lower 4 s").wait_for(timeout=10_000)
        assert page.get_by_text("Carry 20 kg").is_visible()
        assert page.locator("[aria-current=step]").inner_text() == "B"
        post(lifter, f"/phone/partner/{link['token']}/step", {"step": {**STEP, "state": "stop", "now": "", "help": ""}})
        page.get_by_text("Stop. Help with the load.").wait_for(timeout=10_000)
        assert page.get_by_text("Carry 20 kg").count() == 0
        partner.set_offline(True)
        page.get_by_text("No connection").wait_for(timeout=30_000)
        partner.set_offline(False)
        page.get_by_text("No connection").wait_for(state="hidden", timeout=30_000)
        post(lifter, f"/phone/partner/{link['token']}/end", {})
        page.get_by_text("The session is over").wait_for(timeout=10_000)
        assert page.get_by_text("Leg Press").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert faults == []
