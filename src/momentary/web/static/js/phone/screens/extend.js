// Going on after failure: which way, then part by part, each logged as it is done.

import { t } from "../../texts.js";
import { button, h } from "../dom.js";
import { waysOf } from "../extending.js";
import { metronome } from "../tempo.js";
import { setText } from "../words.js";
import { counter, endings, steppers } from "./form.js";

/** @param {import("../app.js").App} app @param {{set: string}} screen */
export function extendScreen(app, screen) {
  const one = app.session?.sets.find((each) => each.set === screen.set);
  if (!one) return [button(t("back"), () => app.lift(app.live.exercise ?? ""), { id: "back" })];
  const exercise = one.value.segments[0].exercise;
  const twin = app.twinOf(exercise);
  const ways = waysOf({
    segments: one.value.segments, planned: app.bundle.dueOf(exercise)?.methods ?? [], guides: app.methods, twin,
    step: (load) => app.rounded(load, exercise), title: (name) => t(`method.${name}`),
  });
  return [
    h("h1", {}, t("extend_set")),
    h("p", { class: "lead" }, `${exercise}: ${setText(one.value)}`),
    h("ul", { class: "picks" }, ways.map((way) => h("li", {},
      h("button", { type: "button", id: `way-${way.name}`, class: "pick card", onclick: () => app.beginWay(one, way) },
        h("span", { class: "both" },
          h("b", {}, capital(way.title)),
          h("span", { class: "quiet" }, partsText(way)),
          way.needs_partner ? h("span", { class: "badge" }, t("needs_partner")) : null,
          way.cost === null ? null : h("span", { class: "note" }, t("cost_of", { ratio: Math.round(10 * way.cost) / 10 }))))))),
    h("div", { class: "act" }, button(t("back"), () => app.lift(app.live.exercise ?? exercise), { id: "back", class: "button quiet big" })),
  ];
}

/** @param {import("../extending.js").Way} way */
function partsText(way) {
  return way.parts.map((part) => setText({ segments: [{ exercise: part.exercise, ...(part.load ? { load: part.load } : {}), technique: part.technique }] }))
    .map((text, index) => (way.parts[index].exercise !== way.parts[0].exercise || way.name === "machine" ? `${way.parts[index].exercise} ${text}` : text)).join(" → ");
}

/** @param {import("../app.js").App} app */
export function partScreen(app) {
  const doing = /** @type {import("../extending.js").Extending} */ (app.live.extending);
  const one = app.session?.sets.find((each) => each.set === doing.set);
  const part = doing.way.parts[Math.min(doing.index, doing.way.parts.length - 1)];
  const draft = doing.draft;
  const change = (/** @type {any} */ changes) => {
    Object.assign(draft, changes);
    app.keep();
  };
  const expect = h("p", { id: "expect", class: "number" });
  const foresee = () => {
    const found = one ? app.foresight.later(one.value.segments, part, draft.load === null ? null : { value: draft.load, unit: draft.unit }) : null;
    const known = found ?? (part.low === null ? null : part);
    expect.textContent = known ? t("expect", { median: known.median ?? "", low: known.low ?? "", high: known.high ?? "" }) : "";
  };
  app.later(foresee);
  return [
    h("h1", {}, capital(doing.way.title)),
    h("p", { class: "when" }, t("part_of", { number: doing.index + 1, total: Math.max(doing.way.parts.length, doing.index + 1) }), ` · ${part.exercise}`),
    one ? h("p", { class: "note" }, setText(one.value)) : null,
    h("section", { class: "card now" },
      expect,
      stepsOf(doing.way),
      steppers(app, draft, part.exercise, { change, onload: () => app.later(foresee) }),
      part.rest_s === null ? null : counter(app, "rest-before", t("rest_before"), () => draft.rest_s, (rest_s) => change({ rest_s })),
      part.technique === "negative" ? counter(app, "lowering", t("lowering_seconds"), () => draft.lowering_s, (lowering_s) => change({ lowering_s })) : null,
      part.technique === "negative" ? metronome(app, () => draft.lowering_s) : null,
      part.technique === "assisted" ? counter(app, "help", t("help_from_partner", { unit: draft.unit }), () => draft.help ?? null, (help) => change({ help })) : null,
      endings(draft, change)),
    h("div", { class: "act two" },
      button(t("set_done"), () => app.endExtending(), { id: "set-done", class: "button quiet big" }),
      button(t("log_part"), () => {
        if (app.isReady(draft)) app.logPart();
      }, { id: "log-part", class: "button big" })),
  ];
}

/** @param {import("../extending.js").Way} way */
function stepsOf(way) {
  const list = (/** @type {string} */ title, /** @type {string[]} */ steps) =>
    steps.length === 0 ? null : h("div", {}, h("h2", { class: "small" }, title), h("ol", { class: "plain" }, steps.map((step) => h("li", {}, step))));
  return h("details", { class: "steps", open: way.needs_partner },
    h("summary", {}, t("how")),
    list(t("extend_lifter"), way.lifter), list(t("extend_partner"), way.partner),
    way.ends ? h("p", { class: "note" }, h("b", {}, t("extend_ends")), ` ${way.ends}`) : null);
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
