// The plainer screens: stop, change a set, finish, what is unsent.

import { t } from "../../texts.js";
import { button, h, numberOf, sureButton } from "../dom.js";
import { amended, draftOf } from "../draft.js";
import { living, millis } from "../operations.js";
import { setText, timeText } from "../words.js";
import { endings, rarely, steppers } from "./form.js";

/** Pain ends a set: no forecast, no offer, no number. @param {import("../app.js").App} app */
export function stopScreen(app) {
  return [
    h("section", { class: "stop" },
      h("h1", {}, t("stop")),
      h("p", { class: "lead" }, t("stop_pain")),
      h("p", {}, t("stop_more")),
      h("div", { class: "stacked" },
        button(t("end_exercise"), () => app.go({ name: "pick" }), { id: "end-exercise", class: "button big" }),
        button(t("end_session"), () => app.go({ name: "finish" }), { id: "end-session", class: "button quiet big" }))),
  ];
}

/** @param {import("../app.js").App} app @param {{set?: string, mend?: string, draft?: any}} screen */
export function editScreen(app, screen) {
  const refused = screen.mend ? app.log.refused().find((one) => one.id === screen.mend) : undefined;
  const one = app.session?.sets.find((each) => each.set === screen.set);
  const value = refused?.operation.body.value ?? one?.value;
  const leave = () => (refused ? app.go({ name: "outbox" }) : app.live.exercise ? app.lift(app.live.exercise) : app.go({ name: "start" }));
  if (!value?.segments) return [h("p", {}, t("nothing_logged")), button(t("back"), leave, { id: "back" })];
  /** @type {import("../draft.js").Draft[]} */
  const drafts = (screen.draft ??= value.segments.map((/** @type {any} */ _, /** @type {number} */ index) => draftOf(value, app.bundle.unit, index)));
  const save = () => {
    if (!app.isTyped()) return;
    // Role, side and note are the whole set's, and on the first part's form.
    const made = drafts.reduce((whole, draft, index) => {
      const { role, side, note, guess } = drafts[0];
      return amended(whole, { ...draft, role, side, note, guess }, index);
    }, value);
    if (refused) app.log.mend(refused, made).then(() => app.send());
    else if (JSON.stringify(made) !== JSON.stringify(value)) app.amendSet(/** @type {string} */ (screen.set), made);
    leave();
  };
  return [
    h("h1", {}, t("edit_set")),
    h("p", { class: "lead" }, value.segments[0].exercise),
    refused?.problem ? h("p", { class: "fault" }, `${refused.problem.place} ${refused.problem.fact} ${refused.problem.next_step}`) : null,
    ...drafts.map((draft, index) => partOf(app, draft, value.segments[index].exercise, index)),
    h("div", { class: "act two" },
      button(t("back"), leave, { id: "back", class: "button quiet big" }),
      button(t("save"), save, { id: "save", class: "button big" })),
    one ? h("p", { class: "buttons" },
      button(t("extend_set"), () => app.go({ name: "extend", set: one.set }), { id: "extend", class: "button quiet" }),
      sureButton(t("void_set"), t("void_sure"), () => {
        app.voidSet(one.set);
        app.say(t("voided"));
        leave();
      }, { id: "void", class: "button danger" })) : null,
  ];
}

/** @param {import("../app.js").App} app @param {any} draft @param {string} exercise @param {number} index */
function partOf(app, draft, exercise, index) {
  const change = (/** @type {any} */ changes) => Object.assign(draft, changes);
  const section = h("section", { class: "card now" },
    index > 0 ? h("h2", { class: "small" }, `${t(`technique.${draft.technique ?? "straight"}`)} · ${exercise}`) : null,
    steppers(app, draft, exercise, { change }),
    endings(draft, change),
    index === 0 ? rarely(app, draft, exercise, change, () => app.draw()) : null);
  // Ids are for one part; those of the others get its number.
  if (index > 0) {
    for (const each of section.querySelectorAll("[id]")) each.id += `-of-${index}`;
    for (const each of section.querySelectorAll("[for]")) each.setAttribute("for", `${each.getAttribute("for")}-of-${index}`);
  }
  return section;
}

