// Before the first set: what goes on, what is due, and a button to begin.

import { askToNotify } from "../../rest_timer.js";
import { t } from "../../texts.js";
import { button, check, h } from "../dom.js";
import { living, millis } from "../operations.js";
import { dayText, loadText, timeText } from "../words.js";

/** @param {import("../app.js").App} app */
export function startScreen(app) {
  const open = app.log.open(app.now()).filter((one) => one.session !== app.live.session || app.live.exercise);
  const isRunning = Boolean(app.session);
  return [
    h("h1", {}, isRunning ? t("session_today") : t("live")),
    ...open.map((one) => openCard(app, one)),
    dueCard(app),
    app.bundle.notes.length > 0 ? h("ul", { class: "plain note" }, app.bundle.notes.map((one) => h("li", {}, one))) : null,
    optionsCard(app),
    h("div", { class: "act" },
      isRunning
        ? button(t("other_exercise"), () => app.go({ name: "pick" }), { id: "other", class: "button quiet big" })
        : button(t("start_session"), () => app.start(), { id: "start", class: `button big ${open.length ? "quiet" : ""}` })),
  ];
}

/** @param {import("../app.js").App} app @param {import("../operations.js").SessionState} one */
function openCard(app, one) {
  const sets = living(one);
  const names = [...new Set(sets.map((each) => each.value.segments[0].exercise))];
  return h("section", { class: "card" },
    h("h2", {}, t("in_progress", { time: timeText(millis(one.value.start)) })),
    h("p", { class: "when" }, [t("sets", { count: sets.length }), ...names.slice(0, 4)].join(" · ")),
    button(t("go_on"), () => app.resume(one.session), { id: `resume-${one.session}`, class: "button big" }));
}

/** @param {import("../app.js").App} app */
function dueCard(app) {
  const due = app.bundle.due;
  if (due.length === 0) return h("section", { class: "card" }, h("p", {}, app.bundle.is_there ? t("nothing_due") : t("no_advice")));
  return h("section", { class: "card due" },
    h("h2", {}, t("due_today")),
    h("ul", { class: "picks" }, due.map((one, index) =>
      h("li", {}, h("button", { type: "button", id: `due-${index}`, class: "pick", onclick: () => app.lift(one.name) },
        h("span", { class: "both" },
          h("b", {}, one.name),
          h("span", { class: "quiet" }, dueText(one)),
          one.sets?.some((/** @type {any} */ each) => each.to_failure) ? h("span", { class: "badge failure" }, t("last_to_failure")) : null))))),
    app.bundle.made_at ? h("p", { class: "note" }, t("advice_as_of", { time: dayText(app.bundle.made_at) })) : null);
}

/** @param {any} one */
export function dueText(one) {
  const sets = one.sets ?? [];
  if (sets.length === 0) return one.planned && one.done >= one.planned ? t("all_done") : "";
  const first = sets[0];
  const repetitions = first.repetitions ?? "";
  return `${t("sets", { count: sets.length })} · ${[loadText(first.load), repetitions !== "" ? `× ${repetitions}` : ""].filter(Boolean).join(" ")}`;
}

/** @param {import("../app.js").App} app */
function optionsCard(app) {
  const preferences = app.preferences;
  return h("details", { class: "card" },
    h("summary", {}, t("options")),
    check("left-handed", t("left_handed"), preferences.left_handed, (left_handed) => app.prefer({ left_handed })),
    check("rest-timer", t("rest_on"), preferences.rest_timer, (rest_timer) => app.prefer({ rest_timer })),
    check("sound", t("sound"), preferences.sound, (sound) => app.prefer({ sound })),
    globalThis.Notification?.permission === "default" ? button(t("notify_me"), () => askToNotify().then(() => app.draw()), { id: "notify", class: "button quiet" }) : null,
    check("vibrate", t("vibrate"), preferences.vibrate, (vibrate) => app.prefer({ vibrate })));
}
