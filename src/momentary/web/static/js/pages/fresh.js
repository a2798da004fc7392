// Waits until the worker has rendered what is newer, and loads the page again; not under somebody's typing hands.

/** @typedef {{told: number | null, is_behind: boolean}} Standing */

const notice = /** @type {HTMLElement | null} */ (document.querySelector("[data-fresh]"));
const FIRST_MS = 1500;
const MOST_MS = 20_000;

let isTyping = false;
document.addEventListener("input", () => { isTyping = true; });

/** @param {number} wait @returns {Promise<void>} */
async function look(wait) {
  try {
    const answer = await fetch(String(notice?.dataset.fresh), { headers: { Accept: "application/json" } });
    if (answer.ok && !answer.redirected) {
      const standing = /** @type {Standing} */ (await answer.json());
      if (!standing.is_behind && !isTyping) return location.reload();
    }
  } catch {
    // Offline for a moment: what stands here stays true of its time.
  }
  setTimeout(look, wait, Math.min(wait * 1.5, MOST_MS));
}

if (notice) setTimeout(look, FIRST_MS, FIRST_MS);
