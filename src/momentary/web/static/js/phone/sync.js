// Sends the outbox and fetches what is new: momentary-sync/1. It may be stopped anywhere and begun again.

import { applied } from "./operations.js";
import { answer } from "./store.js";

/**
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./store.js").Waiting} Waiting
 * @typedef {import("./store.js").Problem} Problem
 * What became of a try. `wait_s` says when to try again; null: only when something changes.
 * @typedef {{state: "sent" | "no connection" | "signed out" | "somebody else" | "busy" | "problem", wait_s: number | null,
 *   problem?: Problem, athlete?: string, changed: boolean}} Outcome
 */

const FORMAT = "momentary-sync/1";
const MOST_OPERATIONS = 500;
const MOST_CHARACTERS = 1_000_000;
const TIMEOUT_MS = 20_000;
// Operations of a lost epoch go before whatever was logged since.
const LONG_AGO = -1e12;

/** An answer that ends the try. */
class Stop extends Error {
  /** @param {Omit<Outcome, "changed">} outcome */
  constructor(outcome) {
    super(outcome.state);
    this.outcome = outcome;
  }
}

export class Sync {
  /**
   * @param {Store} store
   * @param {{fetch?: typeof fetch, token?: () => string}} [edges] the browser's, unless a test brings others
   */
  constructor(store, edges = {}) {
    this.store = store;
    this.fetch = edges.fetch ?? ((input, init) => fetch(input, init));
    this.token = edges.token ?? tokenOfCookie;
    this.most = MOST_OPERATIONS;
    this.failures = 0;
  }

  /**
   * Sends and fetches until both sides have everything. One tab at a time does.
   * @returns {Promise<Outcome>}
   */
  async run() {
    const outcome = await alone(this.store.name, () => this.exchange());
    this.failures = outcome.state === "no connection" ? this.failures + 1 : 0;
    if (outcome.wait_s === 0) outcome.wait_s = Math.min(60, 2 ** this.failures) * (0.75 + Math.random() / 2);
    return outcome;
  }

  /** @returns {Promise<Outcome>} */
  async exchange() {
    this.changed = false;
    try {
      if (!(await this.canPush())) await this.pullAll();
      while (await this.pushSome()) await this.pullAll();
      return { state: "sent", wait_s: null, changed: this.changed };
    } catch (error) {
      if (error instanceof Stop) return { ...error.outcome, changed: this.changed };
      throw error;
    }
  }

  /** Whether a push needs no pull before it: whose log it is, and the token, are known. @returns {Promise<boolean>} */
  async canPush() {
    const athlete = await this.store.get("athlete");
    return Boolean(athlete && this.token() !== "" && (await this.unsent()).length > 0);
  }

  /** Pushes a batch; returns whether there was one. @returns {Promise<boolean>} */
  async pushSome() {
    const batch = this.batchOf(await this.unsent());
    if (batch.length === 0) return false;
    const athlete = await this.store.get("athlete");
    const body = JSON.stringify({ format: FORMAT, ...(athlete ? { athlete } : {}), operations: batch.map((one) => one.operation) });
    const reply = await this.ask("/sync/push", { method: "POST", body });
    if (reply.status === 403) {
      // The token was stale: the next pull brings a new one. Twice in a row is no matter of tokens.
      if (this.renewed) throw new Stop({ state: "signed out", wait_s: null });
      this.renewed = true;
      return true;
    }
    this.renewed = false;
    if (reply.status === 409) {
      // Somebody else is signed in: a pull says who, and ends the try.
      await this.pullAll();
      throw new Stop({ state: "somebody else", wait_s: null });
    }
    if (reply.status === 413) return this.sendLess(batch, reply.content.problem);
    const content = understood(reply);
    await this.record(content.results);
    this.most = Math.min(MOST_OPERATIONS, this.most * 2);
    return true;
  }

  /** @returns {Promise<Waiting[]>} */
  async unsent() {
    return (await this.store.outbox()).filter((one) => one.accepted === undefined && !one.problem);
  }

