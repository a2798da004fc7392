// Answers questions about the forecast, a line of JSON each: what the tests in Python compare the modules with.

import { createInterface } from "node:readline";
import { catchUp, forecastChosen, isProblem, readSummary, step } from "../../src/momentary/web/static/js/forecast/index.js";
import { forecastLater } from "../../src/momentary/web/static/js/forecast/later.js";
import { forecast, logDrop, nextSet } from "../../src/momentary/web/static/js/forecast/outlook.js";

const ANSWERS = { chosen: forecastChosen, curve: forecast, next: nextSet, drop: logDrop };
/** @type {any} */
let summary = readSummary(null);

/** @param {any} line */
function answered(line) {
  switch (line.do) {
    case "read":
      summary = readSummary(line.summary);
      return isProblem(summary) ? summary : { exercises: summary.exercises.length };
    case "step": {
      const next = step(summary, line.set, line);
      if (!isProblem(next)) summary = next;
      return isProblem(next) ? next : { segments: next.segments };
    }
    case "catch up": {
      const next = catchUp(summary, line.sessions);
      if (!isProblem(next)) summary = next;
      return isProblem(next) ? next : { segments: next.segments };
    }
    case "later":
      return forecastLater(line.segment, line.habits);
    default:
      return ANSWERS[line.ask](summary, line);
  }
}

for await (const text of createInterface({ input: process.stdin }))
  process.stdout.write(JSON.stringify(answered(JSON.parse(text))) + "\n");
