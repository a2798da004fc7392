// What a lifter did lately, and what that says of a set to come: a few cues, weighed against the model.

import { FIGURES } from "./figures.js";
import { cumulative, clip, erfc, inverseMills, rounded } from "./normal.js";
import { FAILURE, REPORT, noiseSd } from "./filter.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {[number, number, number]} Running Count, total and sum of squares of a mean that forgets. */

const P = FIGURES.level, CUES = FIGURES.cues;
export const RULE_OF_THUMB = 0.0266;
const MOST_BEFORE = 9;
const YARDSTICK = 0.5;
const LOADS_KEPT = 24;
const LARGEST_MISS = 8, CREDIBLE_BEYOND = 16, FAR = 1.1, FORECAST_SD = 2, LONGEST = 60, FARTHEST = 6, STEP = 0.05;
const MOST_CUED = 300, FRESH_DAYS = 60, LEAST_SPREAD = 0.05, VAGUE = 2;
/** How many values each running mean spans. */
export const SPANS = { misses: 5, first_misses: 20, later_misses: 20, usual_miss: 20, change: 20, today_misses: Infinity };
const HABIT_SPAN = 5;

/**
 * @typedef {object} Done A set that was done, or is to come.
 * @property {number} session
 * @property {number} day
 * @property {number} load As typed, help negative [kg].
 * @property {number} logMoved
 * @property {number} before
 * @property {number} repetitions
 * @property {boolean} isFailure
 * @property {number} possible
 * @property {number} miss
 *
 * @typedef {object} ExerciseMemory
 * @property {Running} habit
 * @property {Running} habitLoad
 * @property {Map<string, number[]>} byLoad By load and sets before: session, day, repetitions.
 * @property {Done[]} last
 * @property {Done[]} today
 *
 * @typedef {object} Memory
 * @property {Record<keyof typeof SPANS, Running>} running
 * @property {number} session
 * @property {Map<number, ExerciseMemory>} exercises
 */

/** @param {Running} one @param {number} span @param {number} value */
function add(one, span, value) {
  const keep = 1 - 1 / span;
  one[0] = keep * one[0] + 1;
  one[1] = keep * one[1] + value;
  one[2] = keep * one[2] + value * value;
}

/** The mean with some values thrown in. @param {Running} one @param {number} worth @param {number} of */
const mean = (one, worth = 0, of = 0) => (one[0] + worth > 0 ? (one[1] + worth * of) / (one[0] + worth) : NaN);

/** The spread with values thrown in that lie so far from the mean. @param {Running} one @param {number} worth @param {number} of */
function spread(one, worth, of) {
  const middle = one[0] > 0 ? one[1] / one[0] : 0;
  const square = Math.max(one[2] - one[0] * middle * middle, 0);
  return Math.sqrt((square + worth * of * of) / (one[0] + worth));
}

/** @param {number} load @param {number} before */
export const placeOf = (load, before) => `${load}|${before}`;

/** A set as it is remembered. @param {Row} row @param {number} logMoved @returns {Done} */
export function doneSet(row, logMoved) {
  return {
    session: row.session, day: row.day, load: rounded(100 * row.addedKg) / 100, logMoved,
    before: Math.min(row.setsBefore, MOST_BEFORE), repetitions: row.repetitions,
    isFailure: row.observed === FAILURE || (row.observed === REPORT && row.reserve <= YARDSTICK),
    possible: 0, miss: 0,
  };
}

/** Repetitions at a load three times or a third of the known one follow the curve. @param {number} repetitions @param {number} apart */
const carried = (repetitions, apart) =>
  repetitions - (Math.sign(apart) * Math.max(Math.abs(apart) - FAR, 0)) / RULE_OF_THUMB;

/** How many repetitions a set held that was stopped [rep]. @param {number} done @param {number} forecast */
export function possibleRepetitions(done, forecast) {
  const gap = (Math.min(forecast, LONGEST) - done) / FORECAST_SD;
  if (gap < -5) return done + FORECAST_SD * (gap + inverseMills(gap));
  const shift = (Math.sqrt(2 / Math.PI) * Math.exp(-0.5 * gap * gap)) / erfc(-gap / Math.SQRT2);
  return done + FORECAST_SD * (gap + shift);
}

