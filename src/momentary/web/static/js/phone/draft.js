// A set before it is logged: what the steppers hold, where it comes from, and the value that the log gets. Pure.

import { clockTime } from "./operations.js";

/**
 * @typedef {import("./operations.js").Segment} Segment
 * @typedef {import("./operations.js").SetValue} SetValue
 * @typedef {"kg" | "lb"} Unit
 * @typedef {object} Draft
 * @property {number | null} load
 * @property {Unit} unit
 * @property {number | null} repetitions
 * @property {number | null} partial
 * @property {boolean} helps The load is what a machine or band takes off the body.
 * @property {"working" | "warm_up"} role
 * @property {string | null} side
 * @property {number | null} guess RIR guessed before the set.
 * @property {string | null} ending
 * @property {number | null} left
 * @property {string | null} judge
 * @property {string} note
 * @property {number | null} duration_s How long it lasted, for holds and the like.
 * @property {number | null} lowering_s
 * @property {number | null} rest_s Rest before it, where the lifter tells.
 * @property {boolean} [is_fresh] Nobody has touched it yet: better advice may still change it.
 * @property {string} [technique]
 * @property {number | null} [help] What a partner takes of the load, where it is known.
 * @property {string} [exercise] Where a segment is of another exercise than the set.
 */

export const FAILURES = ["technical_failure", "momentary_failure", "eccentric_failure", "failure"];
const GUESS = /^Guess before: RIR (\d+)$/m;

/** @param {Unit} unit @returns {Draft} */
export function emptyDraft(unit) {
  return {
    load: null, unit, repetitions: null, partial: null, helps: false, role: "working", side: null, guess: null, ending: null,
    left: null, judge: null, note: "", duration_s: null, lowering_s: null, rest_s: null,
  };
}

/**
 * Returns the draft of the next set: what is due, else what was done last.
 * @param {{unit: Unit, due?: any, done: SetValue[], seen?: number, last?: SetValue}} given `done`: this session's sets of
 *   the exercise; `seen`: how many working sets of them the plan has seen, which then begins after them
 * @returns {Draft}
 */
export function prefilled({ unit, due, done, seen = 0, last }) {
  const draft = emptyDraft(unit);
  const working = done.filter((one) => one.role !== "warm_up");
  const planned = plannedSet(due, working.length - seen);
  const like = working.at(-1) ?? last;
  const segment = like?.segments[0];
  // What is on the bar stays there, unless the plan itself changes the load.
  const stays = working.length > 0 && planned?.load?.value === plannedSet(due, working.length - 1 - seen)?.load?.value;
  const load = (stays ? null : planned?.load) ?? segment?.load ?? segment?.assistance;
  // A warm-up says nothing of the load, but in which unit and on which side it goes on.
  const warm = done.at(-1);
  draft.unit = (warm?.segments[0].load ?? warm?.segments[0].assistance)?.unit ?? draft.unit;
  if (load) Object.assign(draft, { load: load.value, unit: load.unit });
  draft.helps = Boolean(load) && load === segment?.assistance;
  draft.repetitions = planned?.repetitions ?? segment?.repetitions ?? null;
  draft.side = (like ?? warm)?.side ?? null;
  return draft;
}

/** The planned set after so many; past the plan, its last one. @param {any} due @param {number} done */
export function plannedSet(due, done) {
  return due?.sets?.[Math.min(Math.max(done, 0), due.sets.length - 1)];
}

/** The first segment of a set, to be changed. @param {SetValue} value @param {Unit} unit @returns {Draft} */
export function draftOf(value, unit, index = 0) {
  const segment = value.segments[index];
  const load = segment.load ?? segment.assistance;
  const guess = GUESS.exec(value.note ?? "");
  return {
    ...emptyDraft(load?.unit ?? unit),
    load: load?.value ?? null,
    helps: !segment.load && Boolean(segment.assistance),
    repetitions: segment.repetitions ?? null,
    partial: segment.partial_repetitions ?? null,
    role: value.role === "warm_up" ? "warm_up" : "working",
    side: value.side ?? null,
    guess: guess ? Number(guess[1]) : null,
    ending: segment.ending?.kind ?? null,
    left: segment.effort?.scale === "rir" ? segment.effort.value : null,
    judge: segment.ending?.judge ?? null,
    note: (value.note ?? "").replace(GUESS, "").trim(),
    lowering_s: /** @type {any} */ (segment.tempo)?.lowering_s ?? null,
    rest_s: segment.rest_before_s ?? null,
    duration_s: segment.duration_s ?? null,
    technique: segment.technique,
    exercise: segment.exercise,
  };
}

