// The log as the screen knows it: what the server has and, on top of it, what still waits. The screen never waits for
// the disk, and the disk never for the network.

import { applied, living, millis, operation } from "./operations.js";
import { Lasts } from "./sync.js";
import { answer } from "./store.js";

/**
 * @typedef {import("./operations.js").Operation} Operation
 * @typedef {import("./operations.js").SessionState} SessionState
 * @typedef {import("./operations.js").SetValue} SetValue
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./store.js").Waiting} Waiting
 */

const OPEN_FOR_MS = 24 * 3600 * 1000;

export class Log {
  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    /** @type {Waiting[]} */
    this.outbox = [];
    /** @type {Map<string, SessionState>} What the server has of sessions that go on. */
    this.sessions = new Map();
    /** @type {Map<string, Waiting>} Not on disk yet. */
    this.writing = new Map();
    /** @type {Map<string, SessionState | undefined>} Sessions as they are shown, until something changes them. */
    this.shown = new Map();
    /** @type {unknown} Why the last write failed. */
    this.failure = null;
    this.changed = () => {};
  }

  /** Reads from disk what sync or another tab has changed. */
  async reload() {
    const [outbox, sessions] = await this.store.within(["outbox", "sessions"], "readonly", async (store) => [
      /** @type {Waiting[]} */ (await answer(store("outbox").getAll())),
      /** @type {SessionState[]} */ (await answer(store("sessions").index("open").getAll())),
    ]);
    const known = new Set(outbox.map((one) => one.id));
    this.outbox = [...outbox, ...[...this.writing.values()].filter((one) => !known.has(one.id))];
    this.sessions = new Map(sessions.map((one) => [one.session, one]));
    this.shown.clear();
    this.changed();
  }

  /**
   * Adds operations: at once to the screen's log, and to the disk as soon as it can.
   * @param {Operation[]} operations
   * @returns {Promise<void>} when they are on disk
   */
  async add(...operations) {
    const waiting = operations.map((one) => ({ order: Infinity, id: one.id, operation: one }));
    for (const one of waiting) {
      const session = one.operation.body.session;
      // The screen is drawn by whoever adds: one more operation on top of what is shown, not all of them again.
      this.shown.set(session, applied(this.session(session), one.operation));
      this.outbox.push(one);
      this.writing.set(one.id, one);
    }
    try {
      const rows = waiting.map(({ id, operation: given }) => ({ value: { id, operation: given } }));
      const orders = await this.store.write("outbox", rows);
      waiting.forEach((one, index) => (one.order = Number(orders[index])));
      for (const one of waiting) this.writing.delete(one.id);
      this.failure = null;
    } catch (error) {
      // It stays on the screen and in memory, and the next write tries it again.
      this.failure = error;
    }
    this.changed();
    this.rememberLasts(operations).catch(() => {});
  }

  /** @param {Operation[]} operations */
  async rememberLasts(operations) {
    const lasts = new Lasts();
    for (const one of operations) lasts.add(one, this.session(one.body.session));
    if (lasts.found.size > 0) await this.store.within(["lasts"], "readwrite", (store) => lasts.write(store("lasts")));
  }

  /** Tries again to write what the disk did not take. */
  async retry() {
    const lost = [...this.writing.values()].filter((one) => one.order === Infinity);
    if (!this.failure || lost.length === 0) return;
    this.outbox = this.outbox.filter((one) => !lost.includes(one));
    this.shown.clear();
    for (const one of lost) this.writing.delete(one.id);
    await this.add(...lost.map((one) => one.operation));
  }

  /**
   * A session as the screen shows it: with everything that waits, except what was refused.
   * @param {string} uuid
   * @returns {SessionState | undefined}
   */
  session(uuid) {
    if (!this.shown.has(uuid)) {
      let state = this.sessions.get(uuid);
      for (const one of this.outbox) if (!one.problem && one.operation.body.session === uuid) state = applied(state, one.operation);
      this.shown.set(uuid, state);
    }
    return this.shown.get(uuid);
  }

  /** Sessions that go on, the latest first. @param {Date} now @returns {SessionState[]} */
  open(now) {
    const uuids = new Set([...this.sessions.keys(), ...this.outbox.map((one) => one.operation.body.session)]);
    const found = [];
    for (const uuid of uuids) {
      const before = this.sessions.get(uuid);
      if (before && (before.is_finished || now.getTime() - millis(before.value.start) > OPEN_FOR_MS)) continue;
      const state = this.session(uuid);
      if (state && !state.is_finished && (!state.is_voided || living(state).length > 0)) found.push(state);
    }
    return found
      .filter((one) => now.getTime() - millis(one.value.start) <= OPEN_FOR_MS)
      .sort((one, two) => millis(two.value.start) - millis(one.value.start));
  }

  /** What the server does not have and may still take. */
  unsent() {
    return this.outbox.filter((one) => one.accepted === undefined && !one.problem);
  }

  refused() {
    return this.outbox.filter((one) => one.problem);
  }

  /** Whether the latest about a set waits to be sent. @param {string} set */
  waits(set) {
    return this.outbox.some((one) => one.operation.body.set === set && one.accepted === undefined);
  }

  /** Takes an operation out of the outbox, on the lifter's word. @param {string} id */
  async discard(id) {
    await this.store.within(["outbox"], "readwrite", async (store) => {
      const key = await answer(store("outbox").index("id").getKey(id));
      if (key !== undefined) store("outbox").delete(key);
    });
    await this.reload();
  }

  /** Sends a refused operation again, as it is or with another value. @param {Waiting} one @param {any} [value] */
  async mend(one, value) {
    const body = value === undefined ? one.operation.body : { ...one.operation.body, value };
    const again = operation(one.operation.kind, body);
    await this.store.within(["outbox"], "readwrite", (store) => {
      // In its old place: what came after it builds on it.
      store("outbox").put({ order: one.order, id: again.id, operation: again });
    });
    await this.reload();
  }

  /** The last set of an exercise that this phone knows of. @param {string} name @returns {Promise<{value: SetValue, wall: string} | undefined>} */
  last(name) {
    return this.store.within(["lasts"], "readonly", (store) => answer(store("lasts").get(name)));
  }

  /** Names of exercises that this phone knows, the latest first. @returns {Promise<string[]>} */
  async names() {
    const [names, lasts] = await this.store.within(["lasts"], "readonly", async (store) => [
      await answer(store("lasts").getAllKeys()),
      await answer(store("lasts").getAll()),
    ]);
    const order = names.map((name, index) => ({ name: String(name), wall: lasts[index].wall }));
    return order.sort((one, two) => (one.wall < two.wall ? 1 : -1)).map((one) => one.name);
  }
}
