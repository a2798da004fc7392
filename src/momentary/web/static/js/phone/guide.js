// What is known of exercises and methods: the bundle's word first, then the catalogue that every phone carries.

import { Bundle, plain, readBundle } from "./bundle.js";

const STEP = { kg: 2.5, lb: 5 };

export class Guide {
  constructor() {
    /** @type {Bundle} */
    this.bundle = readBundle(null);
    /** @type {Map<string, any>} */
    this.catalogue = new Map();
    /** @type {any[]} */
    this.methods = [];
    /** @type {string[]} */
    this.names = [];
  }

  /** @param {any} content momentary-guide/1 */
  readGuide(content) {
    if (!Array.isArray(content?.exercises)) return;
    for (const row of content.exercises) {
      const one = Object.fromEntries(content.columns.map((/** @type {string} */ name, /** @type {number} */ index) => [name, row[index]]));
      this.catalogue.set(plain(one.name), one);
    }
    this.methods = content.methods ?? [];
  }

  /** @param {string | null} name @returns {any} */
  exerciseOf(name) {
    if (!name) return undefined;
    const told = this.bundle.exerciseOf(name);
    const listed = this.catalogue.get(plain(told?.title ?? told?.name ?? name)) ?? this.catalogue.get(plain(name));
    return told || listed ? { ...listed, ...told } : undefined;
  }

  /** The machine or cable that follows the same movement, by name. @param {string} name @returns {string | null} */
  twinOf(name) {
    const told = this.bundle.exerciseOf(name);
    const twin = told?.twin ? this.bundle.exercises[told.twin] : undefined;
    return twin?.name ?? this.catalogue.get(plain(told?.title ?? told?.name ?? name))?.twin ?? null;
  }

  /** @param {string} query @returns {string[]} */
  search(query) {
    const found = this.bundle.search(query, this.names);
    const there = new Set(found.map(plain));
    const words = plain(query).split(" ").filter(Boolean);
    const listed = [...this.catalogue].filter(([key]) => !there.has(key) && words.every((word) => key.includes(word)));
    listed.sort(([one], [two]) => Number(!one.startsWith(words[0])) - Number(!two.startsWith(words[0])) || one.length - two.length);
    return [...found, ...listed.map(([, one]) => one.name)].slice(0, 30);
  }

  /** By how much a tap changes a load. @param {"kg" | "lb"} unit @param {string} _exercise */
  stepOf(unit, _exercise) {
    return STEP[unit];
  }

  /** The nearest load that can be put up, no heavier. @param {import("./operations.js").Load} load @param {string} exercise */
  rounded(load, exercise) {
    const step = this.stepOf(load.unit, exercise);
    return { value: Math.max(0, Math.floor(load.value / step + 1e-9) * step), unit: load.unit };
  }

  /** @param {import("./draft.js").Draft} _draft @param {string} _exercise @returns {string} */
  platesText(_draft, _exercise) {
    return "";
  }
}
