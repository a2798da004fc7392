// What the next set would give at any load, and which load and repetitions to take: one forecast, at the load that is
// known best, carried along the lifter's own curve. The same as momentary.prescription.load_outlook and next_set.

import { FIGURES } from "./figures.js";
import { noiseSd, logMovedOf } from "./filter.js";
import { after, chancesOf, knownAt, placed, placeOfExercise, quantile, told } from "./index.js";
import { curveOf, jointOf } from "./nodes.js";
import { clip, rounded, sharesOf } from "./normal.js";
import { Stop, answered, isProblem } from "./problems.js";

/**
 * @typedef {import("./index.js").Summary} Summary
 * @typedef {import("./index.js").Question} Question
 * @typedef {import("./index.js").Forecast} Forecast
 * @typedef {import("./problems.js").Problem} Problem
 * @typedef {Omit<Question, "load_kg"> & {load_kg?: number}} Asked
 *
 * @typedef {object} Outlook
 * @property {number} knownKg The load that is known best, as typed.
 * @property {number | null} doneKg Load of the exercise's last set in this session.
 * @property {number} ageDays Days since the set whose load is known best.
 * @property {number} done Working sets in this session.
 * @property {Float64Array} known Chances at the known load.
 * @property {number[]} curve Values that c may have [1/rep].
 * @property {number[]} shares Their probabilities.
 * @property {number} bodyKg
 * @property {boolean} isAssisted
 */

const FATIGUE_DAYS = 14, NEGLIGIBLE = 1e-4, SAME_LOG = 1e-9, LEAST_LENGTH = 40, LEAST_STRETCH = 0.5, MOST_STRETCH = 3;
const SURE = 0.8, MOST_RISE = 1.1, SLACK = 1, SAME_RATIO = 1e-3, SAME_KG = 0.01, REST_STEP_S = 15, AFTER_FAILURE = 1.25;
const DAY_S = 86400;

/**
 * How many repetitions a set taken to failure would give at a load: what the live screen shows.
 * @param {Summary | {problem: Problem}} summary
 * @param {Question} question
 * @returns {Forecast | {problem: Problem}}
 */
export const forecast = (summary, question) =>
  isProblem(summary) ? summary : answered(() => {
    const now = after(summary, question), place = placed(now, question);
    const index = placeOfExercise(now, question.exercise, question.traits);
    if (!now.exercises[index]) return told(chancesOf(now, question, place));
    requirePossible(now, question);
    return told(chancesAt(outlookOf(now, question), question.load_kg));
  });

/**
 * Logarithm of one load over another as the muscles feel them: what `forecastLater` asks for. Where the exercise moves
 * the body, ten kilograms less on the belt are no halving.
 * @param {Summary | {problem: Problem}} summary
 * @param {{exercise: string, from_kg: number, to_kg: number}} loads As typed; help of an assistance machine as a positive number.
 * @returns {{log_drop: number} | {problem: Problem}}
 */
export const logDrop = (summary, { exercise, from_kg, to_kg }) =>
  isProblem(summary) ? summary : answered(() => {
    const { entry } = knownAt(summary, placeOfExercise(summary, exercise), exercise);
    const bodyKg = entry.moves === true ? (entry.movedShare || 1) * bodyOf(summary.bodyKg) : 0;
    const [from, to] = [from_kg, to_kg].map((one) => {
      if (!Number.isFinite(one)) throw new Stop("load_impossible", { load: String(one) });
      return logMovedOf(entry.isAssisted ? -one : one, bodyKg);
    });
    return { log_drop: from - to };
  });

/** The body mass, or the middle of what it may be [kg]. @param {number} bodyKg */
const bodyOf = (bodyKg) => (Number.isNaN(bodyKg) ? FIGURES.level.body_mass_median : bodyKg);

/**
 * @typedef {object} Next What to do next.
 * @property {"lift" | "to_failure" | "stop"} decision
 * @property {string[]} why Keys of the reasons, the weightiest first.
 * @property {number} number Number of the set in the session, from one.
 * @property {number} planned
 * @property {number | null} load_kg
 * @property {number | null} repetitions To do, or to expect at failure.
 * @property {Forecast | null} possible
 * @property {number | null} rest_s Rest before it; null before the first.
 *
 * @typedef {object} Wish
 * @property {number[]} loads_kg The loads that the gym has for the exercise (plates.js).
 * @property {"strength" | "size" | "endurance"} [goal]
 * @property {number} [planned] Working sets in all, as the server planned them.
 * @property {number} [reserve] Repetitions to leave; as the goal asks if not given.
 * @property {boolean} [to_failure] Whether the set goes to failure: the guard's verdict for it, or the lifter's will.
 * @property {number} [shorter] Repetitions less for want of recovery.
 * @property {boolean} [is_gym_told] Whether the lifter has said what is in the gym; else the known load is there too.
 * @property {{is_failure?: boolean, is_pain?: boolean} | null} [last] How the exercise's last set in this session ended.
 */

