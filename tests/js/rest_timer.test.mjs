import assert from "node:assert/strict";
import { test } from "node:test";
import { RestTimer, askToNotify, changed, clock, leftOf, readRest, restOf } from "../../src/momentary/web/static/js/rest_timer.js";

const BEGAN = 1_700_000_000_000;
const REST = restOf({ now_ms: BEGAN, length_s: 90, exercise: "Bench", is_on: true });

/** A browser whose clock the test moves. */
function fake({ is_seen = true, permission = "default" } = {}) {
  const one = { time: BEGAN, work: null, due: 0, buzzed: 0, chimed: [], notes: [], asked: 0, is_seen, permission };
  return Object.assign(one, {
    edge: {
      now: () => one.time,
      after: (work, ms) => ([one.work, one.due] = [work, one.time + ms]),
      cancel: () => (one.work = null),
      vibrate: () => one.buzzed++,
      chime: () => one.chimed.push(one.time),
      is_seen: () => one.is_seen,
      permission: () => one.permission,
      ask: async () => (one.asked++, (one.permission = "granted")),
      notify: async (title, body) => void one.notes.push([title, body]),
    },
    to(seconds) {
      const end = BEGAN + seconds * 1000;
      for (let n = 0; one.work && one.due <= end; n++) {
        assert.ok(n < 100_000, "the timer runs wild");
        const work = one.work;
        [one.time, one.work] = [one.due, null];
        work();
      }
      one.time = end;
    },
  });
}

function run(phone, rest, wishes = { vibrate: true, notify: true, sound: true }) {
  const seen = [], over = [];
  const timer = new RestTimer({
    onleft: (left) => seen.push(clock(left)), onover: (one) => over.push(one), words: () => ({ title: "Rest", body: "over" }),
    wishes: () => wishes,
  }, phone.edge);
  timer.run({ ...rest });
  return { seen, over, timer };
}

test("what is left follows from the clock alone, whatever happened in between", () => {
  const stored = JSON.parse(JSON.stringify(REST));
  for (const passed of [0, 1, 45.5, 90, 300]) assert.equal(leftOf(readRest(stored, BEGAN + passed * 1000), BEGAN + passed * 1000), 90 - passed);
});

test("a timer that is off, or has nothing to wait for, is none", () => {
  for (const [length_s, is_on] of [[90, false], [null, true], [0, true], [NaN, true], [-3, true]])
    assert.equal(restOf({ now_ms: BEGAN, length_s, exercise: "Bench", is_on }), null);
});

test("a stored rest that cannot be is none: damaged, of the future, or over for hours", () => {
  for (const one of [null, 7, {}, { began_at: BEGAN }, { ...REST, length_s: -1 }, { ...REST, length_s: "90" }, { ...REST, began_at: null }])
    assert.equal(readRest(one, BEGAN), null);
  assert.equal(readRest(REST, BEGAN - 60_000), null);
  assert.equal(readRest(REST, BEGAN + 5 * 3_600_000), null);
});

test("every second is shown once, and the end is told once", () => {
  const phone = fake();
  const { seen, over } = run(phone, REST);
  phone.to(95.5);
  assert.deepEqual(seen.slice(0, 3), ["1:30", "1:29", "1:28"]);
  assert.equal(new Set(seen.slice(0, 91)).size, 91);
  assert.equal(over.length, 1);
  assert.equal(phone.buzzed, 1);
  assert.deepEqual(seen.slice(-2), ["+0:04", "+0:05"]);
});

test("the end sounds once and on time, where sounds are wanted, and never for who comes back late", () => {
  const phone = fake();
  const { timer } = run(phone, REST);
  phone.to(300);
  timer.look();
  assert.deepEqual(phone.chimed.map((at) => Math.round((at - BEGAN) / 1000)), [90]);
  const quiet = fake();
  run(quiet, REST, { vibrate: true, notify: true, sound: false });
  quiet.to(95);
  assert.deepEqual([quiet.chimed.length, quiet.buzzed], [0, 1]);
  const late = fake();
  late.to(150);
  run(late, REST);
  assert.deepEqual([late.chimed.length, late.buzzed], [0, 1]);
});

test("a reload after the end tells it once more only where it was not told", () => {
  for (const told of [true, false]) {
    const phone = fake();
    phone.time = BEGAN + 200_000;
    const { over } = run(phone, { ...REST, told });
    assert.equal(over.length, told ? 0 : 1);
  }
});

test("nobody looks: a notification, where it was allowed; else none", () => {
  for (const [is_seen, permission, notify, count] of [[false, "granted", true, 1], [true, "granted", true, 0], [false, "default", true, 0], [false, "denied", true, 0], [false, "granted", false, 0]]) {
    const phone = fake({ is_seen, permission });
    run(phone, REST, { vibrate: false, notify });
    phone.to(91);
    assert.equal(phone.notes.length, count);
    assert.equal(phone.buzzed, 0);
    assert.equal(phone.asked, 0);
  }
});

test("running again, as after a locked screen, shows what is left now", () => {
  const phone = fake();
  const { seen, timer } = run(phone, REST);
  phone.work = null;
  phone.time = BEGAN + 60_000;
  timer.look();
  assert.equal(seen.at(-1), "0:30");
});

test("stopped is stopped", () => {
  const phone = fake();
  const { over, timer } = run(phone, REST);
  timer.stop();
  phone.to(200);
  assert.equal(over.length, 0);
});

test("thirty seconds more or less count from what was set; one that is over goes on from now", () => {
  assert.equal(leftOf(changed(REST, 30, BEGAN + 10_000), BEGAN + 10_000), 110);
  assert.equal(leftOf(changed(REST, -30, BEGAN + 10_000), BEGAN + 10_000), 50);
  const late = changed({ ...REST, told: true }, 30, BEGAN + 100_000);
  assert.equal(leftOf(late, BEGAN + 100_000), 30);
  assert.equal(late.told, false);
  assert.equal(changed(REST, -30, BEGAN + 80_000).told, true);
});

test("permission is asked for only where nobody has answered yet", async () => {
  for (const [permission, asked, may] of [["default", 1, true], ["denied", 0, false], ["granted", 0, true]]) {
    const phone = fake({ permission });
    assert.equal(await askToNotify(phone.edge), may);
    assert.equal(phone.asked, asked);
  }
});
