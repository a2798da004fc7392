"""The end of a rest is heard, by whoever wants sounds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.browser.conftest import SteadyServer, open_live, sign_up
from tests.web.browser.test_session_offline import begin, log

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.xdist_group("browser")
_COUNTED = """globalThis.tones = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (at) {
    globalThis.tones.push([this.context.state, this.frequency.value]);
    return start.call(this, at);
};"""
_SOUND_OFF = """() => new Promise((then) => {
    const opened = indexedDB.open("momentary-phone");
    opened.onsuccess = () => {
        const store = opened.result.transaction("meta", "readwrite").objectStore("meta");
        store.put({ sound: false }, "preferences").onsuccess = () => (opened.result.close(), then());
    };
})"""
_SHORT_REST = """(seconds) => new Promise((then) => {
    const opened = indexedDB.open("momentary-phone");
    opened.onsuccess = () => {
        const store = opened.result.transaction("meta", "readwrite").objectStore("meta");
        store.get("live").onsuccess = (found) => {
            const live = found.target.result;
            live.rest = { ...live.rest, began_at: Date.now(), length_s: seconds, told: false };
            store.put(live, "live").onsuccess = () => (opened.result.close(), then());
        };
    };
})"""


def test_the_end_of_a_rest_sounds_after_a_tap_where_sounds_are_on_and_not_where_they_are_off(
    server: SteadyServer, phones: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    page = phones(tmp_path / "phone").pages[0]
    sign_up(page, server.address, "bella")
    page.add_init_script(_COUNTED)
    open_live(page, server.address)
    begin(page, "Cable row")
    log(page, "50", "8", ending=0)
    page.wait_for_selector("#rest-left")
    heard = []
    for _ in range(2):
        page.evaluate(_SHORT_REST, 5)
        page.reload()
        page.wait_for_selector("#rest-left")
        page.click(".title h1")
        assert page.evaluate("globalThis.tones") == []
        page.wait_for_selector(".after.over", timeout=10_000)
        page.wait_for_timeout(1000)
        heard.append(page.evaluate("globalThis.tones"))
        page.click("#finish")
        page.click("#keep-on")
        page.evaluate(_SOUND_OFF)
    assert heard == [[["running", 660], ["running", 660], ["running", 880]], []]
