// What is known of exercises and methods: the bundle's word, and how methods are done.

import { noHeavier, platesFor, readGym, stepped } from "../plates.js";
import { t } from "../texts.js";
import { Bundle } from "./bundle.js";
import { shown } from "./dom.js";
import { loadText } from "./words.js";

// Where nobody knows what the gym has.
const STEP = { kg: 2.5, lb: 5 };

export class Guide {
  constructor() {
    /** @type {Bundle} */
    this.bundle = new Bundle();
    /** @type {Bundle | null} */
    this.gymOf = null;
    /** @type {import("../plates.js").Gym | null} */
    this.known = null;
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

  /** What the gym has, as the bundle tells or assumes it. @returns {import("../plates.js").Gym | null} */
  get gym() {
    if (this.gymOf !== this.bundle) [this.gymOf, this.known] = [this.bundle, readGym(this.bundle.content.gym)];
    return this.known;
  }

  /** The next load up or down. @param {import("./operations.js").Load} load @param {string} exercise @param {1 | -1} way @returns {number} */
  nextLoad(load, exercise, way) {
    const info = this.exerciseOf(exercise);
    if (this.gym && info) return stepped(this.gym, info, load, way).value;
    const steps = load.value / STEP[load.unit];
    return Math.max(0, (way > 0 ? Math.floor(steps + 1e-9) + 1 : Math.ceil(steps - 1e-9) - 1) * STEP[load.unit]);
  }

  /** The nearest load that can be put up, no harder. @param {import("./operations.js").Load} load @param {string} exercise @returns {import("./operations.js").Load} */
  rounded(load, exercise) {
    const info = this.exerciseOf(exercise);
    const found = this.gym && info && load.unit === this.gym.unit ? noHeavier(this.gym, info, load) : null;
    if (found) return found;
    const step = STEP[load.unit];
    return { value: Math.max(0, Math.floor(load.value / step + 1e-9) * step), unit: load.unit };
  }

  /** Which plates go on for a load; nothing where no plates go on. @param {import("./operations.js").Load} load @param {string} exercise @returns {string} */
  platesText(load, exercise) {
    const info = this.exerciseOf(exercise);
    const gym = this.gym;
    if (!gym || !info || !gym.bars[info.equipment]) return "";
    const found = platesFor(gym, info, load);
    if (found === null) {
      const near = noHeavier(gym, info, load);
      return near ? t("plates_not", { load: loadText(load), nearest: loadText(near) }) : "";
    }
    if (found.plates.length === 0) return t("plates_none");
    const plates = found.plates.map((one) => (one.count > 1 ? `${one.count} × ${shown(one.load.value)}` : shown(one.load.value))).join(" + ");
    return t(found.sides === 2 ? "plates_each_side" : "plates_on", { plates });
  }
}
