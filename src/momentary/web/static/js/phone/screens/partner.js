// The partner view: a link that shows one session's current step to whoever stands beside.

import { t } from "../../texts.js";
import { button, h } from "../dom.js";
import { timeText } from "../words.js";

/** @param {import("../app.js").App} app */
export function partnerScreen(app) {
  const leave = () => (app.live.exercise ? app.lift(app.live.exercise) : app.go({ name: "start" }));
  const link = app.live.partner && Date.parse(app.live.partner.ends_at) > app.now().getTime() ? app.live.partner : null;
  return [
    h("h1", {}, t("partner_view")),
    h("p", { class: "lead" }, t("partner_lead")),
    link ? linkCard(app, link) : null,
    h("div", { class: "act two" },
      button(t("back"), leave, { id: "back", class: "button quiet big" }),
      link ? null : button(t("partner_make"), () => make(app), { id: "make-link", class: "button big" })),
  ];
}

/** @param {import("../app.js").App} app @param {import("../partner.js").Link} link */
function linkCard(app, link) {
  const share = () => (navigator.share ? navigator.share({ url: link.url }) : navigator.clipboard.writeText(link.url).then(() => app.say(t("copied")))).catch(() => {});
  return h("section", { class: "card" },
    h("img", { class: "code", src: link.qr, alt: t("partner_code"), width: 256, height: 256 }),
    h("p", {}, h("a", { id: "partner-link", href: link.path }, link.url)),
    h("p", { class: "note" }, t("partner_expires", { time: timeText(link.ends_at) })),
    h("div", { class: "buttons" },
      button(navigator.share ? t("share") : t("copy"), share, { id: "share" }),
      button(t("partner_end"), () => app.partner.end().then(() => app.draw()), { id: "end-link", class: "button quiet" })));
}

/** @param {import("../app.js").App} app */
async function make(app) {
  if (!(await app.partner.make())) return app.say(t("partner_offline"));
  app.draw();
}
