// One set through the level filter: state (a, d, l) at every node, in two lanes, the level kept and the level jumped.
// What it computes and why stands in the documentation (the model, and the phone's forecast).

import { FIGURES } from "./figures.js";
import { LANES, curveOf } from "./nodes.js";
import { cumulative, inverseMills, sharesOf } from "./normal.js";

const P = FIGURES.level;
const ROOT = 1 / Math.sqrt(2 * Math.PI);
const TYPO_RANGE = 5;
const SAME_LOAD = 0.01;
const LEAST_MOVED = 0.1;
const MOST_CHOSEN = 40;
const TERMS = 4;
const RESERVE = [0.2, 1, 2.5, 6];
const RESERVE_MASS = [0.3, 0.35, 0.25, 0.1];
const ROUNDING = 1 / 12;
/** Numbers of a node in a lane: a, d, l, then aa, ad, al, dd, dl, ll. */
export const WIDTH = 9;
export const NOTHING = 0, FAILURE = 1, REPORT = 2, STOPPED = 3, AT_LEAST = 4, AT_MOST = 5;

/**
 * @typedef {{count: Float64Array, mean: Float64Array, variance: Float64Array}} Habit
 * @typedef {{deviation: number, deviationSd: number, spread: number, length: number}} Caller
 * @typedef {{centre: Float64Array, sd: Float64Array, mass: Float64Array}} Terms
 * @typedef {import("./nodes.js").Joint} Joint
 * @typedef {import("./rows.js").Row} Row
 *
 * @typedef {object} Held What the filter holds of an exercise between two sets.
 * @property {Float64Array} state
 * @property {Float64Array} chance Probability of each lane, by lane, then node.
 * @property {Float64Array} told Log-evidence of each node.
 * @property {Habit} first
 * @property {Habit} later
 * @property {number} session
 * @property {number} day
 * @property {number} load
 * @property {boolean} isFirst
 *
 * @typedef {object} Run A set on its way through the filter.
 * @property {Row} row
 * @property {Joint} joint
 * @property {Held} held What will be held; its numbers move.
 * @property {Float64Array} earlier Log-evidence before the set.
 * @property {Float64Array} curve
 * @property {Float64Array} logMoved
 * @property {boolean} isBound
 * @property {boolean} isFirstChoice
 * @property {Float64Array} hMean Forecast of the log-capacity at each node.
 * @property {Float64Array} hVar
 * @property {number} mean Repetitions to failure [rep].
 * @property {number} sd
 * @property {number} load Logarithm of the moved load.
 */

/** @param {number} addedKg @param {number} bodyKg */
export const logMovedOf = (addedKg, bodyKg) =>
  Math.log(Math.max(bodyKg + addedKg, Math.max(LEAST_MOVED * bodyKg, 1e-3)));

/** The error of a set to failure of so many repetitions [rep]. @param {number} repetitions */
export const noiseSd = (repetitions) =>
  P.noise_rep + P.noise_growth * Math.min(Math.max(repetitions - 1, 0), 60);

/** How much the variance of the level grows over a gap. @param {number} days */
export const gapVariance = (days) =>
  Math.min(P.drift_sd ** 2 * days + ((P.gap_sd * days) / 30) ** 2, P.widest ** 2);

/** @param {number} count @returns {Habit} */
const unknownHabit = (count) => ({
  count: new Float64Array(count).fill(P.choice_count),
  mean: new Float64Array(count).fill(P.choice_mean),
  variance: new Float64Array(count).fill(P.choice_sd ** 2),
});

/** @param {Habit} one @returns {Habit} */
const copied = (one) => ({ count: one.count.slice(), mean: one.mean.slice(), variance: one.variance.slice() });

/**
 * Forecast a set whose load is known.
 * @param {Row} row
 * @param {{movedShare: number, curve: string | null}} traits
 * @param {Joint} joint
 * @param {Held | null} before
 * @returns {Run}
 */