  /** @param {Waiting[]} waiting */
  batchOf(waiting) {
    let characters = 0;
    const batch = waiting.slice(0, this.most);
    const end = batch.findIndex((one) => (characters += JSON.stringify(one.operation).length) > MOST_CHARACTERS);
    return end > 0 ? batch.slice(0, end) : end === 0 ? batch.slice(0, 1) : batch;
  }

  /** @param {Waiting[]} batch @param {Problem} problem */
  async sendLess(batch, problem) {
    if (batch.length > 1) this.most = Math.ceil(batch.length / 2);
    else await this.record([{ id: batch[0].id, status: "refused", problem }]);
    return true;
  }

  /** @param {{id: string, status: string, position?: number, problem?: Problem}[]} results */
  async record(results) {
    await this.store.within(["outbox"], "readwrite", async (store) => {
      const outbox = store("outbox");
      for (const result of results) {
        const one = /** @type {Waiting | undefined} */ (await answer(outbox.index("id").get(result.id)));
        if (!one) continue;
        if (result.status === "refused") one.problem = result.problem;
        else one.accepted = result.position;
        outbox.put(one);
      }
    });
    this.changed = true;
  }

  /** Fetches everything new, and puts back into the outbox what a restored server has lost. */
  async pullAll() {
    for (let more = true; more; ) more = await this.pullSome();
    await this.resend();
  }

  /** @returns {Promise<boolean>} whether there is more */
  async pullSome() {
    const since = (await this.store.get("position")) ?? 0;
    const reply = await this.ask(`/sync/pull?since=${since}`, {});
    if (reply.status === 409 && since > 0) {
      await this.beginAgain(null);
      return true;
    }
    const content = understood(reply);
    const athlete = await this.store.get("athlete");
    if (athlete && content.athlete && athlete !== content.athlete) {
      throw new Stop({ state: "somebody else", wait_s: null, athlete: content.athlete });
    }
    if (!athlete && content.athlete) await this.store.put("athlete", content.athlete);
    const log = await this.store.get("log");
    if (log && log !== content.log) {
      await this.beginAgain(content.log);
      return true;
    }
    await this.take(content);
    return content.more;
  }

  /**
   * Keeps a page of the log: operations, the sessions they add up to and the position, in one transaction. What several
   * operations change is read and written once.
   * @param {{log: string, position: number, operations: any[]}} page
   */
  async take(page) {
    await this.store.within(["outbox", "operations", "sessions", "lasts", "meta"], "readwrite", async (store) => {
      const waiting = new Map((await answer(store("outbox").getAll())).map((one) => [one.id, one.order]));
      /** @type {Map<string, import("./operations.js").SessionState | undefined>} */
      const sessions = new Map();
      const lasts = new Lasts();
      for (const one of page.operations) {
        store("operations").put(one);
        if (waiting.has(one.id)) store("outbox").delete(waiting.get(one.id));
        const session = one.body?.session;
        if (typeof session !== "string") continue;
        const before = sessions.has(session) ? sessions.get(session) : await answer(store("sessions").get(session));
        const after = applied(before, one);
        sessions.set(session, after);
        lasts.add(one, after);
      }
      // Only sessions that go on are looked for again: the index holds those that have the key.
      for (const one of sessions.values()) if (one) store("sessions").put({ ...one, open: one.is_finished ? undefined : 1 });
      lasts.write(store("lasts"));
      store("meta").put(page.log, "log");
      store("meta").put(page.position, "position");
    });
    if (page.operations.length > 0) this.changed = true;
  }

  /** The server's log is another one: ask from 0, and remember what this phone knew. @param {string | null} log */
  async beginAgain(log) {
    await this.store.within(["outbox", "operations", "sessions", "meta"], "readwrite", async (store) => {
      for (const one of await answer(store("operations").getAll())) store("operations").put({ ...one, is_old: true });
      for (const one of await answer(store("outbox").getAll())) {
        delete one.accepted;
        store("outbox").put(one);
      }
      store("sessions").clear();
      store("meta").put(0, "position");
      store("meta").put(true, "began_again");
      if (log) store("meta").put(log, "log");
    });
    this.changed = true;
  }

