// The tempo of a repetition, counted aloud: four counts (lowering, bottom, lifting, top), as a set is logged. For
// negatives, which are only lowered: lifting is what the partner does, or nothing.

import { tone } from "./sound.js";

/** @typedef {{lowering_s: number, bottom_s: number, lifting_s: number, top_s: number}} Tempo */
/** @typedef {"lowering" | "bottom" | "lifting" | "top"} Phase */
/** @typedef {{at_s: number, phase: Phase, is_turn: boolean, count: number, repetition: number}} Beat */

/** @type {Phase[]} */
const PHASES = ["lowering", "bottom", "lifting", "top"];
const LONGEST_S = 60;
const TURN_HZ = 880, COUNT_HZ = 440, AHEAD_S = 0.3, LOOK_MS = 100;

/**
 * A tempo that can be counted, or null: counts are zero or more, not all zero, none beyond a minute.
 * @param {any} value
 * @returns {Tempo | null}
 */
export function readTempo(value) {
  const counts = PHASES.map((phase) => Number(value?.[`${phase}_s`] ?? 0));
  if (!counts.every((one) => Number.isFinite(one) && one >= 0 && one <= LONGEST_S) || !counts.some((one) => one > 0)) return null;
  const [lowering_s, bottom_s, lifting_s, top_s] = counts;
  return { lowering_s, bottom_s, lifting_s, top_s };
}

/** How long a repetition takes [s]. @param {Tempo} tempo */
export const lengthOf = (tempo) => PHASES.reduce((sum, phase) => sum + tempo[`${phase}_s`], 0);

/**
 * Where in a repetition a moment lies.
 * @param {Tempo} tempo
 * @param {number} elapsed_s Since the first repetition began.
 * @returns {{repetition: number, phase: Phase, count: number, share: number}} Count: seconds left of the phase, whole.
 */
export function momentAt(tempo, elapsed_s) {
  const length = lengthOf(tempo), passed = Math.max(elapsed_s, 0);
  const repetition = Math.floor(passed / length);
  let left = Math.max(passed - repetition * length, 0);
  for (const phase of PHASES) {
    const lasts = tempo[`${phase}_s`];
    if (left < lasts) return { repetition: repetition + 1, phase, count: Math.ceil(lasts - left), share: left / lasts };
    left -= lasts;
  }
  // Only the dust of floating point comes here: the next repetition begins.
  return momentAt(tempo, (repetition + 1) * length + 1e-9);
}

/**
 * The beats between two moments, the first included, the last not: one where a phase begins, and one each second of it.
 * @param {Tempo} tempo
 * @param {number} from_s
 * @param {number} to_s
 * @returns {Beat[]}
 */
export function beatsBetween(tempo, from_s, to_s) {
  const length = lengthOf(tempo);
  /** @type {Beat[]} */
  const found = [];
  for (let repetition = Math.max(Math.floor(from_s / length), 0); repetition * length < to_s; repetition++) {
    let begins = repetition * length;
    for (const phase of PHASES) {
      const lasts = tempo[`${phase}_s`];
      for (let second = 0; second < lasts; second++) {
        const at_s = begins + second;
        if (at_s >= from_s && at_s < to_s)
          found.push({ at_s, phase, is_turn: second === 0, count: Math.ceil(lasts - second), repetition: repetition + 1 });
      }
      begins += lasts;
    }
  }
  return found;
}

/**
 * What of the browser a metronome needs; tests give others.
 * @typedef {object} Edge
 * @property {() => number} now Seconds of the clock that sounds are timed by.
 * @property {(hz: number, at_s: number) => void} beep
 * @property {(work: () => void, ms: number) => any} every
 * @property {(timer: any) => void} cancel
 * @property {() => void} close
 * @property {() => boolean} is_still Whether little should move on the screen.
 */

/** The browser's sound; call it from a tap, or phones stay silent. @param {boolean} has_sound @returns {Edge} */
export function browser(has_sound) {
  const audio = has_sound && globalThis.AudioContext ? new AudioContext() : null;
  audio?.resume().catch(() => undefined);
  return {
    now: () => (audio && audio.state === "running" ? audio.currentTime : performance.now() / 1000),
    beep: (hz, at_s) => {
      if (audio?.state === "running") tone(audio, hz, at_s);
    },
    every: (work, ms) => setInterval(work, ms),
    cancel: (timer) => clearInterval(timer),
    close: () => void audio?.close().catch(() => undefined),
    is_still: () => globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false,
  };
}

/** Counts repetitions aloud and on the screen until it is stopped. */
export class Metronome {
  /**
   * @param {Tempo} tempo
   * @param {(now: ReturnType<typeof momentAt>) => void} onmoment Some times a second; only at beats where little should move.
   * @param {Edge} edge
   */
  constructor(tempo, onmoment, edge) {
    this.tempo = tempo;
    this.onmoment = onmoment;
    this.edge = edge;
    /** @type {any} */
    this.timer = null;
    this.began = 0;
    this.planned = 0;
    this.shown = "";
    this.clock = 0;
  }

  get is_running() {
    return this.timer !== null;
  }

  start() {
    if (this.is_running) return;
    this.began = this.clock = this.edge.now();
    this.planned = 0;
    this.shown = "";
    this.timer = this.edge.every(() => this.look(), LOOK_MS);
    this.look();
  }

  look() {
    const now = this.edge.now();
    // A clock that jumps (the sound woke up or fell asleep) must not skip a repetition: it goes on from where it was.
    if (Math.abs(now - this.clock) > 1) this.began += now - this.clock;
    this.clock = now;
    const elapsed = now - this.began, until = elapsed + AHEAD_S;
    for (const beat of beatsBetween(this.tempo, this.planned, until))
      this.edge.beep(beat.is_turn ? TURN_HZ : COUNT_HZ, this.began + beat.at_s);
    this.planned = Math.max(this.planned, until);
    const moment = momentAt(this.tempo, elapsed);
    const beat = `${moment.repetition} ${moment.phase} ${moment.count}`;
    if (!this.edge.is_still() || beat !== this.shown) this.onmoment(moment);
    this.shown = beat;
  }

  /** Stop; a beat that was already planned may still sound. */
  stop() {
    if (!this.is_running) return;
    this.edge.cancel(this.timer);
    this.timer = null;
    this.edge.close();
  }
}
