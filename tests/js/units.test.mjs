import assert from "node:assert/strict";
import { test } from "node:test";
import { cumulative, erfc, inverseMills, rounded } from "../../src/momentary/web/static/js/forecast/normal.js";
import { fromKg, toKg } from "../../src/momentary/web/static/js/units.js";

test("a load typed in one unit comes back from the other as it was typed", () => {
  for (let value = 0; value < 1000; value += 0.25)
    for (const [unit, other] of [["kg", "lb"], ["lb", "kg"]]) {
      const there = fromKg(toKg({ value, unit }), other);
      assert.ok(Math.abs(toKg(there) - toKg({ value, unit })) < 0.01);
      assert.ok(Math.abs(fromKg(toKg(there), unit).value - value) < 2e-3);
    }
  assert.equal(toKg({ value: 100, unit: "lb" }), 45.359237);
  assert.deepEqual(fromKg(45.359237, "lb"), { value: 100, unit: "lb" });
});

test("halves are rounded to the even number, as the Python rounds", () => {
  assert.deepEqual([0.5, 1.5, 2.5, -0.5, -1.5, 2.4, 2.6].map((one) => rounded(one) + 0), [0, 2, 2, 0, -2, 2, 3]);
});

test("the normal distribution is the one that a plain sum of its density gives", () => {
  const density = (x) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  for (let z = -6; z <= 6; z += 0.37) {
    let sum = 0;
    const parts = 20_000, from = -12, wide = (z - from) / parts;
    for (let i = 0; i < parts; i++) sum += density(from + (i + 0.5) * wide) * wide;
    assert.ok(Math.abs(cumulative(z) - sum) < 1e-8, `${z}`);
    assert.ok(Math.abs(0.5 * erfc(-z / Math.SQRT2) - sum) < 1e-8);
    assert.ok(Math.abs(inverseMills(z) / (density(z) / sum) - 1) < 2e-4);
  }
  assert.equal(cumulative(-50), cumulative(-9));
  assert.ok(Number.isFinite(inverseMills(-1e6)));
});
