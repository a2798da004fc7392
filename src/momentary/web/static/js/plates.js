// Which loads a gym allows for an exercise, which are next to one, and which plates go on each side. The same loads as
// momentary.prescription.gym, from the `gym` and `exercises` of the phone's bundle.

import { fromKg, toKg } from "./units.js";

/**
 * @typedef {import("./units.js").Load} Load
 * @typedef {object} Gym
 * @property {import("./units.js").Unit} unit In which loads are told.
 * @property {Record<string, Load>} bars What each bar or carriage weighs, by equipment.
 * @property {{load: Load, count: number}[]} plates
 * @property {Load[]} dumbbells
 * @property {Load[]} kettlebells
 * @property {Load[]} stack
 * @typedef {{equipment: string, load_basis: string}} Exercise
 *
 * @typedef {object} Loading How a load is put together.
 * @property {Load} bar What is lifted without any plate; zero where there is no bar.
 * @property {{load: Load, count: number}[]} plates The plates of one side, the heaviest first.
 * @property {1 | 2} sides On how many sides they go.
 * @property {Load} total
 */

/** Loads closer than this are one: what remains of pounds written as kilograms [kg]. */
const GRAIN_KG = 1e-5;
const ONE_ENDED = ["landmine"];
const STACKS = ["stack machine", "cable", "machine"];
/** By how much loads change where nobody knows what the gym has. */
const USUAL_STEP = { kg: 2.5, lb: 5 };

/** @typedef {{kg: number, counts: number[], plates: number}} Sum */
/** @type {WeakMap<Gym, Map<string, any>>} */
const found = new WeakMap();

/**
 * What a function gives for a gym, worked out once.
 * @template T
 * @param {Gym} gym
 * @param {string} key
 * @param {() => T} work
 * @returns {T}
 */
function once(gym, key, work) {
  let known = found.get(gym);
  if (!known) found.set(gym, (known = new Map()));
  if (!known.has(key)) known.set(key, work());
  return known.get(key);
}

/** Plates of a kind stand together, the heaviest first. @param {Gym} gym */
const kindsOf = (gym) => once(gym, "kinds", () => {
  /** @type {Map<string, {load: Load, count: number}>} */
  const kinds = new Map();
  for (const { load, count } of gym.plates) {
    const key = `${load.value} ${load.unit}`;
    kinds.set(key, { load, count: (kinds.get(key)?.count ?? 0) + count });
  }
  return [...kinds.values()].sort((one, other) => toKg(other.load) - toKg(one.load));
});

/** Whether plates are to be taken rather than others of the same sum: fewer of them, or heavier ones. @param {Sum} one @param {Sum} other */
function isHandier(one, other) {
  if (one.plates !== other.plates) return one.plates < other.plates;
  const first = one.counts.findIndex((count, i) => count !== other.counts[i]);
  return first >= 0 && one.counts[first] > other.counts[first];
}

/** Every load that plates add up to, some at a time. @param {Gym} gym @param {1 | 2} sides */
const sumsOf = (gym, sides) => once(gym, `sums ${sides}`, () => {
  /** @type {Map<number, Sum>} */
  let sums = new Map([[0, { kg: 0, counts: [], plates: 0 }]]);
  for (const { load, count } of kindsOf(gym)) {
    /** @type {Map<number, Sum>} */
    const more = new Map();
    for (const one of sums.values())
      for (let n = 0; n <= Math.floor(count / sides); n++) {
        const kg = one.kg + n * sides * toKg(load), key = Math.round(kg / GRAIN_KG), known = more.get(key);
        const found = { kg, counts: [...one.counts, n], plates: one.plates + n };
        if (!known || isHandier(found, known)) more.set(key, found);
      }
    sums = more;
  }
  return [...sums.values()].sort((one, other) => one.kg - other.kg);
});

/** Loads in order, each once. @param {number[]} loads */
function distinct(loads) {
  /** @type {number[]} */
  const rising = [];
  for (const one of [...loads].sort((a, b) => a - b))
    if (!rising.length || one - rising[rising.length - 1] > GRAIN_KG) rising.push(one);
  return rising;
}

/**
 * Every load that can be put together for an exercise, as it is logged, rising [kg]; none where the gym has it not.
 * @param {Gym} gym
 * @param {Exercise} exercise
 * @returns {number[]}
 */
export const loadsKg = (gym, { equipment, load_basis: basis }) => once(gym, `loads ${equipment} ${basis}`, () => {
  /** @param {1 | 2} sides */
  const sums = (sides) => sumsOf(gym, sides).map((one) => one.kg);
  if (basis === "added") return distinct([0, ...sums(1), ...gym.dumbbells.map(toKg)]);
  if (basis === "assistance") return distinct([0, ...gym.stack.map(toKg)]);
  if (basis === "none") return [0];
  const bar = gym.bars[equipment];
  if (bar) return distinct(sums(ONE_ENDED.includes(equipment) ? 1 : 2).map((one) => toKg(bar) + one).filter((one) => one > 0));
  if (STACKS.includes(equipment)) return distinct(gym.stack.map(toKg));
  if (equipment === "dumbbell") return distinct(gym.dumbbells.map(toKg));
  if (equipment === "kettlebell") return distinct(gym.kettlebells.map(toKg));
  if (equipment === "plate") return distinct(gym.plates.filter((one) => one.count).map((one) => toKg(one.load)));
  return [];
});

