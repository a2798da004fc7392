// Sets as they are logged (momentary's own JSON), read segment by segment as the model sees them.

import { AT_LEAST, AT_MOST, FAILURE, NOTHING, REPORT, STOPPED } from "./filter.js";
import { RULE_OF_THUMB } from "./memory.js";
import { toKg } from "../units.js";

/**
 * @typedef {import("../units.js").Load} Load
 * @typedef {object} Segment A segment of momentary-log/1; what the forecast does not ask for is left out here.
 * @property {string} exercise
 * @property {Load} [load]
 * @property {Load} [assistance]
 * @property {number} [repetitions]
 * @property {string} [technique]
 * @property {{value: number, scale: string}} [effort]
 * @property {{kind: string}} [ending]
 * @property {number} [implements]
 * @property {number} [rest_before_s]
 * @property {string} [at]
 * @typedef {{segments: Segment[], role?: string}} LoggedSet
 *
 * @typedef {object} Row A segment as the filter reads it.
 * @property {number} session
 * @property {number} day Start of the session [days since 1970, on the wall].
 * @property {number} addedKg
 * @property {number} bodyKg NaN where the moved mass is not known.
 * @property {number} repetitions -1 where none were counted.
 * @property {number} reserve NaN without a report.
 * @property {number} observed
 * @property {boolean} isFailure
 * @property {boolean} isReport
 * @property {boolean} isWorking
 * @property {number} setsBefore
 * @property {number} time When it ended [days since 1970].
 * @property {boolean} lowering
 *
 * @typedef {object} Climb How far up an exercise's sessions have gone.
 * @property {number[]} past
 * @property {number | null} session
 * @property {number} reached
 * @property {boolean} isMarked
 *
 * @typedef {object} Entry An exercise as the log has told of it so far.
 * @property {string} key
 * @property {number} movedShare
 * @property {boolean} isAssisted
 * @property {string | null} curve
 * @property {boolean} isModelled
 * @property {Record<string, number>} muscles
 * @property {string[]} names
 * @property {boolean | null} moves
 * @property {number} session
 * @property {number} done
 * @property {number} ramps
 * @property {Climb} climb
 */

const DAY_S = 86400, SET_S = 40, USUAL_REST_S = 170, LONGEST_SESSION = 0.5, LONGEST_REST_S = 7200;
const MOST_REPETITIONS = 10000, MOST_SHOWN = 20, RAMP_SHARE = 0.9, SESSIONS_BACK = 2;
const FAILURES = ["failure", "momentary_failure", "technical_failure", "eccentric_failure"];
const OBSERVED = ["straight", "drop", "rest_pause", "cluster"];
const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,6})\d*)?)?)?(Z|[+-]\d\d:?\d\d(?::?\d\d)?)?$/;

/** When a set ends that follows one which ended at a time, after a usual rest. @param {number} time */
export const usualEnd = (time) => time + (SET_S + USUAL_REST_S) / DAY_S;

/**
 * A time as it stands in a log: seconds since 1970 by its own clock, and the offset of that from UTC, if told.
 * @param {unknown} text
 * @returns {{wall: number, offset: number | null}} NaN where it is no time.
 */
export function readTime(text) {
  const parts = TIME.exec(String(text));
  if (!parts) return { wall: NaN, offset: null };
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((one) => Number(one ?? 0));
  const whole = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  const micro = Number((parts[7] ?? "").padEnd(6, "0"));
  const wall = (whole * 1e6 + micro) / 1e6;
  if (!parts[8]) return { wall, offset: null };
  const digits = parts[8] === "Z" ? "0000" : parts[8].slice(1).replaceAll(":", "");
  const offset = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2, 4)) * 60 + Number(digits.slice(4));
  return { wall, offset: parts[8][0] === "-" ? -offset : offset };
}

/** @param {Load | null | undefined} load */
const kgOf = (load) => (load ? toKg(load) : 0);

/** @param {Segment} segment */
export const isFailure = (segment) => !!segment.ending && FAILURES.includes(segment.ending.kind);

/** The load on the bar or added to the body, help negative; null where it cannot be known. @param {Segment} segment @param {Entry} entry */
function addedOf(segment, entry) {
  let load = kgOf(segment.load);
  if (entry.movedShare > 0) load *= segment.implements || 1;
  if (entry.isAssisted && !segment.assistance) return -load;
  if (segment.assistance) return entry.movedShare > 0 || entry.isAssisted ? load - kgOf(segment.assistance) : null;
  return load;
}

/** The reported reserve. @param {Segment} segment */
function reserveOf(segment) {
  if (segment.effort) return segment.effort.scale === "rpe" ? 10 - segment.effort.value : segment.effort.value;
  return segment.ending?.kind === "technical_failure" ? 0 : NaN;
}

