// What the partner beside the lifter sees, sent when it changes and there is reception. A set never waits for it.

import { leftOf } from "../rest_timer.js";
import { t } from "../texts.js";
import { tokenOfCookie } from "./sync.js";
import { loadText } from "./words.js";

/**
 * @typedef {{token: string, path: string, url: string, qr: string, ends_at: string}} Link
 * @typedef {{state: string, exercise: string, now: string, help: string, steps: string[]}} Step
 */

/**
 * The step that is on the lifter's screen, in the partner's words.
 * @param {import("./app.js").App} app
 * @returns {Step}
 */
export function stepOf(app) {
  const live = app.live;
  const exercise = live.exercise ?? "";
  if (live.screen.name === "stop") return { state: "stop", exercise, now: t("stop"), help: "", steps: [] };
  if (live.screen.name === "part" && live.extending) {
    const { way, index, draft } = live.extending;
    const part = way.parts[Math.min(index, way.parts.length - 1)];
    const load = draft.load === null ? "" : loadText({ value: draft.load, unit: draft.unit });
    return {
      state: "lifting", exercise: part.exercise, now: [t(`technique.${part.technique}`), load].filter(Boolean).join(" "),
      help: way.partner[0] ?? "", steps: way.partner.slice(1, 20),
    };
  }
  const planned = app.standing(exercise).next;
  const draft = app.draft;
  const load = draft.load === null ? "" : loadText({ value: draft.load, unit: draft.unit });
  const resting = live.rest !== null && leftOf(live.rest, app.now().getTime()) > 0;
  const now = [load, draft.repetitions === null ? "" : `× ${draft.repetitions}`, planned?.to_failure ? t("to_failure") : ""].filter(Boolean).join(" ");
  return { state: resting ? "resting" : "ready", exercise, now, help: "", steps: [] };
}

export class Partner {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.told = "";
    this.timer = 0;
  }

  /** @param {string} address @param {any} body */
  async post(address, body) {
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": tokenOfCookie() };
    return fetch(address, { method: "POST", headers, body: JSON.stringify(body), redirect: "error", signal: AbortSignal.timeout?.(10_000) });
  }

  /** Makes a link for the session. @returns {Promise<Link | null>} null where there is no reception */
  async make() {
    try {
      const answer = await this.post("/phone/partner", { session: this.app.live.session });
      if (!answer.ok) return null;
      this.app.live.partner = await answer.json();
      this.told = "";
      this.app.keep();
      this.tell();
      return this.app.live.partner;
    } catch {
      return null;
    }
  }

  /** Sends the step, shortly after it last changed. */
  tell() {
    const link = this.app.live.partner;
    if (!link) return;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(async () => {
      const step = stepOf(this.app);
      const text = JSON.stringify(step);
      if (text === this.told || !this.app.live.partner) return;
      try {
        const answer = await this.post(`/phone/partner/${link.token}/step`, { step });
        if (answer.ok) this.told = text;
        if (answer.status === 404) this.app.live.partner = null;
      } catch {
        // Without reception the partner keeps the last step; the next change is sent again.
      }
    }, 250);
  }

  /** @returns {Promise<void>} */
  async end() {
    const link = this.app.live.partner;
    this.app.live.partner = null;
    this.app.keep();
    if (link) await this.post(`/phone/partner/${link.token}/end`, {}).catch(() => {});
  }
}