/**
 * The greatest load there that is not above the one wanted; null where all are heavier.
 * @param {Gym} gym
 * @param {Exercise} exercise
 * @param {Load} load
 * @returns {Load | null}
 */
export function down(gym, exercise, load) {
  const below = loadsKg(gym, exercise).filter((one) => one <= toKg(load) + GRAIN_KG);
  return below.length ? fromKg(below[below.length - 1], gym.unit) : null;
}

/**
 * The load there that is next to the one wanted and no harder: less load, or more help. Null where there is none.
 * @param {Gym} gym
 * @param {Exercise} exercise
 * @param {Load} load
 * @returns {Load | null}
 */
export function noHeavier(gym, exercise, load) {
  if (exercise.load_basis !== "assistance") return down(gym, exercise, load);
  const above = loadsKg(gym, exercise).find((one) => one >= toKg(load) - GRAIN_KG);
  return above === undefined ? null : fromKg(above, gym.unit);
}

/**
 * The load there that is nearest to the one wanted, the lighter of two; null where there is none.
 * @param {Gym} gym
 * @param {Exercise} exercise
 * @param {Load} load
 * @returns {Load | null}
 */
export function nearest(gym, exercise, load) {
  const wanted = toKg(load);
  let best = null;
  for (const one of loadsKg(gym, exercise)) if (best === null || Math.abs(one - wanted) < Math.abs(best - wanted)) best = one;
  return best === null ? null : fromKg(best, gym.unit);
}

/**
 * The next load up (1) or down (-1) by the typed number: what the buttons + and - give. It stays in the unit that was
 * typed; where the gym has not the exercise, by a usual step; at the end it stays as it is.
 * @param {Gym} gym
 * @param {Exercise} exercise
 * @param {Load} load
 * @param {1 | -1} way
 * @returns {Load}
 */
export function stepped(gym, exercise, load, way) {
  const loads = loadsKg(gym, exercise), kg = toKg(load);
  if (!loads.length) return { value: Math.max(load.value + way * USUAL_STEP[load.unit], 0), unit: load.unit };
  const near = 1e-3;
  const next = way > 0 ? loads.find((one) => one > kg + near) : loads.filter((one) => one < kg - near).pop();
  return next === undefined ? load : fromKg(next, load.unit);
}

/**
 * Which plates to put on for a load; null where no plates go on, or no plates make it (`noHeavier` says which load is
 * next to it).
 * @param {Gym} gym
 * @param {Exercise} exercise
 * @param {Load} load
 * @returns {Loading | null}
 */
export function platesFor(gym, exercise, load) {
  const isAdded = exercise.load_basis === "added";
  const bar = isAdded ? { value: 0, unit: gym.unit } : gym.bars[exercise.equipment];
  if (!bar || exercise.load_basis === "assistance" || exercise.load_basis === "none") return null;
  const sides = isAdded || ONE_ENDED.includes(exercise.equipment) ? 1 : 2;
  const wanted = toKg(load) - toKg(bar);
  // What was typed in the other unit is rounded to a thousandth: half a gram is no plate.
  const sum = sumsOf(gym, sides).find((one) => Math.abs(one.kg - wanted) < 1e-3);
  if (!sum) return null;
  const plates = kindsOf(gym).map(({ load: one }, i) => ({ load: one, count: sum.counts[i] })).filter((one) => one.count);
  return { bar, plates, sides, total: fromKg(toKg(bar) + sum.kg, load.unit) };
}

/**
 * A gym as it came in a bundle, or null where it is none: nothing of it may be missing.
 * @param {any} value
 * @returns {Gym | null}
 */
export function readGym(value) {
  /** @param {any} load */
  const isLoad = (load) => Number.isFinite(load?.value) && load.value >= 0 && (load.unit === "kg" || load.unit === "lb");
  /** @param {any} loads */
  const areLoads = (loads) => Array.isArray(loads) && loads.every(isLoad);
  const isWhole = value && ["kg", "lb"].includes(value.unit) && typeof value.bars === "object" && value.bars
    && areLoads(Object.values(value.bars)) && [value.dumbbells, value.kettlebells, value.stack].every(areLoads)
    && Array.isArray(value.plates)
    && value.plates.every((/** @type {any} */ one) => isLoad(one?.load) && one.load.value > 0 && Number.isInteger(one.count) && one.count >= 0);
  return isWhole ? value : null;
}