export function begin(row, traits, joint, before) {
  const size = joint.size, share = traits.movedShare || 1;
  const isUnknown = Number.isNaN(row.bodyKg);
  const same = before !== null && before.session === row.session;
  const isFirst = !(same && !Number.isNaN(before.load));
  const load = logMovedOf(row.addedKg, isUnknown ? share * P.body_mass_median : row.bodyKg);
  const isBound = row.observed === AT_LEAST || row.observed === AT_MOST;
  const isNew = before !== null && !isFirst && Math.abs(load - before.load) > SAME_LOAD;
  const run = {
    row, joint, isBound, isFirstChoice: isFirst && !isBound, curve: curveOf(joint, traits.curve),
    logMoved: joint.body.map((mass) => logMovedOf(row.addedKg, isUnknown ? share * mass : row.bodyKg)),
    earlier: before ? before.told : new Float64Array(size),
    held: {
      state: before ? before.state.slice() : new Float64Array(LANES * size * WIDTH),
      chance: before ? before.chance.slice() : new Float64Array(LANES * size),
      told: new Float64Array(size),
      first: before ? copied(before.first) : unknownHabit(joint.habits.length),
      later: before ? copied(before.later) : unknownHabit(joint.habits.length),
      session: row.session, day: row.day, isFirst: before === null || (same && before.isFirst),
      load: !isBound ? load : same ? before.load : NaN,
    },
    hMean: new Float64Array(size), hVar: new Float64Array(size), mean: NaN, sd: NaN, load: NaN,
  };
  if (!same) openVisit(run, before === null, before === null ? 0 : Math.max(row.day - before.day, 0));
  if (run.isFirstChoice) chooseFirst(run);
  else if (isNew && !isBound) wander(run);
  forecastCapacity(run);
  forecastRepetitions(run);
  return run;
}

/** Let time pass until a session begins. @param {Run} run @param {boolean} isNew @param {number} gap */
function openVisit(run, isNew, gap) {
  const { state, chance } = run.held, size = run.joint.size;
  const one = new Float64Array(WIDTH);
  for (let node = 0; node < size; node++) {
    one.fill(0);
    if (isNew) {
      one[0] = run.logMoved[node] + run.curve[node] * (P.choice_mean - 1);
      one[2] = P.loss_mean;
      one[3] = P.first_sd ** 2;
      one[8] = P.loss_sd ** 2;
    } else {
      mergeLanes(run, node, one);
      one[3] += gapVariance(gap);
      one[8] += P.loss_drift_sd ** 2 * gap;
    }
    one[1] = one[4] = one[7] = 0;
    one[6] = P.day_sd ** 2;
    for (let lane = 0; lane < LANES; lane++) state.set(one, (lane * size + node) * WIDTH);
    chance[node] = 1;
    chance[size + node] = 0;
  }
}

/** Merge the lanes of a node by their probability. @param {Run} run @param {number} node @param {Float64Array} out */
function mergeLanes(run, node, out) {
  const { state, chance } = run.held, size = run.joint.size;
  for (let lane = 0; lane < LANES; lane++)
    for (let i = 0; i < 3; i++) out[i] += chance[lane * size + node] * state[(lane * size + node) * WIDTH + i];
  for (let lane = 0; lane < LANES; lane++) {
    const at = (lane * size + node) * WIDTH, share = chance[lane * size + node];
    for (let i = 0, k = 3; i < 3; i++)
      for (let j = i; j < 3; j++, k++)
        out[k] += share * (state[at + k] + (state[at + i] - out[i]) * (state[at + j] - out[j]));
  }
}

/** Learn from the first load of a session; the second lane jumps. @param {Run} run */
function chooseFirst(run) {
  const { state, chance, isFirst } = run.held, size = run.joint.size;
  const jump = isFirst ? 0 : P.shift_share;
  for (let node = 0; node < size; node++) {
    state[(size + node) * WIDTH + 3] += P.shift_sd ** 2;
    chance[node] = 1 - jump;
    chance[size + node] = jump;
  }
  weigh(run, choiceTerms(run.held.first), null);
}

