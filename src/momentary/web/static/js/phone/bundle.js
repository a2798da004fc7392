// What the server advised last, kept on the phone: momentary-today/1, read forgivingly. Advice may be old; it says so.

/**
 * @typedef {{name: string, title: string, load_basis: string, kind: string, is_unilateral: boolean, twin: string | null}} Exercise
 */

/** A text of the bundle, alone or with the claims that it rests on. @param {any} given @returns {string} */
export function textOf(given) {
  return typeof given === "string" ? given : String(given?.text ?? "");
}

/** @param {any} given @returns {string[]} */
export function textsOf(given) {
  return given === null || given === undefined ? [] : (Array.isArray(given) ? given : [given]).map(textOf).filter(Boolean);
}

export class Bundle {
  /** @param {any} [content] none before the server's first word */
  constructor(content) {
    this.content = content ?? {};
    this.is_there = Boolean(this.content.summary);
    this.preferences = Object.fromEntries(Object.entries(this.content.preferences ?? {}).filter(([, value]) => value !== null));
    /** @type {"kg" | "lb"} */
    this.unit = this.content.unit === "lb" ? "lb" : "kg";
    /** @type {any[]} */
    this.due = Array.isArray(this.content.due) ? this.content.due : [];
    /** @type {any[]} */
    this.recent = (Array.isArray(this.content.recent) ? this.content.recent : []).map((one) => (typeof one === "string" ? { name: one } : one));
    /** @type {Record<string, any>} */
    this.exercises = this.content.exercises ?? {};
    this.notes = textsOf(this.content.notes);
    this.made_at = this.content.advised_at ?? this.content.made_at ?? null;
    /** Position of the log up to which the advice has seen it. @type {number} */
    this.seen = this.content.advice_position ?? this.content.position ?? 0;
    /** @type {Map<string, string>} Slugs by the names as they stand. */
    this.exact = new Map();
    for (const slug of Object.keys(this.exercises)) this.exact.set(this.exercises[slug].name, slug);
    for (const one of [...this.recent, ...this.due]) if (one.slug) this.exact.set(one.name, one.slug);
    /** @type {Map<string, {slug: string, name: string | null}> | null} By plain titles and names: a thousand, made when first asked for. */
    this.plain = null;
  }

  get byPlainName() {
    if (this.plain === null) {
      this.plain = new Map();
      for (const [slug, { title, name }] of Object.entries(this.exercises)) {
        if (title) this.plain.set(plain(title), { slug, name: null });
        if (name) this.plain.set(plain(name), { slug, name });
      }
    }
    return this.plain;
  }

  /** @param {string | null} name */
  dueOf(name) {
    const slug = this.exerciseOf(name)?.slug;
    return this.due.find((one) => one.name === name) ?? (slug ? this.due.find((one) => one.slug === slug) : undefined);
  }

  /** @param {string | null} name @returns {any} */
  exerciseOf(name) {
    if (!name) return undefined;
    if (!this.exact.has(name)) this.exact.set(name, this.byPlainName.get(plain(name))?.slug ?? "");
    const slug = /** @type {string} */ (this.exact.get(name));
    return this.exercises[slug] ? { slug, ...this.exercises[slug] } : undefined;
  }

  /** The last set that the server knows of an exercise. @param {string} name @returns {any} */
  lastOf(name) {
    const one = this.due.find((each) => each.name === name) ?? this.recent.find((each) => each.name === name);
    const sets = (one?.last ?? []).filter((/** @type {any} */ each) => each.role !== "warm_up");
    const value = sets.at(-1) ?? one?.last?.at?.(-1);
    return value?.segments ? value : value ? { segments: [{ exercise: name, ...value }] } : undefined;
  }

  /** Names that hold all words of a query, the ones that begin with it first. @param {string} query @param {string[]} more */
  search(query, more = []) {
    const words = plain(query).split(" ").filter(Boolean);
    if (words.length === 0) return [];
    const names = new Map();
    for (const name of [...more, ...this.recent.map((one) => one.name)]) names.set(plain(name), name);
    for (const [key, { name }] of this.byPlainName) if (name && !names.has(key)) names.set(key, name);
    const found = [...names].filter(([key]) => words.every((word) => key.includes(word)));
    const begins = (/** @type {string} */ key) => (key.startsWith(words[0]) ? 0 : 1);
    return found.sort(([one], [two]) => begins(one) - begins(two) || one.length - two.length).map(([, name]) => name).slice(0, 30);
  }
}

/** @param {string} text */
export function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
