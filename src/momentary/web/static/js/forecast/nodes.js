// The values of a lifter's fixed traits that are carried side by side: curve, habit of stopping, unknown body mass. First
// the filter's own, then those on which the departures of the lifter's calls stand.

import { FIGURES } from "./figures.js";

const P = FIGURES.level;
const CURVE_REACH = 2.5;
const SIDE_CURVES = 5;
export const LANES = 2;

/**
 * Points at an even distance.
 * @param {number} first
 * @param {number} last
 * @param {number} count
 * @returns {Float64Array}
 */
export function even(first, last, count) {
  return Float64Array.from({ length: count }, (_, i) => first + (i * (last - first)) / Math.max(count - 1, 1));
}

/** Departures of calls that are carried side by side, and those between which the likely one is found [rep]. */
export const DEPARTURES = even(-4, 4, 9);
export const FINE = even(-4, 4, 161);

/**
 * @typedef {object} Joint
 * @property {number} size Nodes in all.
 * @property {number} own The filter's own, the first of them.
 * @property {number} departures Departures of the others, one where none has made a difference yet.
 * @property {number} ownHabits
 * @property {Float64Array} habits Repetitions left at silent stops [rep].
 * @property {Int32Array} habitOf Habit of each node.
 * @property {Float64Array} ratio Logarithm of c over its median, in spreads of c.
 * @property {Float64Array} body Body mass where none is logged [kg].
 * @property {Float64Array} logPrior
 */

/** @type {Map<string, Joint>} */
const known = new Map();

/**
 * @param {boolean} withBody Whether the exercise moves a body of unknown mass.
 * @param {boolean} isCalled Whether it has a reported reserve of more than a half.
 * @returns {Joint}
 */
export function jointOf(withBody, isCalled) {
  const key = `${withBody}${isCalled}`;
  let joint = known.get(key);
  if (!joint) known.set(key, (joint = makeJoint(withBody, isCalled ? DEPARTURES.length : 1)));
  return joint;
}

/**
 * @param {boolean} withBody
 * @param {number} departures
 * @returns {Joint}
 */
function makeJoint(withBody, departures) {
  const own = P.habits.length;
  const middle = P.habits[Math.floor(own / 2)];
  const spread = withBody ? FIGURES.body_steps : [0];
  /** @type {number[][]} */
  const rows = [];
  /** @param {number} curves @param {number} first @param {number[]} shares @param {number[]} masses */
  const add = (curves, first, shares, masses) => {
    const begin = rows.length;
    let sum = 0;
    for (const step of even(-CURVE_REACH, CURVE_REACH, curves))
      shares.forEach((share, habit) => {
        for (const mass of masses) {
          const chance = share * Math.exp(-0.5 * step * step);
          sum += chance;
          rows.push([first + habit, step, P.body_mass_median * Math.exp(P.body_mass_log_sd * mass), chance]);
        }
      });
    for (const row of rows.slice(begin)) row[3] = Math.log(row[3] / sum);
    return rows.length;
  };
  const count = add(P.curve_nodes, 0, P.habit_shares, spread);
  add(SIDE_CURVES, own, Array(departures).fill(1 / departures), [0]);
  /** @param {number} place */
  const column = (place) => Float64Array.from(rows, (row) => row[place]);
  return {
    size: rows.length, own: count, departures, ownHabits: own,
    habits: Float64Array.from([...P.habits, ...Array(departures).fill(middle)]),
    habitOf: Int32Array.from(rows, (row) => row[0]),
    ratio: column(1), body: column(2), logPrior: column(3),
  };
}

/**
 * c at each node, for a kind of exercise [1/rep].
 * @param {Joint} joint
 * @param {string | null} kind
 * @returns {Float64Array}
 */
export function curveOf(joint, kind) {
  const curves = /** @type {Record<string, number>} */ (FIGURES.curves);
  const isOwn = kind !== null && kind in curves;
  const median = isOwn ? curves[kind] : P.curve_median;
  const logSd = isOwn ? P.curve_person_log_sd : P.curve_log_sd;
  return joint.ratio.map((step) => median * Math.exp(logSd * step));
}
