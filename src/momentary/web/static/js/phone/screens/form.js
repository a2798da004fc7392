// The thumb's part of the screen: load, repetitions, how it ended. For a new set, a changed one, and a part of one.

import { t } from "../../texts.js";
import { check, choice, h, put, show, stepper } from "../dom.js";
import { FAILURES } from "../draft.js";

/** @typedef {import("../draft.js").Draft} Draft */

const ENDINGS = ["stopped", "technical_failure", "momentary_failure", "eccentric_failure", "time", "pain"];

/**
 * The steppers of a draft.
 * @param {import("../app.js").App} app @param {Draft} draft @param {string} exercise
 * @param {{change: (changes: Partial<Draft>) => void, onload?: () => void}} given `change` changes that draft
 */
export function steppers(app, draft, exercise, { change, onload }) {
  const info = app.exerciseOf(exercise);
  const basis = info?.load_basis ?? "total";
  const isPartial = draft.technique === "partial";
  const loadLabel = draft.helps || basis === "assistance" ? t("assistance") : basis === "added" ? t("load_added") : basis === "per hand" ? t("load_per_hand") : t("load");
  const rows = [];
  if (basis !== "none" || draft.load !== null) {
    rows.push(stepper({
      id: "load", label: loadLabel, unit: draft.unit, value: () => draft.load, step: draft.unit === "lb" ? 5 : 2.5,
      next: (value, way) => app.nextLoad({ value, unit: draft.unit }, exercise, way),
      less: t("less", { what: loadLabel }), more: t("more", { what: loadLabel }), onfault: (typed) => app.say(t("typed_wrong", { typed })),
      onchange: (load) => {
        change({ load });
        onload?.();
      },
    }));
  }
  if (isPartial) rows.push(counter(app, "partial", t("partial_repetitions"), () => draft.partial, (partial) => change({ partial })));
  else rows.push(counter(app, "repetitions", t("repetitions"), () => draft.repetitions, (repetitions) => change({ repetitions })));
  return h("div", { class: "steppers" }, rows);
}

/** @param {import("../app.js").App} app @param {string} id @param {string} label @param {() => number | null} value @param {(value: number | null) => void} onchange */
export function counter(app, id, label, value, onchange) {
  return stepper({
    id, label, value, step: 1, most: 999, whole: true, onchange, less: t("less", { what: label }), more: t("more", { what: label }),
    onfault: (typed) => app.say(t("typed_wrong", { typed })),
  });
}

/**
 * How it ended, and what belongs to that ending: how many were left, or who says so.
 * @param {Draft} draft @param {(changes: Partial<Draft>) => void} change
 */
export function endings(draft, change) {
  const more = h("div", { class: "ending-more" });
  const fill = () => {
    more.replaceChildren();
    if (draft.ending === "stopped") put(more, leftChoice(draft, change));
    else if (draft.ending && FAILURES.includes(draft.ending)) {
      put(more, choice({
        id: "judge", label: t("judged"), class: "inline", value: () => draft.judge ?? "lifter", onchange: (judge) => change({ judge }),
        options: [["lifter", t("judged.lifter")], ["partner", t("judged.partner")], ["coach", t("judged.coach")]],
      }));
    }
  };
  fill();
  return h("div", { class: "ending", onrefill: fill }, choice({
    id: "ending", label: t("ended"), class: "endings", may_be_empty: true, value: () => draft.ending,
    options: ENDINGS.map((kind) => [kind, t(`ended.${kind}`)]),
    onchange: (ending) => {
      change({ ending, left: ending === "stopped" ? draft.left : null });
      fill();
    },
  }), more);
}

/** @param {Draft} draft @param {(changes: Partial<Draft>) => void} change */
function leftChoice(draft, change) {
  return choice({
    id: "left", label: t("left"), class: "numbers", value: () => draft.left, may_be_empty: true, onchange: (left) => change({ left }),
    options: [0, 1, 2, 3, 4, 5, 6].map((count) => [count, String(count)]),
  });
}

/**
 * What is rarely needed, behind a line.
 * @param {import("../app.js").App} app @param {Draft} draft @param {string} exercise @param {(changes: Partial<Draft>) => void} change
 * @param {() => void} again draws anew what depends on it
 */
export function rarely(app, draft, exercise, change, again) {
  const details = h("details", { class: "rarely", open: app.isOpen, ontoggle: () => {
    app.isOpen = /** @type {HTMLDetailsElement} */ (details).open;
    if (!app.isOpen) show(details, [details.firstChild]);
    else if (details.children.length === 1) put(details, rare(app, draft, exercise, change, again));
  } }, h("summary", {}, t("more_about_set")));
  if (app.isOpen) put(details, rare(app, draft, exercise, change, again));
  return details;
}

/** Made only when it is unfolded. @param {import("../app.js").App} app @param {Draft} draft @param {string} exercise @param {(changes: Partial<Draft>) => void} change @param {() => void} again */
function rare(app, draft, exercise, change, again) {
  const info = app.exerciseOf(exercise);
  const note = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: "note", rows: 2, maxLength: 2000, value: draft.note, oninput: () => change({ note: note.value }) }));
  return [
    choice({
      id: "unit", label: t("unit"), class: "inline", value: () => draft.unit, options: [["kg", "kg"], ["lb", "lb"]],
      onchange: (unit) => (change({ unit: unit ?? draft.unit }), again()),
    }),
    check("warm-up", t("warm_up"), draft.role === "warm_up", (is) => (change({ role: is ? "warm_up" : "working" }), again())),
    choice({
      id: "side", label: t("side"), class: "inline", value: () => draft.side, may_be_empty: !info?.is_unilateral, onchange: (side) => change({ side }),
      options: [["left", t("side.left")], ["right", t("side.right")], ["both", t("side.both")]],
    }),
    info?.load_basis === "added" || draft.helps ? check("helps", t("help_or_load"), draft.helps, (helps) => (change({ helps }), again())) : null,
    draft.role === "working" ? choice({
      id: "guess", label: t("guess_before"), class: "numbers", value: () => draft.guess, may_be_empty: true, onchange: (guess) => change({ guess }),
      options: [0, 1, 2, 3, 4, 5, 6].map((count) => [count, String(count)]),
    }) : null,
    draft.technique === "partial" ? null : counter(app, "partial", t("partial_repetitions"), () => draft.partial, (partial) => change({ partial })),
    counter(app, "duration", t("duration_seconds"), () => draft.duration_s, (duration_s) => change({ duration_s })),
    counter(app, "lowering", t("lowering_seconds"), () => draft.lowering_s, (lowering_s) => change({ lowering_s })),
    h("div", { class: "field" }, h("label", { for: "note" }, t("note")), note),
  ];
}
