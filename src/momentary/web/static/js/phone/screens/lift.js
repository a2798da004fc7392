// The live set: what it will give, what is on the bar, how it went.

import { clock, leftOf } from "../../rest_timer.js";
import { t } from "../../texts.js";
import { textOf, textsOf } from "../bundle.js";
import { button, h, put } from "../dom.js";
import { endingText, loadText, setText } from "../words.js";
import { endings, rarely, steppers } from "./form.js";

/** @param {import("../app.js").App} app @param {{after?: string}} screen `after`: the set that was just logged */
export function liftScreen(app, screen) {
  const exercise = /** @type {string} */ (app.live.exercise);
  const draft = app.draft;
  const sets = app.setsOf(exercise);
  const { done: working, due, total } = app.standing(exercise);
  const change = (/** @type {any} */ changes) => app.change(changes);
  const forecast = h("div", { id: "forecast", class: "forecast", "aria-live": "polite" });
  const advice = h("div", { id: "advice" });
  const plates = h("p", { id: "plates", class: "plates note" });
  app.later(() => tell(app, exercise, { forecast, advice, plates }));
  const log = button(draft.role === "warm_up" ? t("log_warm_up") : t("log_set"), () => {
    if (app.isReady(app.draft)) app.logSet();
  }, { id: "log", class: "button big" });
  return [
    exerciseBar(app, exercise),
    h("div", { class: "title" },
      h("h1", {}, exercise),
      h("p", { class: "when" }, t("set_number", { number: working + 1 }), due && working < total ? ` ${t("of_planned", { planned: total })}` : "",
        app.live.superset?.exercises.includes(exercise) ? ` · ${t("superset")} ${app.live.superset.name}` : "")),
    afterCard(app, screen.after),
    h("section", { class: "card now", "aria-label": t("set_number", { number: working + 1 }) },
      advice, forecast,
      steppers(app, draft, exercise, { change, onload: () => app.later(() => tell(app, exercise, { forecast, advice, plates })) }),
      plates,
      endings(draft, change),
      rarely(app, draft, exercise, change, () => app.draw())),
    h("div", { id: "set-list" }, setList(app, sets)),
    h("div", { class: "act" }, log),
    sessionButtons(app, exercise),
  ];
}

/** The session's exercises, to go from one to another with a thumb. @param {import("../app.js").App} app @param {string} exercise */
function exerciseBar(app, exercise) {
  return h("nav", { class: "exercises", "aria-label": t("exercises") },
    app.live.order.map((name, index) => h("button", {
      type: "button", id: `exercise-${index}`, class: "chip", "aria-current": name === exercise ? "true" : null, onclick: () => app.lift(name),
    }, name)),
    h("button", { type: "button", id: "add-exercise", class: "chip add", onclick: () => app.go({ name: "pick" }) }, `+ ${t("exercise")}`));
}

/** The set that was just logged, what may be done with it, and the rest after it. @param {import("../app.js").App} app @param {string | undefined} set */
function afterCard(app, set) {
  const one = set ? app.session?.sets.find((each) => each.set === set && !each.is_voided) : undefined;
  const rest = app.live.rest;
  if (!one && !rest) return null;
  const left = rest ? leftOf(rest, app.now().getTime()) : 0;
  const buttons = [];
  if (one && one.value.role !== "warm_up") buttons.push(button(t("extend"), () => app.go({ name: "extend", set: one.set }), { id: "extend", class: "button quiet" }));
  if (one) buttons.push(button(t("edit"), () => app.go({ name: "edit", set: one.set }), { id: "edit-last", class: "button quiet" }));
  if (rest) {
    buttons.push(button(t("rest_more"), () => app.moreRest(30), { id: "rest-more", class: "button quiet" }));
    buttons.push(button(left <= 0 ? t("rest_off") : t("rest_skip"), () => app.endRest(), { id: "rest-end", class: "button quiet" }));
  }
  return h("section", { class: `card after ${rest && left <= 0 ? "over" : ""}` },
    one ? h("p", {}, h("b", {}, t("logged")), " ", where(app, one.value), setText(one.value)) : null,
    rest ? h("p", { class: "rest", role: "timer" }, h("span", {}, left <= 0 ? t("rest_over") : t("rest")), " ", h("b", { id: "rest-left" }, clock(left))) : null,
    h("div", { class: "buttons" }, buttons));
}

/** In a superset the next exercise is on the screen already: say whose set it was. @param {import("../app.js").App} app @param {import("../operations.js").SetValue} value */
function where(app, value) {
  const name = value.segments[0].exercise;
  return name === app.live.exercise ? "" : `${name}: `;
}

