// The phone's database: what waits to be sent, what the server has, and what the screen needs to come back.

/**
 * @typedef {import("./operations.js").Operation} Operation
 * @typedef {import("./operations.js").SessionState} SessionState
 * @typedef {{place: string, fact: string, next_step: string}} Problem
 * A waiting operation. `accepted` is its position once the server has it: it then waits for the pull that brings it back.
 * @typedef {{order: number, id: string, operation: Operation, accepted?: number, problem?: Problem}} Waiting
 */

const VERSION = 1;
const POINTER = "momentary.store";
const FIRST = "momentary-phone";

/** Returns the name of the database that this phone uses now. @returns {string} */
export function currentStore() {
  try {
    return localStorage.getItem(POINTER) ?? FIRST;
  } catch {
    return FIRST;
  }
}

/** Remembers in which database an athlete's log is. @param {string} athlete @param {string} name */
export function rememberStore(athlete, name) {
  localStorage.setItem(`${POINTER}.${athlete}`, name);
}

/** Makes the next start use an athlete's own database; the one of whoever was here before stays. @param {string} athlete */
export function switchTo(athlete) {
  localStorage.setItem(POINTER, localStorage.getItem(`${POINTER}.${athlete}`) ?? `${FIRST}-${athlete}`);
}

/**
 * Waits for a request of IndexedDB.
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error("The database stopped."));
  });
}

export class Store {
  /** @param {IDBDatabase} database */
  constructor(database) {
    this.database = database;
    this.name = database.name;
    // Another tab brings a newer version: let it.
    database.onversionchange = () => database.close();
  }

  /** @param {string} name @returns {Promise<Store>} */
  static async open(name) {
    const request = indexedDB.open(name, VERSION);
    request.onupgradeneeded = () => {
      const database = request.result;
      database.createObjectStore("outbox", { keyPath: "order", autoIncrement: true }).createIndex("id", "id", { unique: true });
      database.createObjectStore("operations", { keyPath: "id" }).createIndex("position", "position");
      database.createObjectStore("sessions", { keyPath: "session" }).createIndex("open", "open");
      database.createObjectStore("lasts");
      database.createObjectStore("meta");
    };
    return new Store(await answer(request));
  }

  /**
   * Does something in one transaction: all of it is kept, or none. It is on disk before the promise is fulfilled.
   * @template T
   * @param {string[]} stores @param {IDBTransactionMode} mode
   * @param {(get: (name: string) => IDBObjectStore) => Promise<T> | T} work may wait for requests of this transaction only
   * @returns {Promise<T>}
   */
  async within(stores, mode, work) {
    const transaction = this.database.transaction(stores, mode, mode === "readwrite" ? { durability: "strict" } : {});
    const finished = done(transaction);
    finished.catch(() => {});
    try {
      const found = await work((name) => transaction.objectStore(name));
      await finished;
      return found;
    } catch (error) {
      if (!isOver(transaction)) transaction.abort();
      throw error;
    }
  }

  /**
   * Writes what is known in advance. All of it is handed over before this returns, so that even a page that is closed in
   * the same moment has written it.
   * @param {string} name @param {{value: any, key?: IDBValidKey}[]} rows
   * @returns {Promise<IDBValidKey[]>} their keys, once they are on disk
   */
  async write(name, rows) {
    const transaction = this.database.transaction([name], "readwrite", { durability: "strict" });
    const finished = done(transaction);
    const store = transaction.objectStore(name);
    const requests = rows.map(({ value, key }) => (key === undefined ? store.put(value) : store.put(value, key)));
    transaction.commit?.();
    await finished;
    return requests.map((one) => one.result);
  }

  /** @param {string} key @returns {Promise<any>} */
  get(key) {
    return this.within(["meta"], "readonly", (store) => answer(store("meta").get(key)));
  }

  /** @param {string} key @param {any} value @returns {Promise<void>} */
  async put(key, value) {
    await this.write("meta", [{ key, value }]);
  }

  /** @returns {Promise<Waiting[]>} */
  outbox() {
    return this.within(["outbox"], "readonly", (store) => answer(store("outbox").getAll()));
  }
}

/** @param {IDBTransaction} transaction */
function isOver(transaction) {
  try {
    transaction.objectStore(transaction.objectStoreNames[0]);
    return false;
  } catch {
    return true;
  }
}
