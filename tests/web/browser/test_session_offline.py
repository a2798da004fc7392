"""A whole session in a basement: offline for its middle half, with a dead phone and a restarted server in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.browser.conftest import SteadyServer, open_live, sign_up, wait_until_sent, whole_log

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.xdist_group("browser")
_Phones = Callable[..., "BrowserContext"]


def begin(page: Page, exercise: str) -> None:
    """Pick an exercise by typing its name."""
    if page.locator("#start").count():
        page.click("#start")
    elif page.locator("#add-exercise").count():
        page.click("#add-exercise")
    page.fill("#search", exercise)
    page.locator("#found button").first.click()
    page.wait_for_selector("#log")


def log(page: Page, load: str, repetitions: str, ending: int | None = None) -> None:
    page.fill("#load", load)
    page.fill("#repetitions", repetitions)
    if ending is not None:
        page.click(f"#ending-{ending}")
    page.click("#log")


def part(page: Page, way: str, *repetitions: str) -> None:
    """Go on with the set that was just logged."""
    page.click("#extend")
    page.click(f"#way-{way}")
    for one in repetitions:
        page.fill("#repetitions", one)
        page.click("#log-part")


def sets_of(operations: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what the operations add up to, naively: the last value of every set."""
    found: dict[str, Any] = {}
    for one in operations:
        if one["kind"] in ("set.logged", "set.amended"):
            found[one["body"]["set"]] = one["body"]["value"]
        if one["kind"] == "set.voided":
            del found[one["body"]["set"]]
    return found


def test_a_session_survives_a_basement_a_dead_phone_and_a_restarted_server(
    server: SteadyServer, phones: _Phones, tmp_path: Path
) -> None:
    storage = tmp_path / "phone"
    context = phones(storage)
    page = context.pages[0]
    sign_up(page, server.address, "lena")
    open_live(page, server.address)

    # The first quarter, on line.
    page.wait_for_selector("body[data-advised]")
    begin(page, "Barbell bench press")
    log(page, "60", "10")
    log(page, "80", "8", ending=0)
    page.click("#edit-last")
    page.click("#left-2")
    page.click("#save")
    wait_until_sent(page)
    assert len(sets_of(whole_log(page))) == 2

    # The middle half: no reception, and the server is away too.
    context.set_offline(True)
    server.stop()
    log(page, "80", "7", ending=2)
    part(page, "double-drop-set", "6", "5")
    part(page, "machine", "7")
    assert page.locator("#unsent").get_attribute("data-count") == "4"
    context.close()  # the phone dies

    context = phones(storage)
    context.set_offline(True)
    page = context.pages[0]
    page.goto(f"{server.address}/live/")
    page.wait_for_selector("body[data-ready]")
    assert page.locator("h1").inner_text() == "Barbell bench press"
    assert page.locator("#unsent").get_attribute("data-count") == "4"
    part(page, "negatives", "3")
    begin(page, "Barbell back squat")
    log(page, "100", "5", ending=0)
    page.reload()
    page.wait_for_selector("#log")
    log(page, "100", "5")
    page.click(".sets .set >> nth=1")
    page.click("#void")
    page.click("#void")
    assert page.locator("#unsent").get_attribute("data-count") == "8"

    # Upstairs again: the server is back, and then so is the reception.
    server.start()
    context.set_offline(False)
    wait_until_sent(page)
    log(page, "110", "3", ending=2)
    page.click("#finish")
    page.click("#finish-now")
    page.wait_for_selector("#start")
    wait_until_sent(page)

    operations = whole_log(page)
    assert len({one["id"] for one in operations}) == len(operations)
    assert [one["kind"] for one in operations].count("session.started") == 1
    assert operations[-1]["kind"] == "session.finished"
    chains = [
        [
            (one["exercise"], one["load"]["value"], one["repetitions"], one.get("technique", "straight"))
            for one in value["segments"]
        ]
        for value in sets_of(operations).values()
    ]
    bench, machine = "Barbell bench press", "Chest press machine"
    assert chains == [
        [(bench, 60, 10, "straight")],
        [(bench, 80, 8, "straight")],
        [
            (bench, 80, 7, "straight"),
            (bench, 60, 6, "drop"),
            (bench, 45, 5, "drop"),
            (machine, 32.5, 7, "drop"),
            (machine, 32.5, 3, "negative"),
        ],
        [("Barbell back squat", 100, 5, "straight")],
        [("Barbell back squat", 110, 3, "straight")],
    ]
    second = list(sets_of(operations).values())[1]["segments"][0]
    assert (second["effort"], second["ending"]) == ({"value": 2, "scale": "rir"}, {"kind": "stopped"})
