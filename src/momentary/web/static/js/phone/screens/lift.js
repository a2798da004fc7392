// The live set: what it will give, what is on the bar, how it went.

import { leftOf } from "../../rest_timer.js";
import { t } from "../../texts.js";
import { textOf, textsOf } from "../bundle.js";
import { button, h, refill, show } from "../dom.js";
import { endingText, loadText, setText } from "../words.js";
import { endings, rarely, steppers } from "./form.js";

/** @param {import("../app.js").App} app @param {{after?: string}} screen `after`: the set that was just logged */
export function liftScreen(app, screen) {
  const exercise = /** @type {string} */ (app.live.exercise);
  const draft = app.draft;
  const sets = app.setsOf(exercise);
  const { done: working, due, total } = app.standing(exercise);
  const number = t("set_number", { number: working + 1 });
  const when = [number, due && working < total ? ` ${t("of_planned", { planned: total })}` : "",
    app.live.superset?.exercises.includes(exercise) ? ` · ${t("superset")} ${app.live.superset.name}` : ""].join("");
  const label = draft.role === "warm_up" ? t("log_warm_up") : t("log_set");
  return [
    app.parts.get("exercises", [exercise, ...app.live.order], () => exerciseBar(app, exercise)),
    app.parts.get("title", [exercise, when], () => h("div", { class: "title" }, h("h1", {}, exercise), h("p", { class: "when" }, when))),
    afterCard(app, screen.after),
    nowCard(app, exercise, number),
    setList(app, sets),
    app.parts.get("act", [label], () => h("div", { class: "act" }, button(label, () => {
      if (app.isReady(app.draft)) app.logSet();
    }, { id: "log", class: "button big" }))),
    app.parts.get("below", [exercise, app.live.superset], () => sessionButtons(app, exercise)),
  ];
}

/**
 * What the next set will be. Only the numbers change from one set to the next.
 * @param {import("../app.js").App} app @param {string} exercise @param {string} label
 */
function nowCard(app, exercise, label) {
  const draft = app.draft;
  const change = (/** @type {any} */ changes) => app.change(changes);
  const card = app.parts.get("now", [exercise], () => h("section", { class: "card now" }));
  const advice = app.parts.get("advice", [exercise], () => h("div", { id: "advice" }));
  const forecast = app.parts.get("forecast", [exercise], () => h("div", { id: "forecast", class: "forecast", "aria-live": "polite" }));
  const plates = app.parts.get("plates", [exercise], () => h("p", { id: "plates", class: "plates note" }));
  const foresee = () => app.later(() => tell(app, exercise, { forecast, advice, plates }));
  const isBare = app.exerciseOf(exercise)?.load_basis === "none" && draft.load === null;
  const fields = app.parts.get("steppers", [draft, draft.unit, draft.helps, isBare, app.bundle],
    () => steppers(app, draft, exercise, { change, onload: foresee }));
  const ended = app.parts.get("endings", [draft], () => endings(draft, change));
  // Unfolded it is made anew each time: it holds what it shows.
  const more = app.parts.get("more", [draft, app.isOpen ? {} : null], () => rarely(app, draft, exercise, change, () => app.draw()));
  card.setAttribute("aria-label", label);
  refill(card);
  show(card, [advice, forecast, fields, plates, ended, more]);
  foresee();
  return card;
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
  const isOver = rest !== null && leftOf(rest, app.now().getTime()) <= 0;
  const said = one ? where(app, one.value) + setText(one.value) : "";
  return app.parts.get("after", [one?.set, said, rest?.length_s, isOver], () => afterOf(app, { one, said, isOver }));
}

/** @param {import("../app.js").App} app @param {{one: import("../operations.js").SetState | undefined, said: string, isOver: boolean}} given */
function afterOf(app, { one, said, isOver }) {
  const rest = app.live.rest;
  const buttons = [];
  if (one && one.value.role !== "warm_up") buttons.push(button(t("extend"), () => app.go({ name: "extend", set: one.set }), { id: "extend", class: "button quiet" }));
  if (one) buttons.push(button(t("edit"), () => app.go({ name: "edit", set: one.set }), { id: "edit-last", class: "button quiet" }));
  if (rest) {
    buttons.push(button(t("rest_more"), () => app.moreRest(30), { id: "rest-more", class: "button quiet" }));
    buttons.push(button(isOver ? t("rest_off") : t("rest_skip"), () => app.endRest(), { id: "rest-end", class: "button quiet" }));
  }
  return h("section", { class: `card after ${isOver ? "over" : ""}` },
    one ? h("p", {}, h("b", {}, t("logged")), ` ${said}`) : null,
    rest ? h("p", { class: "rest", role: "timer" }, h("span", {}, isOver ? t("rest_over") : t("rest")), " ", h("b", { id: "rest-left" })) : null,
    h("div", { class: "buttons" }, buttons));
}

