// Asks the server how far the worker is, and loads the page again when there is news; not under somebody's typing hands.

let isTyping = false;
document.addEventListener("input", () => { isTyping = true; });

/**
 * Loads the page again as soon as there is news.
 * @template Standing
 * @param {string | undefined} address Where the server tells how far it is, as JSON.
 * @param {(standing: Standing) => boolean} isNews
 * @param {{first_ms: number, most_ms: number}} waits Before the first look and, growing, before later ones.
 */
export function reloadAtNews(address, isNews, { first_ms, most_ms }) {
  /** @param {number} wait_ms @returns {Promise<void>} */
  const look = async (wait_ms) => {
    try {
      const answer = await fetch(String(address), { headers: { Accept: "application/json" } });
      // Who was signed out meanwhile, or waits for what is gone, is told so by the page.
      const isNew = answer.redirected || [401, 404].includes(answer.status) || (answer.ok && isNews(await answer.json()));
      if (isNew && !isTyping) return location.reload();
    } catch {
      // Offline for a moment: what stands here stays true of its time, and the worker goes on.
    }
    setTimeout(look, wait_ms, Math.min(wait_ms * 1.5, most_ms));
  };
  setTimeout(look, first_ms, first_ms);
}