/**
 * The next set of an exercise: load, repetitions and rest. Whether failure belongs here is for the server to say.
 * @param {Summary | {problem: Problem}} summary
 * @param {Asked & Wish} question
 * @returns {Next | {problem: Problem}}
 */
export const nextSet = (summary, question) =>
  isProblem(summary) ? summary : answered(() => next(outlookOf(after(summary, question), question), question));

/** @param {Outlook} outlook @param {Asked & Wish} question @returns {Next} */
function next(outlook, question) {
  const { goal = "size", planned = 3, to_failure: toFailure = false, shorter = 0, last = null } = question;
  const aim = FIGURES.aims[goal], reserve = question.reserve ?? aim.reserve;
  /** @param {string} why @returns {Next} */
  const stop = (why) => ({
    decision: "stop", why: [why], number: outlook.done + 1, planned, load_kg: null, repetitions: null, possible: null, rest_s: null,
  });
  if (last?.is_pain) return stop("ended_in_pain");
  if (outlook.done >= planned) return stop("all_sets_done");
  const loads = loadsOf(outlook, question);
  if (!loads.length) throw new Stop("no_load", { exercise: question.exercise });
  const { load, why } = chosen(loads, outlook, aim, reserve);
  const possible = told(chancesAt(outlook, load));
  if (possible.median < 1) return stop("too_heavy");
  if (!toFailure && possible.median - reserve < 1) return stop("none_light_enough");
  const count = Math.max(Math.min(held(possible.probabilities, reserve), aim.high) - shorter, 1);
  return {
    decision: toFailure ? "to_failure" : "lift", why, number: outlook.done + 1, planned, load_kg: load,
    repetitions: toFailure ? possible.median : count, possible, rest_s: restOf(outlook, aim.half_lives, last),
  };
}

/** Repetitions that can be told: they leave the reserve, and hold eight times in ten. @param {ArrayLike<number>} found @param {number} reserve */
const held = (found, reserve) => Math.min(quantile(found, 0.5) - reserve, quantile(found, 1 - SURE));

/** The loads that can be put together, the easiest first. @param {Outlook} outlook @param {Wish} question */
function loadsOf(outlook, question) {
  const loads = question.loads_kg.filter((one) => one > 0 || outlook.bodyKg > 0), known = outlook.knownKg;
  if (question.is_gym_told === false && known >= 0 && loads.every((one) => Math.abs(one - known) > SAME_KG)) loads.push(known);
  return loads.sort((one, other) => (outlook.isAssisted ? other - one : one - other));
}

/**
 * The load stays while its repetitions lie in the range or just below it. Else a lighter one allows the low end of the
 * range, and a heavier one its middle, at most a tenth harder at once.
 * @param {number[]} loads
 * @param {Outlook} outlook
 * @param {{low: number, high: number, middle: number}} aim
 * @param {number} reserve
 * @returns {{load: number, why: string[]}}
 */
function chosen(loads, outlook, aim, reserve) {
  const known = outlook.knownKg;
  const here = loads.find((one) => Math.abs(one - known) < SAME_KG);
  const ratios = loads.map((one) => Math.exp(movedAt(outlook, one) - movedAt(outlook, known)));
  const easier = ratios.filter((one) => one <= 1 + SAME_RATIO).length;
  const now = held(outlook.known, reserve);
  if (aim.low - SLACK <= now && now <= aim.high) {
    if (here !== undefined) return { load: here, why: [] };
    if (easier) return { load: loads[easier - 1], why: ["next_below"] };
  }
  // One step is always within reach: dumbbells and stacks may not have a smaller one.
  const reach = Math.min(Math.max(ratios.filter((one) => one <= MOST_RISE + SAME_RATIO).length, easier + 1), loads.length);
  const wanted = now < aim.low ? aim.low : aim.middle;
  let first = 0, last = reach;
  while (first < last) {
    const middle = Math.floor((first + last) / 2);
    if (held(chancesAt(outlook, loads[middle]), reserve) >= wanted) first = middle + 1;
    else last = middle;
  }
  const found = loads[Math.max(first - 1, 0)];
  if (found === here) return { load: found, why: [] };
  if (now > aim.high) return { load: found, why: ["heavier"] };
  return { load: found, why: [now < aim.low - SLACK ? "lighter" : "none_below"] };
}

/** @param {Outlook} outlook @param {number} halfLives @param {{is_failure?: boolean} | null} last */
function restOf(outlook, halfLives, last) {
  if (outlook.done === 0) return null;
  const factor = last?.is_failure ? AFTER_FAILURE : 1;
  return REST_STEP_S * rounded((halfLives * factor * DAY_S * FIGURES.acute_half_life) / REST_STEP_S);
}

/** @param {Summary} summary @param {Question} question */
function requirePossible(summary, question) {
  const { load_kg: load } = question, index = placeOfExercise(summary, question.exercise);
  const { entry } = knownAt(summary, index, question.exercise), moves = entry.moves ?? load === 0;
  const isHelp = load < 0 && moves && !entry.isAssisted;
  if (!Number.isFinite(load) || (load < 0 && !isHelp) || (load === 0 && !moves))
    throw new Stop("load_impossible", { load: String(load) });
}

