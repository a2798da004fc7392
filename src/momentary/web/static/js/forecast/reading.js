// The server's summary (momentary-summary/2) as the forecast holds it: every number checked on the way.

import { toldBy } from "./calls.js";
import { MUSCLES, MUSCULAR, SIZE, full, involvementOf } from "./fatigue.js";
import { FIGURES } from "./figures.js";
import { WIDTH } from "./filter.js";
import { SPANS, placeOf } from "./memory.js";
import { FINE, LANES, jointOf } from "./nodes.js";
import { Stop } from "./problems.js";

/**
 * @typedef {object} Known What is known of one exercise.
 * @property {import("./rows.js").Entry} entry
 * @property {import("./fatigue.js").Involvement} involved
 * @property {import("./filter.js").Held | null} held
 * @property {{length: number, count: number, hasCall: boolean, hasFailure: boolean, lastDone: number | null, told: Float64Array | null}} calls
 * @property {boolean} isBodyUnknown
 *
 * @typedef {object} Summary What the next set needs of a log. Never changed: a step makes another one.
 * @property {number} segments Segments of the log that were seen.
 * @property {number} session
 * @property {number} day
 * @property {number} time
 * @property {number} bodyKg
 * @property {Known[]} exercises
 * @property {import("./memory.js").Memory} memory
 * @property {Float64Array} told
 * @property {Float64Array} spreadTold
 * @property {number[]} repeats
 * @property {import("./fatigue.js").Fatigue} fatigue
 */

const MEAN_UNIT = 1e-5, COV_UNIT = 1e-8, GONE = -1e6, SPREADS = 7, FARTHEST_DAYS = 3e6;
const OPEN = { a: 0, d: 1, l: 2, aa: 3, ad: 4, al: 5, dd: 6, dl: 7, ll: 8 };
const CLOSED = { a: 0, l: 2, aa: 3, al: 5, ll: 8 };

/** @param {unknown} value @returns {any[]} */
function list(value) {
  if (!Array.isArray(value)) throw new TypeError("a list is missing");
  return value;
}

/** @param {unknown} value @returns {number} */
function number(value) {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new TypeError(`${JSON.stringify(value)} is no number`);
  return value;
}

/** @param {unknown} value */
function whole(value) {
  if (!Number.isInteger(value)) throw new TypeError(`${JSON.stringify(value)} is no whole number`);
  return number(value);
}

/** @param {unknown} value */
function flag(value) {
  if (typeof value !== "boolean") throw new TypeError(`${JSON.stringify(value)} is neither true nor false`);
  return value;
}

/** @param {unknown} value */
function text(value) {
  if (typeof value !== "string") throw new TypeError(`${JSON.stringify(value)} is no text`);
  return value;
}

/** @param {unknown} value @param {number} count */
function numbers(value, count) {
  const found = list(value);
  if (found.length !== count) throw new TypeError("a list of numbers has another length than it should");
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = number(found[i]);
  return values;
}

/** @param {unknown} value @param {number} count */
function noneBelow(value, count) {
  const found = numbers(value, count);
  if (found.some((one) => one < 0)) throw new TypeError("a number is below zero where none can be");
  return found;
}

/** @param {unknown} value */
const numberOrNaN = (value) => (value === null ? NaN : number(value));

/** Days since 1970; minus infinity before any. @param {unknown} value */
function time(value) {
  if (value === null) return -Infinity;
  if (Math.abs(number(value)) > FARTHEST_DAYS) throw new TypeError(`${value} lies beyond the calendar`);
  return number(value);
}

/** @param {any} value @returns {[number, number, number]} */
const running = (value) => /** @type {any} */ (Array.from(numbers(value, 3)));

/**
 * @param {any} data
 * @returns {Summary}
 */
export function readSummary(data) {
  if (typeof data !== "object" || data === null) throw new Stop("summary_missing");
  if (data.format !== FIGURES.format) throw new Stop("summary_older", { format: String(data.format) });
  if (data.model !== FIGURES.model) throw new Stop("summary_model", { model: String(data.model) });
  if (data.prior !== FIGURES.digest) throw new Stop("summary_figures", { digest: String(data.prior).slice(0, 12) });
  const at = { place: "" };
  try {
    return summaryOf(data, at);
  } catch (error) {
    throw new Stop("summary_damaged", { place: at.place, fact: error instanceof Error ? error.message : "" });
  }
}

