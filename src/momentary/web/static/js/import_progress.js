// Shows how far the worker is with an import, and loads the page again when it is done.

/** @typedef {{status: string, done: number, total: number, busy: boolean}} Progress */

const card = /** @type {HTMLElement} */ (document.querySelector("[data-import]"));
const bar = /** @type {HTMLProgressElement} */ (card.querySelector("progress"));
const counts = /** @type {HTMLElement} */ (card.querySelector("[data-done]"));
const EVERY_MS = 700;

/** @returns {Promise<void>} */
async function look() {
  try {
    const answer = await fetch(String(card.dataset.status), { headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.ok) return location.reload();
    const progress = /** @type {Progress} */ (await answer.json());
    if (!progress.busy) return location.reload();
    if (progress.total > 0) {
      bar.max = progress.total;
      bar.value = progress.done;
    }
    counts.textContent = progress.done > 0 ? String(progress.done) + (progress.total > 0 ? ` / ${progress.total}` : "") : "";
  } catch {
    // Offline for a moment: the worker goes on without us.
  }
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