/** How a segment speaks about capacity; later links of a chain say nothing. @param {Segment} segment @param {number} link @param {boolean} isWorking */
function observedOf(segment, link, isWorking) {
  const kind = segment.ending?.kind, count = segment.repetitions ?? null;
  if (link || count === null || !OBSERVED.includes(segment.technique ?? "straight")) return NOTHING;
  if (kind === "eccentric_failure") return NOTHING;
  if (count === 0) return isWorking ? AT_MOST : NOTHING;
  if (kind === "technical_failure") return REPORT;
  if (isFailure(segment)) return FAILURE;
  if (!isWorking || kind === "pain" || kind === "time") return AT_LEAST;
  return segment.effort ? REPORT : STOPPED;
}

/**
 * When a segment ended [days since 1970].
 * @param {Segment} segment
 * @param {{start: number, offset: number | null}} session Seconds since 1970 on the wall.
 * @param {number | null} before When the session's last one ended; null for its first.
 * @param {boolean} isLink
 */
function endOf(segment, session, before, isLink) {
  const start = session.start / DAY_S, since = before ?? start;
  if (segment.at) {
    const { wall, offset } = readTime(segment.at);
    const clock = (offset === null || session.offset === null ? wall : wall - offset + session.offset) / DAY_S;
    if (since <= clock && clock <= start + LONGEST_SESSION) return clock;
  }
  let pause = before === null ? 0 : isLink ? SET_S : SET_S + USUAL_REST_S;
  const rest = segment.rest_before_s ?? null;
  if (rest !== null && before !== null && rest <= LONGEST_REST_S) pause = rest + SET_S;
  // A session ends within half a day, whatever rests were typed.
  return Math.max(since, Math.min(since + pause / DAY_S, start + LONGEST_SESSION));
}

/**
 * Read a segment; the entry is changed in place.
 * @param {Segment} segment
 * @param {Entry} entry
 * @param {object} place
 * @param {number} place.number The session's number.
 * @param {{start: number, offset: number | null}} place.session
 * @param {number | null} place.before When the session's last segment ended; null for its first.
 * @param {number} place.link Its place in the set, from zero.
 * @param {string | undefined} place.role
 * @param {number} place.bodyKg The last known body mass.
 * @returns {Row}
 */
export function readRow(segment, entry, { number, session, before, link, role, bodyKg }) {
  const count = segment.repetitions ?? null;
  if (entry.moves === null && count !== null) entry.moves = !segment.load || segment.load.value === 0;
  if (entry.session !== number) [entry.session, entry.done, entry.ramps] = [number, 0, 0];
  const isWorking = role !== "warm_up" && role !== "cool_down", moves = entry.moves === true;
  const added = addedOf(segment, entry);
  let observed = observedOf(segment, link, isWorking);
  if (added === null || !(moves || added > 0) || !entry.isModelled) observed = NOTHING;
  const row = {
    session: number, day: session.start / DAY_S, addedKg: added ?? 0,
    bodyKg: moves ? bodyKg * (entry.movedShare || 1) : 0,
    repetitions: count === null ? -1 : Math.min(count, MOST_REPETITIONS), reserve: reserveOf(segment), observed,
    isFailure: isFailure(segment), isReport: observed === REPORT, isWorking,
    setsBefore: entry.done - entry.ramps, time: endOf(segment, session, before, link > 0),
    lowering: segment.technique === "negative",
  };
  const beyondOne = Math.min(Math.max(row.repetitions - 1, 0), MOST_SHOWN);
  const shown = (row.addedKg + (Number.isNaN(row.bodyKg) ? 0 : row.bodyKg)) * Math.exp(RULE_OF_THUMB * beyondOne);
  const isRamp = climbs(entry.climb, shown, row) && observed === STOPPED;
  if (isWorking && row.repetitions > 0) entry.done += 1;
  // A set on the way up tires no more than warm-ups do, and only bounds capacity.
  if (isRamp) entry.ramps += 1;
  return isRamp ? { ...row, observed: AT_LEAST } : row;
}

/** Whether a set is on the way up to the working load; the climb is changed in place. @param {Climb} climb @param {number} shown @param {Row} row */
function climbs(climb, shown, row) {
  if (!row.isWorking) climb.isMarked = true;
  if (!row.isWorking || row.observed === NOTHING) return false;
  let earlier = climb.reached;
  if (row.session !== climb.session) {
    if (climb.session !== null) climb.past = [...climb.past, climb.reached].slice(-SESSIONS_BACK);
    [climb.session, earlier, climb.reached] = [row.session, -Infinity, shown];
  }
  climb.reached = Math.max(climb.reached, shown);
  if (climb.isMarked) return false;
  return climb.past.length ? climb.reached < RAMP_SHARE * Math.max(...climb.past) : shown > earlier;
}
