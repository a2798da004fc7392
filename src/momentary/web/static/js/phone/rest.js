// The rest between sets, from the clock: a phone that slept, or a page that was closed, still knows when it is over.

import { t } from "../texts.js";

/** @typedef {{began_at: number, length_s: number, exercise: string, told: boolean}} Rest */

/** @param {number} length_s @param {string} exercise @param {number} now_ms @returns {Rest} */
export function restOf(length_s, exercise, now_ms) {
  return { began_at: now_ms, length_s, exercise, told: false };
}

/** Seconds that are left; below zero it is over. @param {Rest} rest @param {number} now_ms */
export function leftOf(rest, now_ms) {
  return rest.length_s - (now_ms - rest.began_at) / 1000;
}

/** @param {number} seconds */
export function clock(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export class RestTimer {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.timer = 0;
  }

  /** Shows what is left, each second, where an element says so. */
  run() {
    clearInterval(this.timer);
    this.tick();
    if (this.app.live.rest) this.timer = window.setInterval(() => this.tick(), 500);
  }

  tick() {
    const rest = this.app.live.rest;
    if (!rest) return clearInterval(this.timer);
    const left = leftOf(rest, Date.now());
    const shown = document.getElementById("rest-left");
    if (shown) shown.textContent = clock(left);
    const ring = document.getElementById("rest-ring");
    if (ring) ring.setAttribute("stroke-dashoffset", String(100 * (1 - Math.max(0, left) / rest.length_s)));
    if (left <= 0 && !rest.told) {
      rest.told = true;
      this.app.keep();
      this.over(rest);
      this.app.draw();
    }
  }

  /** @param {Rest} rest */
  over(rest) {
    const preferences = this.app.preferences;
    if (preferences.vibrate) navigator.vibrate?.([200, 100, 200]);
    this.app.say(t("rest_over"));
    if (document.visibilityState !== "visible") this.notify(t("rest_over"), t("rest_for", { exercise: rest.exercise }));
  }

  /** @param {string} title @param {string} body */
  async notify(title, body) {
    if (globalThis.Notification?.permission !== "granted") return;
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.showNotification(title, { body, tag: "rest", icon: this.app.icon });
  }
}
