// Waits until the worker has given newer advice, and shows it.

/** @typedef {{position: number, advised: number | null, advised_at: string | null}} Standing */

const notice = /** @type {HTMLElement | null} */ (document.querySelector("[data-standing]"));
const FIRST_MS = 700;
const MOST_MS = 15_000;

/** @param {number} wait @returns {Promise<void>} */
async function look(wait) {
  try {
    const answer = await fetch(String(notice?.dataset.standing), { headers: { Accept: "application/json" } });
    if (answer.status === 401) return location.reload();
    if (answer.ok) {
      const standing = /** @type {Standing} */ (await answer.json());
      const before = Date.parse(notice?.dataset.advised || "") || 0;
      // A second is what the page tells of the time, more is newer.
      const isNewer = standing.advised_at !== null && Date.parse(standing.advised_at) > before + 1000;
      if (isNewer && (standing.advised ?? 0) >= standing.position) return location.reload();
    }
  } catch {
    // Offline for a moment: what stands here stays true of its time.
  }
  setTimeout(look, wait, Math.min(wait * 1.4, MOST_MS));
}

if (notice) setTimeout(look, FIRST_MS, FIRST_MS);