  async resend() {
    if (!(await this.store.get("began_again"))) return;
    await this.store.within(["outbox", "operations", "meta"], "readwrite", async (store) => {
      for (const one of await answer(store("operations").getAll())) {
        if (!one.is_old) continue;
        const { position, is_old: _, ...operation } = one;
        const waits = await answer(store("outbox").index("id").getKey(one.id));
        if (waits === undefined) store("outbox").put({ order: LONG_AGO + position, id: one.id, operation });
        store("operations").delete(one.id);
      }
      store("meta").delete("began_again");
    });
  }

  /**
   * @param {string} address @param {RequestInit} init
   * @returns {Promise<{status: number, content: any, headers: Headers}>}
   */
  async ask(address, init) {
    const headers = { Accept: "application/json", ...(init.body ? { "Content-Type": "application/json", "X-CSRFToken": this.token() } : {}) };
    let reply;
    let content;
    try {
      reply = await this.fetch(address, { ...init, headers, credentials: "same-origin", redirect: "error", signal: timeout() });
      content = await reply.json();
    } catch {
      if (reply && (reply.status === 403 || reply.status === 413)) return { status: reply.status, content: { problem: unread(reply.status) }, headers: reply.headers };
      if (reply && (reply.status === 503 || reply.status === 429)) throw busy(reply.headers);
      // Also a page in place of JSON: a hotel's sign-in, a proxy's excuse.
      throw new Stop({ state: "no connection", wait_s: 0 });
    }
    if (reply.status === 401) throw new Stop({ state: "signed out", wait_s: null });
    if (reply.status === 503 || reply.status === 429) throw busy(reply.headers);
    if (reply.status >= 500) throw new Stop({ state: "no connection", wait_s: 0 });
    return { status: reply.status, content, headers: reply.headers };
  }
}

/** The last set of each exercise, to fill it in the next time. */
export class Lasts {
  constructor() {
    /** @type {Map<string, {value: import("./operations.js").SetValue, wall: string}>} */
    this.found = new Map();
  }

  /** @param {any} one @param {any} session as it is after the operation */
  add(one, session) {
    if (one.kind !== "set.logged" && one.kind !== "set.amended" && one.kind !== "session.imported") return;
    const values = one.kind === "session.imported" ? one.body.sets.map((/** @type {any} */ each) => each.value) : [one.body.value];
    const wall = session?.value?.start?.wall ?? "";
    for (const value of values) {
      const name = value.segments[0].exercise;
      if (value.role !== "warm_up" && (this.found.get(name)?.wall ?? "") <= wall) this.found.set(name, { value, wall });
    }
  }

  /** @param {IDBObjectStore} lasts */
  write(lasts) {
    for (const [name, one] of this.found) {
      const request = lasts.get(name);
      request.onsuccess = () => {
        if (!request.result || request.result.wall <= one.wall) lasts.put(one, name);
      };
    }
  }
}

/** @param {{status: number, content: any}} reply */
function understood(reply) {
  if (reply.status >= 400) throw new Stop({ state: "problem", wait_s: 60, problem: reply.content?.problem ?? unread(reply.status) });
  if (reply.content?.format !== FORMAT) throw new Stop({ state: "no connection", wait_s: 0 });
  return reply.content;
}

/** @param {number} status @returns {Problem} */
function unread(status) {
  return { place: "", fact: `The server answered ${status}.`, next_step: "" };
}

/** @param {Headers} headers */
function busy(headers) {
  const seconds = Number(headers.get("Retry-After"));
  return new Stop({ state: "busy", wait_s: seconds > 0 ? Math.min(seconds, 3600) : 30 });
}

function timeout() {
  return AbortSignal.timeout ? AbortSignal.timeout(TIMEOUT_MS) : undefined;
}

/** @returns {string} */
export function tokenOfCookie() {
  return /(?:^|; )csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? "";
}

/**
 * Does something while no other tab does.
 * @template T
 * @param {string} name @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function alone(name, work) {
  if (globalThis.navigator?.locks) return navigator.locks.request(`${name}-sync`, work);
  // Where tabs cannot exclude each other, pushes are idempotent all the same.
  return work();
}