/** Learn from another load than before; the day may have changed with it. @param {Run} run */
function wander(run) {
  const { state } = run.held;
  for (let at = 0; at < state.length; at += WIDTH) state[at + 6] += P.wander_sd ** 2;
  weigh(run, choiceTerms(run.held.later), null);
}

/** What a chosen load says: the usual repetitions, now and then far off. @param {Habit} habit @returns {Terms} */
function choiceTerms(habit) {
  const count = habit.mean.length;
  const terms = emptyTerms(count);
  for (let i = 0; i < count; i++) {
    const sd = Math.sqrt(P.choice_error_sd ** 2 + P.choice_share ** 2 * habit.variance[i]);
    terms.centre.fill(habit.mean[i], i * TERMS, (i + 1) * TERMS);
    terms.sd.set([sd, sd * P.odd_factor, 1, 1], i * TERMS);
    terms.mass.set([1 - P.odd_share, P.odd_share, 0, 0], i * TERMS);
  }
  return terms;
}

/** @param {number} habits @returns {Terms} */
const emptyTerms = (habits) => ({
  centre: new Float64Array(habits * TERMS), sd: new Float64Array(habits * TERMS), mass: new Float64Array(habits * TERMS),
});

/** Forecast the log-capacity at each node, lanes merged. @param {Run} run */
function forecastCapacity(run) {
  const { state, chance } = run.held, size = run.joint.size, g = run.row.setsBefore;
  for (let node = 0; node < size; node++) {
    const means = [0, 0], vars = [0, 0];
    for (let lane = 0; lane < LANES; lane++) {
      const at = (lane * size + node) * WIDTH;
      means[lane] = state[at] + state[at + 1] - g * state[at + 2];
      vars[lane] = state[at + 3] + 2 * state[at + 4] + state[at + 6]
        - 2 * g * (state[at + 5] + state[at + 7]) + g * g * state[at + 8];
    }
    const kept = chance[node], jumped = chance[size + node];
    const middle = kept * means[0] + jumped * means[1];
    run.hMean[node] = middle;
    run.hVar[node] = kept * (vars[0] + (means[0] - middle) ** 2) + jumped * (vars[1] + (means[1] - middle) ** 2);
  }
}

/** Forecast the repetitions to failure over the filter's own nodes. @param {Run} run */
function forecastRepetitions(run) {
  const { joint, held, earlier, curve, logMoved } = run, own = joint.own;
  const logs = new Float64Array(own);
  for (let i = 0; i < own; i++) logs[i] = earlier[i] + held.told[i] + joint.logPrior[i];
  const shares = sharesOf(logs);
  const each = shares.map((_, i) => 1 + (run.hMean[i] - logMoved[i]) / curve[i]);
  let mean = 0, load = 0, spread = 0;
  for (let i = 0; i < own; i++) {
    mean += shares[i] * each[i];
    load += shares[i] * logMoved[i];
  }
  for (let i = 0; i < own; i++) spread += shares[i] * (run.hVar[i] / curve[i] ** 2 + (each[i] - mean) ** 2);
  run.mean = mean;
  run.sd = Math.sqrt(spread);
  run.load = load;
}

/**
 * Learn how the set ended, and return what is held after it.
 * @param {Run} run
 * @param {Caller[] | null} callers What is believed of a call, by habit; null where there was none.
 * @returns {Held}
 */
export function learn(run, callers) {
  if (run.isBound) weighBound(run);
  else {
    const terms = endingTerms(run, callers);
    weigh(run, terms, run.curve);
    learnHabit(run.isFirstChoice ? run.held.first : run.held.later, terms);
  }
  const told = run.held.told;
  for (let i = 0; i < told.length; i++) told[i] += run.earlier[i];
  return run.held;
}

