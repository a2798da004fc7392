// The metronome on the screen: a button that counts a tempo aloud, and the count in large figures.

import { Metronome, browser, readTempo } from "../metronome.js";
import { t } from "../texts.js";
import { button, h } from "./dom.js";

/** @type {Metronome | null} One at a time; a new screen silences it. */
let running = null;

export function silence() {
  running?.stop();
  running = null;
}

/**
 * @param {import("./app.js").App} app @param {() => number | null} lowering_s
 * @returns {HTMLElement}
 */
export function metronome(app, lowering_s) {
  const count = h("b", { class: "count", "aria-hidden": "true" });
  const press = button(t("metronome_start"), () => {
    if (running) {
      silence();
      count.textContent = "";
      press.textContent = t("metronome_start");
      return;
    }
    // A partner lifts between two lowerings: two seconds for it.
    const tempo = readTempo({ lowering_s: lowering_s() ?? app.preferences.lowering_s, lifting_s: 2 });
    if (!tempo) return;
    running = new Metronome(tempo, (now) => (count.textContent = now.phase === "lowering" ? String(now.count) : "↑"), browser(app.preferences.sound));
    running.start();
    press.textContent = t("metronome_stop");
  }, { id: "metronome", class: "button quiet" });
  return h("div", { class: "metronome" }, press, count);
}