/** In a superset the next exercise is on the screen already: say whose set it was. @param {import("../app.js").App} app @param {import("../operations.js").SetValue} value */
function where(app, value) {
  const name = value.segments[0].exercise;
  return name === app.live.exercise ? "" : `${name}: `;
}

/** @param {import("../app.js").App} app @param {import("../operations.js").SetState[]} sets */
export function setList(app, sets) {
  const place = app.parts.get("set-list", [], () => h("div", { id: "set-list" }));
  const list = app.parts.get("sets", [], () => h("ol", { class: "sets tapped" }));
  const card = app.parts.get("done", [], () => h("section", { class: "card" }, h("h2", { class: "small" }, t("sets_done")), list));
  show(list, sets.map((one) => setRow(app, one)));
  show(place, [sets.length > 0 ? card : null]);
  return place;
}

/** @param {import("../app.js").App} app @param {import("../operations.js").SetState} one */
function setRow(app, { set, value }) {
  const [text, ending, isWarm, waits] = [setText(value), endingText(value), value.role === "warm_up", app.log.waits(set)];
  const side = value.side && value.side !== "both" ? t(`side.${value.side}`) : "";
  return app.parts.get(`set-${set}`, [text, side, isWarm, ending, waits], () =>
    h("li", { class: isWarm ? "warm" : "" },
      h("button", { type: "button", id: `set-${set}`, class: "set", onclick: () => app.go({ name: "edit", set }) },
        h("span", { class: "what" }, text),
        h("span", { class: "tags" },
          side ? h("span", { class: "badge" }, side) : null,
          isWarm ? h("span", { class: "badge" }, t("warm_up")) : null,
          ending ? h("span", { class: "badge failure" }, ending) : null,
          waits ? h("span", { class: "note" }, t("not_sent_yet")) : null))));
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
  const { next: plan, total } = app.standing(exercise);
  const planned = (plan && app.foresight.adapted(exercise, plan, total)) ?? plan;
  if (draft.is_fresh && planned !== plan && takeAdvice(app, planned)) return app.draw();
  const found = draft.load === null && app.exerciseOf(exercise)?.load_basis !== "none" ? null : app.foresight.forecast(exercise, draft);
  show(forecast, found && "median" in found ? forecastOf(app, draft, found) : []);
  show(advice, [adviceLine(app, exercise, planned)]);
  const text = draft.load === null || draft.helps ? "" : app.platesText({ value: draft.load, unit: draft.unit }, exercise);
  if (plates.textContent !== text) plates.textContent = text;
}

/** @param {import("../app.js").App} app @param {import("../draft.js").Draft} draft @param {{median: number, low: number, high: number}} found */
function forecastOf(app, draft, { median, low, high }) {
  const at = draft.load === null ? t("to_failure_bare") : t("to_failure_at", { load: loadText({ value: draft.load, unit: draft.unit }) });
  return [
    app.parts.get("at", [at], () => h("p", { class: "at" }, at)),
    app.parts.get("number", [median, low, high], () => h("p", { class: "number" }, h("b", {}, String(median)), " ", h("span", {}, t("likely", { low, high })))),
  ];
}

/** Fills in the load and repetitions of the advice; returns whether they were others. @param {import("../app.js").App} app @param {any} adapted */
function takeAdvice(app, { load, repetitions }) {
  if (load.value === app.draft.load && repetitions === app.draft.repetitions) return false;
  app.change({ load: load.value, unit: load.unit, repetitions });
  return true;
}

/** @param {import("../app.js").App} app @param {string} exercise @param {any} planned */
function adviceLine(app, exercise, planned) {
  const { due, left, done } = app.standing(exercise);
  if (!due) return null;
  const of = [due, left, done, loadText(planned?.load), planned?.repetitions, Boolean(planned?.to_failure)];
  return app.parts.get("do", of, () => (planned ? doNow(due, planned, left) : noMore(due, done)));
}

/** @param {any} due @param {any} planned @param {number} left */
function doNow(due, planned, left) {
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