/**
 * The forecast of a set by the model and the cues, fatigue as usual.
 * @param {Memory} memory
 * @param {number} exercise
 * @param {Done} coming
 * @param {{mean: number, sd: number}} model
 * @returns {{mean: number, sd: number}}
 */
export function weighed(memory, exercise, coming, model) {
  const { misses, usual, cues } = cuesOf(memory, exercise, coming);
  const corrected = clip(model.mean, 0, MOST_CUED) + CUES.offset + misses.reduce((sum, one, i) => sum + one * CUES.miss[i], 0);
  let total = 1, sum = corrected;
  const known = cues.map(({ value, distance, age }, i) => {
    if (Number.isNaN(value)) return [corrected, 0];
    const precision = Math.exp(CUES.strength[i] - CUES.fade[i] * distance) * Math.min(FRESH_DAYS / Math.max(age, 1), 1);
    const of = clip(value, 0, MOST_CUED);
    total += precision;
    sum += precision * of;
    return [of, precision];
  });
  const middle = sum / total;
  const apart = known.reduce((all, [of, precision]) => all + precision * (of - middle) ** 2, (corrected - middle) ** 2);
  const [constant, byMiss, bySize, byGap, byPrecision] = CUES.spread;
  const logSd = constant + byMiss * Math.log(usual) + bySize * Math.log(Math.max(middle, 1))
    + 0.5 * byGap * Math.log(apart / total + LEAST_SPREAD) + byPrecision * Math.log(total);
  // Where the model itself is vague its share of the doubt adds up.
  const vague = Math.max(model.sd ** 2 - VAGUE ** 2, 0) / total ** 2;
  return { mean: middle, sd: Math.sqrt(Math.exp(2 * clip(logSd, -2, 3)) + vague) };
}

/** What recent sets say: habit, same load, last session, set before. @param {Memory} memory @param {number} exercise @param {Done} coming */
function cuesOf(memory, exercise, coming) {
  const cues = Array.from({ length: 4 }, () => ({ value: NaN, distance: 0, age: 0 }));
  const { before, session, day, logMoved } = coming, running = memory.running;
  const own = memory.exercises.get(exercise);
  if (own) {
    const today = own.today.length && own.today[own.today.length - 1].session === session ? own.today : [];
    const last = today.length ? own.last : own.today;
    if (own.habit[0] > 0) {
      const latest = Math.max(...Array.from(own.byLoad.values(), (one) => one[1]));
      cues[0] = {
        value: carried(mean(own.habit), logMoved - mean(own.habitLoad)),
        distance: Math.log(spread(own.habit, 2, 2)), age: Math.max(day - latest, 0),
      };
    }
    const seen = own.byLoad.get(placeOf(coming.load, before));
    if (seen && seen[0] !== session) {
      const age = Math.max(day - seen[1], 0);
      cues[1] = { value: seen[2], age, distance: Math.log1p(age / 7) };
    }
    /** @param {Done} one */
    const far = (one) => Math.min(Math.abs(logMoved - one.logMoved) / STEP, FARTHEST);
    const same = last.find((one) => one.before === before);
    if (same)
      cues[2] = {
        value: carried(same.possible, logMoved - same.logMoved), distance: far(same), age: Math.max(day - same.day, 0),
      };
    if (today.length) {
      const latest = today[today.length - 1];
      const left = latest.repetitions + mean(running.change, 3);
      cues[3] = { value: carried(left, logMoved - latest.logMoved), distance: far(latest), age: 0 };
    }
  }
  const kind = before ? running.later_misses : running.first_misses;
  const misses = [mean(running.misses, 1), mean(kind, 3), missOfOthers(memory, own, session)];
  return { misses, usual: mean(running.usual_miss, 5, 1.2), cues };
}

