// Going on after failure: which methods there are for the set that just ended, with what loads, and what is expected.
// Pure. What the bundle planned for this exercise goes before the usual ways.

import { textOf, textsOf } from "./bundle.js";

/**
 * @typedef {import("./operations.js").Load} Load
 * @typedef {import("./operations.js").Segment} Segment
 * @typedef {{exercise: string, technique: string, load: Load | null, low: number | null, median: number | null,
 *   high: number | null, rest_s: number | null, ending?: string, judge?: string, lowering_s?: number | null, help?: Load[],
 *   most?: number | null}} Part
 * @typedef {{name: string, title: string, parts: Part[], lifter: string[], partner: string[], ends: string, why: string,
 *   cost: number | null, needs_partner: boolean, is_planned: boolean}} Way
 * @typedef {{set: string, exercise: string, way: Way, index: number, draft: import("./draft.js").Draft, began_at: number}} Extending
 */

// Name in the server's guides, technique, parts, share of the load that stays, rest [s], whether a partner is needed.
/** @type {[string, string, number, number, number, boolean][]} */
const USUAL = [
  ["drop-set", "drop", 1, 0.75, 15, false],
  ["double-drop-set", "drop", 2, 0.75, 15, false],
  ["machine", "machine", 1, 0.75, 20, false],
  ["rest-pause", "rest_pause", 1, 1, 20, false],
  ["partial-repetitions", "partial", 1, 1, 0, false],
  ["cheat-repetitions", "cheat", 1, 1, 0, false],
  ["negatives", "negative", 1, 1, 0, true],
  ["assisted-repetitions", "assisted", 1, 1, 0, true],
];

/**
 * Returns the ways in which a set may go on.
 * @param {{segments: Segment[], planned: any[], guides: any[], step: (load: Load) => Load, twin: string | null, title: (name: string) => string}} given
 *   `step`: the nearest load that can be put up, no heavier
 * @returns {Way[]}
 */
export function waysOf({ segments, planned, guides, step, twin, title }) {
  const last = segments[segments.length - 1];
  const ways = (segments.length === 1 ? planned : []).map((one) => plannedWay(one, segments[0], step));
  const names = new Set(ways.map((one) => one.name));
  for (const [name, technique, count, share, rest_s, needs_partner] of USUAL) {
    if (names.has(name) || (technique === "machine" && !twin)) continue;
    if (technique === "drop" && !(last.load && last.load.value > 0)) continue;
    const guide = guides.find((one) => one.name === name);
    const exercise = technique === "machine" ? /** @type {string} */ (twin) : last.exercise;
    const parts = Array.from({ length: count }, (_, index) => ({
      exercise,
      technique: technique === "machine" ? "drop" : technique,
      load: last.load ? (share === 1 ? last.load : step({ value: last.load.value * share ** (index + 1), unit: last.load.unit })) : null,
      low: null, median: null, high: null, rest_s,
    }));
    ways.push({
      name, title: guide?.title ?? title(name), parts, lifter: textsOf(guide?.lifter), partner: textsOf(guide?.partner),
      ends: textsOf(guide?.ends).join(" "), why: textsOf(guide?.why).join(" "), cost: null, needs_partner, is_planned: false,
    });
  }
  return ways;
}

/**
 * A way that the server planned, for the load that was really lifted.
 * @param {any} planned @param {Segment} first @param {(load: Load) => Load} step
 * @returns {Way}
 */
function plannedWay(planned, first, step) {
  const chain = planned.segments ?? [];
  const begin = chain[0];
  const ratio = begin?.load?.value > 0 && first.load && first.load.unit === begin.load.unit ? first.load.value / begin.load.value : 1;
  const parts = chain.slice(begin?.technique === "straight" ? 1 : 0).map((/** @type {any} */ one) => ({
    exercise: one.exercise === begin?.exercise ? first.exercise : one.exercise,
    technique: one.technique,
    load: one.load ? (Math.abs(ratio - 1) < 1e-9 ? one.load : step({ value: one.load.value * ratio, unit: one.load.unit })) : null,
    low: one.low ?? null, median: one.median ?? null, high: one.high ?? null, rest_s: one.rest_s ?? null,
    ending: one.ending, judge: one.judge, lowering_s: one.lowering_s, help: one.help, most: one.most,
  }));
  return {
    name: planned.name, title: textOf(planned.title), parts, lifter: textsOf(planned.lifter), partner: textsOf(planned.partner),
    ends: textsOf(planned.ends).join(" "), why: textsOf(planned.why).join(" "),
    cost: typeof planned.cost === "number" ? planned.cost : planned.cost?.ratio ?? null,
    needs_partner: Boolean(planned.needs_partner), is_planned: true,
  };
}

/** What the steppers begin with for a part. @param {Part} part @param {import("./draft.js").Draft} empty @returns {import("./draft.js").Draft} */
export function draftOfPart(part, empty) {
  const draft = { ...empty, exercise: part.exercise, technique: part.technique };
  if (part.load) Object.assign(draft, { load: part.load.value, unit: part.load.unit });
  const expected = part.median === null ? null : Math.round(part.median);
  if (part.technique === "partial") draft.partial = expected;
  else draft.repetitions = expected;
  if (part.technique === "negative") Object.assign(draft, { lowering_s: 4, judge: "partner" });
  if (part.lowering_s) draft.lowering_s = part.lowering_s;
  if (part.judge) draft.judge = part.judge;
  if (part.help?.length && part.help[0].unit === draft.unit) draft.help = part.help[0].value;
  draft.rest_s = part.rest_s;
  draft.ending = part.ending && part.ending !== "stopped" ? part.ending : { drop: "momentary_failure", rest_pause: "momentary_failure", negative: "eccentric_failure" }[part.technique] ?? null;
  return draft;
}
