import assert from "node:assert/strict";
import { test } from "node:test";
import { Metronome, beatsBetween, lengthOf, momentAt, readTempo } from "../../src/momentary/web/static/js/metronome.js";

const TEMPO = readTempo({ lowering_s: 4, bottom_s: 1, lifting_s: 0, top_s: 1 });

function fake({ is_still = false } = {}) {
  const one = { time: 100, work: null, beeps: [], closed: 0 };
  const edge = {
    now: () => one.time, beep: (hz, at_s) => one.beeps.push([hz, Math.round((at_s - 100) * 1000) / 1000]), every: (work) => (one.work = work),
    cancel: () => (one.work = null), close: () => one.closed++, is_still: () => is_still,
  };
  const to = (seconds, step = 0.1) => {
    while (one.work && one.time < 100 + seconds - 1e-9) {
      one.time = Math.min(one.time + step, 100 + seconds);
      one.work?.();
    }
  };
  return Object.assign(one, { edge, to });
}

test("a tempo is four counts of which one is above zero", () => {
  assert.deepEqual(readTempo({ lowering_s: 5 }), { lowering_s: 5, bottom_s: 0, lifting_s: 0, top_s: 0 });
  for (const one of [null, {}, { lowering_s: 0 }, { lowering_s: -1 }, { lowering_s: NaN }, { lowering_s: "x" }, { lowering_s: 61 }, { lowering_s: Infinity }])
    assert.equal(readTempo(one), null);
});

test("moments follow the counts, phase by phase, repetition by repetition", () => {
  assert.deepEqual(momentAt(TEMPO, 0), { repetition: 1, phase: "lowering", count: 4, share: 0 });
  assert.deepEqual(momentAt(TEMPO, 3), { repetition: 1, phase: "lowering", count: 1, share: 0.75 });
  assert.equal(momentAt(TEMPO, 4.5).phase, "bottom");
  assert.equal(momentAt(TEMPO, 5.5).phase, "top");
  assert.equal(momentAt(TEMPO, 6).repetition, 2);
  assert.equal(momentAt(TEMPO, -3).count, 4);
});

test("every moment of odd counts has a phase, and phases come in their order", () => {
  const odd = readTempo({ lowering_s: 0.1, bottom_s: 0.2, lifting_s: 0.3, top_s: 0.7 });
  for (let n = 0; n < 20_000; n++) {
    const { repetition, share } = momentAt(odd, n * 0.01);
    assert.ok(share >= 0 && share <= 1 && Math.abs(repetition - 1 - (n * 0.01) / lengthOf(odd)) <= 1 + 1e-6);
  }
});

test("beats of a stretch are those of its parts: none twice, none left out", () => {
  const whole = beatsBetween(TEMPO, 0, 30);
  const parts = [0, 0.3, 1, 4, 4.1, 17.77, 30];
  assert.deepEqual(parts.slice(1).flatMap((end, i) => beatsBetween(TEMPO, parts[i], end)), whole);
  assert.equal(whole.length, 30);
  assert.deepEqual(whole.slice(0, 6).map((one) => [one.at_s, one.phase, one.is_turn, one.count]), [
    [0, "lowering", true, 4], [1, "lowering", false, 3], [2, "lowering", false, 2], [3, "lowering", false, 1],
    [4, "bottom", true, 1], [5, "top", true, 1],
  ]);
});

test("running, each beat sounds once and on time, also where the page is slow", () => {
  for (const step of [0.05, 0.1, 0.29]) {
    const phone = fake();
    new Metronome(TEMPO, () => undefined, phone.edge).start();
    phone.to(12, step);
    assert.deepEqual(phone.beeps.map(([, at]) => at).filter((at) => at < 12), Array.from({ length: 12 }, (_, i) => i));
    assert.equal(phone.beeps[0][0], 880);
    assert.equal(phone.beeps[1][0], 440);
  }
});

test("where little should move, the screen changes with the beat alone", () => {
  for (const [is_still, least, most] of [[true, 10, 12], [false, 90, 110]]) {
    const phone = fake({ is_still });
    let shown = 0;
    new Metronome(TEMPO, () => shown++, phone.edge).start();
    phone.to(10);
    assert.ok(shown >= least && shown <= most, `${shown} times`);
  }
});

test("a clock that jumps skips no repetition", () => {
  const phone = fake();
  let last = null;
  new Metronome(TEMPO, (now) => (last = now), phone.edge).start();
  phone.to(2);
  phone.time += 500;
  phone.work();
  assert.equal(last.repetition, 1);
  assert.equal(last.phase, "lowering");
});

test("stopped is silent; stopping twice or starting twice does no harm", () => {
  const phone = fake();
  const one = new Metronome(TEMPO, () => undefined, phone.edge);
  one.start();
  one.start();
  phone.to(2);
  one.stop();
  one.stop();
  assert.equal(one.is_running, false);
  assert.equal(phone.closed, 1);
  assert.equal(phone.work, null);
});
