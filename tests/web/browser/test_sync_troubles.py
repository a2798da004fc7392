"""What can go wrong between phone and server, and that nothing of it costs a set."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from tests.web.browser.conftest import SteadyServer, sign_in, sign_up, wait_until_sent, whole_log
from tests.web.browser.test_session_offline import begin, log, sets_of

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Route

pytestmark = pytest.mark.xdist_group("browser")
_KEPT = """async (count) => {
    const kept = () => new Promise((then) => {
        const opened = indexedDB.open("momentary-phone");
        opened.onsuccess = () => {
            const counted = opened.result.transaction("outbox").objectStore("outbox").count();
            counted.onsuccess = () => (opened.result.close(), then(counted.result));
        };
    });
    while ((await kept()) !== count) await new Promise((resolve) => setTimeout(resolve, 50));
}"""
_Phones = Callable[..., "BrowserContext"]
_Live = Callable[..., "Page"]


def unsent(page: Page) -> int:
    return int(str(page.locator("#unsent").get_attribute("data-count")))


def pushes(page: Page, answer: Callable[[Route], None]) -> None:
    page.route("**/sync/push", answer)


def test_who_is_signed_out_logs_on_and_sends_after_signing_in(live: _Live) -> None:
    page = live("ina")
    wait_until_sent(page)
    page.context.clear_cookies(name="sessionid")
    begin(page, "My own lift")
    log(page, "40", "12")
    page.wait_for_selector("#signed-out")
    log(page, "40", "11")
    assert unsent(page) == 3
    page.evaluate(_KEPT, 3)
    page.click("#signed-out a")
    sign_in(page, "ina")
    page.wait_for_selector("body[data-ready]")
    wait_until_sent(page)
    assert [one["segments"][0]["repetitions"] for one in sets_of(whole_log(page)).values()] == [12, 11]


def test_sets_of_one_athlete_wait_while_another_is_signed_in_on_the_same_phone(
    server: SteadyServer, live: _Live
) -> None:
    page = live("kim")
    wait_until_sent(page)
    pushes(page, lambda route: route.abort())
    begin(page, "Kims lift")
    log(page, "50", "5")
    page.evaluate(_KEPT, 2)
    page.unroute("**/sync/push")
    page.context.clear_cookies()
    sign_up(page, server.address, "lou")
    page.goto(f"{server.address}/live/")
    page.wait_for_selector("#somebody-else")
    assert unsent(page) == 2
    assert whole_log(page) == []
    page.click("#switch")
    page.wait_for_selector("#start")
    begin(page, "Lous lift")
    log(page, "20", "9")
    wait_until_sent(page)
    assert [one["segments"][0]["exercise"] for one in sets_of(whole_log(page)).values()] == ["Lous lift"]
    page.context.clear_cookies()
    page.goto(f"{server.address}/accounts/login/")
    sign_in(page, "kim")
    page.goto(f"{server.address}/live/")
    page.wait_for_selector("h1:text-is('Kims lift')")
    wait_until_sent(page)
    assert [one["segments"][0]["exercise"] for one in sets_of(whole_log(page)).values()] == ["Kims lift"]


def test_what_is_refused_is_shown_with_its_problem_and_can_be_mended(
    server: SteadyServer, phones: _Phones, tmp_path: Path
) -> None:
    page = phones(tmp_path / "phone", service_workers="block").pages[0]
    sign_up(page, server.address, "mia")
    page.goto(f"{server.address}/live/")
    page.wait_for_selector("body[data-ready]")
    wait_until_sent(page)

    def spoil(route: Route) -> None:
        """An app of another version: its sets have a part that this server does not know."""
        content = json.loads(str(route.request.post_data))
        for one in content["operations"]:
            if one["kind"] == "set.logged" and one["body"]["value"]["segments"][0]["repetitions"] == 77:
                one["body"]["value"]["colour"] = "red"
        route.continue_(post_data=json.dumps(content))

    pushes(page, spoil)
    begin(page, "Curl of mine")
    log(page, "10", "77")
    page.wait_for_selector("#unsent.refused")
    log(page, "10", "7")
    wait_until_sent(page)
    assert len(sets_of(whole_log(page))) == 1
    page.click("#unsent")
    assert "colour" in page.locator(".refused .fault").inner_text()
    with page.expect_download() as saved:
        page.click("#export")
    kept = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
    assert kept["operations"][0]["body"]["value"]["segments"][0]["repetitions"] == 77
    page.click("[id^=mend-]")
    page.fill("#repetitions", "9")
    page.click("#save")
    page.wait_for_selector("#unsent.sent")
    assert [one["segments"][0]["repetitions"] for one in sets_of(whole_log(page)).values()] == [7, 9]


def test_a_phone_brings_back_what_a_restored_backup_has_lost(live: _Live) -> None:
    page = live("noa")
    begin(page, "Press of mine")
    log(page, "30", "5")
    wait_until_sent(page)
    before = {one["id"] for one in whole_log(page)}

    epoch, lost = str(uuid4()), {"is": True}

    def restored(route: Route) -> None:
        """The server after a restore: another epoch, and at first an empty log."""
        answer = route.fetch()
        content: dict[str, Any] = answer.json()
        content["log"] = epoch
        if lost["is"] and "operations" in content:
            content |= {"operations": [], "position": 0, "more": False}
        route.fulfill(response=answer, json=content)

    sent: list[str] = []

    def heard(route: Route) -> None:
        sent.extend(one["id"] for one in json.loads(str(route.request.post_data))["operations"])
        lost["is"] = not before <= set(sent)
        restored(route)

    page.route("**/sync/pull*", restored)
    pushes(page, heard)
    log(page, "30", "4")
    page.wait_for_timeout(1500)
    wait_until_sent(page)
    page.unroute_all(behavior="wait")
    assert before < set(sent)
    operations = whole_log(page)
    assert len({one["id"] for one in operations}) == len(operations) == 3


def test_two_tabs_show_and_send_the_same_sets_once(server: SteadyServer, live: _Live) -> None:
    one = live("pat")
    begin(one, "Row of mine")
    log(one, "60", "8")
    wait_until_sent(one)
    two = one.context.new_page()
    two.goto(f"{server.address}/live/")
    two.wait_for_selector("#log")
    assert two.locator(".sets .set").count() == 1
    log(two, "60", "7")
    one.wait_for_selector(".sets li:nth-child(2)")
    log(one, "60", "6")
    two.wait_for_selector(".sets li:nth-child(3)")
    wait_until_sent(one)
    wait_until_sent(two)
    operations = whole_log(one)
    assert [value["segments"][0]["repetitions"] for value in sets_of(operations).values()] == [8, 7, 6]
    assert len({each["id"] for each in operations}) == len(operations)


def test_pain_ends_the_set_and_the_exercise(live: _Live) -> None:
    page = live("quin")
    begin(page, "Deadlift of mine")
    log(page, "120", "2", ending=5)
    page.wait_for_selector(".stop")
    assert page.locator("#log, #extend, #forecast").count() == 0
    wait_until_sent(page)
    (value,) = sets_of(whole_log(page)).values()
    assert value["segments"][0]["ending"] == {"kind": "pain"}
    page.reload()
    page.wait_for_selector(".stop")
