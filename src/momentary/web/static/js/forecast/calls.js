// What a lifter's called reserves are worth, learnt from their own sets to failure: see inference/rir.py.

import { FIGURES } from "./figures.js";
import { callBias, callRoot, noiseSd, populationBias, singleCallSd } from "./filter.js";
import { DEPARTURES, FINE, even } from "./nodes.js";
import { clip, sharesOf } from "./normal.js";

/** @typedef {import("./filter.js").Caller} Caller */
/** @typedef {import("./filter.js").Run} Run */

const P = FIGURES.level;
const SPREADS = even(-0.75, 0.75, 7).map(Math.exp);
const COARSE = DEPARTURES.length;
const WIDTH = DEPARTURES[1] - DEPARTURES[0];
const FREE = 0.3, PLANNED = 0.6, WORTH = 5, USUAL_CALL = 2, TINY = 1e-300;

/** @param {ArrayLike<number>} values */
function logSum(values) {
  let top = -Infinity, sum = 0;
  for (let i = 0; i < values.length; i++) top = Math.max(top, values[i]);
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i] - top);
  return top + Math.log(sum);
}

/** A normal density up to a constant. @param {number} gap @param {number} sd */
const shape = (gap, sd) => Math.exp(-0.5 * (gap / sd) ** 2);

/**
 * What an exercise says of every fine departure.
 * @param {import("./nodes.js").Joint} joint
 * @param {Float64Array} told Log-evidence of its nodes.
 * @returns {Float64Array}
 */
export function toldBy(joint, told) {
  const values = new Float64Array(COARSE);
  const curves = (joint.size - joint.own) / COARSE;
  for (let d = 0; d < COARSE; d++) {
    const both = new Float64Array(curves), alone = new Float64Array(curves);
    for (let k = 0; k < curves; k++) {
      const node = joint.own + k * COARSE + d;
      alone[k] = joint.logPrior[node];
      both[k] = told[node] + alone[k];
    }
    values[d] = logSum(both) - logSum(alone);
  }
  return blurred(splined(values), P.report_exercise_sd);
}

/** Values at the coarse departures as values at the fine ones, by a natural cubic spline. @param {Float64Array} y */
function splined(y) {
  const bend = new Float64Array(COARSE), ratio = new Float64Array(COARSE);
  for (let i = 1; i < COARSE - 1; i++) {
    const below = (2 * WIDTH) / 3 - (WIDTH / 6) * ratio[i - 1];
    ratio[i] = WIDTH / 6 / below;
    bend[i] = ((y[i - 1] - 2 * y[i] + y[i + 1]) / WIDTH - (WIDTH / 6) * bend[i - 1]) / below;
  }
  for (let i = COARSE - 2; i > 0; i--) bend[i] -= ratio[i] * bend[i + 1];
  return FINE.map((value) => {
    const place = clip((value - DEPARTURES[0]) / WIDTH, 0, COARSE - 1 - 1e-9);
    const left = Math.floor(place), b = place - left, a = 1 - b;
    const curved = ((a ** 3 - a) * bend[left] + (b ** 3 - b) * bend[left + 1]) * WIDTH * WIDTH;
    return a * y[left] + b * y[left + 1] + curved / 6;
  });
}

/** Log-likelihoods of a departure that is itself only near the one asked for. @param {Float64Array} logs @param {number} sd */
function blurred(logs, sd) {
  if (sd <= 0) return logs;
  const top = logs.reduce((most, one) => Math.max(most, one), -Infinity);
  const values = logs.map((one) => Math.exp(one - top));
  const { near, whole } = nearness(sd), count = values.length;
  return logs.map((_, j) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += values[i] * near[count - 1 + i - j];
    return Math.log(Math.max(sum / whole[j], TINY)) + top;
  });
}

/** @type {Map<number, {near: Float64Array, whole: Float64Array}>} */
const nearnesses = new Map();

/** How much of a fine departure is taken for another one, by their distance, and the sum of that around each. @param {number} sd */
function nearness(sd) {
  let found = nearnesses.get(sd);
  if (!found) {
    const count = FINE.length, width = FINE[1] - FINE[0];
    const near = Float64Array.from({ length: 2 * count - 1 }, (_, i) => shape((i - count + 1) * width, sd));
    const whole = FINE.map((_, j) => near.subarray(count - 1 - j, 2 * count - 1 - j).reduce((sum, one) => sum + one, 0));
    nearnesses.set(sd, (found = { near, whole }));
  }
  return found;
}

