// What the live page knows and does. Screens draw it; they change it only through what stands here.

import { changed, readRest, restOf } from "../rest_timer.js";
import { t } from "../texts.js";
import { Bundle } from "./bundle.js";
import { Parts, isReadable } from "./dom.js";
import { emptyDraft, fault, plannedSet, prefilled, segmentOf, valueOf } from "./draft.js";
import { draftOfPart } from "./extending.js";
import { Guide } from "./guide.js";
import { living, moment, newId, operation } from "./operations.js";

/**
 * @typedef {import("./draft.js").Draft} Draft
 * @typedef {import("./operations.js").SessionState} SessionState
 * @typedef {import("./operations.js").SetValue} SetValue
 * @typedef {{name: string, [more: string]: any}} Screen
 *
 * @typedef {object} Live What the screen needs to come back as it was, after a reload or days.
 * @property {string | null} session
 * @property {string | null} exercise
 * @property {string[]} order Exercises of the session, as they were begun.
 * @property {Record<string, Draft>} drafts
 * @property {{name: string, exercises: string[]} | null} superset
 * @property {number} supersets How many there were.
 * @property {import("../rest_timer.js").Rest | null} rest
 * @property {import("./extending.js").Extending | null} extending
 * @property {string[]} stopped Exercises that pain ended.
 * @property {{exercise: string, set: string} | null} last The set that was logged last.
 * @property {any} partner
 * @property {Screen} screen
 */

/** @returns {Live} */
function nothing() {
  return {
    session: null, exercise: null, order: [], drafts: {}, superset: null, supersets: 0, rest: null, extending: null,
    stopped: [], last: null, partner: null, screen: { name: "start" },
  };
}

const PREFERENCES = { left_handed: false, rest_timer: true, rest_s: 120, sound: true, vibrate: true, lowering_s: 4 };

export class App extends Guide {
  /**
   * @param {import("./store.js").Store} store
   * @param {import("./log.js").Log} log
   */
  constructor(store, log) {
    super();
    this.store = store;
    this.log = log;
    this.live = nothing();
    /** What was chosen on this phone; it goes before what the account says. @type {Partial<typeof PREFERENCES>} */
    this.chosen = {};
    /** @type {import("./sync.js").Outcome | null} */
    this.outcome = null;
    /** @type {string | null} Of the bundle, to ask for a newer one. */
    this.etag = null;
    /** @type {Record<string, SetValue>} */
    this.lasts = {};
    /** Whether what is rarely needed is unfolded. */
    this.isOpen = false;
    /** What stays on the screen from one drawing to the next. */
    this.parts = new Parts();
    this.draw = () => {};
    this.refresh = () => {};
    /** @type {(() => void) | null} Takes over a newer shell, where one is ready. */
    this.newer = null;
    this.foresight = /** @type {import("./foresight.js").Foresight} */ (/** @type {unknown} */ (null));
    this.partner = /** @type {import("./partner.js").Partner} */ (/** @type {unknown} */ (null));
    this.icon = document.querySelector('link[rel="apple-touch-icon"]')?.getAttribute("href") ?? "";
    this.send = () => {};
    this.later = (/** @type {() => void} */ _work) => {};
    this.say = (/** @type {string} */ _text) => {};
    this.now = () => new Date();
  }

  /** Reads from disk what was there before. */
  async wake() {
    this.live = { ...nothing(), ...(await this.store.get("live")) };
    this.chosen = (await this.store.get("preferences")) ?? {};
    const kept = await this.store.get("bundle");
    this.bundle = new Bundle(kept?.content);
    this.etag = kept?.etag ?? null;
    await this.log.reload();
    await this.remember();
    if (this.live.session && !this.log.session(this.live.session)) this.live = nothing();
    this.live.rest = readRest(this.live.rest, this.now().getTime());
  }

  /** Reads which exercises this phone knows, and their last sets. */
  async remember() {
    this.names = await this.log.names();
    for (const name of this.names) this.lasts[name] = /** @type {any} */ (await this.log.last(name)).value;
  }

  /** Keeps what the screen needs to come back. Never waits: the screen goes first. */
  keep() {
    this.store.put("live", this.live).catch((error) => (this.log.failure = error));
  }

  /** @param {Screen} screen */
  go(screen) {
    this.live.screen = screen;
    this.keep();
    this.draw();
    window.scrollTo(0, 0);
    this.say("");
    document.getElementById("main")?.focus({ preventScroll: true });
  }

  /** @returns {typeof PREFERENCES} */
  get preferences() {
    return { ...PREFERENCES, ...this.bundle.preferences, ...this.chosen };
  }

  /** @param {Partial<typeof PREFERENCES>} changes */
  prefer(changes) {
    Object.assign(this.chosen, changes);
    this.store.put("preferences", { ...this.chosen }).catch((error) => (this.log.failure = error));
    this.draw();
  }

  /** @returns {SessionState | undefined} */
  get session() {
    return this.live.session ? this.log.session(this.live.session) : undefined;
  }

