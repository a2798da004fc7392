// The phone's forecast: how many repetitions a set would give, from the summary that the server made of the log, without
// a connection. The same numbers as the Python (momentary.inference.online), tested against the same vectors.

import { callerOf, callersOf, spreadTold, toldBy } from "./calls.js";
import * as fatigue from "./fatigue.js";
import { AT_LEAST, AT_MOST, FAILURE, NOTHING, REPORT, STOPPED, begin, learn } from "./filter.js";
import { below, chanceOfNone, copiedFor, doneSet, take, weighed } from "./memory.js";
import { jointOf } from "./nodes.js";
import { Stop, answered, isProblem } from "./problems.js";
import { entryOf, readSummary as read } from "./reading.js";
import { FIGURES } from "./figures.js";
import { readRow, readTime, usualEnd } from "./rows.js";
import { toKg } from "../units.js";

/**
 * @typedef {import("./reading.js").Summary} Summary
 * @typedef {import("./reading.js").Known} Known
 * @typedef {import("./rows.js").LoggedSet} LoggedSet
 * @typedef {import("./problems.js").Problem} Problem
 * @typedef {{start: {wall: string, utc_offset_s?: number | null}, body_mass?: import("./rows.js").Load | null}} Session
 * @typedef {{key: string, traits: any[], muscles: Record<string, number>}} Trait What an exercise is, as in a summary.
 * @typedef {Record<string, Trait>} Traits By name, for names that the log never had.
 *
 * @typedef {object} Forecast
 * @property {number} median
 * @property {number} low End of the interval that holds eight times in ten.
 * @property {number} high
 * @property {number} mean
 * @property {number[]} probabilities Of 0, 1, 2 ... repetitions; the last holds all above it.
 *
 * @typedef {object} Question
 * @property {string} exercise Its key, or a name under which it is logged.
 * @property {number} load_kg As typed; help of an assistance machine as a positive number.
 * @property {LoggedSet[]} [done] Sets of the session that the summary has not seen, in their order.
 * @property {Session} [session] The session; the summary's last one goes on if not given.
 * @property {number} [at_s] Its start instead [seconds since 1970, on the wall].
 * @property {number} [before] Working sets of the exercise earlier in the session; as the log has it if not given.
 * @property {boolean} [is_chosen] Whether it is a working set; not so for a warm-up.
 * @property {Traits} [traits]
 */

const MOST = 200, REACH = 9, YARDSTICK = 0.5, DAY_S = 86400, INTERVAL = 0.8;
const TOLD = [FAILURE, REPORT, STOPPED];

/**
 * Read the server's summary. Keep the object itself for the next start of the app: what this returns cannot be stored.
 * @param {unknown} data
 * @returns {Summary | {problem: Problem}}
 */
export const readSummary = (data) => answered(() => read(data));

/**
 * The summary after one more set; the one given stays as it was.
 * @param {Summary | {problem: Problem}} summary
 * @param {LoggedSet} set As it is logged.
 * @param {{session?: Session, at_s?: number, traits?: Traits}} [about]
 * @returns {Summary | {problem: Problem}}
 */
export const step = (summary, set, about = {}) =>
  isProblem(summary) ? summary : answered(() => stepped(summary, set, placed(summary, about), about.traits));

/**
 * The summary after sessions that the server has not seen, or not to their end.
 * @param {Summary | {problem: Problem}} summary
 * @param {{session: Session, sets: LoggedSet[]}[]} sessions In order of time.
 * @returns {Summary | {problem: Problem}}
 */
export const catchUp = (summary, sessions) =>
  sessions.reduce((known, { session, sets }) => sets.reduce((before, set) => step(before, set, { session }), known), summary);

/**
 * How many repetitions a set would give whose load the lifter chose, taken to failure: `momentary.inference.forecast`.
 * A load far from those of the log is taken at its word; `forecast` in outlook.js follows the lifter's curve instead.
 * @param {Summary | {problem: Problem}} summary
 * @param {Question} question
 * @returns {Forecast | {problem: Problem}}
 */
export const forecastChosen = (summary, question) =>
  isProblem(summary) ? summary : answered(() => {
    const now = after(summary, question);
    return told(chancesOf(now, question, placed(now, question)));
  });

/** The summary after the sets of a question. @param {Summary} summary @param {Question} question @returns {Summary} */
export const after = (summary, question) =>
  (question.done ?? []).reduce((now, set) => stepped(now, set, placed(now, question)), summary);

