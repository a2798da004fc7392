// What went wrong, as an object that a page can show: nothing of the forecast ever throws into it.

/**
 * @typedef {object} Problem
 * @property {string} key Which it is: `summary_older`, `summary_damaged`, `exercise_unknown`, ...
 * @property {Record<string, string | number>} values What its sentences name.
 * @property {string} fact
 * @property {string} next_step
 */

const FETCH = "Open the app once with a connection: it fetches what is known of you again.";
/** @type {Record<string, [string, string]>} */
const SENTENCES = {
  summary_missing: ["Nothing is known of you on this phone yet.", FETCH],
  summary_older: ["What this phone knows of you is of the format {format}, which this app does not read.", FETCH],
  summary_model: ["What this phone knows of you was made by another model ({model}).", FETCH],
  summary_figures: ["What this phone knows of you was made with other figures ({digest}).", FETCH],
  summary_damaged: ["What this phone knows of you is damaged at {place}: {fact}.", FETCH],
  exercise_unknown: ["No set of {exercise} is in your log.", "Log one: from then on there is a forecast."],
  exercise_uncounted: ["{exercise} is no exercise of repetitions: it has no forecast.", "Log it all the same."],
  load_impossible: ["A load of {load} cannot be.", "Give the load on the bar or stack."],
  session_past: ["The session begins before the end of your log.", "Its sets count once the server has them."],
  time_unreadable: ["The session's start, {start}, is no time.", "Start the session again."],
  set_unreadable: ["The set cannot be read: {fact}.", "Correct the set."],
  no_load: ["The gym has no load for {exercise}.", "Say in Settings what the gym has."],
  unexpected: ["The forecast could not be worked out ({fact}).", "Log the set all the same: nothing is lost."],
};

/** A problem on its way up to the page. */
export class Stop extends Error {
  /** @param {string} key @param {Record<string, string | number>} [values] */
  constructor(key, values = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} values
 * @returns {{problem: Problem}}
 */
export function problemOf(key, values) {
  const [fact, next_step] = SENTENCES[key].map((text) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? "")));
  return { problem: { key, values, fact, next_step } };
}

/**
 * What a function returns, or the problem that stopped it.
 * @template T
 * @param {() => T} work
 * @returns {T | {problem: Problem}}
 */
export function answered(work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof Stop) return problemOf(error.key, error.values);
    return problemOf("unexpected", { fact: error instanceof Error ? error.message : String(error) });
  }
}

/**
 * Whether an answer is a problem.
 * @param {unknown} answer
 * @returns {answer is {problem: Problem}}
 */
export const isProblem = (answer) => typeof answer === "object" && answer !== null && "problem" in answer;
