// Times the phone's forecast on a summary that comes in by stdin, and prints milliseconds as JSON.

import { readFileSync } from "node:fs";
import { isProblem, readSummary, step } from "../../src/momentary/web/static/js/forecast/index.js";
import { forecast, nextSet } from "../../src/momentary/web/static/js/forecast/outlook.js";

const { summary: data, exercise, set, session, loads_kg } = JSON.parse(readFileSync(0, "utf8"));
const ROUNDS = 300;

/** @param {() => any} work */
function timed(work) {
  const begun = performance.now();
  const found = work();
  const first = performance.now() - begun;
  if (isProblem(found)) throw new Error(JSON.stringify(found.problem));
  /** @param {() => number} clock Milliseconds. */
  const spread = (clock) => {
    const took = Array.from({ length: ROUNDS }, () => {
      const at = clock();
      work();
      return clock() - at;
    }).sort((one, other) => one - other);
    return { median: took[ROUNDS / 2], p99: took[Math.floor(0.99 * ROUNDS)] };
  };
  const own = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000;
  return { first, clock: spread(() => performance.now()), own: spread(own) };
}

const read = timed(() => readSummary(data));
const summary = readSummary(data);
console.log(JSON.stringify({
  "read the summary": read,
  "step through a set": timed(() => step(summary, set, { session })),
  "forecast a load": timed(() => forecast(summary, { exercise, load_kg: 80, session })),
  "a step and its forecast": timed(() => forecast(summary, { exercise, load_kg: 80, session, done: [set] })),
  "the next set": timed(() => nextSet(summary, { exercise, loads_kg, session, planned: 9 })),
}));