/** @typedef {{start: number, offset: number | null, number: number, bodyKg: number | null}} Placed */

/**
 * Where a session stands in the log: it is the last one, or the next.
 * @param {Summary} summary
 * @param {{session?: Session, at_s?: number}} about
 * @returns {Placed}
 */
export function placed(summary, { session, at_s }) {
  let start = at_s ?? summary.day * DAY_S, offset = null;
  if (session) {
    start = readTime(session.start.wall).wall;
    offset = session.start.utc_offset_s ?? null;
    if (!Number.isFinite(start)) throw new Stop("time_unreadable", { start: String(session.start.wall) });
  }
  const day = start / DAY_S;
  if (!(summary.day <= day && day < Infinity)) throw new Stop("session_past");
  const mass = session?.body_mass;
  const bodyKg = mass ? toKg(mass) : null;
  return { start, offset, number: day === summary.day ? summary.session : summary.session + 1, bodyKg };
}

/** @param {Summary} summary @param {LoggedSet} set @param {Placed} place @param {Traits} [traits] @returns {Summary} */
function stepped(summary, set, place, traits) {
  if (!Array.isArray(set?.segments)) throw new Stop("set_unreadable", { fact: "it has no segments" });
  let now = summary;
  if (place.bodyKg !== null) now = { ...now, bodyKg: place.bodyKg };
  set.segments.forEach((segment, link) => {
    requirePossible(segment);
    const index = placeOfExercise(now, segment.exercise, traits);
    now = taken(now, index, segment, { link, role: set.role, place, traits });
  });
  return now;
}

/** @param {import("./rows.js").Segment} segment */
function requirePossible(segment) {
  for (const load of [segment.load, segment.assistance])
    if (load && !(Number.isFinite(load.value) && load.value >= 0)) throw new Stop("set_unreadable", { fact: "a load is no number" });
  const count = segment.repetitions ?? 0;
  if (!(Number.isInteger(count) && count >= 0)) throw new Stop("set_unreadable", { fact: "the repetitions are no whole number" });
  const effort = segment.effort?.value ?? 0;
  if (!Number.isFinite(effort)) throw new Stop("set_unreadable", { fact: "the effort is no number" });
}

/** The place of an exercise by key or typed name; a new one's is the next. @param {Summary} summary @param {string} name @param {Traits} [traits] */
export function placeOfExercise(summary, name, traits) {
  const found = summary.exercises.findIndex(({ entry }) => entry.key === name || entry.names.includes(name));
  const key = traits?.[name]?.key ?? name;
  const same = found >= 0 ? found : summary.exercises.findIndex(({ entry }) => entry.key === key);
  return same >= 0 ? same : summary.exercises.length;
}

/** What is known of an exercise, new ones from their traits. @param {Summary} summary @param {number} index @param {string} name @param {Traits} [traits] @returns {Known} */
export function knownAt(summary, index, name, traits) {
  const known = summary.exercises[index];
  if (known) return known;
  const trait = traits?.[name] ?? { key: name, traits: [0, false, null, true], muscles: {} };
  const entry = entryOf({ ...trait, names: [name] });
  const calls = { length: 0, count: 0, hasCall: false, hasFailure: false, lastDone: null, told: null };
  return { entry, involved: fatigue.involvementOf(entry.muscles), held: null, calls, isBodyUnknown: false };
}

/**
 * The summary after one more segment.
 * @param {Summary} summary
 * @param {number} index
 * @param {import("./rows.js").Segment} segment
 * @param {{link: number, role: string | undefined, place: Placed, traits: Traits | undefined}} where
 * @returns {Summary}
 */