/** @param {import("../app.js").App} app @param {import("../operations.js").SetState[]} sets */
export function setList(app, sets) {
  if (sets.length === 0) return null;
  return h("section", { class: "card" }, h("h2", { class: "small" }, t("sets_done")),
    h("ol", { class: "sets tapped" }, sets.map((one) =>
      h("li", { class: one.value.role === "warm_up" ? "warm" : "" },
        h("button", { type: "button", id: `set-${one.set}`, class: "set", onclick: () => app.go({ name: "edit", set: one.set }) },
          h("span", { class: "what" }, setText(one.value)),
          h("span", { class: "tags" },
            one.value.side && one.value.side !== "both" ? h("span", { class: "badge" }, t(`side.${one.value.side}`)) : null,
            one.value.role === "warm_up" ? h("span", { class: "badge" }, t("warm_up")) : null,
            endingText(one.value) ? h("span", { class: "badge failure" }, endingText(one.value)) : null,
            app.log.waits(one.set) ? h("span", { class: "note" }, t("not_sent_yet")) : null))))));
}

/** @param {import("../app.js").App} app @param {string} exercise */
function sessionButtons(app, exercise) {
  const tied = app.live.superset?.exercises.includes(exercise);
  return h("div", { class: "buttons below" },
    tied
      ? button(t("superset_end"), () => app.untie(), { id: "untie", class: "button quiet" })
      : button(t("superset_with"), () => app.go({ name: "pick", for: exercise }), { id: "tie", class: "button quiet" }),
    button(t("partner_view"), () => app.go({ name: "partner" }), { id: "partner", class: "button quiet" }),
    button(t("finish_session"), () => app.go({ name: "finish" }), { id: "finish", class: "button quiet" }));
}

/**
 * Fills in what is worked out after the paint: the forecast at the load of the draft, and what to do.
 * @param {import("../app.js").App} app @param {string} exercise @param {{forecast: Element, advice: Element, plates: Element}} places
 */
function tell(app, exercise, { forecast, advice, plates }) {
  const draft = app.draft;
  if (takeAdvice(app, exercise, draft)) return app.draw();
  forecast.replaceChildren();
  const found = draft.load === null && app.exerciseOf(exercise)?.load_basis !== "none" ? null : app.foresight.forecast(exercise, draft);
  if (found && "median" in found) {
    put(forecast, h("p", { class: "at" }, draft.load === null ? t("to_failure_bare") : t("to_failure_at", { load: loadText({ value: draft.load, unit: draft.unit }) })),
      h("p", { class: "number" }, h("b", {}, String(found.median)), " ", h("span", {}, t("likely", { low: found.low, high: found.high }))));
  }
  advice.replaceChildren();
  put(advice, adviceLine(app, exercise));
  plates.textContent = draft.load === null || draft.helps ? "" : app.platesText({ value: draft.load, unit: draft.unit }, exercise);
}

/** Fills in the load and repetitions of the advice, as long as nobody has touched what stands there. @param {import("../app.js").App} app @param {string} exercise @param {import("../draft.js").Draft} draft */
function takeAdvice(app, exercise, draft) {
  const { next: plan, total } = app.standing(exercise);
  const adapted = draft.is_fresh && plan ? app.foresight.adapted(exercise, plan, total) : null;
  if (!adapted || (adapted.load.value === draft.load && adapted.repetitions === draft.repetitions)) return false;
  app.change({ load: adapted.load.value, unit: adapted.load.unit, repetitions: adapted.repetitions });
  return true;
}

/** @param {import("../app.js").App} app @param {string} exercise */
function adviceLine(app, exercise) {
  const { due, left, next: plan, done, total } = app.standing(exercise);
  if (!plan) return due ? noMore(due, done) : null;
  const planned = app.foresight.adapted(exercise, plan, total) ?? plan;
  const isFailure = Boolean(planned.to_failure);
  const verdict = due.failure?.verdict;
  const reasons = textsOf(due.failure?.reasons);
  return h("div", { class: "do" },
    h("p", {}, `${t("do")} `, h("b", {}, t("do_repetitions", { load: loadText(planned.load) || "–", repetitions: planned.repetitions ?? "?" })),
      isFailure ? h("span", { class: "badge failure" }, t("to_failure")) : null),
    verdict && left === 1
      ? h("details", {}, h("summary", {}, textOf(t(verdictKey(verdict)))), h("ul", { class: "plain note" }, reasons.map((one) => h("li", {}, one))))
      : null);
}

/** Nothing more is planned: all is done, or the plan was cut short, and says why. @param {any} due @param {number} done */
function noMore(due, done) {
  const reasons = textsOf(due.reasons);
  if (!(done < due.planned) || reasons.length === 0) return h("p", { class: "do" }, t("all_planned_done"));
  return h("details", { class: "do" }, h("summary", {}, t("no_more_planned")), h("ul", { class: "plain note" }, reasons.map((one) => h("li", {}, one))));
}

/** @param {string} verdict */
function verdictKey(verdict) {
  return { fits: "fits", "rather not": "rather_not", rather_not: "rather_not", "not today": "not_today", not_today: "not_today" }[verdict] ?? verdict;
}