/** What the ending says of the repetitions to failure, by habit. @param {Run} run @param {Caller[] | null} callers */
function endingTerms(run, callers) {
  const { row, joint } = run, done = row.repetitions, noise = noiseSd(done);
  const terms = emptyTerms(joint.habits.length);
  joint.habits.forEach((habit, i) => {
    const at = i * TERMS;
    if (row.observed === STOPPED) {
      RESERVE.forEach((multiple, j) => {
        const reserve = habit * multiple;
        terms.centre[at + j] = done + reserve;
        terms.sd[at + j] = Math.sqrt(noise ** 2 + (0.5 * reserve) ** 2 + ROUNDING);
        terms.mass[at + j] = RESERVE_MASS[j];
      });
      return;
    }
    const caller = row.observed === REPORT && callers ? callers[i] : null;
    const sd = caller ? Math.hypot(callSd(row.reserve, caller), noise) : noise;
    terms.centre.fill(caller ? done + row.reserve + callBias(row.reserve, caller) : done, at, at + TERMS);
    [sd, P.odd_factor * sd, sd, sd].forEach((one, j) => (terms.sd[at + j] = Math.sqrt(one * one + ROUNDING)));
    terms.mass.set([1 - P.odd_share, P.odd_share, 0, 0], at);
  });
  return terms;
}

const YARDSTICK = 0.5;
/** @param {number} call */
const callWeight = (call) => Math.min(Math.max((call - YARDSTICK) / (1 - YARDSTICK), 0), 1);
/** How a lifter's departure grows with the call. @param {number} call */
export const callRoot = (call) => Math.sqrt(Math.max(call, 0)) * callWeight(call);
/** How far single calls scatter [rep]. @param {number} call */
export const singleCallSd = (call) => P.report_sd + P.report_sd_growth * call;

/** Repetitions left beyond a call over lifters, in sets of so many repetitions. @param {number} length @param {number} call */
export function populationBias(length, call) {
  const extra = Math.min(Math.max(length - P.report_length, 0), 10);
  const short = (P.report_bias + P.report_bias_growth * call) * callWeight(call);
  return Math.min(short * (1 + P.report_length_growth * extra), P.report_bias_most);
}

/** Repetitions left beyond a call of this lifter. @param {number} call @param {Caller} caller */
export function callBias(call, caller) {
  const told = call + populationBias(caller.length, call) + caller.deviation * callRoot(call);
  return Math.max(told, Math.min(call, YARDSTICK)) - call;
}

/** @param {number} call @param {Caller} caller */
const callSd = (call, caller) => Math.hypot(singleCallSd(call) * caller.spread, caller.deviationSd * callRoot(call));

/** Move the states by a sum of normals in repetitions. @param {Run} run @param {Terms} terms @param {Float64Array | null} density */
function weigh(run, terms, density) {
  const { joint, curve, logMoved, held } = run, size = joint.size, g = run.row.setsBefore;
  const evidence = new Float64Array(LANES * size);
  for (let i = 0; i < LANES * size; i++) {
    const node = i % size, from = joint.habitOf[node] * TERMS, c = curve[node], d = density ? density[node] : 1;
    const h = project(held.state, i * WIDTH, g);
    let share = 0, shift = 0, square = 0;
    for (let j = from; j < from + TERMS; j++) {
      if (terms.mass[j] === 0) continue;
      const error = (c * terms.sd[j]) ** 2;
      const gap = logMoved[node] + c * (terms.centre[j] - 1) - h.mean;
      const inverse = 1 / (h.var + error), pull = h.var * inverse, moved = pull * gap;
      const fit = Math.exp(-0.5 * gap * gap * inverse) * Math.sqrt(inverse) * (ROOT * (1 - P.typo_share) * d * terms.mass[j]);
      share += fit;
      shift += fit * moved;
      square += fit * (pull * error + moved * moved);
    }
    const total = (evidence[i] = share + (P.typo_share / TYPO_RANGE) * d);
    move(held.state, i * WIDTH, h, share / total, shift / total, square / total);
  }
  weighLanes(run, evidence);
}