function taken(summary, index, segment, { link, role, place, traits }) {
  const old = knownAt(summary, index, segment.exercise, traits);
  const entry = { ...old.entry, climb: { ...old.entry.climb } };
  if (!entry.names.includes(segment.exercise)) entry.names = [...entry.names, segment.exercise];
  const before = place.number === summary.session ? summary.time : null;
  const row = readRow(segment, entry, { number: place.number, session: place, before, link, role, bodyKg: summary.bodyKg });
  let known = { ...old, entry, isBodyUnknown: old.isBodyUnknown || Number.isNaN(row.bodyKg) };
  let changed = {}, opening = null, expected = NaN;
  if (row.observed !== NOTHING) {
    const told = learnt(summary, known, index, row);
    ({ known, changed, expected } = told);
    const isTold = TOLD.includes(row.observed);
    if (isTold && fatigue.opens(summary.fatigue, index, row.session)) opening = openingOf(row, told.logMoved);
  }
  const tired = fatigue.copied(summary.fatigue);
  fatigue.take(tired, index, known.involved, fatigue.workOf(row, expected), opening);
  const exercises = [...summary.exercises];
  exercises[index] = known;
  return {
    ...summary, ...changed, fatigue: tired, exercises, session: row.session, day: row.day, time: row.time,
    segments: summary.segments + 1,
  };
}

/** @param {import("./rows.js").Row} row @param {number} logMoved @returns {fatigue.Opening} */
function openingOf(row, logMoved) {
  const isCall = row.observed === REPORT;
  return {
    logMoved, possible: row.repetitions + (isCall ? row.reserve : 0), isKnown: isCall || row.observed === FAILURE,
    isCalled: isCall && row.reserve > YARDSTICK,
  };
}

/**
 * What is known after a segment that tells something, and what was expected before it.
 * @param {Summary} summary
 * @param {Known} known
 * @param {number} index
 * @param {import("./rows.js").Row} row
 */
function learnt(summary, known, index, row) {
  const isReport = row.observed === REPORT, isCall = isReport && row.reserve > YARDSTICK;
  const isFailure = row.observed === FAILURE || (isReport && !isCall);
  const calls = { ...known.calls };
  let held = known.held;
  if (isCall && !calls.hasCall && held) held = withDepartures(held, jointOf(known.isBodyUnknown, false));
  calls.hasCall ||= isCall;
  calls.hasFailure ||= isFailure;
  const joint = jointOf(known.isBodyUnknown, calls.hasCall);
  const caller = isReport ? callerOf(summary, known.calls) : null;
  const run = begin(row, known.entry, joint, held);
  const { mean: expected, load: logMoved } = run;
  /** @type {Partial<Summary>} */
  const changed = {};
  held = learn(run, caller && callersOf(joint, caller));
  if (calls.hasCall && calls.hasFailure) {
    if (caller && isCall) {
      const spread = spreadTold(run, caller);
      changed.spreadTold = summary.spreadTold.map((value, i) => value + spread[i]);
    }
    const told = toldBy(joint, held.told), earlier = calls.told;
    changed.told = summary.told.map((value, i) => value + told[i] - (earlier ? earlier[i] : 0));
    calls.told = told;
  }
  if (isCall) {
    const [again, chances] = summary.repeats;
    const last = calls.lastDone;
    changed.repeats = [again + (last === row.repetitions ? 1 : 0), chances + (last === null ? 0 : 1)];
    calls.lastDone = row.repetitions;
  }
  if (TOLD.includes(row.observed)) {
    changed.memory = copiedFor(summary.memory, index);
    take(changed.memory, index, doneSet(row, logMoved), expected);
    calls.length += row.repetitions + (Number.isNaN(row.reserve) ? 0 : row.reserve);
    calls.count += 1;
  }
  return { known: { ...known, held, calls }, changed, expected, logMoved };
}

/**
 * A state of one departure as one of all: until now they have all been alike.
 * @param {import("./filter.js").Held} held
 * @param {import("./nodes.js").Joint} joint
 * @returns {import("./filter.js").Held}
 */
function withDepartures(held, joint) {
  const wide = jointOf(joint.own > joint.ownHabits * FIGURES.level.curve_nodes, true);
  const nodes = Array.from({ length: wide.size }, (_, i) =>
    i < joint.own ? i : joint.own + Math.floor((i - joint.own) / wide.departures));
  /** @param {Float64Array} values @param {number} width @param {number} lanes */
  const spread = (values, width, lanes) => {
    const found = new Float64Array(lanes * wide.size * width);
    for (let lane = 0; lane < lanes; lane++)
      nodes.forEach((node, i) => {
        const from = (lane * joint.size + node) * width;
        found.set(values.subarray(from, from + width), (lane * wide.size + i) * width);
      });
    return found;
  };
  /** @param {import("./filter.js").Habit} habit */
  const widened = (habit) => {
    /** @param {Float64Array} part */
    const each = (part) => Float64Array.from(wide.habits, (_, i) => part[Math.min(i, joint.ownHabits)]);
    return { count: each(habit.count), mean: each(habit.mean), variance: each(habit.variance) };
  };
  return {
    ...held, state: spread(held.state, held.state.length / (2 * joint.size), 2), chance: spread(held.chance, 1, 2),
    told: spread(held.told, 1, 1), first: widened(held.first), later: widened(held.later),
  };
}

