// What the next set holds, from the summary that the phone carries: the forecast is loaded after the first paint, asked
// after every later one, and whatever goes wrong in it costs a line on the screen, never a set.

import { loadsKg } from "../plates.js";
import { fromKg, toKg } from "../units.js";
import { FAILURES } from "./draft.js";
import { living } from "./operations.js";

/** Ways of going on after failure, by the technique of the segment. @type {Record<string, string>} */
const WAYS = { drop: "drop", rest_pause: "rest_pause", partial: "partial", cheat: "cheat", negative: "negative", assisted: "assisted" };
const MOST_DROP = 2;

export class Foresight {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    /** @type {any} */
    this.code = null;
    /** @type {any} */
    this.summary = null;
    this.bundle = app.bundle;
    /** @type {any} The summary after this session's sets. */
    this.now = null;
    /** @type {string[]} What that has taken: the session, then its sets. */
    this.taken = [];
  }

  /** Loads the forecast's modules; without them the page shows what the bundle says. */
  async load() {
    try {
      const [index, outlook, later] = await Promise.all([
        import("../forecast/index.js"), import("../forecast/outlook.js"), import("../forecast/later.js"),
      ]);
      this.code = { ...index, ...outlook, ...later };
    } catch {
      this.code = null;
    }
  }

  get can() {
    return Boolean(this.code && this.app.bundle.content.summary);
  }

  /** The summary after the sets of this session that the server's had not seen. */
  current() {
    const bundle = this.app.bundle;
    if (bundle !== this.bundle || this.summary === null) {
      this.bundle = bundle;
      this.summary = this.code.readSummary(bundle.content.summary);
      [this.now, this.taken] = [this.summary, []];
    }
    const session = this.app.session;
    const seen = bundle.content.position ?? 0;
    const sets = session ? living(session).filter((one) => !(/** @type {any} */ (one).position <= seen)).map((one) => one.value) : [];
    const told = session ? [session.value, ...sets].map((one) => JSON.stringify(one)) : [];
    if (!this.taken.every((one, place) => one === told[place])) [this.now, this.taken] = [this.summary, []];
    const more = sets.slice(Math.max(0, this.taken.length - 1));
    if (session && more.length > 0) this.now = this.code.catchUp(this.now, [{ session: session.value, sets: more }]);
    this.taken = told;
    return this.now;
  }

  /** @param {string} exercise @returns {string} */
  nameOf(exercise) {
    const known = this.summary?.exercises ?? [];
    if (known.some?.((/** @type {any} */ one) => one.entry?.key === exercise || one.entry?.names?.includes(exercise))) return exercise;
    return this.app.exerciseOf(exercise)?.slug ?? exercise;
  }

  /** @param {string} exercise @param {import("./operations.js").SessionState | undefined} session */
  question(exercise, session) {
    return { exercise: this.nameOf(exercise), ...(session ? { session: session.value } : { at_s: wallSeconds(this.app.now()) }) };
  }

  /**
   * How many repetitions to failure at the load of a draft.
   * @param {string} exercise @param {import("./draft.js").Draft} draft
   * @returns {{median: number, low: number, high: number} | {problem: any} | null}
   */
  forecast(exercise, draft) {
    if (!this.can) return null;
    try {
      const kg = toKg({ value: draft.load ?? 0, unit: draft.unit });
      const now = this.current();
      return this.code.forecast(now, {
        ...this.question(exercise, this.app.session), load_kg: draft.helps ? -kg : kg, is_chosen: draft.role !== "warm_up",
      });
    } catch {
      return null;
    }
  }

  /**
   * The planned set as the sets since the plan change it; null where the plan has seen them all, or nobody can say.
   * @param {string} exercise @param {any} plan @param {number} total
   */
  adapted(exercise, plan, total) {
    const sets = this.app.setsOf(exercise);
    const { done, seen } = this.app.standing(exercise);
    const info = this.app.exerciseOf(exercise);
    const gym = this.app.gym;
    const last = sets.at(-1)?.value.segments.at(-1)?.ending?.kind;
    if (done === seen || !gym || !info || !plan.load) return null;
    const found = this.next(exercise, {
      loads_kg: loadsKg(gym, info), planned: total, to_failure: Boolean(plan.to_failure), goal: this.app.bundle.content.goal ?? "size",
      is_gym_told: Boolean(this.app.bundle.content.gym?.is_told),
      last: last ? { is_failure: FAILURES.includes(last), is_pain: last === "pain" } : null,
    });
    if (!found || "problem" in found || found.decision === "stop" || found.load_kg === null) return null;
    return { ...plan, load: fromKg(found.load_kg, plan.load.unit), repetitions: found.repetitions };
  }

  /** What to do next. @param {string} exercise @param {any} wish @returns {any} */
  next(exercise, wish) {
    if (!this.can) return null;
    try {
      const now = this.current();
      return this.code.nextSet(now, { ...this.question(exercise, this.app.session), ...wish });
    } catch {
      return null;
    }
  }

  /**
   * What a part after failure would give, from the repetitions of the one before.
   * On another exercise nobody here knows what its load is worth: what the server planned there stands.
   * @param {import("./operations.js").Segment[]} segments @param {import("./extending.js").Part} part
   * @param {import("./operations.js").Load | null} load of the part
   */
  later(segments, part, load) {
    const before = segments[segments.length - 1];
    const count = before?.repetitions || before?.partial_repetitions;
    const way = WAYS[part.technique];
    if (!this.code || !count || !way || part.exercise !== before.exercise) return null;
    try {
      const log_drop = way === "drop" ? this.dropTo(before, load) : 0;
      if (log_drop === null) return null;
      const found = this.code.forecastLater({
        way, exercise: this.app.exerciseOf(before.exercise)?.slug ?? before.exercise, before: count,
        log_drop: Math.min(Math.max(0, log_drop), MOST_DROP), link: segments.length, rest_s: part.rest_s,
      }, this.app.bundle.content.segment_habits ?? {});
      return "problem" in found ? null : found;
    } catch {
      return null;
    }
  }

  /**
   * Logarithm of a segment's load over the next one, as the muscles feel them; null where nobody can say.
   * @param {import("./operations.js").Segment} before @param {import("./operations.js").Load | null} load
   * @returns {number | null}
   */
  dropTo(before, load) {
    if (load === null) return null;
    const info = this.app.exerciseOf(before.exercise);
    const helps = info?.load_basis === "assistance";
    const typed = before.load ? toKg(before.load) : 0;
    const help = before.assistance ? toKg(before.assistance) : 0;
    const [from_kg, to_kg] = [helps ? typed || help : typed - help, toKg(load)];
    if (this.can) {
      const found = this.code.logDrop(this.current(), { exercise: this.nameOf(before.exercise), from_kg, to_kg });
      if (!("problem" in found)) return found.log_drop;
    }
    return !info?.is_bodyweight && from_kg > 0 && to_kg > 0 ? Math.log(from_kg / to_kg) : null;
  }
}

/** Now on the wall, in seconds. @param {Date} now */
function wallSeconds(now) {
  return now.getTime() / 1000 - now.getTimezoneOffset() * 60;
}
