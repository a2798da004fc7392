// The partner view: a link that shows one session's current step to whoever stands beside.

import { t } from "../../texts.js";
import { button, h } from "../dom.js";

/** @param {import("../app.js").App} app */
export function partnerScreen(app) {
  const leave = () => (app.live.exercise ? app.lift(app.live.exercise) : app.go({ name: "start" }));
  return [
    h("h1", {}, t("partner_view")),
    h("p", { class: "lead" }, t("partner_lead")),
    h("div", { class: "act" }, button(t("back"), leave, { id: "back", class: "button quiet big" })),
  ];
}