/**
 * The probability of every whole number of repetitions, the load chosen.
 * @param {Summary} summary
 * @param {Question} question
 * @param {Placed} place
 * @returns {Float64Array}
 */
export function chancesOf(summary, question, place) {
  const { exercise, load_kg: load, is_chosen: isChosen = true, traits } = question;
  const index = placeOfExercise(summary, exercise, traits);
  if (!summary.exercises[index] && !traits?.[exercise]) throw new Stop("exercise_unknown", { exercise });
  const known = knownAt(summary, index, exercise, traits), { entry } = known;
  const moves = entry.moves ?? load === 0;
  requireLoad(load, entry, moves);
  const bodyKg = (place.bodyKg ?? summary.bodyKg) * (entry.movedShare || 1);
  const isNow = place.number === summary.session;
  const row = {
    session: place.number, day: place.start / DAY_S, addedKg: entry.isAssisted ? -load : load, bodyKg: moves ? bodyKg : 0,
    repetitions: 1, reserve: NaN, observed: isChosen ? STOPPED : AT_LEAST, isFailure: false, isReport: false,
    isWorking: true, setsBefore: question.before ?? (entry.session === place.number ? entry.done - entry.ramps : 0),
    time: isNow ? usualEnd(summary.time) : place.start / DAY_S, lowering: false,
  };
  const joint = jointOf(known.isBodyUnknown || Number.isNaN(row.bodyKg), known.calls.hasCall);
  const run = begin(row, entry, joint, known.held);
  const told = weighed(summary.memory, index, doneSet(row, run.load), run);
  if (isChosen && fatigue.opens(summary.fatigue, index, place.number))
    told.mean += fatigue.shiftOf(summary.fatigue, index, known.involved, row.time);
  return chances(told, chanceOfNone(run.mean, run.sd));
}

/** Chances of whole repetitions; whether there is any is for the model to say, where it doubts it less. @param {{mean: number, sd: number}} told @param {number} byModel */
function chances(told, byModel) {
  const reach = Math.floor(Math.min(Math.max(told.mean + REACH * FIGURES.cues.odd_factor * told.sd + 1, 1), MOST));
  const found = new Float64Array(MOST + 1).fill(1);
  const atNone = below(0.5, told), none = Math.min(atNone, byModel);
  if (atNone < 1 - 1e-9)
    for (let count = 0; count < reach; count++) {
      const some = (below(count + 0.5, told) - atNone) / Math.max(1 - atNone, 1e-9);
      found[count] = none + (1 - none) * Math.min(Math.max(some, 0), 1);
    }
  for (let count = MOST; count > 0; count--) found[count] -= found[count - 1];
  return found;
}

/** @param {number} load @param {import("./rows.js").Entry} entry @param {boolean} moves */
function requireLoad(load, entry, moves) {
  if (!entry.isModelled) throw new Stop("exercise_uncounted", { exercise: entry.names[0] ?? entry.key });
  const isHelp = load < 0 && moves && !entry.isAssisted;
  if (!Number.isFinite(load) || (load < 0 && !isHelp) || (load === 0 && !moves))
    throw new Stop("load_impossible", { load: String(load) });
}

/** The smallest whole number that is not exceeded with at least such a probability. @param {ArrayLike<number>} chances @param {number} level */
export function quantile(chances, level) {
  let sum = 0;
  for (let count = 0; count < chances.length; count++) if ((sum += chances[count]) >= level - 1e-12) return count;
  return chances.length - 1;
}

/** A forecast as it is shown. @param {ArrayLike<number>} found @returns {Forecast} */
export function told(found) {
  let mean = 0;
  for (let count = 0; count < found.length; count++) mean += count * found[count];
  if (!Number.isFinite(mean)) throw new Error("a number is not finite");
  const side = (1 - INTERVAL) / 2;
  return {
    median: quantile(found, 0.5), low: quantile(found, side), high: quantile(found, 1 - side), mean,
    probabilities: Array.from(found),
  };
}

export { isProblem };