/** @param {any} data @param {{place: string}} at @returns {Summary} */
function summaryOf(data, at) {
  at.place = "lately";
  const memory = {
    running: /** @type {import("./memory.js").Memory["running"]} */ (
      Object.fromEntries(Object.keys(SPANS).map((name) => [name, running(data.lately[name])]))),
    session: whole(data.session), exercises: new Map(),
  };
  const exercises = list(data.exercises).map((one, index) => {
    at.place = `exercise ${index + 1}`;
    if (one.lately !== null) memory.exercises.set(index, memoryOf(one.lately));
    return knownOf(one);
  });
  const told = new Float64Array(FINE.length);
  for (const { calls } of exercises) calls.told?.forEach((value, i) => (told[i] += value));
  at.place = "fatigue";
  const fatigue = fatigueOf(data.fatigue);
  at.place = "the beginning";
  return {
    segments: whole(data.position[0]), session: whole(data.session), day: time(data.day), time: time(data.time),
    bodyKg: numberOrNaN(data.body_kg), exercises, memory, told, spreadTold: numbers(data.calls.spread, SPREADS),
    repeats: Array.from(numbers(data.calls.repeats, 2)), fatigue,
  };
}

/** @param {any} one @returns {Known} */
function knownOf(one) {
  const entry = entryOf(one), isBodyUnknown = flag(one.body_unknown);
  const [past, session, reached, isMarked] = list(one.climb);
  entry.climb = {
    past: Array.from(list(past), number), session: session === null ? null : whole(session), reached: number(reached),
    isMarked: flag(isMarked),
  };
  const [number_, done, ramps] = list(one.read).slice(0, 3).map(whole);
  Object.assign(entry, { session: number_, done, ramps });
  const [length, count, hasCall, hasFailure, lastDone] = list(one.calls);
  const calls = {
    length: number(length), count: number(count), hasCall: flag(hasCall), hasFailure: flag(hasFailure),
    lastDone: lastDone === null ? null : whole(lastDone), told: /** @type {Float64Array | null} */ (null),
  };
  const joint = jointOf(isBodyUnknown, calls.hasCall);
  const held = one.held === null ? null : heldOf(one.held, joint);
  if (held && calls.hasCall && calls.hasFailure) calls.told = toldBy(joint, held.told);
  return { entry, involved: involvementOf(entry.muscles), held, calls, isBodyUnknown };
}

/**
 * What an exercise is, by the fields of a summary: `key`, `names`, `traits`, `muscles`.
 * @param {any} one
 * @returns {import("./rows.js").Entry}
 */
export function entryOf(one) {
  const [share, isAssisted, curve, isModelled] = list(one.traits);
  if (curve !== null && !(curve in FIGURES.curves)) throw new TypeError(`no kind of curve: ${curve}`);
  for (const [name, value] of Object.entries(one.muscles)) {
    if (!FIGURES.muscles.includes(name)) throw new TypeError(`no muscle: ${name}`);
    number(value);
  }
  const moves = one.moves ?? null;
  const isBody = share > 0 || isAssisted ? true : null;
  return {
    key: text(one.key), names: list(one.names).map(text), movedShare: number(share), isAssisted: flag(isAssisted), curve,
    isModelled: flag(isModelled), muscles: one.muscles, moves: moves === null ? isBody : flag(moves), session: -1, done: 0,
    ramps: 0, climb: { past: [], session: null, reached: 0, isMarked: false },
  };
}

