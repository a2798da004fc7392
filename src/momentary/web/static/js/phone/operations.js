// The operations of the log and what they add up to: docs/sync.md, as the server folds them. Pure.

/**
 * @typedef {{value: number, unit: "kg" | "lb"}} Load
 * @typedef {{exercise: string, load?: Load, repetitions?: number, partial_repetitions?: number, technique?: string,
 *   effort?: {value: number, scale: string}, ending?: {kind: string, judge?: string}, assistance?: Load,
 *   implements?: number, tempo?: object, rest_before_s?: number, duration_s?: number, at?: string}} Segment
 * @typedef {{segments: Segment[], role?: string, side?: string, superset?: string, rest_timer_s?: number, note?: string}} SetValue
 * @typedef {{set: string, value: SetValue, is_voided: boolean, position?: number}} SetState `position`: of its logging
 * @typedef {{session: string, value: any, sets: SetState[], is_voided: boolean, is_finished: boolean}} SessionState
 * @typedef {{id: string, kind: string, version: number, body: any, position?: number}} Operation
 */

const VERSION = 1;

/** Returns a random id. @returns {string} */
export function newId() {
  return crypto.randomUUID ? crypto.randomUUID() : fromRandomBytes(crypto.getRandomValues(new Uint8Array(16)));
}

/** A page without HTTPS has no randomUUID. @param {Uint8Array} bytes */
function fromRandomBytes(bytes) {
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * Returns an operation as the log takes it.
 * @param {string} kind @param {object} body
 * @returns {Operation}
 */
export function operation(kind, body) {
  return { id: newId(), kind, version: VERSION, body };
}

/**
 * Returns a session after one more operation, or what it was where the operation cannot be. Nothing is changed in place.
 * @param {SessionState | undefined} state @param {Operation} one
 * @returns {SessionState | undefined}
 */
export function applied(state, one) {
  const body = one.body;
  if (one.kind === "session.started" || one.kind === "session.imported") {
    if (state) return state;
    const sets = (body.sets ?? []).map((/** @type {any} */ each) => ({ set: each.set, value: each.value, is_voided: false }));
    return { session: body.session, value: body.value, sets, is_voided: false, is_finished: one.kind === "session.imported" };
  }
  if (!state) return undefined;
  switch (one.kind) {
    case "session.amended":
      return { ...state, value: body.value };
    case "session.finished":
      return { ...state, is_finished: true, value: "duration_s" in body ? { ...state.value, duration_s: body.duration_s } : state.value };
    case "session.voided":
      return { ...state, is_voided: true, sets: state.sets.map((each) => ({ ...each, is_voided: true })) };
    case "set.logged":
      if (state.sets.some((each) => each.set === body.set)) return state;
      return { ...state, sets: [...state.sets, { set: body.set, value: body.value, is_voided: false, position: one.position }] };
    case "set.amended":
      return changed(state, body.set, { value: body.value });
    case "set.voided":
      return changed(state, body.set, { is_voided: true });
    default:
      return state;
  }
}

/** @param {SessionState} state @param {string} set @param {Partial<SetState>} what */
function changed(state, set, what) {
  return { ...state, sets: state.sets.map((each) => (each.set === set ? { ...each, ...what } : each)) };
}

/** The sets that are not voided. @param {SessionState} state */
export function living(state) {
  return state.sets.filter((each) => !each.is_voided);
}

/** The wall's time and its distance from UTC [s]. @param {Date} now */
function wallOf(now) {
  const offset = -now.getTimezoneOffset() * 60;
  return { wall: new Date(now.getTime() + offset * 1000).toISOString().slice(0, 19), offset };
}

/** Returns now as the log writes it. @param {Date} now */
export function moment(now) {
  const { wall, offset } = wallOf(now);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { wall, clock: "instant", utc_offset_s: offset, ...(zone ? { zone } : {}) };
}

/** Returns the clock time of a segment. @param {Date} now */
export function clockTime(now) {
  const { wall, offset } = wallOf(now);
  const minutes = Math.abs(offset) / 60;
  const two = (/** @type {number} */ number) => String(Math.floor(number)).padStart(2, "0");
  return `${wall}${offset < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** Returns when a moment of the log was, in milliseconds. @param {{wall: string, clock: string, utc_offset_s?: number}} start */
export function millis(start) {
  if (start.clock === "instant") return Date.parse(`${start.wall}Z`) - (start.utc_offset_s ?? 0) * 1000;
  return Date.parse(start.wall.length > 10 ? start.wall : `${start.wall}T12:00:00`);
}
