// A session can be dragged to another day, beside the buttons that do the same; and the page waits for the new plan.

import { reloadAtNews } from "../news.js";

const week = document.querySelector("#week");
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("#move"));
const notice = /** @type {HTMLElement | null} */ (document.querySelector("[data-plan]"));

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

/** @param {{is_waiting: boolean}} state */
const isPlanned = (state) => !state.is_waiting;

if (notice && !notice.hidden) reloadAtNews(notice.dataset.plan, isPlanned, { first_ms: 1200, most_ms: 1200 });
