// The partner's page: asks for the step of the set, and shows it in huge letters.

/** @typedef {{state: string, exercise: string, now: string, help: string, steps: string[], at: number|null}} Step */
/** @typedef {{number: number, step: Step|null, ends_at: string}} State */

const main = /** @type {HTMLElement} */ (document.querySelector("[data-partner]"));
const EVERY_MS = 1500;
const SLOWER_MS = 5000;
const SILENT_AFTER = 3;
let number = Number(main.dataset.number);
let misses = 0;

/** @param {string} name @returns {HTMLElement} */
const part = (name) => /** @type {HTMLElement} */ (main.querySelector(`[data-${name}]`));

/** @param {Step} step @returns {void} */
function show(step) {
  main.dataset.state = step.state;
  part("exercise").textContent = step.exercise;
  part("now").textContent = step.now;
  part("help").textContent = step.help;
  part("help-line").hidden = step.help === "";
  part("waiting").hidden = true;
  part("stop").hidden = step.state !== "stop";
  part("steps").replaceChildren(...step.steps.map((text, at) => {
    const line = document.createElement("li");
    line.textContent = text;
    if (at === step.at) line.setAttribute("aria-current", "step");
    return line;
  }));
  if (navigator.vibrate && step.state === "lifting") navigator.vibrate(60);
}

/** @returns {void} */
function end() {
  main.dataset.state = "done";
  for (const name of ["exercise", "now", "help", "steps"]) part(name).replaceChildren();
  for (const name of ["stop", "help-line", "waiting", "silent"]) part(name).hidden = true;
  part("over").hidden = false;
}

/** @returns {Promise<void>} */
async function look() {
  let wait = EVERY_MS;
  try {
    const answer = await fetch(String(main.dataset.partner), { headers: { Accept: "application/json" }, cache: "no-store" });
    if (answer.status === 404) return end();
    if (!answer.ok) throw new Error(String(answer.status));
    const state = /** @type {State} */ (await answer.json());
    misses = 0;
    if (state.step !== null && state.number !== number) {
      number = state.number;
      show(state.step);
    }
  } catch {
    misses += 1;
    wait = SLOWER_MS;
  }
  part("silent").hidden = misses < SILENT_AFTER;
  setTimeout(look, document.hidden ? SLOWER_MS : wait);
}

// A phone on the floor must not go dark in the middle of a set; where this cannot be had, it does.
if ("wakeLock" in navigator) navigator.wakeLock.request("screen").catch(() => undefined);
setTimeout(look, EVERY_MS);
