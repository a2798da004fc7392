// What the log has told of fatigue: states that sets raise and rest lets fall, and how much of them this lifter feels.

import { FIGURES } from "./figures.js";
import { gapVariance } from "./filter.js";
import { RULE_OF_THUMB, possibleRepetitions } from "./memory.js";
import { clip } from "./normal.js";

const P = FIGURES.level, LAW = FIGURES.doses, CHANNELS = FIGURES.channels;
export const SIZE = CHANNELS.half_life.length;
export const MUSCULAR = CHANNELS.muscular;
export const MUSCLES = FIGURES.muscles.length;
const SQUAT_MASS = 2.75;
const MOST_COUNTED = 37, RECENT_DAYS = 4, USUAL_DAYS = 20, MOST_OVERLOAD = 1;
const LARGEST_SHIFT = 4, BURN_IN_DAYS = 42, FOLLOWED = 0.3, CALL_SD = 1, CURVE_DOUBT = 0.3, FIRST_VAR = 0.04, JUMP = 4;
const MOST_SHOWN = 20, UNTOLD_LEFT = 1, UNTOLD_SHARE = 0.6;
const SHARED_DAY = 0.5;
const DAY_VAR = SHARED_DAY * P.day_sd ** 2;

/**
 * @typedef {{shares: Float64Array, mass: number, pull: Float64Array}} Involvement
 * @typedef {{time: number, session: number, repetitions: number, left: number, loadShare: number, lowering: boolean}} Work
 * @typedef {{logMoved: number, possible: number, isKnown: boolean, isCalled: boolean}} Opening
 * @typedef {{session: number, time: number, level: number, variance: number, repetitions: number, felt: Float64Array, usual: Float64Array}} FirstSets
 *
 * @typedef {object} Fatigue
 * @property {number} time
 * @property {number} begun
 * @property {number} session
 * @property {number} recent
 * @property {number} usual
 * @property {Float64Array} guard
 * @property {Float64Array} freshGuard
 * @property {Float64Array} muscular
 * @property {Float64Array} neural
 * @property {number} sets
 * @property {Float64Array} precision
 * @property {Float64Array} pull
 * @property {Float64Array} mean
 * @property {{session: number, weight: number, miss: number, felt: Float64Array}} open
 * @property {Map<number, FirstSets>} first
 */

/** The muscles of an exercise. @param {Record<string, number>} muscles @returns {Involvement} */
export function involvementOf(muscles) {
  const shares = new Float64Array(MUSCLES);
  let square = 0, mass = 0;
  FIGURES.muscles.forEach((name, place) => {
    const share = muscles[name] ?? 0;
    shares[place] = share;
    square += share * share;
    mass += FIGURES.sizes[place] * share;
  });
  return { shares, mass: Math.min(mass / SQUAT_MASS, 1), pull: square > 0 ? shares.map((one) => one / square) : shares };
}

/** @param {Fatigue} one @returns {Fatigue} */
export const copied = (one) => ({
  ...one, guard: one.guard.slice(), freshGuard: one.freshGuard.slice(), muscular: one.muscular.slice(),
  neural: one.neural.slice(), precision: one.precision.slice(), pull: one.pull.slice(),
  open: { ...one.open, felt: one.open.felt.slice() }, first: new Map(one.first),
});

/** Whether a set would be the exercise's first in a session. @param {Fatigue} one @param {number} exercise @param {number} session */
export const opens = (one, exercise, session) => one.first.get(exercise)?.session !== session;

/** A row as fatigue sees it. @param {import("./rows.js").Row} row @param {number} forecast @returns {Work | null} */
export function workOf(row, forecast) {
  if (row.repetitions <= 0) return null;
  const done = row.repetitions, isUntold = Number.isNaN(forecast);
  let left = UNTOLD_LEFT;
  if (row.isFailure) left = 0;
  else if (row.isReport) left = Math.max(row.reserve, 0);
  else if (!isUntold) left = possibleRepetitions(done, forecast) - done;
  const loadShare = isUntold ? UNTOLD_SHARE : Math.exp(-RULE_OF_THUMB * Math.max(forecast - 1, 0));
  return { time: row.time, session: row.session, repetitions: done, left, loadShare, lowering: row.lowering };
}

/** What each channel takes from an exercise at a time, at unit gain. @param {Fatigue} one @param {Involvement} involved @param {number} time */
function feltAt(one, involved, time) {
  const felt = new Float64Array(SIZE), days = time - one.time;
  if (!(days < Infinity)) return felt;
  for (let c = 0; c < SIZE; c++) {
    let sum = c < MUSCULAR ? 0 : one.neural[c - MUSCULAR];
    if (c < MUSCULAR) for (let m = 0; m < MUSCLES; m++) sum += involved.pull[m] * one.muscular[m * MUSCULAR + c];
    felt[c] = days > 0 ? sum * 2 ** (-days / CHANNELS.half_life[c]) : sum;
  }
  return felt;
}

