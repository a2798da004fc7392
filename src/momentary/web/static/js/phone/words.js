// Loads, sets and times in a few characters.

import { numberText, t, writtenAs } from "../texts.js";
import { shown } from "./dom.js";

/** @typedef {import("./operations.js").Segment} Segment */

/** @param {{value: number, unit: string} | null | undefined} load */
export function loadText(load) {
  return load ? `${shown(load.value)} ${load.unit}` : "";
}

/** A segment: load, repetitions, technique, reserve. Zero is said, absence is not. @param {Segment} one @param {string} exercise */
function segmentText(one, exercise) {
  const parts = [];
  if (one.exercise !== exercise) parts.push(one.exercise);
  if (one.load) parts.push(loadText(one.load));
  if (one.assistance) parts.push(`− ${loadText(one.assistance)}`);
  if (one.repetitions !== undefined) parts.push(`× ${one.repetitions}`);
  if (one.duration_s !== undefined) parts.push(`${numberText(one.duration_s)} s`);
  if (one.partial_repetitions !== undefined) parts.push(`+ ${one.partial_repetitions} ${t("partials")}`);
  if (one.technique && one.technique !== "straight") parts.push(t(`technique.${one.technique}`));
  const effort = !one.effort ? "" : one.effort.scale === "rir" ? t("left_some", { count: one.effort.value }) : `RPE ${numberText(one.effort.value)}`;
  return [parts.join(" "), effort].filter(Boolean).join(", ") || t("done");
}

/** @param {import("./operations.js").SetValue} value */
export function setText(value) {
  return value.segments.map((one) => segmentText(one, value.segments[0].exercise)).join(" → ");
}

/** @param {import("./operations.js").SetValue} value */
export function endingText(value) {
  const kind = value.segments[value.segments.length - 1].ending?.kind;
  return kind && kind !== "stopped" ? t(`ended.${kind}`) : "";
}

/** @param {number | string} when */
export function timeText(when) {
  return new Date(when).toLocaleTimeString(writtenAs(), { hour: "2-digit", minute: "2-digit" });
}

/** @param {number | string} when */
export function dayText(when) {
  return new Date(when).toLocaleString(writtenAs(), { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}