  /** This session's sets of an exercise, those of its first segment. @param {string | null} exercise */
  setsOf(exercise) {
    const state = this.session;
    return state ? living(state).filter((one) => one.value.segments[0].exercise === exercise) : [];
  }

  /** @param {import("./operations.js").Operation[]} operations */
  commit(...operations) {
    const written = this.log.add(...operations);
    written.then(() => this.send());
    return written;
  }

  /** Begins a session. @returns {string} */
  start() {
    const session = newId();
    this.live = { ...nothing(), session };
    this.commit(operation("session.started", { session, value: { start: moment(this.now()) } }));
    this.go({ name: this.bundle.due.length > 0 ? "start" : "pick" });
    return session;
  }

  /** Goes on with a session that is open, perhaps begun on another device. @param {string} session */
  resume(session) {
    if (this.live.session !== session) {
      const state = this.log.session(session);
      const order = state ? [...new Set(living(state).map((one) => one.value.segments[0].exercise))] : [];
      this.live = { ...nothing(), session, order, exercise: order.at(-1) ?? null };
    }
    if (this.live.exercise) this.lift(this.live.exercise);
    else this.go({ name: "pick" });
  }

  /** Brings an exercise to the screen. @param {string} exercise */
  lift(exercise) {
    if (!this.live.session) this.start();
    const live = this.live;
    live.exercise = exercise;
    if (!live.order.includes(exercise)) live.order.push(exercise);
    live.drafts[exercise] ??= this.prefill(exercise);
    const after = live.last?.exercise === exercise && live.rest ? live.last.set : undefined;
    this.go({ name: live.stopped.includes(exercise) ? "stop" : "lift", after });
  }

  /**
   * How far an exercise is: working sets done, those of them that the plan has seen, and what the plan has next.
   * @param {string} exercise
   */
  standing(exercise) {
    const working = this.setsOf(exercise).filter((one) => one.value.role !== "warm_up");
    const seen = working.filter((one) => one.position !== undefined && one.position <= this.bundle.seen).length;
    const due = this.bundle.dueOf(exercise);
    const ahead = working.length - seen;
    const left = due ? Math.max(0, (due.sets ?? []).length - ahead) : 0;
    return { done: working.length, seen, due, left, total: working.length + left, next: left > 0 ? plannedSet(due, ahead) : undefined };
  }

  /** @param {string} exercise @returns {Draft} */
  prefill(exercise) {
    const done = this.setsOf(exercise).map((one) => one.value);
    const last = this.bundle.lastOf(exercise) ?? this.lasts[exercise];
    const draft = prefilled({ unit: this.bundle.unit, due: this.bundle.dueOf(exercise), done, seen: this.standing(exercise).seen, last });
    if (draft.load === null && this.exerciseOf(exercise)?.load_basis === "added") draft.load = 0;
    draft.is_fresh = true;
    return draft;
  }

  /** The draft on the screen. @returns {Draft} */
  get draft() {
    const name = this.live.exercise ?? "";
    return (this.live.drafts[name] ??= name ? this.prefill(name) : emptyDraft(this.bundle.unit));
  }

  /** Whether all that is typed is a number; else it says what is not. */
  isTyped() {
    return isReadable((typed) => this.say(t("typed_wrong", { typed })));
  }

  /** Whether a draft can be logged; else it says why not. @param {Draft} draft */
  isReady(draft) {
    if (!this.isTyped()) return false;
    const wrong = fault(draft);
    if (wrong) this.say(t(wrong));
    return wrong === null;
  }

  /** Changes the draft on the screen, and keeps it. @param {Partial<Draft>} changes */
  change(changes) {
    Object.assign(this.draft, changes, { is_fresh: false });
    this.keep();
  }

  /**
   * Logs the set of the draft. It is on the screen before it is on the disk, and on the disk before it is sent.
   * @returns {string} the set's id
   */
  logSet() {
    const live = this.live;
    const exercise = /** @type {string} */ (live.exercise);
    const session = /** @type {string} */ (live.session);
    const set = newId();
    const draft = this.draft;
    const superset = live.superset?.exercises.includes(exercise) ? { superset: live.superset.name } : {};
    const value = valueOf(exercise, draft, this.now(), superset);
    const isPain = draft.ending === "pain";
    if (isPain) live.stopped.push(exercise);
    this.commit(operation("set.logged", { session, set, value }));
    live.rest = isPain ? null : this.restAfter(exercise);
    live.last = { exercise, set };
    // The same object goes on: what is on the screen holds it.
    Object.assign(draft, this.prefill(exercise));
    live.screen = isPain ? { name: "stop" } : { name: "lift", after: set };
    if (!isPain) this.alternate(exercise);
    this.keep();
    this.draw();
    window.scrollTo(0, 0);
    return set;
  }

