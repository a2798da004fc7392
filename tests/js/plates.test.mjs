import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { down, loadsKg, nearest, noHeavier, platesFor, readGym, stepped } from "../../src/momentary/web/static/js/plates.js";
import { KG_PER_LB, toKg } from "../../src/momentary/web/static/js/units.js";

const { cases } = JSON.parse(readFileSync(new URL("../vectors/gym.json", import.meta.url), "utf8"));
const BARBELL = { equipment: "barbell", load_basis: "total" };
const [KG, LB, HOME] = cases.map((one) => one.gym);
const close = (one, other) => assert.ok(Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(other), 1), `${one} is not ${other}`);
const same = (one, other) => {
  assert.equal(one === null, other === null);
  if (one) assert.deepEqual([one.value.toFixed(3), one.unit], [other.value.toFixed(3), other.unit]);
};

for (const { name, gym, asks } of cases)
  test(`a gym allows the loads that it allows in the Python: ${name}`, () => {
    assert.equal(readGym(gym), gym);
    for (const { exercise, loads_kg: told, near } of asks) {
      const loads = loadsKg(gym, exercise);
      assert.equal(loads.length, told.count);
      close(loads.reduce((sum, one) => sum + one, 0), told.sum);
      told.first.forEach((one, i) => close(loads[i], one));
      loads.slice(-3).forEach((one, i) => close(one, told.last[i]));
      for (const one of near) {
        same(down(gym, exercise, one.load), one.down);
        same(noHeavier(gym, exercise, one.load), one.no_heavier);
        same(nearest(gym, exercise, one.load), one.nearest);
      }
    }
  });

test("every load of a bar is made of plates that are there, alike on both sides", () => {
  for (const gym of [KG, LB, HOME])
    for (const kg of loadsKg(gym, BARBELL)) {
      const { bar, plates, sides, total } = platesFor(gym, BARBELL, { value: kg, unit: "kg" });
      assert.equal(sides, 2);
      const onSides = plates.reduce((sum, { load, count }) => sum + 2 * count * toKg(load), 0);
      assert.ok(Math.abs(toKg(bar) + onSides - kg) < 1e-6);
      assert.ok(Math.abs(toKg(total) - kg) < 1e-3);
      for (const { load, count } of plates) {
        const there = gym.plates.filter((one) => toKg(one.load) === toKg(load)).reduce((sum, one) => sum + one.count, 0);
        assert.ok(2 * count <= there);
      }
    }
});

test("the fewest plates are taken, the heaviest first", () => {
  const told = (gym, load) => platesFor(gym, BARBELL, load).plates.map(({ load: { value }, count }) => [value, count]);
  assert.deepEqual(told(KG, { value: 142.5, unit: "kg" }), [[25, 2], [10, 1], [1.25, 1]]);
  assert.deepEqual(told(LB, { value: 225, unit: "lb" }), [[45, 2]]);
  assert.deepEqual(told(KG, { value: 20, unit: "kg" }), []);
});

test("the fewest plates are fewer than the heaviest first would be", () => {
  const gym = { ...KG, plates: [{ load: { value: 12, unit: "kg" }, count: 2 }, { load: { value: 10, unit: "kg" }, count: 4 }, { load: { value: 1, unit: "kg" }, count: 20 }] };
  const { plates } = platesFor(gym, BARBELL, { value: 60, unit: "kg" });
  assert.deepEqual(plates.map(({ load, count }) => [load.value, count]), [[10, 2]]);
});

test("a load that no plates make has none, nor has a stack", () => {
  assert.equal(platesFor(KG, BARBELL, { value: 61, unit: "kg" }), null);
  assert.equal(platesFor(KG, BARBELL, { value: 10, unit: "kg" }), null);
  assert.equal(platesFor(KG, { equipment: "cable", load_basis: "total" }, { value: 60, unit: "kg" }), null);
  assert.equal(platesFor(KG, { equipment: "barbell", load_basis: "none" }, { value: 60, unit: "kg" }), null);
});

test("on a belt plates hang on one side, and a landmine has one end", () => {
  const belt = platesFor(KG, { equipment: "body", load_basis: "added" }, { value: 26.25, unit: "kg" });
  assert.equal(belt.sides, 1);
  assert.equal(belt.bar.value, 0);
  assert.equal(platesFor(HOME, { equipment: "landmine", load_basis: "total" }, { value: 17, unit: "kg" }).sides, 1);
});

test("the buttons go through all loads and back, and stay at the ends", () => {
  for (const gym of [KG, LB, HOME]) {
    const loads = loadsKg(gym, BARBELL);
    let load = { value: loads[0], unit: "kg" };
    assert.equal(stepped(gym, BARBELL, load, -1), load);
    const seen = [toKg(load)];
    for (let next = stepped(gym, BARBELL, load, 1); next !== load; next = stepped(gym, BARBELL, load, 1)) seen.push(toKg((load = next)));
    assert.equal(seen.length, loads.length);
    seen.forEach((one, i) => assert.ok(Math.abs(one - loads[i]) < 1e-3));
    for (let next = stepped(gym, BARBELL, load, -1); next !== load; next = stepped(gym, BARBELL, load, -1)) load = next;
    assert.ok(Math.abs(toKg(load) - loads[0]) < 1e-3);
  }
});

test("a button keeps the unit that was typed, and steps as usual where the gym is not known", () => {
  const next = stepped(KG, BARBELL, { value: 135, unit: "lb" }, 1);
  assert.equal(next.unit, "lb");
  assert.ok(Math.abs(next.value * KG_PER_LB - 62.5) < 1e-3);
  const unknown = { equipment: "band", load_basis: "total" };
  assert.deepEqual(stepped(KG, unknown, { value: 1, unit: "kg" }, -1), { value: 0, unit: "kg" });
  assert.deepEqual(stepped(KG, unknown, { value: 10, unit: "lb" }, 1), { value: 15, unit: "lb" });
});

test("what is no gym is none", () => {
  for (const one of [null, undefined, 7, {}, { ...KG, plates: [{ load: { value: 0, unit: "kg" }, count: 2 }] }, { ...KG, unit: "st" }, { ...KG, bars: { barbell: 20 } }, { ...KG, stack: null }])
    assert.equal(readGym(one), null);
});