/**
 * What is believed of the lifter's calls before a set.
 * @param {{told: Float64Array, spreadTold: Float64Array, repeats: number[]}} summary
 * @param {{length: number, count: number}} calls What the exercise says of them.
 * @returns {Caller}
 */
export function callerOf(summary, calls) {
  const [again, chances] = summary.repeats;
  const repeated = (again + FREE * WORTH) / (chances + WORTH);
  const free = clip((PLANNED - repeated) / (PLANNED - FREE), 0, 1);
  const centre = (-(1 - free) * populationBias(P.report_length, USUAL_CALL)) / callRoot(USUAL_CALL);
  const told = blurred(summary.told.map((one) => one * free), P.report_doubt_sd);
  const shares = sharesOf(told.map((one, i) => one - 0.5 * ((FINE[i] - centre) / P.report_bias_sd) ** 2));
  let mean = 0, square = 0, seen = 0, whole = 0;
  FINE.forEach((value, i) => {
    const before = shape(value, P.report_bias_sd);
    mean += shares[i] * value;
    square += shares[i] * value * value;
    seen += before * value * value;
    whole += before;
  });
  // The grid ends at four SD: what that cuts off is given back.
  const cut = Math.sqrt(seen / whole) / P.report_bias_sd;
  const spreads = sharesOf(summary.spreadTold.map(
    (one, i) => one - 0.5 * (Math.log(SPREADS[i]) / P.report_spread_log_sd) ** 2));
  let spread = 0;
  SPREADS.forEach((one, i) => (spread += spreads[i] * Math.log(one)));
  return {
    deviation: mean, deviationSd: Math.sqrt(Math.max(square - mean * mean, 1e-6)) / cut, spread: Math.exp(spread),
    length: (calls.length + WORTH * P.report_length) / (calls.count + WORTH),
  };
}

/**
 * What is believed of a call at each habit: the nodes of the calls take their departures.
 * @param {import("./nodes.js").Joint} joint
 * @param {Caller} caller
 * @returns {Caller[]}
 */
export function callersOf(joint, caller) {
  return Array.from(joint.habits, (_, i) => {
    if (i < joint.ownHabits) return caller;
    const deviation = joint.departures > 1 ? DEPARTURES[i - joint.ownHabits] : 0;
    return { deviation, deviationSd: 0, spread: 1, length: caller.length };
  });
}

/**
 * What a call says of every spread.
 * @param {Run} run
 * @param {Caller} caller
 * @returns {Float64Array}
 */
export function spreadTold(run, caller) {
  const { repetitions: done, reserve: call } = run.row;
  const { mean, variance } = atDeparture(run, caller.deviation);
  const gap = done + call + callBias(call, caller) - mean;
  const noise = variance + noiseSd(done) ** 2;
  return SPREADS.map((spread) => {
    const own = singleCallSd(call) * spread;
    const usual = Math.sqrt(noise + own ** 2), odd = Math.sqrt(noise + (P.odd_factor * own) ** 2);
    const told = ((1 - P.odd_share) * shape(gap, usual)) / usual + (P.odd_share * shape(gap, odd)) / odd;
    return Math.log(Math.max(told, TINY));
  });
}

/** Mean and variance of the repetitions to failure at one departure, mixed over curves. @param {Run} run @param {number} deviation */
function atDeparture(run, deviation) {
  const { joint, earlier, curve } = run, curves = (joint.size - joint.own) / COARSE;
  const place = clip((deviation - DEPARTURES[0]) / WIDTH, 0, COARSE - 1 - 1e-9), left = Math.floor(place);
  const found = [left, left + 1].map((d) => {
    const nodes = Array.from({ length: curves }, (_, k) => joint.own + k * COARSE + d);
    const shares = sharesOf(nodes.map((i) => earlier[i] + joint.logPrior[i]));
    const each = nodes.map((i) => 1 + (run.hMean[i] - run.logMoved[i]) / curve[i]);
    const mean = each.reduce((sum, one, k) => sum + shares[k] * one, 0);
    const variance = nodes.reduce(
      (sum, i, k) => sum + shares[k] * (run.hVar[i] / curve[i] ** 2 + (each[k] - mean) ** 2), 0);
    return [mean, variance];
  });
  const part = place - left;
  const [mean, variance] = [0, 1].map((i) => found[0][i] * (1 - part) + found[1][i] * part);
  return { mean, variance };
}