/** The mean miss in the session's other exercises. @param {Memory} memory @param {ExerciseMemory | undefined} own @param {number} session */
function missOfOthers(memory, own, session) {
  if (session !== memory.session) return 0;
  const mine = (own ? own.today : []).filter((one) => one.isFailure && one.session === session);
  const [count, total] = memory.running.today_misses;
  return (total - mine.reduce((sum, one) => sum + one.miss, 0)) / (count - mine.length + 2);
}

/** The same memory, free to take sets of one exercise. @param {Memory} memory @param {number} exercise @returns {Memory} */
export function copiedFor(memory, exercise) {
  const exercises = new Map(memory.exercises);
  const own = exercises.get(exercise);
  exercises.set(exercise, {
    habit: own ? [...own.habit] : [0, 0, 0], habitLoad: own ? [...own.habitLoad] : [0, 0, 0],
    byLoad: new Map(own ? own.byLoad : []), last: own ? own.last : [], today: own ? [...own.today] : [],
  });
  const running = /** @type {Memory["running"]} */ (
    Object.fromEntries(Object.entries(memory.running).map(([name, one]) => [name, [...one]])));
  return { running, session: memory.session, exercises };
}

/** Remember a set, in place, and how far off the model was. @param {Memory} memory @param {number} exercise @param {Done} done @param {number} forecast */
export function take(memory, exercise, done, forecast) {
  const own = /** @type {ExerciseMemory} */ (memory.exercises.get(exercise)), { running } = memory;
  // A typing error must not become a habit: no set is remembered as far more than could be.
  const usual = own.habit[0] > 0 ? mean(own.habit) : 0;
  const count = Math.min(done.repetitions, 2 * Math.max(forecast, usual, 0) + CREDIBLE_BEYOND);
  if (own.today.length && own.today[own.today.length - 1].session !== done.session) [own.last, own.today] = [own.today, []];
  if (done.session !== memory.session) [memory.session, running.today_misses] = [done.session, [0, 0, 0]];
  const before = done.before, latest = own.today[own.today.length - 1];
  let miss = 0;
  if (done.isFailure) {
    miss = clip(count - forecast, -LARGEST_MISS, LARGEST_MISS);
    for (const name of /** @type {const} */ (["misses", "today_misses", before ? "later_misses" : "first_misses"]))
      add(running[name], SPANS[name], miss);
    add(running.usual_miss, SPANS.usual_miss, Math.abs(miss));
    if (latest && Math.abs(latest.logMoved - done.logMoved) < 0.01)
      add(running.change, SPANS.change, clip(count - latest.repetitions, -LARGEST_MISS, LARGEST_MISS));
    add(own.habit, HABIT_SPAN, count);
    add(own.habitLoad, HABIT_SPAN, done.logMoved);
    own.byLoad.delete(placeOf(done.load, before));
    own.byLoad.set(placeOf(done.load, before), [done.session, done.day, count]);
    for (const key of own.byLoad.keys()) if (own.byLoad.size > LOADS_KEPT) own.byLoad.delete(key);
  }
  // Endless sessions are remembered by their latest set: a memory stays small.
  if (before === MOST_BEFORE && latest && latest.before === before) {
    miss += latest.miss;
    own.today.pop();
  }
  own.today.push({ ...done, repetitions: count, miss, possible: done.isFailure ? count : possibleRepetitions(count, forecast) });
}

/** How likely the model alone thinks it that no repetition is possible. @param {number} middle @param {number} sd */
export function chanceOfNone(middle, sd) {
  const [usual, odd] = [1, P.odd_factor].map(
    (factor) => 0.5 * erfc((middle - 0.5) / (Math.SQRT2 * Math.hypot(sd, factor * noiseSd(middle)))));
  return (1 - P.odd_share) * usual + P.odd_share * odd;
}

/** The probability of fewer repetitions than an edge. @param {number} edge @param {{mean: number, sd: number}} told */
export function below(edge, told) {
  const gap = (edge - told.mean) / told.sd;
  return (1 - CUES.odd_share) * cumulative(gap) + CUES.odd_share * cumulative(gap / CUES.odd_factor);
}
