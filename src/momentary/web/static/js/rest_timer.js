// The rest between two sets. It is worked out from the moment when the set ended, so that a reload, a locked screen or
// another app in between change nothing: whoever looks again sees what is left now.

import { chime } from "./sound.js";

/**
 * @typedef {object} Rest What is kept of a rest: plain numbers and texts, to be stored as it is.
 * @property {number} began_at When the set ended [ms since 1970].
 * @property {number} length_s
 * @property {string} exercise
 * @property {boolean} told Whether its end was told.
 */

const LONGEST_S = 3600, SHORTEST_S = 5, FORGOTTEN_S = 3 * 3600, TOO_LATE_S = 10;
const BUZZ = [200, 100, 200];

/**
 * A rest that begins now, or null where the timer is off or there is nothing to wait for.
 * @param {{now_ms: number, length_s: number | null, exercise: string, is_on: boolean}} about
 * @returns {Rest | null}
 */
export function restOf({ now_ms, length_s, exercise, is_on }) {
  if (!is_on || length_s === null || !Number.isFinite(length_s) || length_s <= 0) return null;
  return { began_at: now_ms, length_s: within(length_s), exercise, told: false };
}

/** @param {number} length_s */
const within = (length_s) => Math.min(Math.max(Math.round(length_s), SHORTEST_S), LONGEST_S);

/**
 * A rest as it was stored; null where it is none, lies in the future (a clock was set back), or was over long ago.
 * @param {any} stored
 * @param {number} now_ms
 * @returns {Rest | null}
 */
export function readRest(stored, now_ms) {
  if (!Number.isFinite(stored?.began_at) || !Number.isFinite(stored.length_s) || !(stored.length_s > 0 && stored.length_s <= LONGEST_S)) return null;
  const left = leftOf(stored, now_ms);
  if (left > stored.length_s + 1 || left < -FORGOTTEN_S) return null;
  const { began_at, length_s } = stored;
  return { began_at, length_s, exercise: String(stored.exercise ?? ""), told: stored.told === true };
}

/** Seconds that are left; below zero it is over. @param {Rest} rest @param {number} now_ms */
export const leftOf = (rest, now_ms) => rest.length_s - (now_ms - rest.began_at) / 1000;

/** A longer or shorter rest: + 30 s, - 30 s; one that was over goes on. @param {Rest} rest @param {number} by_s @param {number} now_ms @returns {Rest} */
export function changed(rest, by_s, now_ms) {
  const length_s = within(Math.max(rest.length_s, by_s > 0 ? (now_ms - rest.began_at) / 1000 : 0) + by_s);
  const longer = { ...rest, length_s };
  return { ...longer, told: leftOf(longer, now_ms) <= 0 };
}

/** Seconds as they are read at a glance: 1:05; of one that is over, how long: +0:20. @param {number} left_s */
export function clock(left_s) {
  const whole = left_s > 0 ? Math.ceil(left_s) : Math.floor(-left_s);
  const text = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  return left_s <= -1 ? `+${text}` : text;
}

/**
 * What of the browser a timer needs; tests give others.
 * @typedef {object} Edge
 * @property {() => number} now
 * @property {(work: () => void, ms: number) => any} after
 * @property {(timer: any) => void} cancel
 * @property {(pattern: number[]) => void} vibrate
 * @property {() => void} chime
 * @property {() => boolean} is_seen Whether somebody looks at the page.
 * @property {() => string} permission Of notifications: granted, denied or default.
 * @property {() => Promise<string>} ask
 * @property {(title: string, body: string) => Promise<void>} notify
 */

/** @returns {Edge} */
export const browser = () => ({
  now: () => Date.now(),
  after: (work, ms) => setTimeout(work, ms),
  cancel: (timer) => clearTimeout(timer),
  vibrate: (pattern) => void globalThis.navigator?.vibrate?.(pattern),
  chime: () => void chime(),
  is_seen: () => document.visibilityState === "visible",
  permission: () => globalThis.Notification?.permission ?? "denied",
  ask: async () => (globalThis.Notification ? Notification.requestPermission() : "denied"),
  notify: async (title, body) => {
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.showNotification(title, { body, tag: "rest" });
  },
});

/** Runs a rest: says each second what is left, and once that it is over. */
export class RestTimer {
  /**
   * @param {object} told
   * @param {(left_s: number) => void} told.onleft Every second, and at once.
   * @param {(rest: Rest) => void} told.onover Once; keep the rest then, so that a reload does not tell it again.
   * @param {(rest: Rest) => {title: string, body: string}} told.words
   * @param {() => {vibrate: boolean, notify: boolean, sound: boolean}} told.wishes
   * @param {Edge} [edge]
   */
  constructor({ onleft, onover, words, wishes }, edge = browser()) {
    this.onleft = onleft;
    this.onover = onover;
    this.words = words;
    this.wishes = wishes;
    this.edge = edge;
    /** @type {Rest | null} */
    this.rest = null;
    /** @type {any} */
    this.timer = null;
  }

  /** Run a rest, new or stored; null stops. Call it again when the page is seen again. @param {Rest | null} rest */
  run(rest) {
    this.stop();
    this.rest = rest;
    if (rest) this.tick();
  }

  /** Run on after the page was away. */
  look() {
    this.run(this.rest);
  }

  stop() {
    if (this.timer !== null) this.edge.cancel(this.timer);
    this.timer = null;
    this.rest = null;
  }

  tick() {
    const rest = this.rest;
    this.timer = null;
    if (!rest) return;
    const now = this.edge.now(), left = leftOf(rest, now);
    this.onleft(left);
    if (left <= 0 && !rest.told) this.over(rest);
    // To the next full second of what is left, so that no second is skipped or shown twice.
    const part = ((left % 1) + 1) % 1;
    if (left > -FORGOTTEN_S && this.rest) this.timer = this.edge.after(() => this.tick(), (part || 1) * 1000 + 1);
  }

  /** @param {Rest} rest */
  over(rest) {
    rest.told = true;
    const { vibrate, notify, sound } = this.wishes();
    if (vibrate) this.edge.vibrate(BUZZ);
    // Whoever comes back to the page long after hears nothing: they see it.
    if (sound && leftOf(rest, this.edge.now()) > -TOO_LATE_S) this.edge.chime();
    if (notify && !this.edge.is_seen() && this.edge.permission() === "granted") {
      const { title, body } = this.words(rest);
      this.edge.notify(title, body).catch(() => undefined);
    }
    this.onover(rest);
  }
}

/**
 * Ask whether rests may be told by a notification: only from a tap, since nobody asks twice.
 * @param {Edge} [edge]
 * @returns {Promise<boolean>}
 */
export async function askToNotify(edge = browser()) {
  const known = edge.permission();
  return (known === "default" ? await edge.ask() : known) === "granted";
}
