"""What a set can be, typed on a phone: supersets, pounds, sides, help, warm-ups, a guess before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.web.browser.conftest import wait_until_sent, whole_log
from tests.web.browser.test_session_offline import begin, log, sets_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("browser")


def test_all_that_a_set_can_be_reaches_the_server_as_it_was_typed(live: Callable[..., Page]) -> None:
    page = live("tess")
    page.wait_for_selector("body[data-advised]")

    # A warm-up in pounds of one side, then the set, with a guess before and the truth after.
    begin(page, "My split squat")
    page.click(".rarely summary")
    page.click("#unit-1")
    page.click("#side-0")
    page.check("#warm-up")
    log(page, "45", "10")
    assert page.locator("#unit-1").get_attribute("aria-pressed") == "true"
    page.click("#guess-2")
    page.fill("#note", "left knee fine")
    log(page, "95", "8", ending=2)

    # Help from a band, said to be help.
    begin(page, "Pull-up")
    page.check("#helps")
    page.fill("#load", "20")
    page.click("#unit-0")
    page.fill("#repetitions", "6")
    page.click("#log")

    # A superset goes to and fro.
    page.click("#tie")
    page.fill("#search", "My curl")
    page.click("#use-own")
    assert page.locator("h1").inner_text() != "My curl"
    first = page.locator("h1").inner_text()
    log(page, "5", "8")
    assert page.locator("h1").inner_text() == "My curl"
    log(page, "12.5", "12")
    assert page.locator("h1").inner_text() == first

    # A number that is none is not logged as another one.
    before = page.locator(".sets .set").count()
    page.fill("#repetitions", "many")
    page.click("#log")
    assert "many" in page.locator("#said").inner_text()
    assert page.locator(".sets .set").count() == before
    page.fill("#repetitions", "0")
    page.click("#log")
    wait_until_sent(page)

    warm, split, pull_up, one, other, *rest = sets_of(whole_log(page)).values()
    assert (warm["role"], warm["side"]) == ("warm_up", "left")
    assert warm["segments"][0]["load"] == {"value": 45, "unit": "lb"}
    assert (split["role"], split["side"]) == ("working", "left")
    assert split["note"] == "Guess before: RIR 2\nleft knee fine"
    assert split["segments"][0]["ending"] == {"kind": "momentary_failure", "judge": "lifter"}
    assert "load" not in pull_up["segments"][0]
    assert pull_up["segments"][0]["assistance"] == {"value": 20, "unit": "kg"}
    assert one["superset"] == other["superset"] == "A"
    assert [each["segments"][0]["exercise"] for each in (one, other)] == [first, "My curl"]
    assert rest[-1]["segments"][0]["repetitions"] == 0


def test_a_logged_set_leaves_standing_what_it_does_not_change(live: Callable[..., Page]) -> None:
    page = live("stan")
    begin(page, "My press")
    log(page, "80", "8", ending=2)
    wait_until_sent(page)
    first, field = page.locator(".sets li").element_handle(), page.locator("#load").element_handle()

    page.click(".rarely summary")
    page.fill("#note", "heavy")
    page.context.set_offline(True)
    log(page, "82.5", "7", ending=0)
    assert page.evaluate("([one, two]) => one.isConnected && two.isConnected", [first, field])
    assert page.locator(".sets .what").all_inner_texts() == ["80 kg × 8", "82.5 kg × 7"]
    assert page.locator("#note").input_value() == ""
    assert page.locator(".endings [aria-pressed=true]").count() == page.locator(".ending-more *").count() == 0

    # What is half typed stays as it is when the answer of the server comes.
    page.fill("#load", "85.")
    page.context.set_offline(False)
    wait_until_sent(page)
    assert page.locator("#load").input_value() == "85."
    page.click("#set-list .set >> nth=1")
    page.fill("#repetitions", "6")
    page.click("#save")
    assert page.locator(".sets .what").all_inner_texts() == ["80 kg × 8", "82.5 kg × 6"]
    assert page.locator("#load").input_value() == "85"