/** @param {any} data @param {import("./nodes.js").Joint} joint @returns {import("./filter.js").Held} */
function heldOf(data, joint) {
  const size = joint.size, nodes = list(data.nodes).map(whole);
  if (!nodes.length || nodes.some((one) => one < 0 || one >= size) || new Set(nodes).size < nodes.length)
    throw new TypeError(`nodes are not different numbers from 0 to ${size - 1}`);
  const lanes = list(data.lanes), isOpen = lanes.length === LANES;
  const state = new Float64Array(LANES * size * WIDTH), chance = new Float64Array(LANES * size).fill(1, 0, size);
  fill(state, lanes[0], isOpen ? OPEN : CLOSED, nodes, 0, size);
  state.copyWithin(size * WIDTH, 0, size * WIDTH);
  if (isOpen) {
    numbers(data.jumped, nodes.length).forEach((value, i) => (chance[size + nodes[i]] = value));
    const some = Array.from({ length: size }, (_, node) => node).filter((node) => chance[size + node] > 0);
    if (some.length) {
      const sparse = new Float64Array(size * WIDTH);
      fill(sparse, lanes[1], OPEN, some, 0, size);
      for (const node of some) state.set(sparse.subarray(node * WIDTH, (node + 1) * WIDTH), (size + node) * WIDTH);
    }
    for (let node = 0; node < size; node++) chance[node] = 1 - chance[size + node];
  }
  const told = new Float64Array(size).fill(GONE);
  numbers(data.told, nodes.length).forEach((value, i) => (told[nodes[i]] = value));
  const [first, later] = list(data.habits).map((parts) => {
    const [count, mean, variance] = list(parts).map((part) => numbers(part, joint.habits.length));
    return { count, mean, variance };
  });
  return {
    state, chance, told, first, later, session: whole(data.session), day: number(data.day),
    load: numberOrNaN(data.load), isFirst: flag(data.first),
  };
}

/**
 * Fill a lane; nodes that are left out stand where the first one does.
 * @param {Float64Array} state
 * @param {any} data
 * @param {Record<string, number>} names
 * @param {number[]} nodes
 * @param {number} begin
 * @param {number} size
 */
function fill(state, data, names, nodes, begin, size) {
  for (const [name, place] of Object.entries(names)) {
    const unit = name.length === 1 ? MEAN_UNIT : COV_UNIT;
    const values = numbers(data[name], nodes.length);
    for (let node = 0; node < size; node++) state[(begin + node) * WIDTH + place] = values[0] * unit;
    nodes.forEach((node, i) => (state[(begin + node) * WIDTH + place] = values[i] * unit));
  }
}

/** @param {any} data @returns {import("./memory.js").ExerciseMemory} */
function memoryOf(data) {
  /** @param {any} one @returns {import("./memory.js").Done} */
  const done = (one) => {
    const [session, day, load, logMoved, before, repetitions, isFailure, possible, miss] = list(one);
    return {
      session: whole(session), day: number(day), load: number(load), logMoved: number(logMoved), before: whole(before),
      repetitions: number(repetitions), isFailure: flag(isFailure), possible: number(possible), miss: number(miss),
    };
  };
  return {
    habit: running(data.habit), habitLoad: running(data.habit_load),
    byLoad: new Map(list(data.loads).map((one) => {
      const [load, before, ...rest] = numbers(one, 5);
      return [placeOf(load, before), rest];
    })),
    last: list(data.last).map(done), today: list(data.today).map(done),
  };
}

/** @param {any} data @returns {import("./fatigue.js").Fatigue} */
function fatigueOf(data) {
  const muscular = new Float64Array(MUSCLES * MUSCULAR), names = list(data.muscles);
  const states = noneBelow(data.muscular, names.length * MUSCULAR);
  names.forEach((name, i) => {
    const place = FIGURES.muscles.indexOf(name);
    if (place < 0) throw new TypeError(`no muscle: ${name}`);
    muscular.set(states.subarray(i * MUSCULAR, (i + 1) * MUSCULAR), place * MUSCULAR);
  });
  const [recent, usual] = noneBelow(data.loads, 2), guard = noneBelow(data.guard, 2 * MUSCLES);
  const [session, weight, miss, felt] = list(data.open);
  const first = new Map(list(data.first).map((one) => {
    const [exercise, number_, at, level, variance, repetitions, held, usual_] = list(one);
    if (!(number(variance) > 0)) throw new TypeError("a variance is not above zero");
    return [whole(exercise), {
      session: whole(number_), time: time(at), level: number(level), variance, repetitions: number(repetitions),
      felt: numbers(held, SIZE), usual: numbers(usual_, SIZE),
    }];
  }));
  return {
    time: time(data.time), begun: time(data.begun), session: whole(data.session), recent, usual,
    guard: guard.slice(0, MUSCLES), freshGuard: guard.slice(MUSCLES), muscular,
    neural: noneBelow(data.neural, SIZE - MUSCULAR), sets: whole(data.sets),
    precision: full(numbers(data.precision, (SIZE * (SIZE + 1)) / 2)), pull: numbers(data.pull, SIZE),
    mean: numbers(data.mean, SIZE), open: { session: whole(session), weight: number(weight), miss: number(miss), felt: numbers(felt, SIZE) },
    first,
  };
}