/**
 * Returns the segment that a draft says. What was not said is left out; zero is said.
 * @param {string} exercise @param {Draft} draft @param {Date | null} now
 * @returns {Segment}
 */
export function segmentOf(exercise, draft, now) {
  /** @type {Segment} */
  const segment = { exercise };
  if (draft.load !== null) segment[draft.helps ? "assistance" : "load"] = { value: draft.load, unit: draft.unit };
  if (draft.repetitions !== null) segment.repetitions = draft.repetitions;
  if (draft.partial !== null && draft.partial > 0) segment.partial_repetitions = draft.partial;
  if (draft.technique && draft.technique !== "straight") segment.technique = draft.technique;
  if (draft.ending === "stopped" && draft.left !== null) segment.effort = { value: draft.left, scale: "rir" };
  if (draft.ending) {
    const judge = FAILURES.includes(draft.ending) ? draft.judge ?? "lifter" : null;
    segment.ending = { kind: draft.ending, ...(judge ? { judge } : {}) };
  }
  if (draft.lowering_s !== null && draft.lowering_s > 0) segment.tempo = { lowering_s: draft.lowering_s, bottom_s: 0, lifting_s: 0, top_s: 0 };
  if (draft.duration_s !== null) segment.duration_s = draft.duration_s;
  if (draft.rest_s !== null) segment.rest_before_s = draft.rest_s;
  if (now) segment.at = clockTime(now);
  return segment;
}

/**
 * Returns the set that a draft says, with one segment; `extra` names what else belongs to the set.
 * @param {string} exercise @param {Draft} draft @param {Date | null} now @param {Partial<SetValue>} [extra]
 * @returns {SetValue}
 */
export function valueOf(exercise, draft, now, extra = {}) {
  const notes = [draft.guess === null ? "" : `Guess before: RIR ${draft.guess}`, draft.note.trim()].filter(Boolean);
  return {
    role: draft.role,
    ...(draft.side ? { side: draft.side } : {}),
    ...extra,
    ...(notes.length ? { note: notes.join("\n") } : {}),
    segments: [segmentOf(exercise, draft, now)],
  };
}

/**
 * Puts a changed draft into a set that was logged. What was not changed stays as it is, also what the form does not show.
 * @param {SetValue} value @param {Draft} draft
 * @returns {SetValue}
 */
export function amended(value, draft, index = 0) {
  const old = value.segments[index];
  const before = draftOf(value, draft.unit, index);
  const made = valueOf(old.exercise, draft, null);
  const differs = (/** @type {(keyof Draft)[]} */ ...names) => names.some((name) => draft[name] !== before[name]);
  const segment = { ...old };
  const whole = { ...value };
  const take = (/** @type {any} */ to, /** @type {any} */ from, /** @type {string[]} */ ...keys) => {
    for (const key of keys) if (key in from) to[key] = from[key];
      else delete to[key];
  };
  const told = made.segments[0];
  if (differs("load", "unit", "helps")) take(segment, told, "load", ...(draft.helps || before.helps ? ["assistance"] : []));
  if (differs("repetitions")) take(segment, told, "repetitions");
  if (differs("partial")) take(segment, told, "partial_repetitions");
  if (differs("ending", "left", "judge")) take(segment, told, "ending", ...(told.effort || old.effort?.scale === "rir" ? ["effort"] : []));
  if (differs("lowering_s")) {
    take(segment, told, "tempo");
    if (segment.tempo && old.tempo) segment.tempo = { ...old.tempo, lowering_s: draft.lowering_s };
  }
  if (differs("rest_s")) take(segment, told, "rest_before_s");
  if (differs("duration_s")) take(segment, told, "duration_s");
  if (differs("role")) take(whole, made, "role");
  if (differs("side")) take(whole, made, "side");
  if (differs("note", "guess")) take(whole, made, "note");
  return { ...whole, segments: value.segments.map((one, at) => (at === index ? segment : one)) };
}

/** What is wrong with a draft: a key of a text; null where it can be logged. @param {Draft} draft */
export function fault(draft) {
  if (draft.repetitions === null && draft.partial === null && draft.duration_s === null) return "repetitions_missing";
  return null;
}
