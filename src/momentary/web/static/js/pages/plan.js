// A session can be dragged to another day, beside the buttons that do the same; and the page waits for the new plan.

const week = document.querySelector("#week");
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("#move"));
const notice = /** @type {HTMLElement | null} */ (document.querySelector("[data-plan]"));
const EVERY_MS = 1200;

/** @type {HTMLElement | null} */
let dragged = null;

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
function dayOf(target) {
  return target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest("[data-day]")) : null;
}

/** @param {HTMLElement | null} day @returns {boolean} */
function isFree(day) {
  return day !== null && !day.classList.contains("has-session");
}

function clear() {
  for (const one of week?.querySelectorAll(".is-target") ?? []) one.classList.remove("is-target");
}

for (const day of week?.querySelectorAll(".has-session") ?? []) day.setAttribute("draggable", "true");
week?.addEventListener("dragstart", (event) => {
  dragged = dayOf(event.target);
  /** @type {DragEvent} */ (event).dataTransfer?.setData("text/plain", dragged?.dataset.day ?? "");
});
week?.addEventListener("dragover", (event) => {
  const day = dayOf(event.target);
  clear();
  if (!dragged || !isFree(day)) return;
  event.preventDefault();
  day?.classList.add("is-target");
});
week?.addEventListener("dragend", () => {
  clear();
  dragged = null;
});
week?.addEventListener("drop", (event) => {
  const day = dayOf(event.target);
  if (!dragged || !form || !isFree(day)) return;
  event.preventDefault();
  /** @type {HTMLInputElement} */ (form.elements.namedItem("origin")).value = dragged.dataset.day ?? "";
  /** @type {HTMLInputElement} */ (form.elements.namedItem("goal")).value = day?.dataset.day ?? "";
  form.submit();
});

/** @returns {Promise<void>} */
async function look() {
  try {
    const answer = await fetch(String(notice?.dataset.plan), { headers: { Accept: "application/json" } });
    if (answer.ok && !answer.redirected && !(await answer.json()).is_waiting) return location.reload();
  } catch {
    // Offline for a moment: the worker goes on without us.
  }
  setTimeout(look, EVERY_MS);
}

if (notice && !notice.hidden) setTimeout(look, EVERY_MS);