/**
 * By how much fatigue moves the forecast of an exercise's first set [rep].
 * @param {Fatigue} one
 * @param {number} exercise
 * @param {Involvement} involved
 * @param {number} time
 * @returns {number}
 */
export function shiftOf(one, exercise, involved, time) {
  const first = one.first.get(exercise);
  if (!first) return 0;
  const felt = feltAt(one, involved, time);
  let sum = 0;
  for (let c = 0; c < SIZE; c++)
    sum += CHANNELS.shown[c] * CHANNELS.sign[c] * (felt[c] - first.usual[c]) * one.mean[c];
  return clip(sum / RULE_OF_THUMB, -LARGEST_SHIFT, LARGEST_SHIFT);
}

/**
 * Take a segment, in place: learn from it if it opens its exercise, then let it tire.
 * @param {Fatigue} one
 * @param {number} exercise
 * @param {Involvement} involved
 * @param {Work | null} work
 * @param {Opening | null} opening
 */
export function take(one, exercise, involved, work, opening) {
  if (work === null) return;
  if (opening !== null) learn(one, exercise, feltAt(one, involved, work.time), work, opening);
  tire(one, involved, work);
}

/** @param {Fatigue} one @param {number} exercise @param {Float64Array} felt @param {Work} work @param {Opening} opening */
function learn(one, exercise, felt, work, opening) {
  const before = one.first.get(exercise) ?? {
    session: work.session, time: -Infinity, level: 0, variance: FIRST_VAR, repetitions: opening.possible,
    felt: new Float64Array(SIZE), usual: felt,
  };
  const { session, time } = work;
  const usual = before.usual.map((value, c) => value + FOLLOWED * (felt[c] - value));
  if (!opening.isKnown) return void one.first.set(exercise, { ...before, session, usual });
  const shown = opening.logMoved + RULE_OF_THUMB * (Math.min(opening.possible, MOST_SHOWN) - 1);
  const error = errorOf(opening, before.repetitions), alone = error * error + DAY_VAR;
  const days = time - before.time;
  const variance = before.variance + (days < Infinity ? gapVariance(days) : 0);
  const miss = shown - before.level, spread = Math.sqrt(variance + alone);
  if (days === Infinity || Math.abs(miss) > JUMP * spread) {
    const repetitions = opening.possible;
    one.first.set(exercise, { session, time, level: shown, variance: alone, repetitions, felt, usual });
    return;
  }
  if (time - one.begun > BURN_IN_DAYS) {
    const innovation = felt.map((value, c) => CHANNELS.sign[c] * (value - before.felt[c]));
    witness(one, innovation, miss, 1 / (variance + error * error), session);
  }
  const gain = variance / (spread * spread);
  one.first.set(exercise, {
    session, time, level: before.level + gain * miss, variance: (1 - gain) * variance,
    repetitions: before.repetitions + FOLLOWED * (opening.possible - before.repetitions),
    felt: before.felt.map((value, c) => value + gain * (felt[c] - value)), usual,
  });
}

/** The error of the log-capacity that a set shows. @param {Opening} opening @param {number} usualRepetitions */
function errorOf(opening, usualRepetitions) {
  let count = P.noise_rep + P.noise_growth * clip(opening.possible - 1, 0, MOST_SHOWN);
  if (opening.isCalled) count = Math.hypot(count, CALL_SD);
  const bend = CURVE_DOUBT * (Math.min(opening.possible, MOST_SHOWN) - Math.min(usualRepetitions, MOST_SHOWN));
  return Math.sqrt((RULE_OF_THUMB * Math.hypot(count, bend)) ** 2 + (1 - SHARED_DAY) * P.day_sd ** 2);
}

/** Take what a first set says of the channels. @param {Fatigue} one @param {Float64Array} felt @param {number} miss @param {number} worth @param {number} session */
function witness(one, felt, miss, worth, session) {
  const { open } = one;
  if (session !== open.session) {
    close(one);
    open.session = session;
  }
  for (let i = 0; i < SIZE; i++) {
    const scaled = worth * felt[i];
    for (let j = 0; j < SIZE; j++) one.precision[i * SIZE + j] += scaled * felt[j];
    one.pull[i] += scaled * miss;
    open.felt[i] += scaled;
  }
  one.sets += 1;
  open.weight += worth;
  open.miss += worth * miss;
}

/** Take the day that its sets share out of the open session, and believe what follows. @param {Fatigue} one */
function close(one) {
  const { open } = one;
  if (open.weight <= 0) return;
  const shared = 1 / (1 / DAY_VAR + open.weight);
  for (let i = 0; i < SIZE; i++) {
    for (let j = 0; j < SIZE; j++) one.precision[i * SIZE + j] -= shared * open.felt[i] * open.felt[j];
    one.pull[i] -= shared * open.miss * open.felt[i];
  }
  open.weight = open.miss = 0;
  open.felt.fill(0);
  one.mean = believed(one);
}

/** The population's precision of the gains, row by row. */
const BEFORE = full(FIGURES.gains.precision);

