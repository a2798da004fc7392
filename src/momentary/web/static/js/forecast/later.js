// Repetitions of what follows failure within a set: drops, the machine, pauses, partial, cheat, lowered and assisted ones.
// The same as momentary.prescription.learnt.later_segments.

import { FIGURES } from "./figures.js";
import { erfc } from "./normal.js";
import { answered } from "./problems.js";
import { told } from "./index.js";

const P = FIGURES.later;
const MOST = 60, USUAL_LENGTH = 2, USUAL_DROP = 0.35, LEAST = 0.2, MOST_RECOVERED = 0.9, COMMON = 3, NEGLIGIBLE = 1e-4;

/**
 * @typedef {"drop" | "machine" | "rest_pause" | "partial" | "cheat" | "negative" | "assisted"} Way
 *
 * @typedef {object} LaterSegment
 * @property {Way} way How the set goes on.
 * @property {string} exercise Key of the exercise that the set began with.
 * @property {number} [before] Repetitions of the segment before, where they are done.
 * @property {ArrayLike<number>} [chances] Else the chances of 0, 1, 2 ... of them.
 * @property {number} [log_drop] Logarithm of the load before over the load now, as the muscles feel it.
 * @property {number} [link] Its place in the set: 1 for the first after the head.
 * @property {number | null} [rest_s] Rest before it.
 * @property {number} [doubt] Spread of `log_drop`, where another machine's load is not known well.
 * @property {number} [most] Repetitions after which the protocol stops.
 *
 * @typedef {object} WayHabit What is known of this lifter's segments of one way.
 * @property {string[]} exercises
 * @property {number[]} mean
 * @property {number[][]} cov
 * @property {number} square
 * @property {number} count
 */

/**
 * How many repetitions a later segment would give.
 * @param {LaterSegment} segment
 * @param {Partial<Record<Way, WayHabit>>} [habits] The lifter's own, as the server has learnt them; typical ones without.
 * @returns {import("./index.js").Forecast | {problem: import("./problems.js").Problem}}
 */
export const forecastLater = (segment, habits = {}) => answered(() => {
  const found = new Float64Array(MOST + 1);
  const chances = segment.chances ?? [];
  if (segment.before !== undefined) add(found, 1, segment, segment.before, habits);
  else for (let count = 0; count < chances.length; count++)
    if (chances[count] > NEGLIGIBLE) add(found, chances[count], segment, count, habits);
  const sum = found.reduce((all, one) => all + one, 0);
  const shares = Array.from(found, (one) => one / sum);
  const { most } = segment;
  if (most === undefined || most >= MOST) return told(shares);
  const kept = shares.slice(0, most + 1);
  kept[most] = shares.slice(most).reduce((all, one) => all + one, 0);
  return told(kept);
});

/** Add the chances of a segment whose predecessor had so many repetitions. @param {Float64Array} found @param {number} share @param {LaterSegment} segment @param {number} before @param {Partial<Record<Way, WayHabit>>} habits */
function add(found, share, segment, before, habits) {
  const { centre, variance, noise } = believed(segment, before, habits[segment.way]);
  const [usual, odd] = [1, P.odd_factor].map((factor) => Math.sqrt(2 * (variance + (factor * noise) ** 2)));
  let last = 0;
  for (let count = 0; count <= MOST; count++) {
    const gap = Math.log(count + 1.5) - centre;
    const below = count === MOST ? 1 : 0.5 * ((1 - P.odd_share) * erfc(-gap / usual) + P.odd_share * erfc(-gap / odd));
    found[count] += share * (below - last);
    last = below;
  }
}

/** What is believed of ln(repetitions + 1). @param {LaterSegment} segment @param {number} before @param {WayHabit | undefined} habit */
function believed(segment, before, habit) {
  const { way, exercise, log_drop: logDrop = 0, doubt = 0 } = segment;
  const middle = expected(segment, before), slope = P.drop_gain / P.curve / (middle + 1);
  const view = [1, Math.log(Math.max(before, 1)) - USUAL_LENGTH, logDrop - USUAL_DROP];
  const untried = way === "drop" ? 0 : P.untried_sd;
  let centre = Math.log(middle + 1), variance = (slope * doubt) ** 2;
  const place = habit ? habit.exercises.indexOf(exercise) : -1;
  if (place < 0) variance += P.exercise_sd ** 2;
  if (!habit) {
    variance += P.lifter_sd ** 2 + untried ** 2 + (view[1] * P.length_sd) ** 2 + (view[2] * P.ratio_sd) ** 2;
    return { centre, variance, noise: P.noise };
  }
  const seen = habit.mean.map((_, i) => (i < COMMON ? view[i] : i - COMMON === place ? 1 : 0));
  seen.forEach((one, i) => {
    centre += one * habit.mean[i];
    seen.forEach((other, j) => (variance += one * other * habit.cov[i][j]));
  });
  return { centre, variance, noise: P.noise * Math.sqrt((P.spread_count + habit.square) / (P.spread_count + habit.count)) };
}

/** The median repetitions over lifters, not rounded. @param {LaterSegment} segment @param {number} before */
function expected({ way, log_drop: logDrop = 0, link = 1, rest_s: restS = null }, before) {
  if (way === "partial") return Math.max(P.partial_share * before, 1);
  if (way === "cheat" || way === "assisted") return P.cheat_repetitions;
  const ratio = way === "negative" ? Math.log(P.lowering_ratio) : 0;
  const atOnce = (P.drop_gain * (logDrop + ratio)) / P.curve;
  let back = link === 1 ? P.recovered : P.recovered_later;
  if (restS !== null) {
    /** @param {number} rest */
    const share = (rest) => 1 - 2 ** (-rest / P.half_life_s);
    back = Math.min((back * share(restS)) / share(P.usual_rest_s), MOST_RECOVERED);
  }
  return Math.max(atOnce + back * before, LEAST);
}
