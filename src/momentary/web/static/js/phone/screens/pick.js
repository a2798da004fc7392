// Which exercise: what is due, what was done lately, the catalogue, or a name of one's own.

import { t } from "../../texts.js";
import { button, h, put } from "../dom.js";
import { dueText } from "./start.js";

/** @param {import("../app.js").App} app @param {{for?: string}} screen `for`: the superset's first exercise */
export function pickScreen(app, screen) {
  const chosen = (/** @type {string} */ name) => {
    if (screen.for) {
      app.tie([screen.for, name]);
      app.lift(screen.for);
    } else app.lift(name);
  };
  const list = h("div", { id: "found" });
  const search = /** @type {HTMLInputElement} */ (
    h("input", { id: "search", type: "search", autocomplete: "off", autocapitalize: "sentences", enterKeyHint: "search", oninput: () => fill(app, list, search.value, chosen, screen.for) })
  );
  fill(app, list, "", chosen, screen.for);
  return [
    h("h1", {}, screen.for ? t("superset_with") : t("pick_exercise")),
    screen.for ? h("p", { class: "lead" }, screen.for) : null,
    h("div", { class: "field" }, h("label", { for: "search" }, t("search")), search),
    list,
    h("div", { class: "act" }, button(t("back"), () => (app.live.exercise ? app.lift(app.live.exercise) : app.go({ name: "start" })), { id: "back", class: "button quiet big" })),
  ];
}

/** @param {import("../app.js").App} app @param {Element} list @param {string} query @param {(name: string) => void} chosen @param {string} [not] */
function fill(app, list, query, chosen, not) {
  list.replaceChildren();
  const typed = query.trim();
  if (typed) {
    const found = app.search(typed).filter((name) => name !== not);
    const isThere = found.some((name) => name.toLowerCase() === typed.toLowerCase());
    put(list, found.length > 0 ? group(t("found"), found.map((name) => ({ name, more: "" })), chosen, "found") : null);
    if (!isThere) put(list, button(t("use_own", { name: typed }), () => chosen(typed), { id: "use-own", class: "button quiet big" }));
    return;
  }
  const done = new Set(app.live.order);
  const due = app.bundle.due.filter((one) => one.name !== not).map((one) => ({ name: one.name, more: done.has(one.name) ? t("begun") : dueText(one) }));
  const recent = [...new Set([...app.live.order, ...app.bundle.recent.map((one) => one.name), ...app.names])]
    .filter((name) => name !== not && !due.some((one) => one.name === name)).slice(0, 20);
  put(list, due.length > 0 ? group(t("due_today"), due, chosen, "due") : null);
  put(list, recent.length > 0 ? group(t("recent"), recent.map((name) => ({ name, more: done.has(name) ? t("begun") : "" })), chosen, "recent") : null);
}

/** @param {string} title @param {{name: string, more: string}[]} names @param {(name: string) => void} chosen @param {string} id */
function group(title, names, chosen, id) {
  return h("section", { class: "card" }, h("h2", {}, title), h("ul", { class: "picks" }, names.map(({ name, more }, index) =>
    h("li", {}, h("button", { type: "button", id: `${id}-${index}`, class: "pick", onclick: () => chosen(name) },
      h("span", { class: "both" }, h("b", {}, name), more ? h("span", { class: "quiet" }, more) : null))))));
}
