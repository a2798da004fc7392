// What went wrong, as an object that a page can look at: nothing of the forecast ever throws into it.

/**
 * @typedef {"summary_missing" | "summary_older" | "summary_model" | "summary_figures" | "summary_damaged"
 *   | "exercise_unknown" | "exercise_uncounted" | "load_impossible" | "session_past" | "time_unreadable"
 *   | "set_unreadable" | "no_load" | "unexpected"} Key
 *
 * @typedef {object} Problem
 * @property {Key} key Which it is.
 * @property {Record<string, string | number>} values What it is about: an exercise, a load, a place in the summary.
 */

/** A problem on its way up to the page. */
export class Stop extends Error {
  /** @param {Key} key @param {Record<string, string | number>} [values] */
  constructor(key, values = {}) {
    super(key);
    this.problem = { key, values };
  }
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
    if (error instanceof Stop) return { problem: error.problem };
    return { problem: { key: "unexpected", values: { fact: error instanceof Error ? error.message : String(error) } } };
  }
}

/**
 * Whether an answer is a problem.
 * @param {unknown} answer
 * @returns {answer is {problem: Problem}}
 */
export const isProblem = (answer) => typeof answer === "object" && answer !== null && "problem" in answer;