/**
 * What the next set of an exercise would give at any load.
 * @param {Summary} summary
 * @param {Asked} question
 * @returns {Outlook}
 */
function outlookOf(summary, question) {
  const { exercise, load_kg: asked = null } = question, place = placed(summary, question);
  const index = placeOfExercise(summary, exercise, question.traits), known = summary.exercises[index];
  if (!known) throw new Stop("exercise_unknown", { exercise });
  const { entry } = known, isToday = place.number === summary.session && entry.session === summary.session;
  const done = isToday ? entry.done - entry.ramps : 0;
  const rows = summary.memory.exercises.get(index)?.today ?? [];
  const today = isToday ? rows.filter((one) => one.session === summary.session) : [];
  const near = [...rows].sort((one, other) => Math.abs(one.before - done) - Math.abs(other.before - done) || one.before - other.before);
  const row = today.length ? today[today.length - 1] : near[0];
  const best = row ? typed(row.load, entry) : asked;
  if (best === null) throw new Stop("exercise_unknown", { exercise });
  const age = row ? Math.max(place.start / DAY_S - row.day, 0) : 0;
  // The load is ours, not the lifter's choice: after a while only that shows how far strength may have drifted.
  const is_chosen = age <= FATIGUE_DAYS;
  const found = chancesOf(summary, { exercise, load_kg: best, is_chosen, traits: question.traits }, place);
  return {
    knownKg: best, doneKg: today.length ? typed(today[today.length - 1].load, entry) : null, ageDays: age, done,
    known: found, ...curvesOf(known, summary.bodyKg), isAssisted: entry.isAssisted,
  };
}

/** A remembered load as it is typed. @param {number} load @param {import("./rows.js").Entry} entry */
const typed = (load, entry) => (entry.isAssisted ? -load : load);

/** The values of c with their probabilities, and the part of the body that is moved. @param {import("./reading.js").Known} known @param {number} bodyKg */
function curvesOf({ entry, held: state, calls, isBodyUnknown }, bodyKg) {
  const moves = entry.moves === true;
  const joint = jointOf(isBodyUnknown || (moves && Number.isNaN(bodyKg)), calls.hasCall);
  const curve = curveOf(joint, entry.curve);
  const shares = sharesOf(joint.logPrior.slice(0, joint.own).map((value, i) => value + (state ? state.told[i] : 0)));
  /** @type {Map<number, number>} */
  const merged = new Map();
  shares.forEach((share, i) => merged.set(curve[i], (merged.get(curve[i]) ?? 0) + share));
  const kept = [...merged].filter(([, share]) => share > NEGLIGIBLE).sort(([one], [other]) => one - other);
  const sum = kept.reduce((all, [, share]) => all + share, 0);
  return {
    curve: kept.map(([value]) => value), shares: kept.map(([, share]) => share / sum),
    bodyKg: moves ? (entry.movedShare || 1) * bodyOf(bodyKg) : 0,
  };
}

/** The logarithm of the load that the muscles move at a typed one. @param {Outlook} outlook @param {number} loadKg */
const movedAt = (outlook, loadKg) => logMovedOf(outlook.isAssisted ? -loadKg : loadKg, outlook.bodyKg);

/** The chances of whole repetitions at a load. @param {Outlook} outlook @param {number} loadKg @returns {Float64Array} */
function chancesAt(outlook, loadKg) {
  const { known, curve, shares } = outlook, apart = movedAt(outlook, loadKg) - movedAt(outlook, outlook.knownKg);
  if (Math.abs(apart) < SAME_LOG) return known;
  let middle = 0;
  for (let count = 0; count < known.length; count++) middle += count * known[count];
  const there = curve.map((c) => middle - apart / c);
  const stretch = there.map((one) => clip(noiseSd(one) / noiseSd(middle), LEAST_STRETCH, MOST_STRETCH));
  const most = Math.max(LEAST_LENGTH, known.length, Math.trunc(1.5 * Math.max(...there)) + 10);
  const steps = known.slice(0, -1);
  for (let i = 1; i < steps.length; i++) steps[i] += steps[i - 1];
  const found = new Float64Array(most + 1).fill(1);
  for (let count = 0; count < most; count++) {
    let sum = 0;
    for (let k = 0; k < curve.length; k++) sum += shares[k] * between(steps, middle + (count + 0.5 - there[k]) / stretch[k]);
    found[count] = sum;
  }
  for (let count = most; count > 0; count--) found[count] -= found[count - 1];
  return found;
}

/** The probability of fewer repetitions than a point on the line, between two counts by line. @param {Float64Array} steps @param {number} edge */
function between(steps, edge) {
  const place = edge - 0.5, left = Math.floor(place);
  if (edge <= -0.5) return 0;
  if (place > steps.length - 1) return 1;
  const low = left < 0 ? 0 : steps[left], high = steps[Math.min(left + 1, steps.length - 1)];
  return low + (place - left) * (high - low);
}
