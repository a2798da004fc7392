"""The phone's own sync code in a real browser, against a real server, over a line that loses requests and answers."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.browser.conftest import SteadyServer, sign_up, whole_log

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Route

pytestmark = pytest.mark.xdist_group("browser")
SETS = 1000
# What a lifter did, kept by hand beside the phone's log; now and then the page dies and is opened again.
GYM = """
async ({ base, sets, seed }) => {
  const [{ Store }, { Log }, { Sync }, { operation, newId, living, moment }] = await Promise.all(
    ["store", "log", "sync", "operations"].map((name) => import(`${base}js/phone/${name}.js`)));
  let state = seed;
  const chance = () => ((state = (state * 1103515245 + 12345) % 2147483648) / 2147483648);
  let store = await Store.open("gym");
  let log = new Log(store);
  let sync = new Sync(store);
  const done = {};
  const uuids = [];
  let session = null;
  let busy = Promise.resolve();
  let deaths = 0;
  for (let number = 0; number < sets; number += 1) {
    if (number % 25 === 0) {
      session = newId();
      await log.add(operation("session.started", { session, value: { start: moment(new Date()) } }));
    }
    const set = newId();
    const value = { segments: [{ exercise: "Row", load: { value: number, unit: "kg" }, repetitions: 8 }] };
    done[set] = number;
    uuids.push([session, set]);
    const written = [log.add(operation("set.logged", { session, set, value }))];
    if (chance() < 0.1) {
      const [of, which] = uuids[Math.floor(chance() * uuids.length)];
      const load = { value: 2000 + number, unit: "kg" };
      const changed = { segments: [{ exercise: "Row", load }] };
      written.push(log.add(operation("set.amended", { session: of, set: which, value: changed })));
      if (which in done) done[which] = load.value;
    }
    if (chance() < 0.05) {
      const [of, which] = uuids[Math.floor(chance() * uuids.length)];
      written.push(log.add(operation("set.voided", { session: of, set: which })));
      delete done[which];
    }
    await Promise.all(written);
    if (chance() < 0.2) busy = sync.run().catch(() => {});
    if (chance() < 0.1) await busy;
    if (chance() < 0.01) {
      // The page dies: what is not in the database is gone, what is under way is heard of by nobody.
      store.database.close();
      await busy;
      deaths += 1;
      store = await Store.open("gym");
      log = new Log(store);
      await log.reload();
      sync = new Sync(store);
    }
  }
  await busy;
  const tries = [];
  for (let turn = 0; turn < 200; turn += 1) {
    const outcome = await sync.run();
    tries.push(outcome.state);
    await log.reload();
    if (outcome.state === "sent" && log.outbox.length === 0) break;
  }
  const shown = {};
  for (const each of new Set(uuids.map(([one]) => one)))
    for (const one of living(log.session(each))) shown[one.set] = one.value.segments[0].load.value;
  return { done, shown, left: log.outbox.length, refused: log.refused().length, deaths, tries };
}
"""


class Line:
    """A line that loses a request in four, and an answer in four; it counts what it did."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.lost_requests = self.lost_answers = self.passed = 0

    def __call__(self, route: Route) -> None:
        drawn = self.chance.random()
        if drawn < 0.25:
            self.lost_requests += 1
            route.abort()
        elif drawn < 0.5:
            route.fetch()
            self.lost_answers += 1
            route.abort()
        else:
            self.passed += 1
            route.continue_()


def folded(operations: list[dict[str, Any]]) -> dict[str, float]:
    """Return what the server's log adds up to, naively."""
    found: dict[str, float] = {}
    voided = set()
    for one in operations:
        which = one["body"].get("set")
        if one["kind"] in ("set.logged", "set.amended") and which not in voided:
            found[which] = one["body"]["value"]["segments"][0]["load"]["value"]
        if one["kind"] == "set.voided":
            voided.add(which)
            found.pop(which, None)
    return found


def static_prefix(page: Page) -> str:
    sheet = str(page.locator('link[href$="css/tokens.css"]').get_attribute("href"))
    return sheet.removesuffix("css/tokens.css")


def test_no_set_is_lost_and_none_counts_twice_over_a_bad_line(
    server: SteadyServer, phones: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    page = phones(tmp_path / "phone", service_workers="block").pages[0]
    sign_up(page, server.address, "dora")
    page.goto(f"{server.address}/live/offline/")
    line = Line(seed=7)
    page.route("**/sync/**", line)
    page.set_default_timeout(300_000)
    found = page.evaluate(GYM, {"base": static_prefix(page), "sets": SETS, "seed": 11})
    page.unroute("**/sync/**")
    operations = whole_log(page)
    assert (found["left"], found["refused"]) == (0, 0), found["tries"][-5:]
    assert min(line.lost_requests, line.lost_answers, line.passed, found["deaths"]) >= 3
    assert len({one["id"] for one in operations}) == len(operations)
    assert sum(one["kind"] == "set.logged" for one in operations) == SETS
    assert folded(operations) == found["done"]
    assert found["shown"] == found["done"]