  /** @param {string} exercise */
  restAfter(exercise) {
    const length_s = this.standing(exercise).next?.rest_s ?? this.preferences.rest_s;
    return restOf({ now_ms: this.now().getTime(), length_s, exercise, is_on: this.preferences.rest_timer });
  }

  /** In a superset the next exercise follows. @param {string} exercise */
  alternate(exercise) {
    const members = this.live.superset?.exercises;
    if (!members?.includes(exercise) || this.live.drafts[exercise].role === "warm_up") return;
    const next = members[(members.indexOf(exercise) + 1) % members.length];
    if (next === exercise || this.live.stopped.includes(next)) return;
    this.live.exercise = next;
    this.live.drafts[next] = this.prefill(next);
  }

  /** @param {string} set @param {SetValue} value */
  amendSet(set, value) {
    return this.commit(operation("set.amended", { session: this.live.session, set, value }));
  }

  /** @param {string} set */
  voidSet(set) {
    return this.commit(operation("set.voided", { session: this.live.session, set }));
  }

  /** Ties exercises; the letters go on through the session. @param {string[]} exercises */
  tie(exercises) {
    const taken = new Set(this.session ? living(this.session).map((one) => one.value.superset) : []);
    let number = this.live.supersets;
    while (taken.has(String.fromCharCode(65 + (number % 26)))) number += 1;
    this.live.supersets = number + 1;
    this.live.superset = { name: String.fromCharCode(65 + (number % 26)), exercises };
    for (const one of exercises) if (!this.live.order.includes(one)) this.live.order.push(one);
  }

  untie() {
    this.live.superset = null;
    this.keep();
    this.draw();
  }

  /** @param {number} seconds */
  moreRest(seconds) {
    if (!this.live.rest) return;
    this.live.rest = changed(this.live.rest, seconds, this.now().getTime());
    this.keep();
    this.draw();
  }

  /** The lifter begins: the rest was as long as it was, and belongs to the set that comes. */
  endRest() {
    const rest = this.live.rest;
    if (rest) this.draft.rest_s = Math.round((this.now().getTime() - rest.began_at) / 1000);
    this.live.rest = null;
    this.keep();
    this.draw();
  }

  /**
   * Goes on with a set after failure.
   * @param {import("./operations.js").SetState} one @param {import("./extending.js").Way} way
   */
  beginWay(one, way) {
    const draft = this.draftOfPart(way.parts[0], one.value.segments);
    const exercise = one.value.segments[0].exercise;
    this.live.extending = { set: one.set, exercise, way, index: 0, draft, began_at: this.now().getTime() };
    this.live.rest = null;
    this.go({ name: "part" });
  }

  /** @param {import("./extending.js").Part} part @param {import("./operations.js").Segment[]} segments */
  draftOfPart(part, segments) {
    const found = this.foresight.later(segments, part, part.load);
    return draftOfPart(found ? { ...part, median: found.median } : part, emptyDraft(this.bundle.unit));
  }

  /** Logs the part as a further segment of its set. */
  logPart() {
    const doing = this.live.extending;
    const one = this.session?.sets.find((each) => each.set === doing?.set);
    if (!doing || !one) return;
    const part = doing.way.parts[Math.min(doing.index, doing.way.parts.length - 1)];
    const segment = segmentOf(part.exercise, doing.draft, this.now());
    if (part.technique === "assisted" && doing.draft.help) segment.assistance = { value: doing.draft.help, unit: doing.draft.unit };
    this.amendSet(one.set, { ...one.value, segments: [...one.value.segments, segment] });
    if (doing.draft.ending === "pain") {
      this.live.stopped.push(doing.exercise);
      this.live.extending = null;
      return this.go({ name: "stop" });
    }
    doing.index += 1;
    if (doing.index >= doing.way.parts.length) return this.endExtending();
    doing.draft = this.draftOfPart(doing.way.parts[doing.index], [...one.value.segments, segment]);
    this.go({ name: "part" });
  }

  endExtending() {
    const doing = this.live.extending;
    this.live.extending = null;
    if (doing) this.live.rest = this.restAfter(doing.exercise);
    this.go({ name: "lift", after: doing?.set });
  }

  /** Ends the session; an empty one is thrown away. @param {{title?: string, body_mass?: import("./operations.js").Load}} told */
  finish(told) {
    const state = this.session;
    if (!state) return this.go({ name: "start" });
    const session = state.session;
    this.partner.end();
    const began = state.value.start;
    if (living(state).length === 0) this.commit(operation("session.voided", { session }));
    else {
      const value = { ...state.value, ...told };
      if (Object.keys(told).length > 0) this.commit(operation("session.amended", { session, value }));
      const duration = Math.max(0, Math.round((Date.parse(`${moment(this.now()).wall}Z`) - Date.parse(`${began.wall}Z`)) / 1000));
      const known = began.clock === "date_only" ? {} : { duration_s: duration };
      this.commit(operation("session.finished", { session, ...known }));
    }
    this.live = nothing();
    this.remember();
    this.go({ name: "start" });
  }
}