/** @param {import("../app.js").App} app */
export function finishScreen(app) {
  const state = app.session;
  if (!state) return [h("p", {}, t("nothing_logged")), button(t("back"), () => app.go({ name: "start" }), { id: "back" })];
  const sets = living(state);
  const minutes = Math.round((app.now().getTime() - millis(state.value.start)) / 60000);
  const title = /** @type {HTMLInputElement} */ (h("input", { id: "title", type: "text", maxLength: 200, autocomplete: "off", value: state.value.title ?? "" }));
  const mass = /** @type {HTMLInputElement} */ (h("input", { id: "body-mass", type: "text", inputMode: "decimal", autocomplete: "off", value: "" }));
  const finish = () => {
    const typed = numberOf(mass.value);
    if (typed === undefined) return app.say(t("typed_wrong", { typed: mass.value }));
    const told = { ...(title.value.trim() ? { title: title.value.trim() } : {}), ...(typed ? { body_mass: { value: typed, unit: app.bundle.unit } } : {}) };
    app.finish(told);
    app.say(t("finished"));
  };
  return [
    h("h1", {}, t("finish_session")),
    sets.length === 0
      ? h("p", { class: "lead" }, t("nothing_logged"))
      : h("section", { class: "card" },
        h("p", { class: "when" }, `${t("sets", { count: sets.length })} · ${t("minutes", { count: minutes })} · ${timeText(millis(state.value.start))}`),
        h("ol", { class: "plain" }, sets.map((one) => h("li", {}, `${one.value.segments[0].exercise}: ${setText(one.value)}`)))),
    sets.length === 0 ? null : h("section", { class: "card" },
      h("div", { class: "field" }, h("label", { for: "title" }, t("session_title")), title),
      h("div", { class: "field" }, h("label", { for: "body-mass" }, `${t("body_mass")} [${app.bundle.unit}]`), mass)),
    h("div", { class: "act two" },
      button(t("keep_on"), () => (app.live.exercise ? app.lift(app.live.exercise) : app.go({ name: "pick" })), { id: "keep-on", class: "button quiet big" }),
      button(sets.length === 0 ? t("throw_away") : t("finish"), finish, { id: "finish-now", class: "button big" })),
  ];
}

/** What waits, and what was refused. @param {import("../app.js").App} app */
export function outboxScreen(app) {
  const refused = app.log.refused();
  const unsent = app.log.unsent();
  const text = (/** @type {any} */ one) => {
    const value = one.operation.body.value;
    return [t(one.operation.kind), value?.segments ? `${value.segments[0].exercise}: ${setText(value)}` : ""].filter(Boolean).join(" · ");
  };
  const leave = () => (app.session && app.live.exercise ? app.lift(app.live.exercise) : app.go({ name: "start" }));
  return [
    h("h1", {}, t("outbox")),
    h("p", { class: "lead" }, unsent.length > 0 ? t("outbox_lead") : t("outbox_empty")),
    unsent.length > 0 ? h("section", { class: "card" },
      h("ul", { class: "plain" }, unsent.slice(0, 100).map((one) => h("li", {}, text(one)))),
      unsent.length > 100 ? h("p", { class: "note" }, `+ ${unsent.length - 100}`) : null,
      h("div", { class: "buttons" }, button(t("send_now"), () => app.send(), { id: "send-now" }))) : null,
    refused.length > 0 ? h("section", { class: "card" },
      h("h2", {}, t("refused", { count: refused.length })),
      h("p", {}, t("refused_lead")),
      h("ul", { class: "refused" }, refused.map((one) => h("li", {},
        h("p", {}, text(one)),
        h("p", { class: "fault" }, [one.problem?.place, one.problem?.fact, one.problem?.next_step].filter(Boolean).join(" ")),
        h("div", { class: "buttons" },
          one.operation.body.value?.segments ? button(t("mend"), () => app.go({ name: "edit", mend: one.id }), { id: `mend-${one.id}`, class: "button quiet" }) : null,
          button(t("try_again"), () => app.log.mend(one).then(() => app.send()), { id: `again-${one.id}`, class: "button quiet" }),
          sureButton(t("discard"), t("discard_sure"), () => app.log.discard(one.id), { id: `discard-${one.id}`, class: "button danger" }))))),
      h("div", { class: "buttons" }, h("a", { class: "button quiet", id: "export", download: "momentary-refused.json", href: fileOf(refused) }, t("export_refused")))) : null,
    h("div", { class: "act" }, button(t("back"), leave, { id: "back", class: "button quiet big" })),
  ];
}

/** @param {import("../store.js").Waiting[]} refused */
function fileOf(refused) {
  const content = { format: "momentary-sync/1", operations: refused.map((one) => one.operation), problems: refused.map((one) => one.problem) };
  return URL.createObjectURL(new Blob([JSON.stringify(content, null, 1)], { type: "application/json" }));
}
