// What is known of exercises and methods: the bundle's word, and how methods are done.

import { Bundle, readBundle } from "./bundle.js";

const STEP = { kg: 2.5, lb: 5 };

export class Guide {
  constructor() {
    /** @type {Bundle} */
    this.bundle = readBundle(null);
    /** @type {any[]} */
    this.methods = [];
    /** @type {string[]} */
    this.names = [];
  }

  /** @param {any} content momentary-guide/1 */
  readGuide(content) {
    this.methods = Array.isArray(content?.methods) ? content.methods : [];
  }

  /** @param {string | null} name @returns {any} */
  exerciseOf(name) {
    return this.bundle.exerciseOf(name);
  }

  /** The machine or cable that follows the same movement, by name. @param {string} name @returns {string | null} */
  twinOf(name) {
    return this.bundle.exercises[this.bundle.exerciseOf(name)?.twin]?.name ?? null;
  }

  /** @param {string} query @returns {string[]} */
  search(query) {
    return this.bundle.search(query, this.names);
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
