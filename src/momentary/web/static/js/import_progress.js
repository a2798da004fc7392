// Shows how far the worker is with an import or an export, and loads the page again when it is done.

import { reloadAtNews } from "./news.js";

/** @typedef {{done: number, total?: number, busy: boolean}} Progress */

const card = /** @type {HTMLElement} */ (document.querySelector("[data-import]"));
const bar = /** @type {HTMLProgressElement} */ (card.querySelector("progress"));
const counts = /** @type {HTMLElement} */ (card.querySelector("[data-done]"));

/** @param {Progress} progress */
function show({ done, total = 0, busy }) {
  if (total > 0) [bar.max, bar.value] = [total, done];
  counts.textContent = done > 0 ? String(done) + (total > 0 ? ` / ${total}` : "") : "";
  return !busy;
}

reloadAtNews(card.dataset.status, show, { first_ms: 700, most_ms: 700 });