/** Learn from a set that only bounds capacity: a warm-up from below, a failed attempt from above. @param {Run} run */
function weighBound(run) {
  const { joint, curve, logMoved, held, row } = run, size = joint.size;
  const above = row.observed === AT_LEAST ? 1 : -1;
  const floor = above > 0 ? P.doubt_share : P.empty_share;
  const edge = row.repetitions - 0.5 * above;
  const evidence = new Float64Array(LANES * size);
  for (let i = 0; i < LANES * size; i++) {
    const node = i % size, c = curve[node];
    const h = project(held.state, i * WIDTH, row.setsBefore);
    const total = Math.sqrt(h.var + (c * noiseSd(row.repetitions)) ** 2);
    const z = (above * (h.mean - (logMoved[node] + c * (edge - 1)))) / total;
    const holds = (1 - floor) * cumulative(z), ratio = inverseMills(z);
    const moved = ((above * h.var) / total) * ratio;
    const left = Math.max(h.var - (h.var / total) ** 2 * ratio * (z + ratio), 0);
    evidence[i] = holds + floor;
    const share = holds / evidence[i];
    move(held.state, i * WIDTH, h, share, share * moved, share * (left + moved * moved));
  }
  weighLanes(run, evidence);
}

/**
 * The forecast of h = a + d - l g, and the covariance of the state with it.
 * @param {Float64Array} s
 * @param {number} at
 * @param {number} g
 */
function project(s, at, g) {
  const a = s[at + 3] + s[at + 4] - g * s[at + 5];
  const d = s[at + 4] + s[at + 6] - g * s[at + 7];
  const l = s[at + 5] + s[at + 7] - g * s[at + 8];
  return { mean: s[at] + s[at + 1] - g * s[at + 2], var: a + d - g * l, along: [a, d, l] };
}

/**
 * Move a state by regression on h.
 * @param {Float64Array} s
 * @param {number} at
 * @param {{var: number, along: number[]}} h
 * @param {number} share
 * @param {number} shift
 * @param {number} square
 */
function move(s, at, h, share, shift, square) {
  const grown = square - share * h.var - shift * shift;
  const gain = [h.along[0] / h.var, h.along[1] / h.var, h.along[2] / h.var];
  for (let i = 0, k = 3; i < 3; i++) {
    s[at + i] += gain[i] * shift;
    for (let j = i; j < 3; j++, k++) s[at + k] += grown * gain[i] * gain[j];
  }
}

/** Weigh the lanes by what was seen under each. @param {Run} run @param {Float64Array} evidence */
function weighLanes(run, evidence) {
  const { chance, told } = run.held, size = run.joint.size;
  for (let node = 0; node < size; node++) {
    const kept = chance[node] * evidence[node], jumped = chance[size + node] * evidence[size + node];
    const total = Math.max(kept + jumped, 1e-300);
    chance[node] = kept / total;
    chance[size + node] = jumped / total;
    told[node] += Math.log(total);
  }
}

/** Learn for how many repetitions the lifter chooses loads, in place. @param {Habit} habit @param {Terms} terms */
function learnHabit(habit, terms) {
  for (let i = 0; i < habit.mean.length; i++) {
    let typical = 0;
    for (let j = i * TERMS; j < (i + 1) * TERMS; j++) typical += terms.centre[j] * terms.mass[j];
    const rate = 1 / Math.min(habit.count[i] + 1, P.choice_memory);
    const gap = Math.min(typical, MOST_CHOSEN) - habit.mean[i];
    habit.count[i] += 1;
    habit.mean[i] += rate * gap;
    habit.variance[i] = (1 - rate) * (habit.variance[i] + rate * gap * gap);
  }
}