/** A symmetric matrix from its upper half. @param {ArrayLike<number>} upper @returns {Float64Array} */
export function full(upper) {
  const whole = new Float64Array(SIZE * SIZE);
  for (let i = 0, k = 0; i < SIZE; i++)
    for (let j = i; j < SIZE; j++, k++) whole[i * SIZE + j] = whole[j * SIZE + i] = upper[k];
  return whole;
}

/** The mean of the channels' gains: prior and evidence by Cholesky, scaled to a diagonal of ones. @param {Fatigue} one */
function believed(one) {
  const before = FIGURES.gains.mean, matrix = one.precision.map((value, k) => value + BEFORE[k]);
  const scale = Float64Array.from({ length: SIZE }, (_, i) => 1 / Math.sqrt(matrix[i * SIZE + i]));
  const found = new Float64Array(SIZE), lower = new Float64Array(SIZE * SIZE);
  for (let i = 0; i < SIZE; i++) {
    // The mean moves from the prior's by what the evidence pulls beyond it.
    let pull = one.pull[i];
    for (let j = 0; j < SIZE; j++) pull -= one.precision[i * SIZE + j] * before[j];
    found[i] = pull * scale[i];
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * SIZE + j] * scale[i] * scale[j];
      for (let k = 0; k < j; k++) sum -= lower[i * SIZE + k] * lower[j * SIZE + k];
      lower[i * SIZE + j] = i === j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / lower[j * SIZE + j];
    }
  }
  for (let i = 0; i < SIZE; i++) {
    for (let k = 0; k < i; k++) found[i] -= lower[i * SIZE + k] * found[k];
    found[i] /= lower[i * SIZE + i];
  }
  for (let i = SIZE - 1; i >= 0; i--) {
    for (let k = i + 1; k < SIZE; k++) found[i] -= lower[k * SIZE + i] * found[k];
    found[i] /= lower[i * SIZE + i];
  }
  return found.map((value, i) => before[i] + value * scale[i]);
}

/** Let a segment be done: time passes until it ends, and the states rise by its doses. @param {Fatigue} one @param {Involvement} involved @param {Work} work */
function tire(one, involved, work) {
  if (one.begun === -Infinity) one.begun = work.time;
  if (work.session !== one.session) {
    one.guard.forEach((value, m) => (one.guard[m] = value + one.freshGuard[m]));
    one.freshGuard.fill(0);
    one.session = work.session;
  }
  restUntil(one, work.time);
  const done = clip(work.repetitions, 0, MOST_COUNTED);
  const near = (1 - Math.exp(-done / LAW.closeness_rep)) * Math.exp(-Math.max(work.left, 0) / LAW.closeness_rep);
  const effort = (LAW.volume_share * work.loadShare * done) / 10 + (1 - LAW.volume_share) * near;
  const lowering = work.lowering ? LAW.lowering_factor : 1;
  const [damageFrom, damageTo] = CHANNELS.damage;
  for (let m = 0; m < MUSCLES; m++) {
    const dose = involved.shares[m] * effort;
    if (dose === 0) continue;
    const harm = dose * lowering * Math.exp(-one.guard[m] / LAW.protection_dose);
    for (let c = 0; c < MUSCULAR; c++) one.muscular[m * MUSCULAR + c] += c >= damageFrom && c < damageTo ? harm : dose;
    one.freshGuard[m] += dose * lowering;
  }
  const nervous = effort * involved.mass * clip(work.loadShare, 0, 1) ** LAW.heavy_power;
  one.recent += nervous;
  one.usual += nervous;
  const over = overload(one);
  for (let c = MUSCULAR; c < SIZE; c++) one.neural[c - MUSCULAR] += nervous * (c >= CHANNELS.accumulated ? over : 1);
}

/** @param {Fatigue} one @param {number} time */
function restUntil(one, time) {
  const days = time - one.time;
  if (!(days > 0)) return;
  if (days < Infinity) {
    const kept = CHANNELS.half_life.map((half) => 2 ** (-days / half));
    for (let k = 0; k < one.muscular.length; k++) one.muscular[k] *= kept[k % MUSCULAR];
    for (let k = 0; k < one.neural.length; k++) one.neural[k] *= kept[MUSCULAR + k];
    const protects = 2 ** (-days / LAW.protection_half_life);
    for (let m = 0; m < MUSCLES; m++) {
      one.guard[m] *= protects;
      one.freshGuard[m] *= protects;
    }
    one.recent *= 2 ** (-days / RECENT_DAYS);
    one.usual *= 2 ** (-days / USUAL_DAYS);
  }
  one.time = time;
}

/** How far the last days are above the usual. @param {Fatigue} one */
function overload(one) {
  const known = 1 - 2 ** (-(one.time - one.begun) / USUAL_DAYS);
  if (one.usual <= 0) return 0;
  const ratio = one.recent / RECENT_DAYS / (one.usual / (USUAL_DAYS * Math.max(known, 0.2)));
  return known * clip(ratio - LAW.overload_from, 0, MOST_OVERLOAD);
}
